"""Two outcomes side by side: choices in words, what each leads to, proofs, the answer as data."""

from __future__ import annotations

from typing import Any, cast

import pytest

from support.budgets import count_looks
from support.cases.law_cases import DEMONSTRATION, LAW, solved
from support.cases.sound import AWKWARD_NAMES, COLLISION, solve, sound
from support.sampling import foremost
from wenze import Outcomes, Reasoner
from wenze.reasoner.answer.receipt import digests
from wenze.reasoner.answer.why import NoSuchOutcome
from wenze.reasoner.case.outcome_selector import OutcomeSelector
from wenze.reasoner.inquiry.contrast.contrast import Contrast, contrast
from wenze.reasoner.proof.bridge import ProverMissing

EXEMPTED = OutcomeSelector(
    {"exemption_force": "binding", "exemption_vs_aggravation": "exemption_prevails"},
    dispositions={"王某": "exempted", "李某": "exempted"},
)
AGGRAVATED = OutcomeSelector(
    {"exemption_force": "binding", "exemption_vs_aggravation": "aggravation_prevails"},
    dispositions={"王某": "aggravated", "李某": "aggravated"},
)


def demonstration() -> Contrast:
    return contrast(solved(DEMONSTRATION), EXEMPTED, AGGRAVATED)


def as_data(found: Contrast, lang: str = "zh") -> dict[str, Any]:
    return cast("dict[str, Any]", found.as_json(lang))


def test_a_reading_in_which_outcomes_differ_is_told_in_words_with_the_answers_of_both() -> None:
    [choice] = as_data(demonstration(), "en")["choices"]
    assert choice == {
        "kind": "reading",
        "name": "exemption_vs_aggravation",
        "text": "What governs where one person has both a circumstance of exemption (Article 11) "
        "and one of aggravation (Article 13)?",
        "provisions": ["9", "11", "13"],
        "a": {"value": "exemption_prevails", "text": "The exemption prevails"},
        "b": {"value": "aggravation_prevails", "text": "The aggravation prevails"},
        "needed": True,
        "always_needed": True,
    }


def test_what_is_open_in_one_outcome_only_follows_and_is_no_difference() -> None:
    said = as_data(demonstration())
    assert [(each["name"], each["b"]) for each in said["follows"]] == [
        ('discretion("王某",exempted_form)', None),
        ('discretion("李某",exempted_form)', None),
    ]
    assert said["follows"][0]["provisions"] == ["11"]
    assert said["follows"][0]["a"] == {
        "value": ['discretion("王某",exempted_form,exempted)'],
        "text": "免予问责",
    }


def test_what_each_outcome_leads_to_stands_side_by_side_with_its_provisions() -> None:
    said = as_data(demonstration())
    assert said["persons"]["王某"] == {"a": "exempted", "b": "aggravated", "differs": True}
    [in_a, *_] = said["conclusions"]["a"]
    assert in_a == {
        "atom": 'disposition("王某",exempted)',
        "text": "王某：免予问责",
        "provisions": ["11(2)"],
    }
    assert said["conclusions"]["both"][-1]["provisions"] == {"a": ["14.1"], "b": ["14.1"]}
    both = {each["atom"] for each in said["conclusions"]["both"]}
    only_b = {each["atom"] for each in said["conclusions"]["b"]}
    assert both == {'counted_in_assessment("县自然资源局")'}
    assert 'loses_annual_honours("王某")' in only_b


def test_every_verdict_that_differs_is_proved_where_it_holds_and_refuted_where_not() -> None:
    found = demonstration()
    assert found.reasons is not None
    assert [(str(r.verdict.conclusion), r.holds_in) for r in found.reasons] == [
        ('disposition("王某",exempted)', "a"),
        ('disposition("王某",aggravated)', "b"),
        ('disposition("李某",exempted)', "a"),
        ('disposition("李某",aggravated)', "b"),
    ]
    for reasons in found.reasons:
        roots = reasons.why.nodes[reasons.why.root], reasons.why_not.nodes[reasons.why_not.root]
        assert [node.atom for node in roots] == [str(reasons.verdict.conclusion)] * 2
        assert [node.kind == "absent" for node in roots] == [False, True]


def test_proofs_are_of_the_first_persons_and_the_others_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert as_data(demonstration())["unproved"] == []
    monkeypatch.setattr("wenze.reasoner.inquiry.contrast.contrast.MAX_PROVED", 1)
    said = as_data(demonstration())
    assert {each["conclusion"] for each in said["proofs"]} == {
        'disposition("王某",exempted)',
        'disposition("王某",aggravated)',
    }
    assert said["unproved"] == ["李某"]


