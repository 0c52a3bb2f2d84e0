"""A regulation at a glance, its readings, and the shelf they stand on."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID, broken
from wenze.api.law_data import readings, regulation, regulations
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import Pack, load_pack

PACKS = {folder.name: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
LAW, MINI = PACKS.values()
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def told(pack: Pack, lang: str = "zh") -> Any:
    return regulation(pack, lang)


def ids(entries: Any) -> list[str]:
    return [entry["id"] for entry in entries]


# --- One regulation


def test_a_regulation_says_what_it_is() -> None:
    found = told(MINI, "en")
    about = {key: found[key] for key in ("id", "version", "title", "number", "source")}
    assert about == {
        "id": MINI_ID,
        "version": "0.1.0",
        "title": {"zh": "桐湾图书馆借阅规则", "en": "Lending Rules of Tongwan Library"},
        "number": {"zh": "虚构规则第1号", "en": "Invented rules no. 1"},
        "source": "Invented for tests",
    }
    assert found["languages"] == ["zh", "en"]
    assert told(LAW)["translation"] == "英文译文为非官方译文，仅供参考；以中文文本为准。"


@each_pack
def test_digests_are_of_the_pack_and_of_the_bytes_of_its_text(pack: Pack) -> None:
    found = told(pack)
    text = (pack.folder / "source.txt").read_bytes()
    assert found["digest"] == pack.digest
    assert found["text_digest"] == f"sha256:{hashlib.sha256(text).hexdigest()}"


def test_a_change_of_the_text_alone_is_a_change_of_its_digest(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path)
    before = load_pack(folder)
    (folder / "source.txt").write_text("第一条", encoding="utf-8")
    after = load_pack(folder)
    assert after.text_digest != before.text_digest
    assert after.digest == before.digest
    (folder / "source.txt").unlink()
    assert load_pack(folder).text_digest == f"sha256:{hashlib.sha256(b'').hexdigest()}"


@each_pack
def test_the_same_pack_gives_the_same_data_which_is_json(pack: Pack) -> None:
    for lang in LANGS:
        first, again = told(pack, lang), told(pack, lang)
        assert json.dumps(first) == json.dumps(again)
        assert json.loads(json.dumps(first)) == first


@each_pack
def test_only_words_differ_between_languages(pack: Pack) -> None:
    chinese, english = told(pack, "zh"), told(pack, "en")
    assert skeleton(chinese) == skeleton(english)
    assert chinese != english


def skeleton(value: Any) -> Any:
    """The data without what is said in a language."""
    words = ("label", "words", "reason", "citation", "source", "translation", "notes")
    match value:
        case dict():
            return {
                key: None if key in words and not isinstance(item, list) else skeleton(item)
                for key, item in value.items()
                if key != "notes"
            }
        case list():
            return [skeleton(item) for item in value]
    return value


def test_stages_and_groups_stand_in_the_order_of_the_pack() -> None:
    found = told(MINI, "en")
    assert found["stages"] == [
        {"id": "duty", "label": "The late fee"},
        {"id": "excuses", "label": "Excuses"},
        {"id": "waiver", "label": "The choice of the library"},
        {"id": "result", "label": "The result"},
    ]
    assert ids(found["groups"]) == ["loan", "excuses"]


def test_the_verdict_names_whom_it_judges_and_its_fixed_words() -> None:
    verdict = told(MINI, "en")["verdict"]
    assert (verdict["predicate"], verdict["judges"]) == ("fee", "borrower")
    assert verdict["words"] == "Late fee of {Borrower}: {Result}"
    assert verdict["values"][0] == {"id": "not_due", "label": "no fee is due"}
    assert ids(verdict["values"]) == ["not_due", "waived", "charged"]
    assert told(LAW)["verdict"]["values"][0] == {"id": "exempted", "label": "免予问责"}


def test_what_can_be_drawn_is_told_with_its_arguments_and_provisions() -> None:
    found = told(MINI)
    assert found["conclusions"] == [
        {
            "predicate": "replaces",
            "stage": "result",
            "words": "{Borrower}应当赔偿《{Book}》",
            "arguments": [
                {"name": "Borrower", "type": "borrower", "label": "借阅人"},
                {"name": "Book", "type": "book", "label": "图书"},
            ],
            "provisions": ["3.1.s1"],
        }
    ]
    kinds = ("discretion", "assumptions")
    assert [[p["predicate"] for p in found[kind]] for kind in kinds] == [
        ["choice"],
        ["assumed_on_time"],
    ]


@each_pack
def test_every_type_that_an_argument_has_is_told(pack: Pack) -> None:
    found = told(pack)
    types = {entry["id"]: entry for entry in found["types"]}
    drawn = [*found["conclusions"], *found["discretion"], *found["assumptions"], found["verdict"]]
    for argument in (each for predicate in drawn for each in predicate["arguments"]):
        assert types[argument["type"]]["label"] == argument["label"]
    for entry in types.values():
        assert bool(entry["words"]) is (entry["kind"] == "word")


def test_refusals_are_told_with_what_would_mend_them() -> None:
    first, *_ = told(MINI, "en")["refusals"]
    assert first == {
        "id": "no_loan",
        "code": "incomplete",
        "words": "There is no loan",
        "arguments": [],
        "lacks": ["loan"],
    }
    assert ids(told(LAW)["refusals"]) == list(LAW.word_list.refusals)


# --- Readings


def test_readings_are_told_with_the_arguments_of_each_option() -> None:
    assert readings(MINI, "en") == [
        {
            "id": "illness",
            "provisions": ["2(1)"],
            "question": "Whose illness counts?",
            "options": [
                {
                    "id": "own",
                    "label": "The borrower's own",
                    "argument": "It is the borrower who returns the book",
                    "rests_on": "Article 1",
                },
                {
                    "id": "household",
                    "label": "Illness at home too",
                    "argument": "The text does not say who is ill",
                    "rests_on": "Article 2",
                },
            ],
        }
    ]


@each_pack
def test_readings_stand_in_the_order_of_the_pack(pack: Pack) -> None:
    assert ids(readings(pack, "zh")) == [reading.id for reading in pack.readings]


# --- The shelf


def test_the_shelf_lists_every_regulation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
    found: Any = regulations("zh")
    assert ids(found["regulations"]) == [LAW_ID, MINI_ID]
    assert found["unusable"] == []
    assert found["regulations"][1] == {
        "id": MINI_ID,
        "version": "0.1.0",
        "digest": MINI.digest,
        "title": {"zh": "桐湾图书馆借阅规则", "en": "Lending Rules of Tongwan Library"},
        "number": {"zh": "虚构规则第1号", "en": "Invented rules no. 1"},
        "issuer": {"zh": "桐湾图书馆（虚构）", "en": "Tongwan Library (invented)"},
        "provisions": 6,
        "readings": 1,
    }


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (("articles/01.lp", "fee(Borrower, charged) :-", "fee(Borrower, charged :-"), MINI_ID),
        (("vocabulary.yaml", "types:", "types: ["), MINI_ID),
        (("pack.yaml", "version:", "edition:"), None),
    ],
)
def test_a_folder_that_cannot_be_used_is_named_and_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, edit: tuple[str, str, str], name: str | None
) -> None:
    folder = broken(MINI_FOLDER, tmp_path, edit)
    monkeypatch.setenv("WENZE_PACKS", str(tmp_path))
    found: Any = regulations("en")
    assert ids(found["regulations"]) == [LAW_ID]
    (unusable,) = found["unusable"]
    assert (unusable["id"], unusable["folder"]) == (name, folder.name)
    assert "wenze check" in unusable["message"]
    assert str(tmp_path) not in json.dumps(found)


def test_two_folders_of_one_regulation_are_both_unusable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        shutil.copytree(MINI_FOLDER, tmp_path / name)
    monkeypatch.setenv("WENZE_PACKS", str(tmp_path))
    found: Any = regulations("zh")
    assert ids(found["regulations"]) == [LAW_ID]
    assert [(u["id"], u["folder"]) for u in found["unusable"]] == [
        (MINI_ID, "first"),
        (MINI_ID, "second"),
    ]
