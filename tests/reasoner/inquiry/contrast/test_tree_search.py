"""The shortest decision trees, against an exhaustive search over all trees of small functions."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product

import pytest

from support.sampling import few
from wenze.reasoner.inquiry.contrast.tree_search import End, Size, TooMuchWork, Tree, TreeSearch
from wenze.reasoner.solver.diagram import Diagrams, Node

SIZES = (2, 3, 2, 2)
Answers = tuple[int, ...]
Table = Mapping[Answers, tuple[str, ...]]


def random_functions(rng: random.Random, diagrams: Diagrams) -> tuple[list[Node], Table]:
    """Two functions with few values and some answers refused, and the table of both."""
    count = rng.choice((1, 2))
    refused = rng.choice((0.0, 0.3))
    table = {
        answers: None
        if rng.random() < refused
        else tuple(rng.choice("xy" if rng.random() < 0.7 else "xyz") for _ in range(count))
        for answers in product(*map(range, SIZES))
    }
    if rng.random() < 0.6:  # one question less
        idle = rng.randrange(len(SIZES))
        table = {a: table[(*a[:idle], 0, *a[idle + 1 :])] for a in table}

    def node(begun: Answers, function: int) -> Node:
        if len(begun) == len(SIZES):
            row = table[begun]
            return diagrams.leaf(None if row is None else row[function])
        branches = (node((*begun, answer), function) for answer in range(SIZES[len(begun)]))
        return diagrams.test(len(begun), tuple(branches))

    known = {answers: row for answers, row in table.items() if row is not None}
    return [node((), function) for function in range(count)], known


def exhaustive(table: Table, asked: frozenset[int] = frozenset()) -> Size:
    """The size of the shortest tree for a table: every question first, and what is left again.

    Answers lead on together where every function is left the same: it has one value, or the same
    value or none under all other answers.
    """
    if len(set(table.values())) <= 1:
        return Size()
    found = []
    for variable in set(range(len(SIZES))) - asked:
        rests = {}
        for answer in range(SIZES[variable]):
            rest = {answers: row for answers, row in table.items() if answers[variable] == answer}
            if rest:
                rests[left(rest, variable)] = rest
        sizes = [exhaustive(rest, asked | {variable}) for rest in rests.values()]
        inner = 1 + sum(size.inner for size in sizes)
        found.append(Size(inner, 1 + max(size.depth for size in sizes), variable))
    return min(found)


def left(rest: Table, variable: int) -> object:
    """What a rest is, whatever the answer that led there."""
    functions = []
    for values in zip(*rest.values(), strict=True):
        if len(set(values)) == 1:
            functions.append(frozenset(values))
        else:
            keys = [(*a[:variable], *a[variable + 1 :]) for a in rest]
            functions.append(frozenset(zip(keys, values, strict=True)))
    return tuple(functions)


def reached(tree: Tree, answers: Answers) -> tuple[object, ...] | None:
    """Where answers lead; None where they are impossible."""
    while not isinstance(tree, End):
        branches = (rest for same, rest in tree.branches if answers[tree.variable] in same)
        found = next(branches, None)
        if found is None:
            return None
        tree = found
    assert all(answers[variable] in same for variable, same in tree.answers.items())
    return tree.values


@pytest.mark.parametrize("first", few(range(0, 120, 30), every=4))
def test_no_tree_has_fewer_questions_or_is_less_deep_and_every_answer_leads_where_it_must(
    first: int,
) -> None:
    for seed in range(first, first + 30):
        rng = random.Random(f"tree {seed}")
        diagrams = Diagrams(SIZES)
        functions, table = random_functions(rng, diagrams)
        search = TreeSearch(diagrams, most=100_000)
        tree = search.tree(functions)
        size = search.size(functions)
        assert (size.inner, size.depth) == shape(tree)
        if table:
            assert size == exhaustive(table)
        for answers, row in table.items():
            assert reached(tree, answers) == row


def shape(tree: Tree) -> tuple[int, int]:
    """How many questions a tree has, and how many in a row."""
    if isinstance(tree, End):
        return 0, 0
    below = [shape(rest) for _, rest in tree.branches]
    return 1 + sum(inner for inner, _ in below), 1 + max(depth for _, depth in below)


def test_a_search_in_haste_leads_where_it_must_and_may_be_longer() -> None:
    longer = 0
    for seed in range(60):
        rng = random.Random(f"haste {seed}")
        diagrams = Diagrams(SIZES)
        functions, table = random_functions(rng, diagrams)
        hasty = TreeSearch(diagrams, most=1_000, exact=False)
        for answers, row in table.items():
            assert reached(hasty.tree(functions), answers) == row
        shortest = TreeSearch(diagrams, most=100_000).size(functions).inner
        assert hasty.size(functions).inner >= shortest
        longer += hasty.size(functions).inner > shortest
    assert longer


def test_a_search_that_comes_to_too_much_work_says_so() -> None:
    diagrams = Diagrams([2] * 8)
    parity = diagrams.leaf(0)
    for variable in range(8):
        bit = diagrams.test(variable, (diagrams.leaf(0), diagrams.leaf(1)))
        parity = diagrams.combined(int.__xor__, parity, bit)
    with pytest.raises(TooMuchWork):
        TreeSearch(diagrams, most=20).size([parity])
    assert TreeSearch(diagrams, most=1_000).size([parity]).inner == 255
