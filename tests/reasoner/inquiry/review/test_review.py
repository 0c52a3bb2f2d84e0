"""Reviews of decisions, against the full table of a case's outcomes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pytest

from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW
from support.cases.sound import codes, solve, sound, text_of
from support.oracles.brute_force import BruteForce
from support.oracles.reference import random_case
from support.sampling import few
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.case.findings import check
from wenze.reasoner.explanation.proof_graph import Proof
from wenze.reasoner.inquiry.review.incompatible import Incompatible
from wenze.reasoner.inquiry.review.review import review
from wenze.reasoner.inquiry.review.reviewed import Review
from wenze.reasoner.proof.bridge import ProverMissing
from wenze.reasoner.solver.prime_implicants import Condition

TWO: dict[str, Any] = {
    "serves": [["王某", "局"], ["李某", "局"]],
    "role": [["王某", "handler"], ["李某", "approver"]],
}


class Table:
    """Under which answers a decision has an outcome, by the plain definition."""

    def __init__(self, reasoner: Reasoner, document: Mapping[str, Any]) -> None:
        self._verdict = reasoner.pack.verdict
        findings = check(Case.from_data(document), reasoner.pack).findings
        self._brute = BruteForce(reasoner.pack, findings)
        self.names = (*self._brute.disputed, *self._brute.readings)
        self.values = {
            **dict.fromkeys(self._brute.disputed, (True, False)),
            **self._brute.readings,
        }

    def stands(self, decision: Mapping[str, str]) -> Mapping[tuple[Any, ...], bool]:
        """Whether some world under each combination of answers has exactly these verdicts."""
        atoms = {f'{self._verdict}("{person}",{word})' for person, word in decision.items()}
        return {
            (*disputed, *options): any(atoms <= world for world in worlds)
            for (disputed, options), worlds in self._brute.table.items()
        }

    def smallest(self, wanted: Mapping[tuple[Any, ...], bool], value: bool) -> set[frozenset[Any]]:
        """The smallest answers under which all combinations, and there are some, have a value."""
        found: list[frozenset[Any]] = []
        for size in range(len(self.names) + 1):
            for names in combinations(self.names, size):
                for chosen in product(*(self.values[name] for name in names)):
                    part = frozenset(zip(names, chosen, strict=True))
                    if any(each <= part for each in found):
                        continue
                    told = [
                        held
                        for answers, held in wanted.items()
                        if part <= set(zip(self.names, answers, strict=True))
                    ]
                    if told and all(held is value for held in told):
                        found.append(part)
        return set(found)


def told(condition: Condition) -> frozenset[Any]:
    return frozenset([*condition.disputed.items(), *condition.readings.items()])


def decisions(found: Outcomes, rng: random.Random) -> Iterator[dict[str, str]]:
    """Decisions on one and on two persons, most of them possible."""
    persons = {
        text_of(p): each for p, each in found.summary.persons.items() if '"' not in text_of(p)
    }
    persons = {name: each for name, each in persons.items() if "\\" not in name}
    for name, each in persons.items():
        yield {name: rng.choice([str(v.arguments[1]) for v in each.verdicts])}
        yield {name: rng.choice(["lenient", "no_ground", "aggravated"])}
    for pair in combinations(persons, 2):
        yield {
            name: rng.choice([str(v.arguments[1]) for v in persons[name].verdicts]) for name in pair
        }


def agrees(reasoner: Reasoner, document: Mapping[str, Any], rng: random.Random) -> int:
    """Hold reviews of a case against its table; how many there were."""
    try:
        found = solve(reasoner, document)
    except CaseRefused:
        return 0
    table = Table(reasoner, document)
    count = 0
    every = [*decisions(found, rng)]
    for decision in rng.sample(every, min(len(every), 3)):
        stands = table.stands(decision)
        wanted = {frozenset({True}): "stands", frozenset({False}): "falls"}
        answer = review(found, decision)
        verdicts = {judged.verdict for judged in answer.persons.values()}
        finding = wanted.get(frozenset(stands.values()), "contested")
        assert answer.finding == finding, (document, decision)
        if finding == "falls":
            assert answer.conflicts
            assert answer.carried is None
        else:
            assert answer.carried is not None
            assert verdicts <= set(answer.carried.outcome.conclusions)
        assert not any(verdicts <= set(each.outcome.conclusions) for each in answer.falls_under)
        if not answer.unfinished:
            listed = set(map(told, answer.stands_under))
            assert listed == table.smallest(stands, value=True), (document, decision)
        if finding == "contested" and "falls_under" not in answer.unfinished:
            fallen = {told(each.condition) for each in answer.falls_under}
            assert fallen == table.smallest(stands, value=False), (document, decision)
        count += 1
    return count


@pytest.mark.parametrize("first", few(range(0, 12, 6), every=2))
def test_findings_and_conditions_are_those_of_the_full_table(law: Reasoner, first: int) -> None:
    """Two readings stay open and the others are pinned, so that all can be listed."""
    reviewed = 0
    for seed in range(first, first + 6):
        rng = random.Random(f"review {seed}")
        document: dict[str, Any] = random_case(rng)
        pins = {reading.id: rng.choice(reading.option_ids) for reading in law.pack.readings}
        for name in rng.sample([*pins], 2):
            del pins[name]
        document["readings"] = pins
        # Of fault acts very much may be stated.
        several = "fault_act" in {*document["facts"], *document["disputed"]}
        if not several and not check(Case.from_data(document), law.pack).problems:
            reviewed += agrees(law, document, rng)
    assert reviewed > 3


def test_a_second_pack_is_reviewed_as_well(mini: Reasoner) -> None:
    facts = {"loan": [["甲", "2024-03-01"], ["乙", "2024-03-01"]], "late": ["甲", "乙"]}
    document = {
        "facts": {**facts, "household_ill": ["甲"]},
        "disputed": {"ill": ["乙"]},
    }
    found = solve(mini, document)
    table = Table(mini, document)
    for one, other in product(("waived", "charged", "not_due"), repeat=2):
        decision = {"甲": one, "乙": other}
        answer, stands = review(found, decision), table.stands(decision)
        assert (answer.finding == "falls") == (not any(stands.values()))
        assert set(map(told, answer.stands_under)) == table.smallest(stands, value=True)
    waived = review(found, {"甲": "免收"})
    assert waived.finding == "contested"
    assert waived.decided_by == ("illness",)


# --- what carries it, and what it is up against


def demo() -> Outcomes:
    return LAW.solve(ANSWERED[DEMONSTRATION].case)


def test_the_strongest_reasons_rest_on_nothing_that_other_compared_ones_need_not() -> None:
    answer = review(demo(), {"王某": "exempted"})
    carried = answer.carried
    assert answer.finding == "contested"
    assert answer.decided_by == ("exemption_vs_aggravation", "later_conduct")
    assert carried is not None
    assert carried.proofs is not None
    assert carried.compared > 1
    assert carried.condition in answer.stands_under
    assert carried.measure[0] == len(told(carried.condition)) + len(carried.rests_on)
    assert [node.kind for node in carried.rests_on] == ["discretion"]
    assert str(carried.discretion[0]) == carried.rests_on[0].atom


def test_where_it_falls_what_comes_out_instead_and_why_not_are_told() -> None:
    answer = review(demo(), {"王某": "exempted"})
    assert len(answer.falls_under) == 2
    for fallen in answer.falls_under:
        options = fallen.condition.readings
        assert options["later_conduct"] == "counted"
        words = {str(v.arguments[1]) for v in fallen.instead["王某"]}
        assert words in ({"aggravated"}, {"ordinary", "aggravated"})
        assert fallen.why_not is not None
        assert fallen.why_not["王某"].nodes[fallen.why_not["王某"].root].kind == "absent"


@pytest.mark.parametrize("word", ["ordinary", "aggravated", "exempted"])
def test_readings_that_matter_on_some_findings_only_are_reviewed_as_well(word: str) -> None:
    """Whether exemption meets aggravation hangs on two disputed facts."""
    found = LAW.solve(ANSWERED["80_two_disputed_facts.yaml"].case)
    answer = review(found, {"王某": word})
    assert answer.finding == "contested"
    assert answer.carried is not None
    verdict = answer.persons["王某"].verdict
    assert verdict in answer.carried.outcome.conclusions
    for fallen in answer.falls_under:
        assert verdict not in fallen.outcome.conclusions
        named = fallen.outcome.readings
        options = fallen.condition.readings.items()
        assert all(named.get(reading, option) == option for reading, option in options)
        assert fallen.condition.disputed.items() <= fallen.outcome.disputed.items()


def test_decisions_that_are_each_possible_may_be_impossible_together() -> None:
    """Whether the Measures were in force is one question for both."""
    dates = [["act", "2023-02-01"], ["judgment", "2023-05-04"], ["decision", "2025-01-03"]]
    found = solve(LAW, sound(**TWO, date=dates))
    decision = {"王某": "no_ground", "李某": "ordinary"}
    answer = review(found, decision)
    assert answer.finding == "falls"
    assert [judged.finding for judged in answer.persons.values()] == ["contested", "contested"]
    assert answer.incompatible == [Incompatible(("王某", "李某"), ("temporal_anchor",), ())]
    told: Any = answer.as_json("zh")["apart"]
    [said] = told
    [question] = (r.question.said for r in LAW.pack.readings if r.id == "temporal_anchor")
    assert question.say("zh") in said["text"]
    alike = review(found, {"王某": "no_ground", "李某": "no_ground"})
    assert (alike.finding, alike.incompatible) == ("contested", [])


def test_a_review_without_the_second_engine_says_that_nothing_is_certified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_: object) -> Proof:
        raise ProverMissing

    monkeypatch.setattr("wenze.reasoner.explanation.proofs.Proofs.certify", missing)
    said = review(demo(), {"王某": "exempted"}).as_json("zh")
    assert (said["proofs"], said["certified"]) == (None, None)
    assert said["outcome"] is not None


# --- how it is told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_is_json_with_a_receipt_that_is_the_same_every_time(lang: str) -> None:
    for decision in ({"王某": "exempted"}, {"王某": "lenient", "李某": "no_ground"}):
        first, second = (review(demo(), decision).as_json(lang) for _ in range(2))
        assert json.dumps(first) == json.dumps(second)
        assert first["decision"] == decision
        receipt: Any = first["receipt"]
        assert receipt["asked"] == {"call": "review", "decision": decision, "lang": lang}
        assert receipt["exhausted"] is first["exhausted"] is True


def test_a_decision_that_is_none_is_refused_with_every_fault_in_its_place() -> None:
    found = demo()
    with pytest.raises(CaseRefused) as refused:
        review(found, {"王某": "exempt", "张某": "exempted", "李某": 3})
    problems = refused.value.problems
    assert codes(problems) == ["malformed", "value", "value"]
    assert [p.pointer for p in problems] == ["/decision/王某", "/decision/张某", "/decision/李某"]
    assert problems[0].nearest == "exempted"
    assert problems[1].allowed == ("王某", "李某")
    nothings: tuple[object, ...] = ({}, None, ["王某"])
    for nothing in nothings:
        with pytest.raises(CaseRefused):
            review(found, nothing)


def test_persons_are_told_in_the_order_of_the_case_and_words_by_their_labels() -> None:
    answer: Review = review(demo(), {"李某": "从重问责", "王某": "exempted from accountability"})
    assert [*answer.decision.dispositions.items()] == [
        ("王某", "exempted"),
        ("李某", "aggravated"),
    ]
