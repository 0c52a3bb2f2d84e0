"""Combinations of readings: all ways to read a law at once, as diagrams over its readings.

Conditions on the open questions of several cases are brought to one diagram here: disputed facts
are quantified, pins are conjoined.
"""

from collections.abc import Mapping
from math import prod

from ...pack.model import Pack
from ...solver.diagram import Node
from ...solver.outcomes import Outcomes
from ...solver.prime_implicants import conditions
from ...solver.variables import ChoiceAtoms, Variables
from ..atlas.patterns import count

Pins = Mapping[str, str]


class Combinations:
    """Combinations of the readings of one law."""

    def __init__(self, pack: Pack) -> None:
        open_to = {r.id: dict.fromkeys(r.option_ids, 0) for r in pack.readings}
        self._variables = Variables(ChoiceAtoms(open_to, {}))
        self.diagrams = self._variables.diagrams
        self.total = prod(self.diagrams.sizes)

    # --- cases

    def of_case(self, found: Outcomes, condition: Node) -> Node:
        """Combinations that take the pins of a case and make `condition` true on some finding of
        its disputed facts.
        """
        variables, diagrams = found.model.variables, found.model.variables.diagrams
        on_some_finding = diagrams.some(variables.facts.values(), condition)
        ours = self._variables.readings
        renamed = {number: ours[name] for name, number in variables.readings.items()}
        node = self.diagrams.adopted(diagrams, on_some_finding, renamed)
        pins = self._variables.answers({}, found.findings.pins)
        taken = (self.diagrams.answered(*pin) for pin in pins.items())
        return self.diagrams.all_of([node, *taken])

    def in_case(self, node: Node, found: Outcomes) -> Node:
        """Combinations as a condition on the open questions of a case, given its pins."""
        variables = found.model.variables
        left = self.pinned(node, found.findings.pins)
        ours = self._variables.readings
        renamed = {ours[name]: number for name, number in variables.readings.items()}
        return variables.diagrams.adopted(self.diagrams, left, renamed)

    def pinned(self, node: Node, pins: Pins) -> Node:
        """Combinations that take `pins`, restricted to the other readings."""
        return self.diagrams.restricted(node, self._variables.answers({}, pins))

    # --- numbers and words

    def count(self, node: Node) -> int:
        """Count combinations."""
        return count(self.diagrams, node, range(len(self.diagrams.sizes)))

    def remaining(self, node: Node, reading: str) -> tuple[str, ...]:
        """Options of a reading that some of these combinations take."""
        variable = self._variables.readings[reading]
        return tuple(
            option
            for answer, option in enumerate(self._variables.options[reading])
            if self.diagrams.restricted(node, {variable: answer}) != self.diagrams.false
        )

    def bearing(self, node: Node) -> tuple[str, ...]:
        """Readings on which membership depends."""
        return self._variables.readings_among(self.diagrams.variables(node))

    def ways(self, node: Node, most: int) -> tuple[tuple[Pins, ...], bool]:
        """Smallest choices of options that suffice, whatever the other readings (prime implicants):
        at most `most`, and True if these are all.
        """
        found, exhausted = conditions(self._variables, node, self.diagrams.true, most)
        return tuple(each.readings for each in found), exhausted