def test_a_disputed_fact_is_found_in_one_outcome_and_not_in_the_other(law: Reasoner) -> None:
    case = sound(disputed={"statutory_severity": ["王某"]})
    found = contrast(
        solve(law, case),
        OutcomeSelector(disputed={'statutory_severity("王某")': True}),
        OutcomeSelector(disputed={'statutory_severity("王某")': False}),
    )
    [choice] = as_data(found, "en")["choices"]
    assert (choice["kind"], choice["name"]) == ("disputed", 'statutory_severity("王某")')
    assert (choice["a"], choice["b"]) == (
        {"value": True, "text": "found"},
        {"value": False, "text": "not found"},
    )
    assert choice["provisions"] == ["13(5)"]


def test_a_person_without_a_role_in_one_outcome_has_no_disposition_there(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"role": [["王某", "handler"]]}))
    said = as_data(contrast(found, found.at(1).id, found.at(2).id))
    assert said["persons"] == {"王某": {"a": "ordinary", "b": None, "differs": True}}
    assert [each["holds_in"] for each in said["proofs"]] == ["a"]


def test_outcomes_that_differ_in_a_reading_and_conclude_alike_need_nothing_to_differ() -> None:
    options = [
        {"exemption_force": force, "exemption_vs_aggravation": "aggravation_prevails"}
        for force in ("binding", "permissive")
    ]
    alike = {"王某": "aggravated", "李某": "aggravated"}
    found = contrast(
        solved(DEMONSTRATION), *(OutcomeSelector(each, dispositions=alike) for each in options)
    )
    said = as_data(found)
    assert [choice["needed"] for choice in said["choices"]] == [False]
    assert said["needed"] == {"count": 0, "unique": True}
    assert (said["conclusions"]["a"], said["conclusions"]["b"], said["proofs"]) == ([], [], [])


def test_an_outcome_that_does_not_exist_is_refused(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION))
    for wanted in ("1-0000000000000000", OutcomeSelector({"exemption_force": "nonsense"})):
        with pytest.raises(NoSuchOutcome):
            contrast(found, found.at(1).id, wanted)


def test_without_the_prover_all_but_the_proofs_is_there(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: object) -> None:
        raise ProverMissing

    found = solve(law, sound(**COLLISION))
    whole = as_data(contrast(found, found.at(1).id, found.at(9).id))
    fresh = solve(Reasoner(law.pack), sound(**COLLISION))
    monkeypatch.setattr("wenze.reasoner.proof.bridge._put", missing)
    said = as_data(contrast(fresh, fresh.at(1).id, fresh.at(9).id))
    assert (said["proofs"], said["certified"]) == (None, None)
    assert [each["atom"] for each in said["assumptions"]] == ["not_certified"]
    assert said["choices"] == whole["choices"]
    assert said["conclusions"] == whole["conclusions"]


def test_the_receipt_holds_what_was_asked_and_the_digest_of_every_member() -> None:
    found = demonstration()
    said = as_data(found)
    made = said["receipt"]
    assert made["asked"] == {
        "call": "contrast",
        "outcomes": [found.a.id, found.b.id],
        "lang": "zh",
    }
    assert made["parts"] == digests(said)
    assert made["exhausted"] is said["exhausted"] is True
    assert as_data(demonstration()) == said


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES[:12], count=2))
def test_names_are_told_as_they_stand(name: str) -> None:
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]], deceived_by_party=[name])
    found = solve(LAW, {**case, "readings": {"exemption_force": "binding"}})
    said = as_data(contrast(found, found.at(1).id, found.at(2).id))
    assert said["persons"] == {name: {"a": "exempted", "b": "not_pursued", "differs": True}}
    [choice] = said["choices"]
    assert choice["a"]["text"] == "免予问责"


def test_another_law_is_told_in_its_own_words(mini: Reasoner) -> None:
    case = {"facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"], "ill": ["张三"]}}
    found: Outcomes = solve(mini, case)
    [choice] = as_data(contrast(found, found.at(1).id, found.at(2).id))["choices"]
    assert (choice["name"], choice["text"]) == ('choice("张三")', "张三：选择")
    assert {choice["a"]["text"], choice["b"]["text"]} == {"免收逾期费", "收取逾期费"}
    assert choice["provisions"] == ["2"]


def test_whatever_is_told_when_the_time_is_up_the_whole_answer_says_too(
    monkeypatch: pytest.MonkeyPatch, law: Reasoner
) -> None:
    def told(seconds: float | None) -> dict[str, Any]:
        found = solve(Reasoner(law.pack), sound(**COLLISION))
        ids = found.at(1).id, found.at(found.count or 1).id
        return as_data(contrast(found, *ids, seconds=seconds), "en")

    whole = told(None)
    count_looks(monkeypatch)
    ends = set()
    for looks in range(0, 1000, 25):
        part = told(looks)
        ends.add((part["exhausted"], part["certified"]))
        if part["exhausted"]:
            assert part == whole
            break
        assert part["persons"] == whole["persons"]
        assert part["conclusions"] == whole["conclusions"]
        assert part["receipt"]["exhausted"] is False
        assert all(proof in whole["proofs"] for proof in part["proofs"] or ())
    assert {(False, None), (True, True)} <= ends
