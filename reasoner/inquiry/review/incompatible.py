"""Persons whose decisions are each possible and never together, and what each needs otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...solver.diagram import Diagrams, Node


@dataclass(frozen=True, slots=True)
class Incompatible:
    """A smallest set of persons whose decisions no outcome has together.

    `readings` and `disputed` are a smallest set of questions that the decisions need answered
    differently. Both are empty where discretion cannot be used for all persons at once.
    """

    persons: tuple[str, ...]
    readings: tuple[str, ...]
    disputed: tuple[str, ...]


def separating(diagrams: Diagrams, nodes: Iterable[Node]) -> tuple[int, ...]:
    """A minimal set of variables over which `nodes`, never true together, need other answers; none
    where they can be true together.
    """
    left = [*nodes]
    if diagrams.all_of(left) != diagrams.false:
        return ()
    needed = []
    for variable in sorted({v for node in left for v in diagrams.variables(node)}):
        without = [diagrams.some([variable], node) for node in left]
        if diagrams.all_of(without) == diagrams.false:
            left = without
        else:
            needed.append(variable)
    return tuple(needed)
