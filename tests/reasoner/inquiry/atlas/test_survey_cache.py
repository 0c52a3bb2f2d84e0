"""Surveys of an atlas on disk: made once, never trusted, never in the way."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.packs import MINI_FOLDER, broken
from wenze import Reasoner
from wenze.reasoner.inquiry.atlas import survey_cache
from wenze.reasoner.inquiry.atlas.atlas import Atlas, atlas
from wenze.reasoner.inquiry.atlas.situation import Situation
from wenze.reasoner.inquiry.atlas.survey import Survey, survey

MINI = Reasoner(MINI_FOLDER).pack


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache, which is not there yet."""
    monkeypatch.setenv("WENZE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "atlas"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bases that are surveyed, as they are."""
    bases: list[str] = []

    def noted(situation: Situation) -> Survey:
        bases.append(situation.base.id)
        return survey(situation)

    monkeypatch.setattr(survey_cache, "survey", noted)
    return bases


def without_cache(monkeypatch: pytest.MonkeyPatch) -> Atlas:
    with monkeypatch.context() as patched:
        patched.setenv("WENZE_CACHE", "")
        return atlas(MINI)


def test_an_atlas_is_made_once_and_read_as_it_was_made(folder: Path, made: list[str]) -> None:
    first = atlas(MINI)
    again = atlas(MINI)
    assert made == ["late", "on_time"]
    assert again == first
    assert [again.as_json(lang) for lang in ("zh", "en")] == [
        first.as_json(lang) for lang in ("zh", "en")
    ]
    assert len([*folder.iterdir()]) == 2


def with_digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content.replace(b'"late"', b'"lame"'),
        lambda content: content.partition(b"\n")[2],
        lambda _: with_digest(b"{}"),
        lambda _: with_digest(b"\xff"),
        lambda content: with_digest(
            content.partition(b"\n")[2].replace(b'"base":"late"', b'"base":"x"')
        ),
        lambda content: with_digest(content.partition(b"\n")[2].replace(b":8", b':"8"')),
    ],
)
def test_a_file_that_is_no_survey_is_ignored_and_written_anew(
    folder: Path,
    made: list[str],
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[bytes], bytes],
) -> None:
    atlas(MINI)
    files = {path: path.read_bytes() for path in folder.iterdir()}
    for path, content in files.items():
        path.write_bytes(damage(content))
    del made[:]
    assert atlas(MINI) == without_cache(monkeypatch)
    assert "late" in made
    assert {path: path.read_bytes() for path in folder.iterdir()} == files


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_stands_in_place_of_a_file_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, put: Callable[[Path], object]
) -> None:
    atlas(MINI)
    for path in [*folder.iterdir()]:
        path.unlink()
        put(path)
    assert atlas(MINI) == without_cache(monkeypatch)


def test_another_law_or_another_engine_has_other_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas(MINI)
    atlas(Reasoner(broken(MINI_FOLDER, tmp_path, ("words.yaml", "", "\n# other\n"))).pack)
    assert len([*folder.iterdir()]) == 4
    monkeypatch.setattr(survey_cache, "_engine", lambda: "another")
    atlas(MINI)
    assert len([*folder.iterdir()]) == 6


def test_the_folder_does_not_grow_for_ever_and_what_others_put_there_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_cache, "MAX_KEPT", 1)
    folder.mkdir(parents=True)
    (folder / "notes.json").touch()
    atlas(MINI)
    assert len([*folder.iterdir()]) == 2
    assert (folder / "notes.json").exists()


def test_without_a_folder_that_can_be_written_the_atlas_is_made_each_time(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for folder in ("", str(tmp_path / "file"), str(tmp_path / "file" / "below")):
        monkeypatch.setenv("WENZE_CACHE", folder)
        assert atlas(MINI).surveys
    assert made == ["late", "on_time"] * 3


def test_an_interrupt_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        atlas(MINI)
    assert [*folder.iterdir()] == []


@pytest.mark.parametrize(
    ("shared", "expected"), [("/shared", "/shared/wenze"), ("relative", "/home/x/.cache/wenze")]
)
def test_the_folder_is_the_user_s_cache(
    monkeypatch: pytest.MonkeyPatch, shared: str, expected: str
) -> None:
    monkeypatch.delenv("WENZE_CACHE", raising=False)
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("XDG_CACHE_HOME", shared)
    assert survey_cache.cache_folder() == Path(expected)
