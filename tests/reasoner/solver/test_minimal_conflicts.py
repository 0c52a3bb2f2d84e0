"""Minimal conflicts, against trying all sets of demands."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from support.sampling import few
from wenze.reasoner.solver.minimal_conflicts import MinimalConflicts

COUNT = 7


class Demands:
    """Demands of which some sets cannot be met together, and so none that holds one of these."""

    def __init__(self, conflicts: list[frozenset[int]]) -> None:
        self._conflicts = conflicts

    def meet(self, wanted: frozenset[int]) -> frozenset[int] | None:
        if any(conflict <= wanted for conflict in self._conflicts):
            return None
        met = wanted
        for demand in range(COUNT):
            if not any(conflict <= met | {demand} for conflict in self._conflicts):
                met |= {demand}
        return met


def random_sets(rng: random.Random) -> list[frozenset[int]]:
    return [
        frozenset(rng.sample(range(COUNT), rng.randint(1, 4))) for _ in range(rng.randint(0, 6))
    ]


@pytest.mark.parametrize("seed", few(range(60)))
def test_every_minimal_conflict_is_found_smallest_first(seed: int) -> None:
    sets = random_sets(random.Random(f"minimal {seed}"))
    minimal = [each for each in set(sets) if not any(other < each for other in sets)]
    found, exhausted = MinimalConflicts(COUNT, Demands(sets).meet).first(100)
    assert exhausted
    assert len(found) == len(minimal)
    assert set(found) == set(minimal)
    assert [*map(len, found)] == sorted(map(len, minimal))


def test_demands_met_only_as_wanted_do_as_well() -> None:
    sets = [frozenset({0, 1}), frozenset({1, 2, 3})]

    def meet(wanted: frozenset[int]) -> frozenset[int] | None:
        return None if any(each <= wanted for each in sets) else wanted

    found, exhausted = MinimalConflicts(COUNT, meet).first(100)
    assert (found, exhausted) == (tuple(sets), True)


def test_what_cannot_be_met_with_no_demand_is_the_empty_conflict_alone() -> None:
    assert MinimalConflicts(COUNT, lambda _: None).first(5) == ((frozenset(),), True)


def test_a_list_that_is_cut_says_so() -> None:
    sets = [frozenset(pair) for pair in combinations(range(COUNT), 2)]
    found, exhausted = MinimalConflicts(COUNT, Demands(sets).meet).first(3)
    assert (len(found), exhausted) == (3, False)
    found, exhausted = MinimalConflicts(COUNT, Demands(sets).meet, most_tried=2).first(100)
    assert not exhausted
