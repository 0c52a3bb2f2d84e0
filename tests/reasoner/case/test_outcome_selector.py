"""An outcome described in plain data: read as it is meant, or refused with every fault."""

from __future__ import annotations

from typing import Any

import pytest

from support.cases.law_cases import LAW
from support.cases.sound import sound
from wenze import Case, CaseRefused, Problem, Reasoner
from wenze.reasoner.answer.why import find_outcome
from wenze.reasoner.case.outcome_selector import OutcomeSelector

FACT = 'deceived_by_party("王某")'


def faults(data: object) -> list[Problem]:
    with pytest.raises(CaseRefused) as refusal:
        OutcomeSelector.of(data, LAW.pack)
    return list(refusal.value.problems)


def only(data: object) -> Problem:
    [problem] = faults(data)
    for lang in ("zh", "en"):
        assert problem.message.say(lang)
    return problem


def test_what_is_wanted_is_read_as_it_stands() -> None:
    data = {
        "readings": {"exemption_force": "binding", "corrector": "organ"},
        "disputed": {FACT: True, "harm(small)": False},
        "dispositions": {"王某": "exempted", "李某": "ordinary"},
    }
    assert OutcomeSelector.of(data, LAW.pack) == OutcomeSelector(**data)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [{}, {"readings": {}}, {"disputed": None, "dispositions": None}])
def test_what_is_left_out_is_not_asked_for(data: object) -> None:
    assert OutcomeSelector.of(data, LAW.pack) == OutcomeSelector()


@pytest.mark.parametrize(
    "text",
    [FACT, ' deceived_by_party ( "王某" ) ', 'deceived_by_party(\t"王某"\n)'],
)
def test_spaces_in_an_atom_change_nothing(text: str) -> None:
    assert OutcomeSelector.of({"disputed": {text: True}}, LAW.pack).disputed == {FACT: True}


def test_a_finding_may_be_written_as_a_word() -> None:
    data = {"disputed": {FACT: "true", "harm(small)": "false"}}
    assert OutcomeSelector.of(data, LAW.pack).disputed == {FACT: True, "harm(small)": False}


def test_the_outcome_that_is_found_is_the_first_that_is_as_described() -> None:
    found = LAW.solve(Case.from_data(sound(disputed={"deceived_by_party": ["王某"]})))
    data = {"disputed": {' deceived_by_party("王某")': True}, "dispositions": {"王某": "ordinary"}}
    outcome = find_outcome(found, OutcomeSelector.of(data, LAW.pack))
    assert outcome.id == next(
        each.id
        for each in found
        if each.disputed[FACT] and 'disposition("王某",ordinary)' in map(str, each.conclusions)
    )


@pytest.mark.parametrize("data", [None, [], "1-0", 1, True, [("readings", {})]])
def test_what_is_no_object_is_refused_as_a_whole(data: object) -> None:
    problem = only(data)
    assert (problem.code, problem.pointer) == ("malformed", "/outcome")
    assert "readings, disputed, dispositions" in problem.message.say("en")


def test_an_unknown_key_is_answered_with_those_there_are() -> None:
    problem = only({"reading": {}})
    assert (problem.code, problem.pointer) == ("malformed", "/outcome/reading")
    assert (problem.found, problem.nearest) == ("reading", "readings")
    assert problem.allowed == ("readings", "disputed", "dispositions")


@pytest.mark.parametrize("key", ["readings", "disputed", "dispositions"])
@pytest.mark.parametrize("part", [[], "x", 1, False, [["a", "b"]]])
def test_a_part_that_is_no_object_is_refused(key: str, part: object) -> None:
    problem = only({key: part})
    assert (problem.code, problem.pointer) == ("malformed", f"/outcome/{key}")


def test_an_unknown_reading_is_answered_with_those_there_are() -> None:
    problem = only({"readings": {"corector": "organ"}})
    assert (problem.code, problem.pointer) == ("reading", "/outcome/readings/corector")
    assert problem.nearest == "corrector"
    assert problem.allowed == tuple(reading.id for reading in LAW.pack.readings)


def test_an_unknown_option_is_answered_with_those_there_are() -> None:
    problem = only({"readings": {"corrector": "organs"}})
    assert (problem.code, problem.pointer) == ("option", "/outcome/readings/corrector")
    assert (problem.allowed, problem.nearest) == (("individual", "organ"), "organ")


def test_an_unknown_disposition_is_answered_with_those_there_are() -> None:
    problem = only({"dispositions": {"王/某": "exemptd"}})
    assert (problem.code, problem.pointer) == ("value", "/outcome/dispositions/王~1某")
    assert (problem.found, problem.nearest) == ("exemptd", "exempted")
    assert "no_ground" in problem.allowed


@pytest.mark.parametrize("name", ["", " ", "a\0b", "王\ud800", "e\u0301", "甲" * 65])
def test_what_can_name_nobody_is_refused(name: str) -> None:
    problem = only({"dispositions": {name: "exempted"}})
    assert problem.code == "name"
    assert problem.pointer.isprintable()


@pytest.mark.parametrize(
    ("atom", "code"),
    [
        ("deceived_by_party(王某)", "malformed"),
        ('deceived_by_party("王某\0")', "malformed"),
        ('deceived_by_party("\ud800")', "malformed"),
        ('"). :- x.', "malformed"),
        ("", "malformed"),
        ('deceived("王某")', "unknown_predicate"),
        ("deceived_by_party", "arity"),
    ],
)
def test_what_is_no_atom_of_the_regulation_is_refused_at_its_place(atom: str, code: str) -> None:
    problem = only({"disputed": {atom: True}})
    assert problem.code == code
    assert problem.pointer.startswith("/outcome/disputed/")
    assert problem.pointer.isprintable()


def test_two_spellings_of_one_atom_are_refused_with_both_places() -> None:
    problem = only({"disputed": {FACT: True, f" {FACT}": False}})
    assert (problem.code, problem.pointer) == ("duplicate_key", f"/outcome/disputed/ {FACT}")
    assert problem.also == (f"/outcome/disputed/{FACT}",)


@pytest.mark.parametrize("value", [None, 1, 0, "yes", "True", [], {}])
def test_a_finding_is_true_or_false_and_nothing_else(value: object) -> None:
    problem = only({"disputed": {FACT: value}})
    assert (problem.code, problem.pointer) == ("malformed", f"/outcome/disputed/{FACT}")


@pytest.mark.parametrize("part", ["readings", "dispositions"])
@pytest.mark.parametrize("value", [None, 1, True, [], {}])
def test_an_option_and_a_disposition_are_text(part: str, value: object) -> None:
    problem = only({part: {"corrector": value}})
    assert (problem.code, problem.pointer) == ("malformed", f"/outcome/{part}/corrector")


def test_all_faults_are_reported_together() -> None:
    data: dict[str, Any] = {
        "readings": {"x": "y", "corrector": "organs"},
        "disputed": {"x": 1},
        "dispositions": {" ": "exemptd"},
        "ids": [],
    }
    codes = [problem.code for problem in faults(data)]
    assert codes == [
        "malformed",
        "reading",
        "option",
        "malformed",
        "unknown_predicate",
        "name",
        "value",
    ]


def test_the_words_are_those_of_the_regulation_at_hand(mini: Reasoner) -> None:
    data = {"dispositions": {"张三": "charged"}}
    assert OutcomeSelector.of(data, mini.pack) == OutcomeSelector(dispositions={"张三": "charged"})
    with pytest.raises(CaseRefused):
        OutcomeSelector.of({"dispositions": {"张三": "exempted"}}, mini.pack)
