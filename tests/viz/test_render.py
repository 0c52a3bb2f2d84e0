"""Drawings as bytes: the same each time, within a time limit, in a font that is there or not."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import graphviz
import pytest

from support.cases.handmade_proofs import deceived_and_exempted, node, proof
from support.packs import REPOSITORY
from support.reading.svg_reading import SVG, groups, text
from support.sampling import foremost
from wenze.viz.proof import proof_dot
from wenze.viz.render import (
    FORMATS,
    DrawingFailed,
    DrawingTimeout,
    Format,
    GraphvizMissing,
    render,
)

MAGIC = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def demo(lang: str = "zh") -> graphviz.Digraph:
    return proof_dot(deceived_and_exempted(), lang)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_what_it_says_and_the_same_each_time(kind: Format) -> None:
    first = render(demo(), kind)
    assert first.startswith(MAGIC[kind])
    assert render(demo(), kind) == first


def test_a_pdf_does_not_tell_when_it_was_drawn() -> None:
    assert b"/CreationDate (D:19700101000000" in render(demo(), "pdf")


@pytest.mark.parametrize("kind", foremost(FORMATS, count=1))
def test_the_bytes_do_not_hang_on_the_seed_of_hashes(kind: Format) -> None:
    script = (
        "import sys; from support.cases.handmade_proofs import broad; "
        "from wenze.viz.proof import proof_dot; from wenze.viz.render import render; "
        f"sys.stdout.buffer.write(render(proof_dot(broad(400, True), 'en'), {kind!r}))"
    )
    paths = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "tests")])
    drawn = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1


def test_svg_is_plain_xml_that_tells_no_version_and_no_name_in_dot() -> None:
    svg = render(demo(), "svg")
    assert b"<!--" not in svg
    assert b"<!DOCTYPE" not in svg
    assert b"raphviz" not in svg
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert not any(each.text in ("n0", "%3") for each in root.iter(f"{SVG}title"))


def test_each_node_of_an_svg_has_a_role_and_says_its_words() -> None:
    drawn = groups(render(demo(), "svg"), "node")
    assert len(drawn) > len(deceived_and_exempted().nodes)
    for group in drawn.values():
        assert group.get("role") == "img"
        assert "".join(group.get("aria-label", "").replace("\u00a0", " ").split()) == text(group)


def test_each_line_of_a_node_is_held_at_its_middle_whatever_the_font() -> None:
    for group in groups(render(demo(), "svg"), "node").values():
        lines = list(group.iter(f"{SVG}text"))
        assert {line.get("text-anchor") for line in lines} == {"middle"}
        assert len({line.get("x") for line in lines}) == 1


def test_without_graphviz_only_dot_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = demo()
    monkeypatch.setenv("PATH", "")
    assert render(graph, "dot").startswith(b"digraph")
    for kind in ("svg", "png", "pdf"):
        with pytest.raises(GraphvizMissing, match="Graphviz"):
            render(graph, kind)


def test_drawing_ends_at_its_time_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "dot", "exec sleep 30")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(DrawingTimeout, match=r"0\.2 s"):
        render(demo(), "svg", seconds=0.2)


def test_what_graphviz_says_of_a_failure_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "dot", "echo 'out of ink' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DrawingFailed, match="out of ink"):
        render(demo(), "svg")


def test_a_picture_says_which_characters_it_could_not_draw(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "dot", "cat")
    program(tmp_path, "fc-list", "true")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    source = render(demo(), "png").decode()
    assert "No font on this machine has these characters" in source
    assert "U+4E00" in source
    assert 'fontname="sans-serif"' in source


def test_a_picture_in_a_font_that_has_everything_says_nothing_of_fonts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "dot", "cat")
    program(
        tmp_path,
        "fc-list",
        'if [ "$1" = :lang=zh ]; then echo "Song Ti,宋体"; else echo "20-7e a0-ffff"; fi',
    )
    program(tmp_path, "fc-match", "echo 'Song Ti'")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    source = render(demo(), "pdf").decode()
    assert "No font" not in source
    assert 'fontname="Song Ti"' in source


def test_dot_and_svg_name_no_font_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = render(demo(), "dot"), render(demo(), "svg")
    program(tmp_path, "fc-list", "echo 'Other Font'")
    program(tmp_path, "fc-match", "echo 'Other Font'")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert (render(demo(), "dot"), render(demo(), "svg")) == here


def test_an_empty_text_can_be_drawn() -> None:
    assert groups(render(proof_dot(proof(node("a", "fact", "")), "en"), "svg"), "node")
