"""Over what persons part: random diagrams, against trying all answers."""

from __future__ import annotations

import random
from collections.abc import Collection
from itertools import product

import pytest

from support.sampling import few
from wenze.reasoner.inquiry.review.incompatible import separating
from wenze.reasoner.solver.diagram import Diagrams, Node

SIZES = (2, 3, 2, 3)
EVERY = [*product(*map(range, SIZES))]


def of(diagrams: Diagrams, worlds: Collection[tuple[int, ...]]) -> Node:
    """A diagram that is true in some worlds."""
    node = diagrams.false
    for world in worlds:
        answered = (diagrams.answered(v, answer) for v, answer in enumerate(world))
        node = diagrams.either(node, diagrams.all_of(answered))
    return node


def meet(persons: Collection[Collection[tuple[int, ...]]], over: Collection[int]) -> bool:
    """Whether persons can have the same answers to these variables, whatever the others are."""
    seen = [{tuple(world[v] for v in over) for world in worlds} for worlds in persons]
    return bool(set.intersection(*seen))


@pytest.mark.parametrize("seed", few(range(40)))
def test_persons_part_over_variables_of_which_none_can_be_spared(seed: int) -> None:
    rng = random.Random(f"apart {seed}")
    diagrams = Diagrams(SIZES)
    persons = [rng.sample(EVERY, rng.randint(1, 8)) for _ in range(rng.randint(2, 3))]
    over = separating(diagrams, [of(diagrams, worlds) for worlds in persons])
    if meet(persons, range(len(SIZES))):
        assert over == ()
    else:
        assert over
        assert not meet(persons, over)
        assert all(meet(persons, [v for v in over if v != spared]) for spared in over)
