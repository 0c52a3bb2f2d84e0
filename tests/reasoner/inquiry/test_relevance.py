from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from brute_force import BruteForce, Worlds
from clingo.symbol import Symbol
from helpers import LAW_FOLDER, MINI_FOLDER, broken, solve, sound
from law_cases import ANSWERED, DEMONSTRATION, LAW

from reasoner import Outcomes, Reasoner
from reasoner.atoms import read_atom
from reasoner.inquiry import twins
from reasoner.inquiry.relevance import Relevance, relevance
from reasoner.inquiry.universe import universe

MINI = Reasoner(MINI_FOLDER)
LOAN = {"loan": [["甲", "2024-01-01"]]}
State = frozenset[Symbol]
Profile = Mapping[tuple[Any, Any], Worlds]


def relevant(found: Relevance) -> set[Symbol]:
    """The facts that the answer names."""
    return {answer.fact for question in found.questions for answer in question.answers}


def profiles(found: Outcomes, further: Collection[Symbol]) -> Mapping[State, Profile]:
    """What every case that states some further facts comes to, under each combination of answers;
    cases that are refused are left out.
    """
    findings = found.findings
    opened = replace(findings, disputed=(*further, *findings.disputed))
    table: dict[State, dict[tuple[Any, Any], Worlds]] = {}
    for (combination, options), worlds in BruteForce(found.pack, opened).table.items():
        stated = (f for f, holds in zip(further, combination, strict=False) if holds)
        rest = combination[len(further) :]
        table.setdefault(frozenset(stated), {})[rest, options] = worlds
    return table


def conclude_differently(one: Profile, other: Profile) -> bool:
    """Whether two cases differ where neither is refused."""
    return any(one[key] != other[key] for key in one.keys() & other.keys())


def by_definition(states: Mapping[State, Profile]) -> set[Symbol]:
    """The facts in a smallest difference: those that make one by themselves, then those in a pair
    of none of these that does, and so on.
    """
    apart = {
        one ^ other
        for one, other in combinations(states, 2)
        if conclude_differently(states[one], states[other])
    }
    known: set[Symbol] = set()
    for size in range(1, max(map(len, apart), default=0) + 1):
        known |= {f for each in apart if len(each) == size and not known & each for f in each}
    return known


def agrees(found: Outcomes, further: Collection[Symbol]) -> Relevance:
    """An answer, held against the definition and against its promise."""
    answer = relevance(found, facts=further)
    known = {*found.findings.stated, *found.findings.disputed}
    open_facts = [fact for fact in dict.fromkeys(further) if fact not in known]
    states = profiles(found, open_facts)
    named = relevant(answer)
    assert answer.exhausted
    assert named == by_definition(states)
    alike: dict[State, list[State]] = {}
    for state in states:
        alike.setdefault(state & named, []).append(state)
    for group in alike.values():
        assert not any(
            conclude_differently(states[one], states[other])
            for one, other in combinations(group, 2)
        )
    shows_its_needs(answer, states)
    return answer


def shows_its_needs(answer: Relevance, states: Mapping[State, Profile]) -> None:
    """That with what an answer needs it changes something, and no one of these can be spared."""
    for each in (a for question in answer.questions for a in question.answers):
        after = frozenset({each.fact, *each.needs})
        if not each.instead:
            befores = [s for s in states if s < after and each.fact not in s]
            assert any(conclude_differently(states[s], states[after]) for s in befores)
            for fact in each.needs:
                less = after - {fact}
                assert less - {each.fact} not in states or not (
                    less in states and conclude_differently(states[less], states[less - {each.fact}])
                )


@pytest.mark.parametrize(
    "case",
    [
        {"facts": LOAN},
        {"facts": {**LOAN, "late": ["甲"]}},
        {"facts": {**LOAN, "late": ["甲"], "ill": ["甲"]}},
        {"facts": LOAN, "readings": {"illness": "own"}},
        {"facts": LOAN, "disputed": {"late": ["甲"]}},
        {"facts": LOAN, "denied": {"late": ["甲"]}},
        {"facts": {**LOAN, "late": ["甲"]}, "disputed": {"ill": ["甲"], "library_closed": True}},
        {"facts": {**LOAN, "lost": [["甲", "书"]]}},
    ],
)
def test_exactly_the_facts_of_the_definition_are_named(case: dict[str, Any]) -> None:
    found = solve(MINI, case)
    agrees(found, universe(found.pack, found.findings, unnamed=True))


def drawn(rng: random.Random) -> tuple[Outcomes, list[Symbol]]:
    """A worked case of the law with all readings pinned but three, and some further facts."""
    while True:
        case = ANSWERED[rng.choice(sorted(ANSWERED))].case
        taken = {r.id: rng.choice(r.option_ids) for r in LAW.pack.readings}
        for name in rng.sample(sorted(taken), 3):
            del taken[name]
        data = case.as_data(LAW.pack.id)
        found = solve(LAW, {**data, "readings": taken, "school": None} if False else {**data, "readings": taken})
        if len(found.findings.disputed) <= 2 and len(found.persons) <= 2:
            everything = universe(found.pack, found.findings, unnamed=True)
            return found, rng.sample(everything, min(9, len(everything)))


@pytest.mark.parametrize("seed", range(12))
def test_exactly_the_facts_of_the_definition_are_named_of_the_law(seed: int) -> None:
    found, further = drawn(random.Random(seed))
    known = {*found.findings.stated, *found.findings.disputed}
    agrees(found, [fact for fact in further if fact not in known][:6])


