"""The values that the fact schema admits are those that the reader of cases admits."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from support.packs import LAW_FOLDER, MINI_FOLDER
from support.sampling import examples
from wenze.api.law_data import vocabulary
from wenze.reasoner.case.findings import name_fault
from wenze.reasoner.pack import Pack, load_pack

PACKS = {folder.name: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
MINI = PACKS[MINI_FOLDER.name]
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def told_of(pack: Pack, kind: str) -> Any:
    """The schema of a type."""
    definitions: Any = vocabulary(pack, "zh")["$defs"]
    return definitions[f"type.{kind}"]


def value_of(pack: Pack, kind: str) -> Draft202012Validator:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(told_of(pack, kind), format_checker=checker)


NAMES = value_of(MINI, "borrower")
DAYS = value_of(MINI, "day")


@examples(250)
@given(st.text(st.characters(codec="utf-8"), max_size=70) | st.text(" \t\n\u3000a", max_size=4))
def test_a_name_is_admitted_as_the_reader_admits_it(name: str) -> None:
    fault = name_fault(name)
    assert NAMES.is_valid(name) is (fault in (None, "name_not_nfc"))


def test_control_characters_and_blanks_are_those_of_the_reader() -> None:
    told = told_of(MINI, "borrower")
    everything = "".join(map(chr, range(0x110000)))
    control = set(re.findall(told["not"]["pattern"], everything))
    visible = set(re.findall(told["pattern"], everything)) - control
    assert control == {c for c in everything if name_fault(f"a{c}a") == "name_control"}
    assert visible == {c for c in everything if c.strip() and c not in control}


def test_a_name_may_have_as_many_code_points_as_the_reader_allows() -> None:
    for character in ("a", "𠮷", "🦊"):
        assert NAMES.is_valid(character * 64)
        assert not NAMES.is_valid(character * 65)


@given(st.dates())
def test_every_day_is_admitted(day: date) -> None:
    assert DAYS.is_valid(day.isoformat())


@pytest.mark.parametrize(
    "day",
    ["2023-02-29", "2023-13-01", "2023-1-1", "20230101", "2023-01-01\n", "２０２３-01-01", ""],
)
def test_what_is_no_day_is_not_admitted(day: str) -> None:
    assert not DAYS.is_valid(day)


@pytest.mark.parametrize(
    "text", ["2023-13-01", "2023-01-32", "2023-1-1", "20230101", "x2023-01-01"]
)
def test_what_is_not_written_as_a_day_fails_where_formats_are_only_remarks(text: str) -> None:
    assert not Draft202012Validator(told_of(MINI, "day")).is_valid(text)


@each_pack
def test_fixed_words_are_admitted_and_their_labels_are_not(pack: Pack) -> None:
    for name, kind in pack.vocabulary.types.items():
        if kind.kind == "word":
            admits = value_of(pack, name)
            for word, label in kind.labels.items():
                assert admits.is_valid(word)
                assert not admits.is_valid(label.zh)
