"""Packs are found beside the package, in named folders, or by path."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID, broken
from wenze.reasoner.errors import PackError, UnknownRegulation
from wenze.reasoner.pack import find_pack, load_pack, pack_folders
from wenze.reasoner.pack.catalog import regulations


def test_the_only_pack_need_not_be_named() -> None:
    assert find_pack().id == find_pack(LAW_ID).id == LAW_ID
    assert pack_folders() == [LAW_FOLDER]


def test_named_folders_hold_packs_or_are_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    for shelf in (MINI_FOLDER, MINI_FOLDER.parent):
        monkeypatch.setenv("WENZE_PACKS", str(shelf))
        assert list(regulations()) == [LAW_ID, MINI_ID]
        assert find_pack(MINI_ID).folder == MINI_FOLDER
    several = os.pathsep.join(["", "/no/such/folder", str(MINI_FOLDER), str(LAW_FOLDER)])
    monkeypatch.setenv("WENZE_PACKS", several)
    assert list(regulations()) == [LAW_ID, MINI_ID]


def test_with_several_packs_one_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
    with pytest.raises(UnknownRegulation) as error:
        find_pack()
    assert all(name in str(error.value) for name in (LAW_ID, MINI_ID))


def test_two_packs_of_one_regulation_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(MINI_FOLDER, tmp_path / "copy")
    monkeypatch.setenv("WENZE_PACKS", os.pathsep.join([str(MINI_FOLDER), str(tmp_path)]))
    with pytest.raises(PackError, match="second pack"):
        find_pack(MINI_ID)


def test_a_path_needs_no_shelf() -> None:
    assert find_pack(str(MINI_FOLDER)).id == MINI_ID


@pytest.mark.parametrize("name", ["", "no", "..", "x" * 5000, "a\0b", "/", "\ud800"])
def test_any_other_name_is_an_unknown_regulation(name: str) -> None:
    with pytest.raises(UnknownRegulation):
        find_pack(name)


def test_a_pack_is_read_once_for_each_state_of_its_files(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path)
    first = load_pack(folder)
    assert load_pack(folder) is first
    words = folder / "words.yaml"
    words.write_text(words.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert load_pack(folder) is not first
    assert load_pack(folder).digest != first.digest


def test_a_digest_says_what_the_law_is_and_not_where_or_how_it_is_tested(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, without=["cases/05_empty.yaml"])
    assert load_pack(folder).digest == load_pack(MINI_FOLDER).digest


def test_a_pack_without_articles_is_refused(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path)
    shutil.rmtree(folder / "articles")
    with pytest.raises(PackError, match="no articles"):
        load_pack(folder)
