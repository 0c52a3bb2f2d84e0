"""Fonts: fontconfig is asked for one that has Chinese, and which characters no font has."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenze.viz.fonts import Font, font, lacking


@pytest.fixture
def fontconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that is the whole PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_font_is_the_one_that_fontconfig_matches_for_chinese(fontconfig: Path) -> None:
    program(fontconfig, "fc-list", "echo 'A Mono,甲'; echo 'B Sans,乙'; echo 'C Serif'")
    program(fontconfig, "fc-match", "echo 'B Sans'")
    assert font() == Font("B Sans", chinese=True)


def test_a_match_that_has_no_chinese_is_not_taken(fontconfig: Path) -> None:
    program(fontconfig, "fc-list", "echo 'A Mono,甲'; echo 'C Serif'")
    program(fontconfig, "fc-match", "echo 'DejaVu Sans'")
    assert font() == Font("C Serif", chinese=True)


@pytest.mark.parametrize("script", ["true", "exit 1", "echo ''"])
def test_where_no_font_has_chinese_that_is_known(fontconfig: Path, script: str) -> None:
    program(fontconfig, "fc-list", script)
    assert font() == Font("sans-serif", chinese=False)


@pytest.mark.usefixtures("fontconfig")
def test_without_fontconfig_nothing_but_ascii_is_known_to_be_drawn() -> None:
    assert font() == Font("sans-serif", chinese=False)
    assert lacking("plain") == []
    assert lacking("王 and é") == ["é", "王"]


def test_what_one_font_lacks_another_may_have(fontconfig: Path) -> None:
    program(fontconfig, "fc-list", "echo '20-7e a0-ff'; echo '20 4e00-9fff'")
    assert lacking("é 王 🦊") == ["🦊"]
