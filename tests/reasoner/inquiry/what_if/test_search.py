"""Changes found by counterexamples are those that trying every one of them finds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from clingo.symbol import Function, Symbol

from support.cases.sound import solve, sound
from support.oracles.brute_changes import BruteChanges, Flips, subsets
from support.oracles.reference import random_case
from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from wenze import Case, Outcomes, Reasoner
from wenze.reasoner.atoms import atom
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.hypothetical import Hypothetical
from wenze.reasoner.inquiry.what_if.search import Search

LAW = Reasoner(LAW_FOLDER)
BORROWED: dict[str, Any] = {
    "facts": {
        "loan": [["甲", "2024-01-02"]],
        "late": ["甲"],
        "household_ill": ["甲"],
    },
    "disputed": {"library_closed": True},
}
CHOSEN = "1 { choice(Borrower, (waive; charge)) } 1 :- excuse(Borrower, _)."
# The same two answer sets, by a loop through negation and by a disjunction.
OTHERWISE = (
    "choice(Borrower, waive) :- excuse(Borrower, _), not choice(Borrower, charge).\n"
    "choice(Borrower, charge) :- excuse(Borrower, _), not choice(Borrower, waive).",
    "choice(Borrower, waive) ; choice(Borrower, charge) :- excuse(Borrower, _).",
)
Minimal: TypeAlias = dict[tuple[Symbol, bool], tuple[set[Flips], set[Flips]]]


def searched(found: Outcomes, facts: list[Symbol]) -> tuple[Search, BruteChanges]:
    """A search among some facts, and all that there is to find."""
    case = Hypothetical(found.pack, found.findings, facts)
    brute = BruteChanges(case.admitted_verdicts, found.findings.stated, case.facts)
    return Search(case), brute


def of_law(rng: random.Random, stated: int, extra: int) -> tuple[Outcomes, list[Symbol]]:
    """A random case of the law that states few facts, and a few that it might state."""
    while True:
        case = Case.from_data(random_case(rng))
        if sum(row.section == "facts" for row in case.rows) > stated or LAW.problems(case):
            continue
        found = LAW.solve(case)
        if found.summary.persons:
            return found, rng.sample(fact_space(found.pack, found.findings), extra)


def minimal(search: Search) -> Minimal:
    """All minimal changes that are found, by effect."""
    found = {}
    for effect in search.effects():
        ways = set(search.minimal(effect, 1)), set(search.minimal(effect, 2))
        if any(ways):
            found[effect.verdict, effect.gained] = ways
    return found


@pytest.mark.parametrize("seed", [0, 1, 3, 5])
def test_minimal_changes_are_found_and_no_others(seed: int) -> None:
    search, brute = searched(*of_law(random.Random(seed), 14, 6))
    wanted = brute.minimal()
    assert any(pairs for _, pairs in wanted.values())
    assert minimal(search) == wanted


@pytest.mark.parametrize("seed", [5, 7, 8, 12])
def test_facts_carry_whatever_combination_of_the_others_is_tried(seed: int) -> None:
    rng = random.Random(seed)
    found, facts = of_law(rng, 14, 6)
    search, brute = searched(found, facts)
    for person in found.summary.persons:
        effects = [effect for effect in search.effects() if effect.person == person]
        for _ in range(5):
            kept = rng.sample(found.findings.stated, len(found.findings.stated) - 4)
            assert (search.differing(effects, kept) is None) == brute.carry(kept, person)


@pytest.mark.parametrize("seed", [0, 4, 7, 12])
def test_facts_are_idle_whatever_is_done_besides(seed: int) -> None:
    search, brute = searched(*of_law(random.Random(seed), 9, 12))
    idle = {fact for fact in brute.stated if not search.bears(fact)}
    assert idle == brute.idle()
    assert idle


def test_a_fact_that_bears_on_nothing_may_be_replaced_by_one_that_does() -> None:
    facts = {"loss_cause": ["poor_response"], "poor_response": ["non_appearance"]}
    role, dates = [["王某", "leader"]], [["act", "2022-12-15"]]
    found = solve(LAW, sound(role=role, date=dates, **facts))
    [act] = (fact for fact in found.findings.stated if fact.name == "date")
    judgment = atom("date", Function("judgment"), act.arguments[1])
    search, _ = searched(found, [judgment])
    others = [fact for fact in found.findings.stated if fact != act]
    assert search.differing(search.effects(), others) == frozenset([act, judgment])
    assert search.bears(act)
    unreplaced, _ = searched(found, [])
    assert not unreplaced.bears(act)


@pytest.mark.parametrize("otherwise", ["", *OTHERWISE])
def test_discretion_may_be_written_in_any_way(tmp_path: Path, otherwise: str) -> None:
    edits = [("articles/02.lp", CHOSEN, otherwise)] if otherwise else []
    found = solve(Reasoner(broken(MINI_FOLDER, tmp_path, *edits)), BORROWED)
    search, brute = searched(found, [*fact_space(found.pack, found.findings)])
    assert minimal(search) == brute.minimal()
    assert {fact for fact in brute.stated if not search.bears(fact)} == brute.idle()
    [person] = found.summary.persons
    for kept in subsets(brute.stated):
        assert (search.differing(search.effects(), kept) is None) == brute.carry(kept, person)
