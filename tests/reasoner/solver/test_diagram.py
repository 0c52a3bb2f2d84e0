"""Decision diagrams against tables: random functions of a few questions, answer by answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from itertools import product
from operator import add, mul, xor

from hypothesis import given
from hypothesis import strategies as st

from wenze.reasoner.solver.diagram import Diagrams, Node
from wenze.reasoner.solver.prime_implicants import prime_implicants

SIZES = (2, 2, 3, 4)
ALL = [dict(enumerate(answers)) for answers in product(*map(range, SIZES))]
Table = tuple[int, ...]
tables = st.lists(st.integers(0, 3), min_size=len(ALL), max_size=len(ALL)).map(tuple)
truths = st.lists(st.booleans(), min_size=len(ALL), max_size=len(ALL)).map(tuple)


def diagram(diagrams: Diagrams, table: tuple[object, ...]) -> Node:
    """The diagram of a table, built question by question."""

    def build(variable: int, rows: tuple[object, ...]) -> Node:
        if variable == len(SIZES):
            return diagrams.leaf(rows[0])
        width = len(rows) // SIZES[variable]
        parts = [rows[i * width : (i + 1) * width] for i in range(SIZES[variable])]
        return diagrams.test(variable, tuple(build(variable + 1, part) for part in parts))

    return build(0, table)


def table_of(diagrams: Diagrams, node: Node) -> tuple[object, ...]:
    return tuple(diagrams.value(node, answers) for answers in ALL)


def depends_on(table: tuple[object, ...], variable: int) -> bool:
    at = {tuple(answers.values()): value for answers, value in zip(ALL, table, strict=True)}
    return any(
        value != at[(*key[:variable], other, *key[variable + 1 :])]
        for key, value in at.items()
        for other in range(SIZES[variable])
    )


@given(tables)
def test_a_diagram_has_the_values_of_its_table(table: Table) -> None:
    diagrams = Diagrams(SIZES)
    node = diagram(diagrams, table)
    assert table_of(diagrams, node) == table
    assert set(diagrams.values(node)) == set(table)


@given(tables, tables)
def test_equal_functions_are_one_node(one: Table, other: Table) -> None:
    diagrams = Diagrams(SIZES)
    assert (diagram(diagrams, one) == diagram(diagrams, other)) == (one == other)


@given(tables)
def test_a_diagram_asks_just_the_variables_it_depends_on(table: Table) -> None:
    diagrams = Diagrams(SIZES)
    wanted = tuple(variable for variable in range(len(SIZES)) if depends_on(table, variable))
    assert diagrams.variables(diagram(diagrams, table)) == wanted


@given(truths, truths)
def test_truth_is_combined_answer_by_answer(one: tuple[bool, ...], other: tuple[bool, ...]) -> None:
    diagrams = Diagrams(SIZES)
    first, second = diagram(diagrams, one), diagram(diagrams, other)
    pairs = [*zip(one, other, strict=True)]
    assert table_of(diagrams, diagrams.both(first, second)) == tuple(a and b for a, b in pairs)
    assert table_of(diagrams, diagrams.either(first, second)) == tuple(a or b for a, b in pairs)
    assert table_of(diagrams, diagrams.negation(first)) == tuple(not a for a in one)
    assert diagrams.all_of([first, second]) == diagrams.both(first, second)


@given(tables, tables)
def test_values_are_combined_answer_by_answer(one: Table, other: Table) -> None:
    diagrams = Diagrams(SIZES)
    first, second = diagram(diagrams, one), diagram(diagrams, other)
    for operation in (add, mul):
        found = table_of(diagrams, diagrams.combined(operation, first, second))
        assert found == tuple(operation(a, b) for a, b in zip(one, other, strict=True))
    assert table_of(diagrams, diagrams.relabelled(str, first)) == tuple(map(str, one))


@given(tables, st.dictionaries(st.sampled_from(range(len(SIZES))), st.integers(0, 1)))
def test_a_restricted_diagram_takes_the_answers_given(
    table: Table, answers: Mapping[int, int]
) -> None:
    diagrams = Diagrams(SIZES)
    node = diagrams.restricted(diagram(diagrams, table), answers)
    assert set(diagrams.variables(node)).isdisjoint(answers)
    rows = {tuple(each.values()): value for each, value in zip(ALL, table, strict=True)}
    for each in ALL:
        assert diagrams.value(node, each) == rows[tuple({**each, **answers}.values())]


@given(tables, st.sampled_from(range(len(SIZES))))
def test_a_folded_variable_is_gone_and_its_branches_put_together(
    table: Table, variable: int
) -> None:
    diagrams = Diagrams(SIZES)

    def total(nodes: tuple[Node, ...]) -> Node:
        found = diagrams.leaf(0)
        for node in nodes:
            found = diagrams.combined(add, found, node)
        return found

    fold: Callable[..., Node] = total
    node = diagrams.folded(variable, fold, diagram(diagrams, table))
    assert variable not in diagrams.variables(node)
    rows = {tuple(each.values()): value for each, value in zip(ALL, table, strict=True)}
    for each in ALL:
        column = [rows[tuple({**each, variable: n}.values())] for n in range(SIZES[variable])]
        assert diagrams.value(node, each) == sum(column)


@given(truths)
def test_what_is_true_under_some_answers(table: tuple[bool, ...]) -> None:
    diagrams = Diagrams(SIZES)
    node = diagram(diagrams, table)
    assert diagrams.some(range(len(SIZES)), node) == diagrams.leaf(any(table))


@given(tables)
def test_a_cut_keeps_what_follows_as_one_value(table: Table) -> None:
    diagrams = Diagrams(SIZES)
    node = diagram(diagrams, table)
    followed = diagrams.cut(node, 2, lambda rest: frozenset(diagrams.values(rest)))
    rows = {tuple(each.values()): value for each, value in zip(ALL, table, strict=True)}
    for each in ALL:
        begun = (each[0], each[1])
        wanted = {value for key, value in rows.items() if key[:2] == begun}
        assert diagrams.value(followed, each) == wanted


def test_values_of_different_types_are_not_confused() -> None:
    diagrams = Diagrams(())
    assert len({diagrams.leaf(1), diagrams.leaf(True), diagrams.leaf(0), diagrams.leaf(False)}) == 4


def test_deep_diagrams_need_no_deep_calls() -> None:
    limit, count = sys.getrecursionlimit(), 1500
    diagrams = Diagrams([2] * count)
    every = diagrams.all_of(diagrams.answered(variable, 0) for variable in range(count))
    some = diagrams.negation(every)
    assert diagrams.both(every, some) == diagrams.false
    assert diagrams.combined(xor, every, some) == diagrams.true
    assert diagrams.restricted(every, {count - 1: 0, 5: 0}) != every
    assert diagrams.some(range(count - 20, count), every) != diagrams.true
    assert len(prime_implicants(diagrams, every)) == 1
    assert len(prime_implicants(diagrams, some)) == count
    other = Diagrams([2] * count)
    same = {variable: variable for variable in range(count)}
    assert len(other.variables(other.adopted(diagrams, every, same))) == count
    assert sys.getrecursionlimit() == limit
