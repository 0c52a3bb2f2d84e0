"""Smallest conditions, against trying every partial answer to the open questions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pytest

from support.sampling import few
from wenze.reasoner.solver.diagram import Node
from wenze.reasoner.solver.prime_implicants import Condition, conditions
from wenze.reasoner.solver.variables import ChoiceAtoms, Variables

FACTS = ("f(1)", "f(2)")
READINGS = {"first": ("a", "b", "c"), "second": ("a", "b")}
Answers = Mapping[int, int]


def variables() -> Variables:
    numbers = iter(range(1, 100))
    readings = {name: {o: next(numbers) for o in options} for name, options in READINGS.items()}
    return Variables(ChoiceAtoms(readings, {fact: next(numbers) for fact in FACTS}))


def random_truth(rng: random.Random, known: Variables, level: int = 0) -> Node:
    """A truth value for every combination of answers, some alike so that questions drop out."""
    diagrams = known.diagrams
    if level == len(diagrams.sizes) or rng.random() < 0.15:
        return diagrams.true if rng.random() < 0.6 else diagrams.false
    size = diagrams.sizes[level]
    return diagrams.test(level, tuple(random_truth(rng, known, level + 1) for _ in range(size)))


def partial_answers(sizes: tuple[int, ...]) -> Iterator[Answers]:
    """Every choice of answers to some of the questions, small ones first."""
    for count in range(len(sizes) + 1):
        for chosen in combinations(range(len(sizes)), count):
            for answers in product(*(range(sizes[variable]) for variable in chosen)):
                yield dict(zip(chosen, answers, strict=True))


def smallest(known: Variables, node: Node, admitted: Node) -> list[Answers]:
    """Answers with which it is true wherever that is admitted, and is somewhere, of which none can
    be spared, by the plain definition.
    """
    sizes, value = known.diagrams.sizes, known.diagrams.value
    whole = [dict(enumerate(answers)) for answers in product(*map(range, sizes))]
    found: list[Answers] = []
    for part in partial_answers(sizes):
        within = [each for each in whole if part.items() <= each.items() and value(admitted, each)]
        larger = any(known_part.items() <= part.items() for known_part in found)
        if within and not larger and all(value(node, each) for each in within):
            found.append(part)
    return found


def answers_of(known: Variables, condition: Condition) -> Answers:
    return known.answers(condition.disputed, condition.readings)


@pytest.mark.parametrize("seed", few(range(60)))
def test_the_conditions_are_exactly_the_smallest_answers_that_do_it(seed: int) -> None:
    rng = random.Random(f"conditions {seed}")
    known = variables()
    diagrams = known.diagrams
    node = random_truth(rng, known)
    held = [diagrams.answered(n, rng.randint(0, 1)) for n in range(len(FACTS))]
    admitted = diagrams.either(*held) if seed % 2 else diagrams.true
    found, exhausted = conditions(known, node, admitted, 1000)
    assert exhausted
    told = [answers_of(known, each) for each in found]
    assert sorted(map(len, told)) == [len(each) for each in told]
    wanted = smallest(known, node, admitted)
    assert {frozenset(each.items()) for each in told} == {
        frozenset(each.items()) for each in wanted
    }


def test_a_list_that_is_cut_has_the_smallest_and_says_so() -> None:
    known = variables()
    diagrams = known.diagrams
    node = diagrams.either(
        diagrams.answered(0, 0), diagrams.both(diagrams.answered(2, 0), diagrams.answered(3, 0))
    )
    found, exhausted = conditions(known, node, diagrams.true, 1)
    assert (found, exhausted) == ((Condition({}, {"f(1)": True}),), False)


def test_what_is_always_so_has_the_empty_condition() -> None:
    known = variables()
    true = known.diagrams.true
    assert conditions(known, true, true, 5) == ((Condition({}, {}),), True)
    assert conditions(known, known.diagrams.false, true, 5) == ((), True)
