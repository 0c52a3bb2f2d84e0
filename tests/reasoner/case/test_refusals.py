"""Contradictory and incomplete cases: each refusal with its findings, places and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from support.cases.sound import faults, solve, sound
from wenze import Problem, Reasoner

JUSTIFIED = {"loss_cause": ["poor_response"], "poor_response": ["non_appearance"]}


def only(law: Reasoner, case: dict[str, Any]) -> Problem:
    (problem,) = faults(law, case)
    return problem


@pytest.mark.parametrize(
    ("facts", "places"),
    [
        ({"harm": ["none", "small"]}, ["/facts/harm/0", "/facts/harm/1"]),
        ({"harm": ["vile_influence", "none"]}, ["/facts/harm/1", "/facts/harm/0"]),
        ({"harm": ["small", "serious_economic_loss"]}, ["/facts/harm/0", "/facts/harm/1"]),
        (
            {"harm": ["none"], "harm_worsened_by_force_majeure": True},
            ["/facts/harm/0", "/facts/harm_worsened_by_force_majeure"],
        ),
        (
            {"fault": [["王某", "ordinary"], ["王某", "intent"]]},
            ["/facts/fault/0", "/facts/fault/1"],
        ),
        (
            {"no_subjective_cause": ["王某"], "fault": [["王某", "ordinary"]]},
            ["/facts/no_subjective_cause/0", "/facts/fault/0"],
        ),
        (
            {"date": [["act", "2023-01-01"], ["act", "2023-01-02"]]},
            ["/facts/date/0", "/facts/date/1"],
        ),
        (
            {"date": [["response", "2023-01-02"], ["act", "2023-01-03"]]},
            ["/facts/date/0", "/facts/date/1"],
        ),
        ({**JUSTIFIED, "justified": ["evidence_late"]}, ["/facts/justified/0"]),
        (
            {"proceeding": ["litigation", "reconsideration"]},
            ["/facts/proceeding/0", "/facts/proceeding/1"],
        ),
        (
            {"organ": [["局", "administrative_organ"], ["局", "other_body"]]},
            ["/facts/organ/0", "/facts/organ/1"],
        ),
        (
            {
                "fault_act": [["f", "王某", "t", "2023-01-01"], ["f", "王某", "t", "2023-01-02"]],
                "at_issue": ["f"],
            },
            ["/facts/fault_act/0", "/facts/fault_act/1"],
        ),
    ],
)
def test_contradictory_findings_are_refused_with_the_findings_named(
    law: Reasoner, facts: dict[str, Any], places: Sequence[str]
) -> None:
    problem = only(law, sound(**facts))
    assert problem.code == "contradiction"
    assert sorted([problem.pointer, *problem.also]) == sorted(places)
    assert problem.found
    assert problem.message.say("zh") != problem.message.say("en")


@pytest.mark.parametrize(
    ("change", "pointer", "lacks"),
    [
        ({"without": ["ruling"]}, "/facts", "ruling"),
        ({"without": ["loss_cause"]}, "/facts", "loss_cause"),
        ({"without": ["nominal_organ"]}, "/facts", "nominal_organ"),
        ({"loss_cause": ["poor_response"]}, "/facts/loss_cause/0", "poor_response"),
        ({"poor_response": ["evidence_late"]}, "/facts/poor_response/0", "loss_cause"),
        ({"fault_act": [["f", "王某", "t", "2023-01-01"]]}, "/facts", "at_issue"),
        ({"at_issue": ["f"]}, "/facts/at_issue/0", "fault_act"),
        ({"knew_of_error": ["他局"]}, "/facts/knew_of_error/0", "organ"),
        ({"suspected_crime": ["某甲"]}, "/facts/suspected_crime/0", "serves"),
    ],
)
def test_an_incomplete_case_is_refused_with_what_is_missing_named(
    law: Reasoner, change: dict[str, Any], pointer: str, lacks: str
) -> None:
    problem = only(law, sound(**change))
    assert (problem.code, problem.pointer) == ("incomplete", pointer)
    assert lacks in problem.allowed
    assert lacks in problem.message.say("en")
    assert lacks in problem.message.say("zh")


def test_every_row_that_names_an_undeclared_organ_is_pointed_at(law: Reasoner) -> None:
    problem = only(law, sound(knew_of_error=["他局"], implementing_organ=["他局"]))
    assert (problem.code, problem.found) == ("incomplete", '"他局"')
    places = {problem.pointer, *problem.also}
    assert places == {"/facts/knew_of_error/0", "/facts/implementing_organ/0"}


def test_a_name_is_said_in_a_refusal_without_being_read_as_a_template(law: Reasoner) -> None:
    problem = only(law, sound(suspected_crime=["{First}{Person}"]))
    for lang in ("zh", "en"):
        assert "{First}{Person}" in problem.message.say(lang)


@pytest.mark.parametrize(
    "dates",
    [
        [["act", "2023-02-01"], ["response", "2023-02-01"], ["judgment", "2023-02-01"]],
        [["judgment", "2023-02-01"], ["decision", "2023-02-01"]],
        [["decision", "2024-01-01"], ["act", "2023-12-31"]],
    ],
)
def test_equal_days_are_in_order(law: Reasoner, dates: list[list[str]]) -> None:
    assert faults(law, sound(date=dates)) == []


def test_a_case_is_refused_when_every_combination_of_disputed_facts_is(law: Reasoner) -> None:
    case = sound(without=["organ"], disputed={"harm": ["none"]})
    problem = only(law, case)
    assert (problem.code, problem.found) == ("incomplete", '"局"')


def test_a_case_that_some_combination_admits_is_not_refused(law: Reasoner) -> None:
    case = sound(without=["ruling"], disputed={"ruling": ["revoked"]})
    assert faults(law, case) == []
    (dropped,) = solve(law, case).model.dropped
    assert dropped.combination == (("ruling(revoked)", False),)


def test_a_case_refused_on_every_combination_says_every_reason(law: Reasoner) -> None:
    """One half of the combinations lacks a ruling, the other has two dates for one event."""
    case = sound(
        without=["ruling"],
        disputed={"date": [["act", "2023-01-01"]], "ruling": ["revoked"]},
        date=[["act", "2023-01-02"], ["act", "2023-01-03"]],
    )
    assert {problem.code for problem in faults(law, case)} == {"contradiction", "incomplete"}
