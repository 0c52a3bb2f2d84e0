"""Decision trees over readings: what the law consults, and nothing else.

`explore` evaluates the law with no reading chosen. The first reading the law asks for is branched
on, the law is evaluated again with each of its options, and so on until it asks no more. A reading
never asked for on any path cannot change the value, so the tree says everything that the 1.7
million full assignments say.

`ordered` turns such a tree into one that asks in the fixed order of `READINGS` and never asks in
vain (a branch whose subtrees are all equal is replaced by that subtree). Of such a tree it is true
that (1) two trees are equal exactly when they give the same value under every assignment, and
(2) a reading occurs in the tree exactly when two of its options give different values under some
options of all the others: where it occurs the subtrees differ, so by (1) some assignment of the
later readings tells them apart, and the path to it fixes the earlier ones; where it does not occur
the value cannot depend on it. This is rule 3 of the law model, and test_reference.py checks it
against the plain product of all options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from .facts import READINGS

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """No reading matters any more."""

    value: T


@dataclass(frozen=True, slots=True)
class Branch(Generic[T]):
    """One reading, and a subtree for each of its options in the order of `READINGS`."""

    reading: str
    subtrees: tuple[Leaf[T] | Branch[T], ...]

    def subtree(self, option: str) -> Leaf[T] | Branch[T]:
        return self.subtrees[READINGS[self.reading].index(option)]


Tree: TypeAlias = Leaf[T] | Branch[T]


class ReadingAsked(Exception):
    """The law asked for a reading that is not chosen yet."""

    def __init__(self, reading: str) -> None:
        super().__init__(reading)
        self.reading = reading


class ChosenSoFar(dict[str, str]):
    """Some readings with their options; asking for any other one is reported."""

    def __missing__(self, reading: str) -> str:
        raise ReadingAsked(reading)


def explore(law: Callable[[Mapping[str, str]], T], chosen: Mapping[str, str]) -> Tree[T]:
    """What the law says under every option of the readings it asks for, beyond those chosen."""
    try:
        return Leaf(law(ChosenSoFar(chosen)))
    except ReadingAsked as asked:
        reading = asked.reading
    return branch(
        reading, (explore(law, {**chosen, reading: option}) for option in READINGS[reading])
    )


def branch(reading: str, subtrees: Iterator[Tree[T]]) -> Tree[T]:
    """A branch, unless its subtrees are all equal."""
    several = tuple(subtrees)
    if all(subtree == several[0] for subtree in several):
        return several[0]
    return Branch(reading, several)


def ordered(tree: Tree[T]) -> Tree[T]:
    """The same values, asked for in the order of `READINGS` and never in vain."""
    if isinstance(tree, Leaf):
        return tree
    asked = readings_in(tree)
    first = next(reading for reading in READINGS if reading in asked)
    return branch(first, (ordered(restricted(tree, first, option)) for option in READINGS[first]))


def restricted(tree: Tree[T], reading: str, option: str) -> Tree[T]:
    """The tree with one reading settled."""
    if isinstance(tree, Leaf):
        return tree
    if tree.reading == reading:
        return restricted(tree.subtree(option), reading, option)
    return branch(tree.reading, (restricted(subtree, reading, option) for subtree in tree.subtrees))


def mapped(tree: Tree[T], change: Callable[[T], U]) -> Tree[U]:
    """The tree of changed values; ordered if the tree was."""
    if isinstance(tree, Leaf):
        return Leaf(change(tree.value))
    return branch(tree.reading, (mapped(subtree, change) for subtree in tree.subtrees))


def readings_in(tree: Tree[T]) -> frozenset[str]:
    """The readings that occur in a tree."""
    if isinstance(tree, Leaf):
        return frozenset()
    below = (readings_in(subtree) for subtree in tree.subtrees)
    return frozenset({tree.reading}).union(*below)


def values_in(tree: Tree[T]) -> Iterator[T]:
    """Every value a tree can give."""
    if isinstance(tree, Leaf):
        yield tree.value
    else:
        for subtree in tree.subtrees:
            yield from values_in(subtree)


def value_at(tree: Tree[T], options: Mapping[str, str]) -> T:
    """The value under the given options, which must settle every reading on the way."""
    while isinstance(tree, Branch):
        tree = tree.subtree(options[tree.reading])
    return tree.value
