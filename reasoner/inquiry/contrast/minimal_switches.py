"""Minimal switches: the fewest choices to be switched, by bucket elimination.

The need of each part of a case is a diagram over the open questions; the whole needs the sum of
these, and takes the least over the answers that are left free. Sum and least are taken variable by
variable, each over the factors that depend on it (bucket elimination: Dechter, Bucket Elimination:
A Unifying Framework for Reasoning, Artificial Intelligence 113, 1999): so the cost is that of how
closely parts are bound, not their product.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from ...solver.diagram import Diagrams, Node


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
    left, pending = [*factors], {*answers}
    while pending:
        variable = min(pending, key=lambda each: (_bound(each, left, diagrams), each))
        pending.remove(variable)
        concerned = [factor for factor in left if variable in diagrams.variables(factor)]
        left = [factor for factor in left if factor not in concerned]
        left.append(_least(diagrams, variable, answers[variable], _sum(diagrams, concerned)))
    found: Switches | None = diagrams.value(_sum(diagrams, left), {})
    return found


def _bound(variable: int, factors: Iterable[Node], diagrams: Diagrams) -> int:
    """The number of variables that are bound together where this one is eliminated."""
    scopes = map(diagrams.variables, factors)
    return len({other for scope in scopes if variable in scope for other in scope})


def _sum(diagrams: Diagrams, factors: Iterable[Node]) -> Node:
    together = (diagrams.leaf(Switches()), *factors)
    return reduce(lambda one, other: diagrams.combined(_both, one, other), together)


def _least(diagrams: Diagrams, variable: int, costs: Costs, factor: Node) -> Node:
    """The least of a factor over the answers to a variable."""

    def least(branches: Sequence[Node]) -> Node:
        paid = (
            _sum(diagrams, (branches[answer], diagrams.leaf(cost)))
            for answer, cost in costs.items()
        )
        return reduce(lambda one, other: diagrams.combined(better, one, other), paid)

    return diagrams.folded(variable, least, factor)


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
