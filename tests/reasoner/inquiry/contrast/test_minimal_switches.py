"""The fewest switches, against trying all answers: random needs over a few variables."""

from __future__ import annotations

import random
from itertools import product

import pytest

from support.sampling import few
from wenze.reasoner.inquiry.contrast.minimal_switches import Costs, Switches, fewest_switches
from wenze.reasoner.solver.diagram import Diagrams, Node

SIZES = (2, 3, 2, 3)


def random_factor(rng: random.Random, diagrams: Diagrams, numbers: list[int]) -> Node:
    """Needs that hang on two variables, of a factor's own choices."""
    first, second = sorted(rng.sample(range(len(SIZES)), 2))

    def need() -> Node:
        if rng.random() < 0.3:
            return diagrams.leaf(None)
        chosen = sorted(rng.sample(numbers, rng.randint(0, len(numbers))))
        return diagrams.leaf(Switches(tuple(chosen), rng.random() < 0.8))

    return diagrams.test(
        first,
        tuple(
            diagrams.test(second, tuple(need() for _ in range(SIZES[second])))
            for _ in range(SIZES[first])
        ),
    )


@pytest.mark.parametrize("seed", few(range(60)))
def test_no_smaller_switches_do_it_and_of_equal_ones_the_first_is_taken(seed: int) -> None:
    rng = random.Random(f"fewest {seed}")
    diagrams = Diagrams(SIZES)
    factors = [random_factor(rng, diagrams, [10 * n, 10 * n + 1]) for n in range(1, 4)]
    costs: dict[int, Costs] = {
        variable: {
            answer: Switches((variable,) if answer and rng.random() < 0.5 else ())
            for answer in rng.sample(range(size), rng.randint(1, size))
        }
        for variable, size in enumerate(SIZES)
    }
    found: dict[tuple[int, ...], bool] = {}
    for answers in product(*(costs[variable] for variable in range(len(SIZES)))):
        needs = [diagrams.value(factor, dict(enumerate(answers))) for factor in factors]
        if None in needs:
            continue
        paid = [*needs, *(costs[variable][answer] for variable, answer in enumerate(answers))]
        chosen = tuple(sorted(number for each in paid for number in each.chosen))
        found[chosen] = found.get(chosen, True) and all(each.unique for each in paid)
    told = fewest_switches(diagrams, factors, costs)
    if not found:
        assert told is None
        return
    first = min(found, key=lambda chosen: (len(chosen), chosen))
    alone = sum(len(chosen) == len(first) for chosen in found) == 1
    assert told == Switches(first, alone and found[first])
