"""Persons whose decisions are each possible and never together, and what each needs otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...solver.diagram import Diagrams, Node


@dataclass(frozen=True, slots=True)
class Apart:
    """Persons whose decisions no outcome has together, though it may have any fewer of them.

    ``readings`` and ``disputed`` are what they need to be answered differently: none of it can be
    spared. Both are empty where it is discretion that cannot be used for all of them at once.
    """

    persons: tuple[str, ...]
    readings: tuple[str, ...]
    disputed: tuple[str, ...]


def parting(diagrams: Diagrams, nodes: Iterable[Node]) -> tuple[int, ...]:
    """Variables on which diagrams that are never true together part, whatever is answered to all
    others: of several such sets one from which none can be spared. None where they are together.
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
