"""Decided cases as they are read: one or a list, faults with their places."""

from __future__ import annotations

import pytest

from support.cases.sound import sound
from wenze import Case, CaseRefused
from wenze.reasoner.case.text_tree import from_data, read
from wenze.reasoner.inquiry.consistency.decided import MAX_DECIDED, Decided, decided_cases


def read_text(text: str) -> list[Decided]:
    return decided_cases(read(text.encode()), "past.yaml#")


def faults(text: str) -> list[tuple[str, str]]:
    return [(p.code, p.pointer) for each in read_text(text) for p in each.faults]


def test_one_decided_case_or_a_list_of_them_is_read() -> None:
    one = {"name": "甲案", "case": sound(), "decision": {"王某": "ordinary"}}
    [alone] = decided_cases(from_data(one), "/decided")
    assert (alone.name, alone.decision) == ("甲案", {"王某": "ordinary"})
    assert (alone.case, alone.place, alone.problems) == (Case.from_data(sound()), "/decided", ())
    both = decided_cases(from_data([one, one]), "/decided")
    assert [each.place for each in both] == ["/decided/0", "/decided/1"]


def test_a_case_may_stand_in_a_file_of_its_own_where_files_are_read() -> None:
    entry = from_data({"file": "a.yaml", "decision": {"王某": "ordinary"}})
    [found] = decided_cases(entry, load=lambda name: Case(title=name))
    assert found.case.title == "a.yaml"
    [found] = decided_cases(entry)
    assert [problem.code for problem in found.problems] == ["malformed", "incomplete"]
    assert "file" not in found.problems[0].allowed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[1]", [("malformed", "past.yaml#/0")]),
        ("a", [("malformed", "past.yaml#")]),
        ("{decision: {王某: x}}", [("incomplete", "past.yaml#")]),
        ("{case: {}, nme: x}", [("malformed", "past.yaml#/nme")]),
        ("{case: {fact: {}}}", [("malformed", "past.yaml#/case/fact")]),
        ("[{case: {}, name: [x]}]", [("malformed", "past.yaml#/0/name")]),
        ("{case: {}, decision: {a: x, a: y}}", [("duplicate_key", "past.yaml#/decision/a")]),
        ("{case: {}, case: {}}", [("duplicate_key", "past.yaml#/case")]),
    ],
)
def test_a_fault_of_form_has_its_place(text: str, wanted: list[tuple[str, str]]) -> None:
    assert faults(text) == wanted


def test_a_file_that_is_no_case_is_a_fault_where_it_is_named() -> None:
    def load(name: str) -> Case:
        return Case.from_bytes(b"[]")

    [found] = decided_cases(from_data({"file": "a.yaml", "decision": {}}), "/0", load)
    assert [problem.pointer for problem in found.problems] == ["/0/file"]


def test_there_may_be_so_many_and_no_more() -> None:
    assert len(decided_cases(from_data([{}] * MAX_DECIDED))) == MAX_DECIDED
    with pytest.raises(CaseRefused) as refusal:
        decided_cases(from_data([{}] * (MAX_DECIDED + 1)), "x#")
    assert [(p.code, p.pointer) for p in refusal.value.problems] == [("too_large", "x#")]
