"""Distinguishing readings: the fewest pins by which one way to pin comes to the result of another.

The result of pins is what is concluded in every outcome under them (cautious consequences), and
what in some (brave consequences).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from itertools import combinations

from ...solver.diagram import Node
from ...solver.outcomes import Outcomes

# Sets of readings tried for the smallest.
MAX_TRIED = 2**17
Readings = tuple[str, ...]
Pins = Mapping[str, str]
# Cautious and brave consequences of each component, by number.
Result = tuple[tuple[frozenset[int], frozenset[int]], ...]


class PinnedResults:
    """Results of a case under pins, read off the diagram of each component."""

    def __init__(self, found: Outcomes) -> None:
        self._variables = found.model.variables
        self._diagrams = found.model.variables.diagrams
        self._parts = {
            part.admits: self._diagrams.variables(part.admits) for part in found.model.parts
        }
        self._concluded = cache(self._consequences)

    def of(self, pins: Pins) -> Result:
        """Result under `pins`; the pins of the case itself stay."""
        answers = self._variables.answers({}, pins)
        return tuple(
            self._concluded(node, tuple((v, answers[v]) for v in variables if v in answers))
            for node, variables in self._parts.items()
        )

    def _consequences(
        self, node: Node, answers: tuple[tuple[int, int], ...]
    ) -> tuple[frozenset[int], frozenset[int]]:
        values = self._diagrams.values(self._diagrams.restricted(node, dict(answers)))
        sets: list[frozenset[int]] = [each for found in values for each in found or ()]
        always = reduce(frozenset.intersection, sets) if sets else frozenset()
        return always, frozenset().union(*sets)

    def smallest(self, start: Pins, goal: Pins) -> tuple[Readings, ...] | None:
        """Find the smallest sets of readings in which `start` has to follow `goal` to have its
        result; None where there are too many sets to try.
        """
        bearing = {variable for variables in self._parts.values() for variable in variables}
        names = self._variables.readings_among(sorted(bearing))
        differing = [name for name in names if start.get(name) != goal.get(name)]
        wanted, tried = self.of(goal), 0
        for size in range(len(differing) + 1):
            found = []
            for changed in combinations(differing, size):
                tried += 1
                if tried > MAX_TRIED:
                    return None
                if self.of(dict(followed(start, goal, changed))) == wanted:
                    found.append(changed)
            if found:
                return tuple(found)
        raise AssertionError("changed in every reading that bears on it, start is goal")


def followed(start: Pins, goal: Pins, changed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pins of `start`, but as in `goal` for the readings `changed`."""
    yield from ((name, option) for name, option in start.items() if name not in changed)
    yield from ((name, goal[name]) for name in changed if name in goal)
