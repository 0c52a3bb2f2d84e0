"""A new case against the combinations of readings that past decisions leave: what is in line with
them and what departs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from clingo.symbol import Symbol

from ...answer.outcomes_answer import confirmed
from ...solver.diagram import Node
from ...solver.outcomes import Outcomes
from ...solver.results import Branch, Outcome
from .combinations import Combinations

# How many combinations of options and findings are looked at for outcomes that are in line.
MAX_LOOKED = 5_000


@dataclass(frozen=True, slots=True)
class InLine:
    """What of a case is in line with the past.

    ``verdicts`` are those on each person that some outcome in line has; ``demanded`` are the
    readings that make a difference in the case and in which the past leaves not everything open,
    with what it leaves; ``outcomes`` are the first that are in line and ``departing`` the first
    that are not, and of each it is told whether there are no others or as many as were asked for.
    """

    found: Outcomes = field(repr=False)
    verdicts: Mapping[Symbol, tuple[Symbol, ...]]
    demanded: Mapping[str, tuple[str, ...]]
    outcomes: tuple[Outcome, ...]
    outcomes_exhausted: bool
    departing: tuple[Outcome, ...]
    departing_exhausted: bool

    @property
    def exhausted(self) -> bool:
        """Whether both are listed so."""
        return self.outcomes_exhausted and self.departing_exhausted


def in_line(found: Outcomes, past: Node, space: Combinations, limit: int) -> InLine:
    """Hold a case against combinations of readings; at most ``limit`` outcomes are listed
    that are in line, and as many that are not.

    Raises CertificateFailed where the second engine does not confirm one of these.
    """
    condition = space.in_case(past, found)
    diagrams, live = found.variables.diagrams, found.live_anywhere
    idle = [v for name, v in found.variables.readings.items() if name not in live]
    bearing = found.variables.readings_among(diagrams.variables(diagrams.some(idle, condition)))
    left = space.pinned(past, found.findings.pins)
    return InLine(
        found,
        dict(_verdicts(found, condition)),
        {name: space.remaining(left, name) for name in live if name in bearing},
        *_first(found, condition, limit, departing=False),
        *_first(found, condition, limit, departing=True),
    )


def _verdicts(found: Outcomes, condition: Node) -> Iterator[tuple[Symbol, tuple[Symbol, ...]]]:
    """The verdicts on each person in outcomes under which a condition holds."""
    diagrams = found.variables.diagrams
    possible = diagrams.all_of([condition, *(part.where((), ()) for part in found.parts)])
    judging = {person: part for part in found.parts for person in part.verdicts}

    def drawn(verdict: Symbol) -> bool:
        part = judging.get(verdict.arguments[0])
        where = diagrams.true if part is None else part.where((verdict,), ())
        return diagrams.both(possible, where) != diagrams.false

    for person, each in found.persons.items():
        yield person, tuple(filter(drawn, each.verdicts))


def _first(
    found: Outcomes, condition: Node, limit: int, *, departing: bool
) -> tuple[tuple[Outcome, ...], bool]:
    """The first outcomes that some answers have under which a condition holds, or those that none
    has, and whether they are all or as many as may be.
    """
    diagrams, looked = found.variables.diagrams, 0
    if condition == (diagrams.true if departing else diagrams.false):
        return (), True

    def fitting() -> Iterator[Branch]:
        nonlocal looked
        for branch in islice(found.branches(), MAX_LOOKED + 1):
            looked += 1
            if looked <= MAX_LOOKED:
                answers = found.variables.answers({}, branch.readings)
                if (diagrams.restricted(condition, answers) == diagrams.false) is departing:
                    yield branch

    outcomes = (
        found.outcome_at(branch, position)
        for branch in confirmed(found, fitting())
        for position in range(branch.first, branch.first + branch.count)
    )
    listed = tuple(islice(outcomes, limit))
    return listed, len(listed) == limit or looked <= MAX_LOOKED
