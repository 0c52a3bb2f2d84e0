"""Questions beyond one outcome, asked of a reasoner."""

from __future__ import annotations

from typing import Any

import pytest

from support.cases.sound import COLLISION, sound
from wenze import Case, CaseRefused, Reasoner, TimeUp
from wenze.reasoner.case.outcome_selector import OutcomeSelector
from wenze.reasoner.inquiry.consistency.decided import Decided

LAW = Reasoner("yiyuan-2022-59")
CASE = Case.from_data(sound(**COLLISION))


def told(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.as_json("zh")
    return found


def test_two_outcomes_are_contrasted_by_id_or_by_what_they_have() -> None:
    exempted, aggravated = (
        OutcomeSelector(dispositions={"王某": w}) for w in ("exempted", "aggravated")
    )
    by_words = told(LAW.contrast(CASE, exempted, aggravated))
    ids = [by_words["outcomes"][side]["id"] for side in ("a", "b")]
    assert told(LAW.contrast(CASE, *ids)) == by_words
    assert by_words["persons"]["王某"]["differs"]


def test_the_tree_leads_to_every_verdict_that_there_is() -> None:
    [tree] = told(LAW.decisions(CASE))["trees"]
    possible = told_persons()["王某"]["dispositions"]
    assert set(possible) == leaves(tree["tree"])


def told_persons() -> dict[str, Any]:
    answer: Any = LAW.outcomes(CASE)
    persons: dict[str, Any] = answer["persons"]
    return persons


def leaves(node: dict[str, Any]) -> set[str]:
    if "dispositions" in node:
        return {each["disposition"] for each in node["dispositions"]["王某"]}
    return {leaf for branch in node["branches"] for leaf in leaves(branch["then"])}


def test_changes_questions_and_decisions_speak_of_the_same_verdicts() -> None:
    possible = told_persons()["王某"]["dispositions"]
    assert told(LAW.what_if(CASE, persons=["王某"]))["persons"]["王某"]["dispositions"] == possible
    assert len(told(LAW.relevance(CASE, limit=1))["questions"]) == 1
    review = told(LAW.review(CASE, {"王某": "exempted"}))
    assert review["persons"]["王某"]["admitted"] == possible
    assert review["finding"] == "contested"


def test_schools_and_past_decisions_choose_among_the_outcomes() -> None:
    schools = told(LAW.schools(CASE))["schools"]
    assert [each["id"] for each in schools] == [school.id for school in LAW.pack.schools]
    past = [Decided(CASE, {"王某": "exempted"})]
    assert told(LAW.consistency(past, CASE))["consistent"]


@pytest.mark.parametrize("ask", ["decisions", "what_if", "relevance", "schools"])
def test_a_case_that_is_refused_is_refused_whatever_is_asked(ask: str) -> None:
    refused = Case.from_data({"facts": {"ruling": ["revoked"]}})
    with pytest.raises(CaseRefused):
        getattr(LAW, ask)(refused)


@pytest.mark.parametrize(
    ("ask", "more"),
    [
        ("contrast", ("1-x", "2-x")),
        ("decisions", ()),
        ("what_if", ()),
        ("relevance", ()),
        ("review", ({"王某": "exempted"},)),
    ],
)
def test_a_case_is_solved_within_the_seconds_of_the_question(
    ask: str, more: tuple[Any, ...]
) -> None:
    with pytest.raises(TimeUp):
        getattr(Reasoner(LAW.pack), ask)(CASE, *more, seconds=0.0)
