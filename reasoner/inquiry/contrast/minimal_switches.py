"""Minimal switches: the fewest choices to be switched, by bucket elimination.

The need of each part of a case is a diagram over the open questions; the whole needs the sum of
these, and takes the least over the answers that are left free.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from ...solver.diagram import Diagrams, Node
from ...solver.elimination import Fold, eliminated


@dataclass(frozen=True, slots=True)
class Switches:
    """Choices to be switched, by number and in order. ``unique`` says that no other set of the same
    size does it as well.
    """

    chosen: tuple[int, ...] = ()
    unique: bool = True


Costs = Mapping[int, Switches]  # by answer


def fewest_switches(
    diagrams: Diagrams, factors: Iterable[Node], answers: Mapping[int, Costs]
) -> Switches | None:
    """The fewest switches with which all factors can be had, the first in order of several; None
    where they cannot.

    The values of a factor are the switches that it needs, None where nothing does it. ``answers``
    has the variables that are left open: the answers that each may take, with what these cost. A
    choice has a part in one factor only, or in the answers to one variable.
    """

    def total(nodes: Iterable[Node]) -> Node:
        together = (diagrams.leaf(Switches()), *nodes)
        return reduce(lambda one, other: diagrams.combined(_both, one, other), together)

    def least(costs: Costs) -> Fold:
        def fold(branches: Sequence[Node]) -> Node:
            paid = (total((branches[a], diagrams.leaf(cost))) for a, cost in costs.items())
            return reduce(lambda one, other: diagrams.combined(better, one, other), paid)

        return fold

    folds = {variable: least(costs) for variable, costs in answers.items()}
    found: Switches | None = diagrams.value(total(eliminated(diagrams, factors, folds, total)), {})
    return found


def _both(one: Switches | None, other: Switches | None) -> Switches | None:
    if one is None or other is None:
        return None
    return Switches(tuple(sorted(one.chosen + other.chosen)), one.unique and other.unique)


def better(one: Switches | None, other: Switches | None) -> Switches | None:
    """The smaller of two sets of switches, and of equally small ones the first in order."""
    if one is None or other is None:
        return other if one is None else one
    if len(one.chosen) != len(other.chosen):
        return min(one, other, key=lambda each: len(each.chosen))
    alike = one.chosen == other.chosen
    return Switches(min(one.chosen, other.chosen), alike and one.unique and other.unique)
