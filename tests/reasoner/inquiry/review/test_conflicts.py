"""What a decision is up against: held against a relaxed law written out by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, combinations
from typing import Any

import clingo
import pytest
from clingo.symbol import Function, String, Symbol

from support.cases.sound import solve, sound
from wenze import Outcomes, Reasoner
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.review import conflicts as searching
from wenze.reasoner.inquiry.review.conflicts import DecisionConflict
from wenze.reasoner.solver.minimal_conflicts import take

Demands = frozenset[str]


def conflicts(
    found: Outcomes, verdicts: Collection[Symbol], facts: Collection[Symbol], limit: int
) -> tuple[list[DecisionConflict], bool]:
    first: list[DecisionConflict] = []
    exhausted = take(searching.conflicts(found, verdicts, facts), limit, first)
    return first, exhausted


# The rules of the mini pack on one borrower: provision, conditions, what is drawn.
RULES = (
    ("1", "loan, late", "owes"),
    ("1", "loan, not owes", "fee(not_due)"),
    ("1", "owes, not waived", "fee(charged)"),
    ("2(1)", "owes, ill", "excuse(1)"),
    ("2(1)", "owes, household_ill, household", "excuse(1)"),
    ("2(2)", "owes, library_closed", "excuse(2)"),
    ("2", "excused", "1 { choice(waive); choice(charge) } 1"),
    ("2", "choice(waive)", "waived"),
    ("2", "owes, waived", "fee(waived)"),
)
# Each under its provision's atom. Where that does not hold, it may be drawn or not, and what a
# provision sets free may be drawn without conditions.
BY_HAND = "\n".join(
    [
        """
        { law("1"; "2"; "2(1)"; "2(2)"; "3.1.s1") }.
        { free("1"; "2"; "2(1)"; "2(2)"; "3.1.s1") }.
        { late; ill; household_ill; library_closed; loan }.
        1 { own; household } 1.
        excused :- excuse(1).
        excused :- excuse(2).
        """,
        *(
            f'''
            {head} :- {body}, law("{law}").
            {{ {drawn} }} :- {body}, not law("{law}").
            {{ {drawn} }} :- free("{law}"), not law("{law}").
            '''
            for law, body, head in RULES
            for drawn in [head.strip("1 {}") if head.startswith("1") else head]
        ),
    ]
)
LAWS = ("1", "2", "2(1)", "2(2)", "3.1.s1")
LOAN = {"loan": [["甲", "2024-03-01"]]}
CASES: Mapping[str, Mapping[str, Any]] = {
    "late": {"facts": {**LOAN, "late": ["甲"]}},
    "on time": {"facts": LOAN},
    "late and ill": {"facts": {**LOAN, "late": ["甲"], "ill": ["甲"]}},
    "perhaps late": {"facts": LOAN, "disputed": {"late": ["甲"]}},
    "late and ill at home, on the narrow reading": {
        "facts": {**LOAN, "late": ["甲"], "household_ill": ["甲"]},
        "readings": {"illness": "own"},
    },
    "closed, but not late": {"facts": {**LOAN, "library_closed": True}},
}


class ByHand:
    """The relaxed law, asked by the plain definition."""

    def __init__(self, case: Mapping[str, Any], word: str) -> None:
        self.facts = tuple(case["facts"])
        disputed = case.get("disputed", {})
        unstated = {"late", "ill", "household_ill", "library_closed", "loan"}
        self._control = clingo.Control(["--warn=none"])
        lines = [BY_HAND, f":- not fee({word}).", *self._others(word)]
        lines += [f":- {fact}." for fact in sorted(unstated - {*self.facts, *disputed})]
        lines += [f":- not {option}." for option in case.get("readings", {}).values()]
        self._control.add("base", [], "\n".join(lines))
        self._control.ground([("base", [])])

    @staticmethod
    def _others(word: str) -> Iterable[str]:
        return (f":- fee({other})." for other in ("not_due", "waived", "charged") if other != word)

    def can_be_met(self, demands: Collection[str], bound: str | None = None) -> bool:
        """Whether demands can be met where all provisions set free but one that is bound."""
        wanted = [
            (Function("law", [String(d)]) if d in LAWS else Function(d), True) for d in demands
        ]
        freed = [(Function("free", [String(law)]), law != bound) for law in LAWS]
        return bool(self._control.solve(assumptions=wanted + freed).satisfiable)

    def opposing(self, demands: Demands) -> Demands:
        """The provisions of a conflict of which it is enough that they do not apply."""
        laws = demands.intersection(LAWS)
        return frozenset(law for law in laws if self.can_be_met(demands - {law}, bound=law))

    def minimal(self) -> set[Demands]:
        """Every minimal set of facts and provisions that cannot be met."""
        every = (*self.facts, *LAWS)
        found: list[Demands] = []
        for chosen in chain.from_iterable(combinations(every, n) for n in range(len(every) + 1)):
            demands = frozenset(chosen)
            if not any(each <= demands for each in found) and not self.can_be_met(demands):
                found.append(demands)
        return set(found)


@pytest.mark.parametrize("word", ["not_due", "waived", "charged"])
@pytest.mark.parametrize("name", CASES)
def test_conflicts_are_the_minimal_sets_that_a_law_relaxed_by_hand_has(
    mini: Reasoner, name: str, word: str
) -> None:
    case = CASES[name]
    found = solve(mini, case)
    verdict = Function("fee", [String("甲"), Function(word)])
    facts = fact_space(mini.pack, found.findings)
    told, exhausted = conflicts(found, [verdict], facts, 100)
    assert exhausted
    said = [frozenset([*(f.name for f in c.facts), *map(str, c.cited)]) for c in told]
    by_hand = ByHand(case, word)
    wanted = by_hand.minimal()
    assert set(said) == wanted
    assert len(said) == len(wanted)
    assert [*map(len, said)] == sorted(map(len, said))
    for conflict, demands in zip(told, said, strict=True):
        opposing = {str(each) for together in conflict.opposing for each in together}
        assert opposing == by_hand.opposing(demands), conflict


def test_there_is_a_conflict_exactly_where_no_outcome_has_the_verdict(mini: Reasoner) -> None:
    for case in CASES.values():
        found = solve(mini, case)
        possible = {
            str(v.arguments[1]) for each in found.summary.persons.values() for v in each.verdicts
        }
        for word in ("not_due", "waived", "charged"):
            verdict = Function("fee", [String("甲"), Function(word)])
            told, _ = conflicts(found, [verdict], fact_space(mini.pack, found.findings), 1)
            assert bool(told) == (word not in possible)


def test_in_the_law_there_is_a_conflict_exactly_where_no_outcome_has_the_verdict(
    law: Reasoner,
) -> None:
    found = solve(law, sound(deceived_by_party=["王某"], disputed={"leading_cadre": ["王某"]}))
    facts = fact_space(law.pack, found.findings)
    [person] = found.summary.persons
    possible = found.summary.persons[person].verdicts
    _, kind = law.pack.word_list.predicates[law.pack.verdict].args.values()
    for word in law.pack.types[kind].labels:
        verdict = Function(law.pack.verdict, [person, Function(word)])
        told, _ = conflicts(found, [verdict], facts, 1)
        assert bool(told) == (verdict not in possible), word


def test_an_exemption_without_its_circumstances_is_against_every_item(law: Reasoner) -> None:
    found = solve(law, sound())
    verdict = Function(law.pack.verdict, [String("王某"), Function("exempted")])
    [conflict], exhausted = conflicts(found, [verdict], fact_space(law.pack, found.findings), 100)
    assert exhausted
    assert (conflict.facts, conflict.opposing) == ((), ())
    items = [f"11({item})" for item in range(1, 7)]
    assert [*map(str, conflict.cited)] == ["11", *items]


def test_what_excludes_a_verdict_is_told_apart_from_what_could_have_carried_it(
    law: Reasoner,
) -> None:
    """Severity makes an ordinary disposition impossible, which other articles could have kept."""
    found = solve(law, sound(statutory_severity=["王某"]))
    verdict = Function(law.pack.verdict, [String("王某"), Function("ordinary")])
    [conflict], exhausted = conflicts(found, [verdict], fact_space(law.pack, found.findings), 100)
    assert exhausted
    assert [*map(str, conflict.facts)] == ['statutory_severity("王某")']
    opposing = [[*map(str, together)] for together in conflict.opposing]
    assert opposing == [["11", "13"], ["13"], ["13(5)"]]
    unmet = {str(each) for together in conflict.unmet for each in together}
    assert {"6", "11(1)", "12(1)"} <= unmet
    assert sorted((*conflict.opposing, *conflict.unmet)) == [*conflict.provisions]


def test_an_item_on_what_a_case_does_not_name_could_have_carried_a_verdict_as_well(
    law: Reasoner,
) -> None:
    found = solve(law, sound())
    verdict = Function(law.pack.verdict, [String("王某"), Function("aggravated")])
    facts = fact_space(law.pack, found.findings, unnamed=True)
    [conflict], _ = conflicts(found, [verdict], facts, 100)
    assert {f"13({item})" for item in range(1, 6)} <= {*map(str, conflict.cited)}


def test_a_disputed_fact_that_would_be_refused_opens_no_way(law: Reasoner) -> None:
    """That harm(small) might be found beside harm(serious_economic_loss) does not exempt."""
    found = solve(law, sound(harm=["serious_economic_loss"], disputed={"harm": ["small"]}))
    verdict = Function(law.pack.verdict, [String("王某"), Function("exempted")])
    told, _ = conflicts(found, [verdict], fact_space(law.pack, found.findings), 1)
    assert told
