"""The fewest changes that admit a decision, against trying all single changes and all pairs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Any

import pytest
from clingo.symbol import Function, String, Symbol

from support.cases.sound import solve, sound
from support.oracles.brute_changes import BruteChanges, Flips
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.atoms import plain
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.hypothetical import Hypothetical
from wenze.reasoner.inquiry.review.repairs import Repair, smallest_repairs

LOAN = {"loan": [["甲", "2024-03-01"]]}
CASES: Mapping[str, Mapping[str, Any]] = {
    "on time": {"facts": LOAN},
    "late": {"facts": {**LOAN, "late": ["甲"]}},
    "late and lost": {"facts": {**LOAN, "lost": [["甲", "书"]]}},
    "denied": {"facts": {**LOAN, "late": ["甲"]}, "denied": {"ill": ["甲"]}},
    "two": {"facts": {"loan": [["甲", "2024-03-01"], ["乙", "2024-03-01"]], "late": ["甲"]}},
}


def flips(admission: Repair) -> Flips:
    return frozenset(
        fact for each in admission.changes for fact in (each.withdrawn, each.added) if fact
    )


class Tried:
    """A case with other facts, by solving it anew each time."""

    def __init__(self, reasoner: Reasoner, case: Mapping[str, Any]) -> None:
        self._reasoner = reasoner
        self._case = case
        self.found = solve(reasoner, case)
        self.facts = fact_space(reasoner.pack, self.found.findings)
        self.brute = BruteChanges(lambda facts: frozenset(), self.found.findings.stated, self.facts)

    def admits(self, changed: Flips, verdicts: Collection[Symbol]) -> bool:
        """Whether some outcome has all of these verdicts after a change."""
        facts: dict[str, Any] = {}
        for fact in sorted(frozenset(self.found.findings.stated) ^ changed):
            row = [plain(argument) for argument in fact.arguments]
            if row:
                facts.setdefault(fact.name, []).append(row)
            else:
                facts[fact.name] = True
        try:
            found = self._reasoner.solve(Case.from_data({**self._case, "facts": facts}))
        except CaseRefused:
            return False
        return any(set(verdicts) <= set(outcome.conclusions) for outcome in found)

    def smallest(self, verdicts: Collection[Symbol], most: int) -> set[Flips]:
        """The smallest changes, if they are no more than so many."""
        singles = self.brute.singles()
        pairs = {one | other for one, other in combinations(singles, 2) if not one & other}
        for size in ({frozenset[Symbol]()}, singles, pairs)[: most + 1]:
            found = {each for each in size if self.admits(each, verdicts)}
            if found:
                return {each for each in found if not any(other < each for other in found)}
        return set()


def smallest(tried: Tried, verdicts: Collection[Symbol]) -> tuple[Repair, ...]:
    found: Outcomes = tried.found
    case = Hypothetical(found.pack, found.findings, tried.facts)
    admissions, count = smallest_repairs(case, verdicts, 1000)
    assert count == len(admissions)
    return admissions


@pytest.mark.parametrize("word", ["not_due", "waived", "charged"])
@pytest.mark.parametrize("name", CASES)
def test_the_changes_are_the_smallest_there_are(mini: Reasoner, name: str, word: str) -> None:
    tried = Tried(mini, CASES[name])
    verdicts = [Function("fee", [String("甲"), Function(word)])]
    admissions = smallest(tried, verdicts)
    wanted = tried.smallest(verdicts, 2)
    told = [*map(flips, admissions)]
    assert len(set(told)) == len(told) > 0
    assert all(tried.admits(each, verdicts) for each in told)
    if wanted:
        assert set(told) == wanted
    else:  # no two do it
        assert {len(admission.changes) for admission in admissions} == {3}


def test_a_decision_on_two_persons_is_admitted_as_a_whole(mini: Reasoner) -> None:
    tried = Tried(mini, CASES["two"])
    verdicts = [
        Function("fee", [String("甲"), Function("waived")]),
        Function("fee", [String("乙"), Function("charged")]),
    ]
    admissions = smallest(tried, verdicts)
    wanted = tried.smallest(verdicts, 2)
    assert wanted
    assert {*map(flips, admissions)} == wanted
    for admission in admissions:
        carried = {str(v): [*map(str, p)] for v, p in admission.provisions.items()}
        assert carried['fee("乙",charged)'] == ["1"]
        [ground] = set(carried['fee("甲",waived)']) - {"1"}
        assert ground in ("2(1)", "2(2)")


def test_single_changes_in_the_law_are_all_found(law: Reasoner) -> None:
    tried = Tried(law, sound(without=["proceeding"], readings={"fault_threshold": "some_fault"}))
    for word in ("exempted", "under_cadre_rules"):
        verdicts = [Function(law.pack.verdict, [String("王某"), Function(word)])]
        admissions = smallest(tried, verdicts)
        told = {*map(flips, admissions)}
        sample = told | {*sorted(tried.brute.singles(), key=sorted)[::9]}
        assert told
        admitted = [each for each in sample if tried.admits(each, verdicts)]
        assert {each for each in admitted if not any(one < each for one in told)} == told


def test_nothing_is_replaced_where_it_is_enough_to_add(law: Reasoner) -> None:
    persons = ("王某", "李某")
    tried = Tried(
        law,
        sound(
            serves=[[person, "局"] for person in persons],
            role=[[person, "handler"] for person in persons],
            statutory_severity=["李某"],
        ),
    )
    verdicts = [Function(law.pack.verdict, [String("王某"), Function("aggravated")])]
    [added, gone] = (Function("statutory_severity", [String(person)]) for person in persons)
    assert tried.admits(frozenset([added, gone]), verdicts)
    told = {*map(flips, smallest(tried, verdicts))}
    assert frozenset([added]) in told
    assert frozenset([added, gone]) not in told


def test_what_no_facts_lead_to_has_no_change(mini: Reasoner) -> None:
    """The library's rules draw nothing of someone who has borrowed nothing."""
    tried = Tried(mini, CASES["late"])
    assert smallest(tried, [Function("fee", [String("丙"), Function("waived")])]) == ()


def test_a_list_that_is_cut_says_how_many_there_are(law: Reasoner) -> None:
    found = solve(law, sound())
    case = Hypothetical(law.pack, found.findings, fact_space(law.pack, found.findings))
    verdict = Function(law.pack.verdict, [String("王某"), Function("exempted")])
    whole, count = smallest_repairs(case, [verdict], 1000)
    assert count == len(whole) > 2
    assert smallest_repairs(case, [verdict], 2) == (whole[:2], count)
