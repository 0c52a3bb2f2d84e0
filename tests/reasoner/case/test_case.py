"""A case as its file states it: rows, pins, and every fault of form with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.cases.sound import as_json
from wenze import Case, CaseRefused, Problem
from wenze.reasoner.case.case import KEYS, escape, nearest


def load(text: str) -> Case:
    return Case.from_bytes(text.encode())


def problems(content: str | dict[str, Any]) -> list[Problem]:
    case = load(content) if isinstance(content, str) else Case.from_data(content)
    return list(case.problems)


def only(content: str | dict[str, Any]) -> Problem:
    (found,) = problems(content)
    return found


# --- What is read

SAMPLE = """\
regulation: yiyuan-2022-59
title: 王某案
facts:
  organ: [[局, administrative_organ]]
  nominal_organ: [局]
  role:
    - [王某, handler]
    - [李某, handler]
  compensation_paid: true
disputed:
  error_discovered: [王某]
denied:
  harm: [none]
readings:
  corrector: organ
"""


def test_a_case_file_is_rows_and_pins_with_their_places() -> None:
    case = load(SAMPLE)
    assert (case.regulation, case.title, case.problems) == ("yiyuan-2022-59", "王某案", ())
    rows = [(r.section, r.predicate, r.arguments, r.pointer, r.line) for r in case.rows]
    assert rows == [
        ("facts", "organ", ("局", "administrative_organ"), "/facts/organ/0", 4),
        ("facts", "nominal_organ", ("局",), "/facts/nominal_organ/0", 5),
        ("facts", "role", ("王某", "handler"), "/facts/role/0", 7),
        ("facts", "role", ("李某", "handler"), "/facts/role/1", 8),
        ("facts", "compensation_paid", (), "/facts/compensation_paid", 9),
        ("disputed", "error_discovered", ("王某",), "/disputed/error_discovered/0", 11),
        ("denied", "harm", ("none",), "/denied/harm/0", 13),
    ]
    (pin,) = case.pins
    assert (pin.reading, pin.option, pin.pointer, pin.line) == (
        "corrector",
        "organ",
        "/readings/corrector",
        15,
    )


def test_a_file_a_byte_string_and_data_give_the_same_case(tmp_path: Path) -> None:
    data = {"facts": {"organ": [["局", "other_body"]], "compensation_paid": True}}
    path = tmp_path / "case.json"
    path.write_bytes(as_json(data))
    assert Case.load(path) == Case.load(str(path)) == Case.from_bytes(as_json(data))
    assert Case.from_data(data) == Case.load(path)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Case.load(tmp_path / "no.yaml")


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}", "facts:\ndisputed: {}\nreadings:\n"])
def test_an_empty_file_or_section_is_an_empty_case(text: str) -> None:
    case = load(text)
    assert (case.rows, case.pins, case.problems) == ((), (), ())


def test_a_one_place_row_may_be_bare_or_a_list() -> None:
    case = load("facts: {ruling: [revoked, [varied]]}")
    assert [row.arguments for row in case.rows] == [("revoked",), ("varied",)]


def test_a_predicate_with_nothing_under_it_states_nothing() -> None:
    assert load("facts:\n  ruling:\n  harm: []\n").rows == ()


@pytest.mark.parametrize("word", ["no", "null", "1e3", "2023-05-04", "true", "~", "0x1F"])
def test_a_word_within_a_row_is_text_whatever_it_looks_like(word: str) -> None:
    case = load(f"facts:\n  knew_of_error: [{word}]\n  fault: [[{word}, intent]]\n")
    assert [row.arguments for row in case.rows] == [(word,), (word, "intent")]


def test_only_a_bare_true_states_a_fact_without_arguments() -> None:
    assert [row.arguments for row in load("facts: {compensation_paid: true}").rows] == [()]
    for text in ("yes", "'true'", "True", "false"):
        assert only(f"facts: {{compensation_paid: {text}}}").code == "malformed"


# --- What is refused


@pytest.mark.parametrize("content", ["- a\n", "[a]", "just text", "'facts'", "5", '"x"', "[]"])
def test_a_case_is_a_mapping_or_refused_at_once(content: str) -> None:
    with pytest.raises(CaseRefused) as refusal:
        load(content)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.pointer) == ("malformed", "")
    assert problem.line == (None if content == "[]" else 1)  # JSON has no lines
    assert "mapping" in problem.message.say("en")
    assert "键值结构" in problem.message.say("zh")


@pytest.mark.parametrize(
    ("content", "pointer", "line", "zh", "en"),
    [
        ("a: 1\nfact: {}\n", "/a", 1, "没有“a”这一项", "no entry “a”"),
        ("facts: 5\n", "/facts", 1, "键值结构", "mapping"),
        ("\nfacts: [a]\n", "/facts", 2, "键值结构", "mapping"),
        ("disputed: x\n", "/disputed", 1, "键值结构", "mapping"),
        ("readings: [a]\n", "/readings", 1, "键值结构", "mapping"),
        ("title: [a]\n", "/title", 1, "“title”的值应为一段文字", "“title” must be text"),
        ("regulation: {a: b}\n", "/regulation", 1, "一段文字", "must be text"),
        ("facts:\n  harm: none\n", "/facts/harm", 2, "“harm”之下应为列表", "under “harm”"),
        ("facts:\n  harm: {a: b}\n", "/facts/harm", 2, "“harm”之下应为列表", "under “harm”"),
        ("facts:\n  harm:\n  - {a: b}\n", "/facts/harm/0", 3, "“harm”的一行", "row of “harm”"),
        ("facts:\n  role:\n  - [[a], b]\n", "/facts/role/0", 3, "“role”的一行", "row of “role”"),
        ("readings:\n  corrector: [organ]\n", "/readings/corrector", 2, "文字", "must be text"),
        ("title: a\ntitle: b\n", "/title", 2, "“title”重复出现", "“title” stands twice"),
        ("facts: {}\nfacts: {}\n", "/facts", 2, "重复", "twice"),
        ("facts:\n  harm: []\n  harm: []\n", "/facts/harm", 3, "重复", "twice"),
        ("readings:\n  corrector: a\n  corrector: a\n", "/readings/corrector", 3, "重复", "twice"),
    ],
)
def test_a_fault_of_form_is_said_in_both_languages_with_its_place(
    content: str, pointer: str, line: int, zh: str, en: str
) -> None:
    problem = problems(content)[0]
    assert problem.code == ("duplicate_key" if en.endswith("twice") else "malformed")
    assert (problem.pointer, problem.line) == (pointer, line)
    assert zh in problem.message.say("zh")
    assert en in problem.message.say("en")


def test_an_unknown_entry_is_answered_with_those_there_are_and_the_nearest() -> None:
    problem = only("fact: {}\n")
    assert (problem.found, problem.allowed, problem.nearest) == ("fact", KEYS, "facts")


def test_every_fault_of_form_is_reported_at_once() -> None:
    found = problems("x: 1\ntitle: []\nfacts:\n  harm: 5\n  harm: 6\nreadings: 7\n")
    pointers = ["/x", "/title", *["/facts/harm"] * 3, "/readings"]
    assert [problem.pointer for problem in found] == pointers


def test_a_key_that_stands_twice_is_read_twice_and_reported_once_for_each_time() -> None:
    case = load("facts:\n  harm: [none]\n  harm: [small]\n  harm: [none]\n")
    assert [p.code for p in case.problems] == ["duplicate_key"] * 2
    assert len(case.rows) == 3


def test_duplicates_in_json_are_reported_too() -> None:
    case = Case.from_bytes(b'{"facts": {"harm": ["none"], "harm": ["small"]}}')
    (problem,) = case.problems
    assert (problem.code, problem.pointer, problem.line) == ("duplicate_key", "/facts/harm", None)


def test_a_pointer_escapes_as_rfc_6901_has_it() -> None:
    assert escape("a/b~c~1") == "a~1b~0c~01"
    assert only({"facts": {"a/b~c": 5}}).pointer == "/facts/a~1b~0c"


def test_a_pointer_can_always_be_written_as_utf_8() -> None:
    escape("\ud800/\udfff").encode()
    only({"facts": {"\ud800": 5}}).pointer.encode()


HOSTILE = ["d800", "dfff", "esc", "nul", "crlf", "nel", "long"]
HOSTILE_KEYS = ["\ud800", "a\udfffb", "\x1b[31m", "\0", "\r\n", "\x85", "k" * 100_000]


@pytest.mark.parametrize("key", HOSTILE_KEYS, ids=HOSTILE)
@pytest.mark.parametrize(
    "template",
    [
        '{KEY: "x"}',
        '{"title": [KEY], "x": KEY}',
        '{"facts": {KEY: "x"}}',
        '{"facts": {KEY: [{}]}}',
        '{"facts": {KEY: [], KEY: []}}',
        '{"readings": {KEY: []}}',
    ],
)
def test_a_hostile_key_is_reported_printably_and_briefly(template: str, key: str) -> None:
    """What is said of it holds no half character, no control character and no flood."""
    case = load(template.replace("KEY", json.dumps(key)))
    assert case.problems
    for problem in case.problems:
        for shown in (problem.found or "", problem.message.say("zh"), problem.message.say("en")):
            assert shown.isprintable(), ascii(shown[:200])
            assert len(shown) < 1000


# --- The nearest word


def test_the_nearest_word_is_one_that_was_probably_meant() -> None:
    words = ["exempted", "not_pursued", "lenient"]
    assert nearest("exemptd", words) == "exempted"
    assert nearest("xyz", words) is None
    assert nearest("", words) is None
    assert nearest("exempted" * 10_000, words) in (None, "exempted")
