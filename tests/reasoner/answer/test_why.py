"""The question "why" or "why not": the outcome found, the proof given, or what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW, solved
from support.cases.sound import COLLISION, codes, sound
from wenze import Case, CaseRefused, Reasoner
from wenze.reasoner.answer.why import Explanation, NoSuchOutcome, explain, find_outcome
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.case.outcome_selector import OutcomeSelector
from wenze.reasoner.i18n import Words, message

EXEMPTED = 'disposition("王某",exempted)'
ORDINARY = 'disposition("王某",ordinary)'
DISPUTED = "80_two_disputed_facts.yaml"


def why(conclusion: str, wanted: str | OutcomeSelector | None = None) -> Explanation:
    return explain(solved(DEMONSTRATION), conclusion, wanted, holds=True)


def why_not(conclusion: str, wanted: str | OutcomeSelector | None = None) -> Explanation:
    return explain(solved(DEMONSTRATION), conclusion, wanted, holds=False)


def holds(found: Explanation) -> bool:
    """Whether the conclusion is among those of the outcome it was asked of."""
    return found.conclusion in found.outcome.conclusions


# --- which outcome


def test_an_outcome_is_found_by_its_id_without_any_stored_state() -> None:
    for outcome in solved(DEMONSTRATION).first(98)[::7]:
        again = find_outcome(LAW.solve(ANSWERED[DEMONSTRATION].case), outcome.id)
        assert again.id == outcome.id
        assert again.conclusions == outcome.conclusions


def test_the_outcome_with_an_id_is_the_one_explained() -> None:
    for outcome in solved(DEMONSTRATION).first(98)[::9]:
        in_it = EXEMPTED in map(str, outcome.conclusions)
        found = (why if in_it else why_not)(EXEMPTED, outcome.id)
        assert (found.outcome.id, found.holds, holds(found)) == (outcome.id, in_it, in_it)


@pytest.mark.parametrize(
    "wanted",
    [
        OutcomeSelector(readings={"exemption_vs_aggravation": "assessed"}),
        OutcomeSelector(dispositions={"李某": "aggravated"}),
        OutcomeSelector(
            {"later_conduct": "separate"}, {}, {"王某": "exempted", "李某": "ordinary"}
        ),
        OutcomeSelector(),
    ],
)
def test_the_first_outcome_that_is_as_wanted_is_taken(wanted: OutcomeSelector) -> None:
    first = next(
        outcome
        for outcome in solved(DEMONSTRATION)
        if wanted.readings.items() <= outcome.readings.items()
        and {
            f'disposition("{person}",{verdict})' for person, verdict in wanted.dispositions.items()
        }
        <= set(map(str, outcome.conclusions))
    )
    assert find_outcome(solved(DEMONSTRATION), wanted).id == first.id


def test_an_outcome_may_be_wanted_by_what_it_finds_of_a_disputed_fact() -> None:
    found = solved(DISPUTED)
    [fact, *_] = found.at(1).disputed
    for value in (True, False):
        outcome = find_outcome(found, OutcomeSelector(disputed={fact: value}))
        assert outcome.disputed[fact] is value
        assert outcome.id == next(o.id for o in found if o.disputed[fact] is value)


def test_without_an_outcome_it_is_the_first_in_which_the_conclusion_holds_or_fails() -> None:
    listed = list(solved(DEMONSTRATION))
    for conclusion in (EXEMPTED, ORDINARY, 'separate_pursuit("王某")'):
        symbol = read_atom(conclusion)
        first = next(o for o in listed if symbol in o.conclusions)
        other = next(o for o in listed if symbol not in o.conclusions)
        assert why(conclusion).outcome.id == first.id
        assert why_not(conclusion).outcome.id == other.id


@pytest.mark.parametrize(
    "wanted",
    [
        "99-0000000000000000",
        "1-0000000000000000",
        "1",
        "",
        "-1-0",
        "0-0",
        "one",
        "１-ffffffffffffffff",
        f"{10**30}-0",
        OutcomeSelector(dispositions={"王某": "no_ground"}),
        OutcomeSelector(readings={"exemption_force": "neither"}),
        OutcomeSelector(readings={"corrector": "organ"}),
        OutcomeSelector(disputed={"nothing": True}),
        OutcomeSelector(dispositions={"nobody": "exempted"}),
    ],
)
def test_an_outcome_that_is_not_there_is_said_not_to_be(wanted: str | OutcomeSelector) -> None:
    with pytest.raises(NoSuchOutcome) as missing:
        why(EXEMPTED, wanted)
    assert "outcome" in str(missing.value)
    assert missing.value.words.say("zh") != missing.value.words.say("en")


def test_an_id_of_another_case_is_no_outcome_of_this_one() -> None:
    other = solved(DISPUTED).at(1).id
    with pytest.raises(NoSuchOutcome):
        why(EXEMPTED, other)


# --- what is wrong with a question


@pytest.mark.parametrize(
    ("conclusion", "code"),
    [
        ('dispositions("王某",exempted)', "unknown_predicate"),
        ("stated(ruling(revoked))", "unknown_predicate"),
        ('basis(x,"1")', "unknown_predicate"),
        ('-disposition("王某",exempted)', "unknown_predicate"),
        ('disposition("王某")', "arity"),
        ("case_in_scope(1)", "arity"),
        ("disposition(王某,exempted)", "malformed"),
        ('disposition("王某",exempted', "malformed"),
        ('disposition("王某",X)', "malformed"),
        ('disposition("王某",exempted). :- x.', "malformed"),
        ("", "malformed"),
        ("1", "malformed"),
        ('disposition("某",exempted)', "value"),
        ('disposition("王某",pardoned)', "value"),
    ],
)
def test_what_is_no_atom_of_the_regulation_is_refused(conclusion: str, code: str) -> None:
    with pytest.raises(CaseRefused) as refusal:
        why(conclusion)
    assert codes(refusal.value.problems) == [code]
    assert refusal.value.problems[0].pointer == "/conclusion"


def test_an_unknown_predicate_is_answered_with_the_nearest_known() -> None:
    with pytest.raises(CaseRefused) as refusal:
        why_not('dispositon("王某",exempted)')
    assert refusal.value.problems[0].nearest == "disposition"


@pytest.mark.parametrize("known", [EXEMPTED, "case_in_scope", "ruling(revoked)"])
def test_spaces_in_an_atom_change_nothing(known: str) -> None:
    assert why(known.replace("(", " ( ").replace(",", " , ")).conclusion == read_atom(known)


def refused(ask: Any, conclusion: str, wanted: str | None) -> Words:
    """What is said against a question."""
    with pytest.raises(CaseRefused) as refusal:
        ask(conclusion, wanted)
    [problem] = refusal.value.problems
    assert problem.code == "value"
    assert problem.found == conclusion
    return problem.message


def test_asking_why_of_what_is_false_there_points_to_why_not() -> None:
    outcome = next(o for o in solved(DEMONSTRATION) if EXEMPTED not in map(str, o.conclusions))
    assert refused(why, EXEMPTED, outcome.id) == message("explain_false_there")
    assert refused(why, 'disposition("王某",lenient)', None) == message("explain_false_nowhere")


def test_asking_why_not_of_what_is_true_there_points_to_why() -> None:
    always = str(solved(DEMONSTRATION).summary.always[0])
    outcome = why(EXEMPTED).outcome
    assert refused(why_not, EXEMPTED, outcome.id) == message("explain_true_there")
    assert refused(why_not, always, None) == message("explain_true_nowhere")
    assert refused(why_not, always, outcome.id) == message("explain_true_there")


# --- what is answered


def test_facts_readings_and_steps_can_be_asked_about_as_well() -> None:
    for atom, kind in (
        ("ruling(revoked)", "fact"),
        ("reading(exemption_force,permissive)", "reading"),
        ("case_in_scope", "rule"),
        ('exempting("王某",2)', "rule"),
        ("litigation", "rule"),
    ):
        proof = why(atom).proof
        assert (proof.nodes[proof.root].atom, proof.nodes[proof.root].kind) == (atom, kind)


def test_a_fact_that_is_not_stated_is_said_not_to_be() -> None:
    proof = why_not('error_discovered("王某")').proof
    [node] = proof
    assert node.kind == "absent"
    assert [*node.detail] == [message("told_not_stated")]


def test_a_disputed_fact_is_disputed_in_the_proof_and_can_be_asked_about_both_ways() -> None:
    case = sound(disputed={"deceived_by_party": ["王某"]})
    found = LAW.solve(Case.from_data(case))
    fact = 'deceived_by_party("王某")'
    proof = explain(found, EXEMPTED, None, holds=True).proof
    assert [node.kind for node in proof if node.atom == fact] == ["disputed"]
    held = explain(found, fact, None, holds=True)
    assert held.outcome.disputed == {fact: True}
    [node] = held.proof
    assert node.kind == "disputed"
    failed = explain(found, fact, None, holds=False)
    assert failed.outcome.disputed == {fact: False}
    [node] = failed.proof
    assert [*node.detail] == [message("told_disputed_away")]


def test_a_pinned_reading_says_that_it_was_fixed_by_the_user() -> None:
    case = sound(**COLLISION, readings={"temporal_anchor": "judgment"})
    proof = LAW.why(Case.from_data(case), 'disposition("王某",aggravated)').proof
    pinned = [node for node in proof if node.atom == "reading(temporal_anchor,judgment)"]
    assert len(pinned) == 1
    free = LAW.why(Case.from_data(sound(**COLLISION)), 'disposition("王某",aggravated)').proof
    [taken] = [node for node in free if node.kind == "reading"]
    assert "fixed" in pinned[0].text.say("en")
    assert "fixed" not in taken.text.say("en")


def test_the_answer_as_json_has_the_promised_shape_and_what_was_asked() -> None:
    for found in (why(EXEMPTED), why_not(EXEMPTED)):
        said = found.as_json("en")
        assert said["conclusion"] == EXEMPTED
        assert said["holds"] is found.holds
        assert said["outcome"] == found.outcome.id
        assert said["readings"] == dict(found.outcome.readings)
        assert said["root"] in found.proof.nodes
        assert json.loads(json.dumps(said, ensure_ascii=False)) == said
        assert "others" not in said


def test_the_languages_differ_in_words_alone() -> None:
    def bare(lang: str) -> list[object]:
        nodes: Any = why(EXEMPTED).as_json(lang)["nodes"]
        return [{k: v for k, v in n.items() if k not in ("text", "detail")} for n in nodes.values()]

    assert bare("zh") == bare("en")


def test_the_same_question_has_the_same_answer_each_time() -> None:
    fresh = LAW.solve(ANSWERED[DEMONSTRATION].case)
    for conclusion, ask in ((EXEMPTED, True), (EXEMPTED, False), (ORDINARY, False)):
        first = explain(solved(DEMONSTRATION), conclusion, None, holds=ask)
        again = explain(fresh, conclusion, None, holds=ask)
        assert again.as_json("zh") == first.as_json("zh")


def test_further_proofs_are_counted_and_listed_only_when_asked_for() -> None:
    found = solved(DEMONSTRATION)
    assert explain(found, EXEMPTED, None, holds=True).others is None
    others = explain(found, EXEMPTED, None, holds=True, others=3).others
    assert others is not None
    assert others.count >= 1 + len(others.proofs)


def test_the_reasoner_answers_the_same() -> None:
    case = ANSWERED[DEMONSTRATION].case
    assert LAW.why(case, EXEMPTED).as_json("zh") == why(EXEMPTED).as_json("zh")
    assert LAW.why_not(case, EXEMPTED).as_json("zh") == why_not(EXEMPTED).as_json("zh")


def test_a_law_of_another_domain_is_explained_by_the_same_code(mini: Reasoner) -> None:
    case = Case.from_data({"facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"]}})
    found = mini.solve(case)
    for conclusion in found.summary.sometimes:
        proof = explain(found, str(conclusion), None, holds=True).proof
        assert proof.nodes[proof.root].atom == str(conclusion)
