"""New case held against the combinations of readings that explain past decisions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from clingo.symbol import Symbol

from ...answer.outcomes_answer import confirmed
from ...solver.diagram import Node
from ...solver.outcomes import Outcomes
from ...solver.results import Branch, Outcome
from .combinations import Combinations

# Combinations of options and findings searched for outcomes.
MAX_LOOKED = 5_000


@dataclass(frozen=True, slots=True)
class NewCase:
    """Verdicts and outcomes of a case that are in line with the past, and those that depart.

    `verdicts` are those on each person in some outcome in line; `demanded` are the options that
    the past leaves of live readings that it restricts. `outcomes` are the first in line and
    `departing` the first that are not; each list is exhausted if it has all, or as many as
    requested.
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
        """True if both lists are exhausted."""
        return self.outcomes_exhausted and self.departing_exhausted

    def departed(self, person: Symbol) -> list[Symbol]:
        """Verdicts on a person that no outcome in line has."""
        in_line = self.verdicts[person]
        return [each for each in self.found.summary.persons[person].verdicts if each not in in_line]


def hold_new_case(found: Outcomes, past: Node, space: Combinations, limit: int) -> NewCase:
    """Hold a case against combinations of readings; list at most `limit` outcomes in line, and
    as many that depart.

    Raises CertificateFailed where the second engine does not confirm one of these.
    """
    condition = space.in_case(past, found)
    diagrams, live = found.model.variables.diagrams, found.model.live_anywhere
    idle = [v for name, v in found.model.variables.readings.items() if name not in live]
    bearing = found.model.variables.readings_among(
        diagrams.variables(diagrams.some(idle, condition))
    )
    left = space.pinned(past, found.findings.pins)
    return NewCase(
        found,
        dict(_verdicts(found, condition)),
        {name: space.remaining(left, name) for name in live if name in bearing},
        *_first(found, condition, limit, departing=False),
        *_first(found, condition, limit, departing=True),
    )


def _verdicts(found: Outcomes, condition: Node) -> Iterator[tuple[Symbol, tuple[Symbol, ...]]]:
    diagrams = found.model.variables.diagrams
    possible = diagrams.all_of([condition, *(part.where((), ()) for part in found.model.parts)])
    judging = {person: part for part in found.model.parts for person in part.verdicts}

    def drawn(verdict: Symbol) -> bool:
        part = judging.get(verdict.arguments[0])
        where = diagrams.true if part is None else part.where((verdict,), ())
        return diagrams.both(possible, where) != diagrams.false

    for person, each in found.summary.persons.items():
        yield person, tuple(filter(drawn, each.verdicts))


def _first(
    found: Outcomes, condition: Node, limit: int, *, departing: bool
) -> tuple[tuple[Outcome, ...], bool]:
    """First outcomes under some answers that meet `condition`, or under none if `departing`;
    True if the list is exhausted.
    """
    diagrams, looked = found.model.variables.diagrams, 0
    if condition == (diagrams.true if departing else diagrams.false):
        return (), True

    def fitting() -> Iterator[Branch]:
        nonlocal looked
        for branch in islice(found.branches(), MAX_LOOKED + 1):
            looked += 1
            if looked <= MAX_LOOKED:
                answers = found.model.variables.answers({}, branch.readings)
                if (diagrams.restricted(condition, answers) == diagrams.false) is departing:
                    yield branch

    outcomes = (
        found.outcome_at(branch, position)
        for branch in confirmed(found, fitting())
        for position in range(branch.first, branch.first + branch.count)
    )
    listed = tuple(islice(outcomes, limit))
    return listed, len(listed) == limit or looked <= MAX_LOOKED
