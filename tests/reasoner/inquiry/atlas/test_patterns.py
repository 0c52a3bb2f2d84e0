"""Patterns counted and found by diagrams, held against going through all of them."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wenze.reasoner.inquiry.atlas.patterns import count, cubes, minimal, smallest, tally
from wenze.reasoner.solver.diagram import Diagrams, Node

SIZES = (2, 2, 2, 3, 4)
ITEMS = (2, 2, 2, 2)

tables = st.lists(st.integers(0, 3), min_size=96, max_size=96)
truths = st.lists(st.booleans(), min_size=16, max_size=16)


def made(diagrams: Diagrams, values: list[int] | list[bool]) -> Node:
    """The diagram of a table of values, the answers to the last variable changing fastest."""
    nodes = [diagrams.leaf(value) for value in values]
    for variable in reversed(range(len(diagrams.sizes))):
        size = diagrams.sizes[variable]
        branches = [tuple(nodes[at : at + size]) for at in range(0, len(nodes), size)]
        nodes = [diagrams.test(variable, each) for each in branches]
    return nodes[0]


def patterns(values: list[bool]) -> dict[tuple[int, ...], bool]:
    """The value of each pattern: the items there are those whose answer is the first."""
    answers = product(*(range(size) for size in ITEMS))
    there = (tuple(n for n, answer in enumerate(each) if answer == 0) for each in answers)
    return dict(zip(there, values, strict=True))


@given(tables)
def test_a_tally_counts_every_combination_of_answers_once(values: list[int]) -> None:
    diagrams = Diagrams(SIZES)
    assert tally(diagrams, made(diagrams, values), range(len(SIZES))) == Counter(values)


@given(truths)
def test_a_variable_that_changes_nothing_multiplies_what_is_counted(values: list[bool]) -> None:
    diagrams = Diagrams((*ITEMS, 3))
    node = made(diagrams, [value for value in values for _ in range(3)])
    assert count(diagrams, node, range(5)) == 3 * sum(values)
    assert count(diagrams, node, range(4)) == sum(values)


@given(truths)
def test_minimal_patterns_are_those_with_no_smaller_one(values: list[bool]) -> None:
    diagrams = Diagrams(ITEMS)
    true = [set(pattern) for pattern, value in patterns(values).items() if value]
    least = [pattern for pattern in true if not any(other < pattern for other in true)]
    found = minimal(diagrams, made(diagrams, values))
    assert list(found) == sorted((tuple(sorted(p)) for p in least), key=lambda p: (len(p), p))


@given(st.lists(st.integers(0, 3), min_size=16, max_size=16))
def test_each_value_has_its_smallest_pattern(values: list[int]) -> None:
    diagrams = Diagrams(ITEMS)
    table = patterns(values)  # type: ignore[arg-type]
    expected = {
        value: min((p for p, v in table.items() if v == value), key=lambda p: (len(p), p))
        for value in values
    }
    assert smallest(diagrams, made(diagrams, values)) == expected


@given(tables)
def test_cubes_meet_every_combination_of_answers_exactly_once(values: list[int]) -> None:
    diagrams = Diagrams(SIZES)
    node = made(diagrams, values)
    told = list(cubes(diagrams, node))
    for answers, value in zip(product(*map(range, SIZES)), values, strict=True):
        met = [v for cube, v in told if all(answers[n] in each for n, each in cube.items())]
        assert met == [value]
