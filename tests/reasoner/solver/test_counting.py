"""Counting and finding by position, against listing: random parts over a few questions."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product

import pytest

from support.sampling import few
from wenze.reasoner.solver.counting import Counter
from wenze.reasoner.solver.diagram import Node
from wenze.reasoner.solver.variables import ChoiceAtoms, Variables

FACTS = ("f", "g", "h")
READINGS = {"r": ("r1", "r2"), "s": ("s1", "s2", "s3"), "t": ("t1", "t2")}
Told = tuple[tuple[int, ...], tuple[tuple[int, int], ...], tuple[int, ...]]


class RandomCase:
    """Parts that admit random sets, each resting on some of the questions; some answers refused."""

    def __init__(self, seed: str) -> None:
        rng = random.Random(seed)
        atoms = iter(range(1, 100))
        self.variables = Variables(
            ChoiceAtoms(
                {r: {o: next(atoms) for o in options} for r, options in READINGS.items()},
                {fact: next(atoms) for fact in FACTS},
            )
        )
        self.diagrams = diagrams = self.variables.diagrams
        width = len(FACTS)
        self.admitted = diagrams.true
        if rng.random() < 0.5:
            bad = dict(zip(rng.sample(range(width), 2), rng.choices((0, 1), k=2), strict=True))
            self.admitted = diagrams.negation(
                diagrams.all_of(diagrams.answered(fact, answer) for fact, answer in bad.items())
            )
        self.parts: list[Node] = []
        for _ in range(rng.randint(1, 4)):
            scope = sorted(rng.sample(range(len(diagrams.sizes)), rng.randint(0, 3)))
            kinds = [
                frozenset(frozenset(s) for s in rng.sample([(1,), (2,), (1, 2), ()], size))
                for size in rng.choices((1, 1, 2, 3), k=rng.randint(1, 3))
            ]
            node = self._random(rng, scope, kinds)
            touched = not set(diagrams.variables(node)).isdisjoint(
                diagrams.variables(self.admitted)
            )
            mask = self.admitted if touched else diagrams.true
            self.parts.append(diagrams.combined(lambda v, held: v if held else None, node, mask))
        self.telling = tuple(
            fact
            for fact in range(width)
            if any(self._tells(fact, part) for part in self.parts)
            or fact in diagrams.variables(self.admitted)
        )

    def _random(self, rng: random.Random, scope: list[int], kinds: Sequence[object]) -> Node:
        if not scope:
            return self.diagrams.leaf(rng.choice(kinds))
        first, *rest = scope
        branches = range(self.diagrams.sizes[first])
        return self.diagrams.test(first, tuple(self._random(rng, rest, kinds) for _ in branches))

    def _tells(self, fact: int, part: Node) -> bool:
        return fact in self.diagrams.variables(part)

    @property
    def counter(self) -> Counter:
        admitted = [] if self.admitted == self.diagrams.true else [self.admitted]
        return Counter(self.variables, self.parts, admitted, self.telling)

    def live(self, facts: Mapping[int, int]) -> list[int]:
        live: set[int] = set()
        for part in self.parts:
            live |= set(self.diagrams.variables(self.diagrams.restricted(part, facts)))
        return sorted(live)

    @cached_property
    def listed(self) -> list[Told]:
        """Answers on telling facts, options of live readings, a set from each part: in order."""
        found: list[Told] = []
        for answers in product((0, 1), repeat=len(self.telling)):
            facts = dict.fromkeys(range(len(FACTS)), 1) | dict(
                zip(self.telling, answers, strict=True)
            )
            if not self.diagrams.value(self.admitted, facts):
                continue
            live = self.live(facts)
            for chosen in product(*(range(self.diagrams.sizes[reading]) for reading in live)):
                options = dict.fromkeys(range(len(FACTS), len(self.diagrams.sizes)), 0)
                options |= dict(zip(live, chosen, strict=True))
                sizes = [
                    len(self.diagrams.value(part, {**facts, **options})) for part in self.parts
                ]
                named = tuple(zip(live, chosen, strict=True))
                found += [(answers, named, local) for local in product(*map(range, sizes))]
        return found


CASES = [f"counting {seed}" for seed in range(150)]


def test_the_cases_are_of_every_kind() -> None:
    cases = [RandomCase(seed) for seed in CASES]
    assert any(case.admitted != case.diagrams.true for case in cases)
    assert any(len({told[1] for told in case.listed}) > 1 for case in cases)
    by_facts = [{told[0]: [n for n, _ in told[1]] for told in case.listed} for case in cases]
    assert any(len({tuple(live) for live in each.values()}) > 1 for each in by_facts)


@pytest.mark.parametrize("seed", few(CASES))
def test_the_total_is_the_number_of_those_listed(seed: str) -> None:
    case = RandomCase(seed)
    assert case.counter.total() == len(case.listed)


@pytest.mark.parametrize("seed", few(CASES[:60]))
def test_each_position_leads_to_what_is_listed_there(seed: str) -> None:
    case = RandomCase(seed)
    counter = case.counter
    for position, (answers, named, _) in enumerate(case.listed):
        found, left = counter.located(position)
        assert tuple(found[fact] for fact in case.telling) == answers
        facts = dict.fromkeys(range(len(FACTS)), 1) | found
        options = counter.options(facts, case.live(facts))
        chosen, place = options.at(left)
        assert tuple(zip(case.live(facts), chosen, strict=True)) == named
        assert 1 + position == 1 + counter.before(found) + options.before(chosen) + place
    with pytest.raises(IndexError):
        counter.located(len(case.listed))


@pytest.mark.parametrize("seed", few(CASES[:60]))
def test_with_a_condition_the_first_position_is_where_it_first_holds(seed: str) -> None:
    case = RandomCase(seed)
    part = case.parts[0]
    condition = case.diagrams.relabelled(lambda found: len(found or ()) == 1, part)
    wanted = None
    for answers, named, _ in case.listed:
        facts = dict.fromkeys(range(len(FACTS)), 1)
        facts |= dict(zip(case.telling, answers, strict=True))
        options = dict.fromkeys(range(len(FACTS), len(case.diagrams.sizes)), 0) | dict(named)
        if case.diagrams.value(condition, {**facts, **options}):
            wanted = (answers, named)
            break
    counter = case.counter
    if wanted is None:
        with pytest.raises(IndexError):
            counter.located(0, condition)
        return
    found, left = counter.located(0, condition)
    facts = dict.fromkeys(range(len(FACTS)), 1) | found
    chosen, _ = counter.options(facts, case.live(facts), condition).at(left)
    told = (
        tuple(found[fact] for fact in case.telling),
        tuple(zip(case.live(facts), chosen, strict=True)),
    )
    assert told == wanted
