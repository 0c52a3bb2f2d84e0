"""Combinations of readings: all ways to read a law at once, as diagrams over its readings.

What a case says of its own open questions is brought here, with its disputed facts found either way
and what it pins taken as pinned, so that several cases can be held together.
"""

from collections.abc import Mapping
from math import prod

from ...pack.model import Pack
from ...solver.diagram import Node
from ...solver.outcomes import Outcomes
from ...solver.prime_implicants import conditions
from ...solver.variables import Questions, Variables
from ..atlas.patterns import count

Pins = Mapping[str, str]


class Combinations:
    """The combinations of the readings of one law."""

    def __init__(self, pack: Pack) -> None:
        open_to = {r.id: dict.fromkeys(r.option_ids, 0) for r in pack.readings}
        self._variables = Variables(Questions(open_to, {}))
        self.diagrams = self._variables.diagrams
        self.total = prod(self.diagrams.sizes)

    # --- cases

    def of_case(self, found: Outcomes, condition: Node) -> Node:
        """The combinations under which a condition on a case's open questions is true, on some
        finding of its disputed facts, and which take what the case pins.
        """
        variables, diagrams = found.variables, found.variables.diagrams
        on_some_finding = diagrams.some(variables.facts.values(), condition)
        ours = self._variables.readings
        renamed = {number: ours[name] for name, number in variables.readings.items()}
        node = self.diagrams.adopted(diagrams, on_some_finding, renamed)
        pins = self._variables.answers({}, found.findings.pins)
        taken = (self.diagrams.answered(*pin) for pin in pins.items())
        return self.diagrams.all_of([node, *taken])

    def in_case(self, node: Node, found: Outcomes) -> Node:
        """Combinations as a condition on the open questions of a case, what it pins being taken."""
        variables = found.variables
        left = self.pinned(node, found.findings.pins)
        ours = self._variables.readings
        renamed = {ours[name]: number for name, number in variables.readings.items()}
        return variables.diagrams.adopted(self.diagrams, left, renamed)

    def pinned(self, node: Node, pins: Pins) -> Node:
        """Those that take some options, which are then no longer asked for."""
        return self.diagrams.restricted(node, self._variables.answers({}, pins))

    # --- what they are

    def count(self, node: Node) -> int:
        """How many there are of these."""
        return count(self.diagrams, node, range(len(self.diagrams.sizes)))

    def remaining(self, node: Node, reading: str) -> tuple[str, ...]:
        """The options of a reading that some of these take."""
        variable = self._variables.readings[reading]
        return tuple(
            option
            for answer, option in enumerate(self._variables.options[reading])
            if self.diagrams.restricted(node, {variable: answer}) != self.diagrams.false
        )

    def bearing(self, node: Node) -> tuple[str, ...]:
        """The readings on which it hangs whether a combination is one of these."""
        return self._variables.readings_among(self.diagrams.variables(node))

    def ways(self, node: Node, most: int) -> tuple[tuple[Pins, ...], bool]:
        """The smallest choices of options that make a combination one of these, whatever it takes
        for the other readings: the first of them, and whether that is all.
        """
        found, exhausted = conditions(self._variables, node, self.diagrams.true, most)
        return tuple(each.readings for each in found), exhausted
