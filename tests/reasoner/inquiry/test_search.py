"""Changes found by counterexamples are those that trying every one of them finds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from brute_changes import BruteChanges
from clingo.symbol import Symbol
from helpers import COLLISION, LAW_FOLDER, MINI_FOLDER, broken, solve, sound
from reference import random_case

from reasoner import Case, CaseRefused, Outcomes, Reasoner
from reasoner.inquiry.changes import Effect
from reasoner.inquiry.hypothetical import Hypothetical
from reasoner.inquiry.search import Search
from reasoner.inquiry.universe import universe

LAW, MINI = Reasoner(LAW_FOLDER), Reasoner(MINI_FOLDER)
BORROWED: dict[str, Any] = {
    "facts": {
        "loan": [["甲", "2024-01-02"], ["乙", "2024-01-05"]],
        "late": ["甲"],
        "household_ill": ["甲"],
        "lost": [["乙", "《书》"]],
    }
}


def searched(found: Outcomes, facts: list[Symbol]) -> tuple[Hypothetical, Search]:
    case = Hypothetical(found.pack, found.findings, facts)
    return case, Search(case)


def of_law(rng: random.Random, stated: int, extra: int) -> tuple[Outcomes, list[Symbol]]:
    """A random case of the law that states few facts, and a few that it might state."""
    while True:
        try:
            found = LAW.solve(Case.from_data(random_case(rng)))
        except CaseRefused:
            continue
        if found.persons and len(found.findings.stated) <= stated:
            every = universe(found.pack, found.findings)
            return found, rng.sample(every, extra)


def minimal(search: Search) -> dict[tuple[Symbol, bool], tuple[set[Any], set[Any]]]:
    found = {}
    for effect in search.effects():
        ways = set(search.minimal(effect, 1)), set(search.minimal(effect, 2))
        if any(ways):
            found[effect.verdict, effect.gained] = ways
    return found


@pytest.mark.parametrize("seed", range(5))
def test_changes_of_a_case_of_the_law_are_all_that_there_are(seed: int) -> None:
    found, facts = of_law(random.Random(seed), 14, 8)
    case, search = searched(found, facts)
    brute = BruteChanges(case.admitted_verdicts, found.findings.stated, case.facts)
    assert minimal(search) == brute.minimal()


@pytest.mark.parametrize("seed", range(5, 9))
def test_what_carries_and_what_is_idle_is_so_under_every_combination(seed: int) -> None:
    found, facts = of_law(random.Random(seed), 9, 10)
    case, search = searched(found, facts)
    brute = BruteChanges(case.admitted_verdicts, found.findings.stated, case.facts)
    stated = found.findings.stated
    assert {fact for fact in stated if not search.bears(fact)} == brute.idle()
    for person in found.persons:
        effects = [effect for effect in search.effects() if effect.person == person]
        for _ in range(6):
            kept = random.Random(seed).sample(stated, len(stated) // 2)
            assert (search.differing(effects, kept) is None) == brute.carry(kept, person)
