"""Decided cases held together: which combinations of readings explain all the decisions, and which
decisions cannot stand together.

A decision is explained by the combinations under which some outcome of its case has it, on some
finding of the facts that are disputed there. A reading that a decided case pins is one on which the
decision was taken: it is told as pinned, and as the reason where no other keeps the decision out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...answer.receipt import RECEIPT, Json, digests, joint_receipt
from ...atoms import plain
from ...canonical import exact
from ...case.case import Case
from ...errors import CaseRefused, Problem
from ...i18n import message
from ...pack.model import Pack, Reading
from ...pack.reading_words import ReadingSpeaker
from ...proof.bridge import prolog_version
from ...solver.diagram import Node
from ...solver.minimal_conflicts import MinimalConflicts
from ..solve import Solve
from .combinations import Combinations, Pins
from .decided import MAX_DECIDED, Decided, too_many
from .decision_words import DecisionSpeaker
from .explained_case import MAX_WAYS, Held, Ways, held_cases
from .new_case import InLine, in_line

# How many sets of decisions are listed.
MAX_CONFLICTS = 50
# How many outcomes of a new case are listed where nothing else is asked for.
DEFAULT_LIMIT = 10

# Decisions by number; those of a group demand the same.
Conflict = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Consistency:
    """Decided cases of one law, and a new case where one is given."""

    pack: Pack
    held: tuple[Held, ...]
    space: Combinations = field(repr=False)
    case: Case | None
    limit: int
    new: InLine | None

    @cached_property
    def explaining(self) -> Node:
        """The combinations that explain every decision."""
        return _explaining(self.space, self.held)

    @property
    def consistent(self) -> bool:
        """Whether there are any."""
        return self.explaining != self.space.diagrams.false

    @cached_property
    def ways(self) -> Ways:
        """The smallest choices of options that explain every decision."""
        return self.space.ways(self.explaining, MAX_WAYS)

    @cached_property
    def conflicts(self) -> tuple[tuple[Conflict, ...], bool]:
        """The minimal sets of decisions that no combination explains together, smallest first, and
        whether these are all. A set has one decision of each group, whichever.
        """
        diagrams = self.space.diagrams
        groups: dict[Node, list[int]] = {}
        for number, each in enumerate(self.held):
            groups.setdefault(each.condition, []).append(number)
        groups.pop(diagrams.true, None)  # it stands with any other
        demands = [*groups]

        def meet(numbers: Collection[int]) -> frozenset[int] | None:
            node = diagrams.all_of(demands[number] for number in numbers)
            if node == diagrams.false:
                return None
            met = set(numbers)
            for number, demand in enumerate(demands):
                together = diagrams.both(node, demand)
                if together != diagrams.false:
                    met.add(number)
                    node = together
            return frozenset(met)

        found, exhausted = MinimalConflicts(len(demands), meet).first(MAX_CONFLICTS)
        members = [tuple(numbers) for numbers in groups.values()]
        told = [tuple(members[number] for number in sorted(each)) for each in found]
        return tuple(sorted(told, key=lambda each: (len(each), each))), exhausted

    @cached_property
    def unequal(self) -> tuple[tuple[tuple[int, ...], bool], ...]:
        """Cases of the same facts that were decided differently, those of the same facts together,
        and whether some combination explains all of these decisions: of some person each of them
        has another decision than one of the others.
        """
        alike: dict[object, list[int]] = {}
        for number, each in enumerate(self.held):
            found = (each.findings.stated, each.findings.disputed, each.findings.denied)
            alike.setdefault(tuple(map(frozenset, found)), []).append(number)
        told = (
            tuple(n for n in numbers if any(self._differ(n, other) for other in numbers))
            for numbers in alike.values()
        )
        return tuple((numbers, self._explained(numbers)) for numbers in told if numbers)

    def _differ(self, one: int, other: int) -> bool:
        was, now = (self.held[number].decision.dispositions for number in (one, other))
        return any(now.get(person, word) != word for person, word in was.items())

    def _explained(self, numbers: Iterable[int]) -> bool:
        chosen = [self.held[number] for number in numbers]
        return _explaining(self.space, chosen) != self.space.diagrams.false

    @property
    def exhausted(self) -> bool:
        """Whether every search was."""
        listed = self.new is None or self.new.exhausted
        return listed and self.ways[1] and self.conflicts[1] and all(h.ways[1] for h in self.held)

    # --- as plain data

    def as_json(self, lang: str) -> Json:
        """What explains the decisions or which cannot stand together, with the receipt."""
        said, words = ReadingSpeaker(self.pack, lang), DecisionSpeaker(self.pack, self.held, lang)
        ways, ways_exhausted = self.ways
        conflicts, conflicts_exhausted = self.conflicts
        told: Json = {
            "regulation": {"id": self.pack.id, "digest": self.pack.digest},
            "decided": [self._decided(number, said) for number in range(len(self.held))],
            "combinations": exact(self.space.total),
            "count": exact(self.space.count(self.explaining)),
            "consistent": self.consistent,
            "ways": _told_ways(ways, said),
            "ways_exhausted": ways_exhausted,
            "readings": [self._reading(reading) for reading in self.pack.readings],
            "conflicts": [_told_conflict(each, words) for each in conflicts],
            "conflicts_exhausted": conflicts_exhausted,
            "unequal": [
                {
                    "decisions": [number + 1 for number in numbers],
                    "explained": explained,
                    "text": words.unequal(numbers, explained=explained),
                }
                for numbers, explained in self.unequal
            ],
            "case": None if self.new is None else self._case(self.new),
            "exhausted": self.exhausted,
        }
        asked = {
            "call": "consistency",
            "decisions": [dict(each.decision.dispositions) for each in self.held],
            "names": [each.decided.name for each in self.held],
            "case": self.case is not None,
            "limit": self.limit,
            "lang": lang,
        }
        cases = [each.decided.case for each in self.held]
        cases += [] if self.case is None else [self.case]
        made = joint_receipt(asked, cases, self.pack, digests(told), exhausted=self.exhausted)
        return {**told, RECEIPT: made}

    def _decided(self, number: int, said: ReadingSpeaker) -> Json:
        held = self.held[number]
        ways, exhausted = held.ways
        return {
            "number": number + 1,
            "name": held.decided.name,
            "decision": dict(held.decision.dispositions),
            "pinned": dict(held.findings.pins),
            "explained": held.condition != self.space.diagrams.false,
            "pinned_out": held.pinned_out,
            "count": exact(self.space.count(held.condition)),
            "ways": _told_ways(ways, said),
            "ways_exhausted": exhausted,
        }

    def _reading(self, reading: Reading) -> Json:
        remain = self.remaining(reading)
        return {
            "reading": reading.id,
            "remain": list(remain),
            "excluded": [option for option in reading.option_ids if option not in remain],
            "standing": self.standing(reading),
        }

    def _case(self, new: InLine) -> Json:
        return {
            "persons": {
                plain(person): {
                    "in_line": [str(v.arguments[1]) for v in verdicts],
                    "departing": [
                        str(verdict.arguments[1])
                        for verdict in new.found.persons[person].verdicts
                        if verdict not in verdicts
                    ],
                }
                for person, verdicts in new.verdicts.items()
            },
            "demanded": {name: list(options) for name, options in new.demanded.items()},
            "outcomes": [
                {
                    "id": outcome.id,
                    "readings": dict(outcome.readings),
                    "disputed": dict(outcome.disputed),
                    "dispositions": {
                        plain(symbol.arguments[0]): str(symbol.arguments[1])
                        for symbol in outcome.conclusions
                        if symbol.name == self.pack.verdict
                    },
                }
                for outcome in new.outcomes
            ],
            "outcomes_exhausted": new.outcomes_exhausted,
            "departing": [outcome.id for outcome in new.departing],
            "departing_exhausted": new.departing_exhausted,
            "certified": True if prolog_version() else None,
        }

    # --- readings

    def remaining(self, reading: Reading) -> tuple[str, ...]:
        """The options of a reading that some combination takes which explains every decision."""
        return self.space.remaining(self.explaining, reading.id)

    def standing(self, reading: Reading) -> str:
        """How it stands: no option left, forced to one, narrowed to some, tied to other readings,
        or free.
        """
        left = len(self.remaining(reading))
        if left in (0, 1):
            return ("excluded", "forced")[left]
        if left < len(reading.options):
            return "narrowed"
        return "tied" if reading.id in self.space.bearing(self.explaining) else "free"


def _told_ways(ways: Sequence[Pins], said: ReadingSpeaker) -> list[Json]:
    return [{"readings": dict(pins), "text": said.pins(pins)} for pins in ways]


def _told_conflict(conflict: Conflict, words: DecisionSpeaker) -> Json:
    return {
        "decisions": [[number + 1 for number in numbers] for numbers in conflict],
        "text": words.conflict(conflict),
    }


def consistency(
    pack: Pack,
    solve: Solve,
    decided: Sequence[Decided],
    case: Case | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Consistency:
    """Hold decided cases together and, where they can be, a new case against them, of which at most
    ``limit`` outcomes that are in line are listed.

    Raises CaseRefused with every problem of every case, CertificateFailed.
    """
    if not decided:
        raise CaseRefused([Problem("incomplete", message("consistency_none"))])
    if len(decided) > MAX_DECIDED:
        raise CaseRefused([too_many()])
    space = Combinations(pack)
    problems: list[Problem] = []
    held = tuple(held_cases(pack, solve, space, decided, problems))
    found = None
    try:
        found = None if case is None else solve(case)
    except CaseRefused as refusal:
        problems += (problem.below("/case") for problem in refusal.problems)
    if problems:
        raise CaseRefused(problems)
    past = _explaining(space, held)
    new = None
    if found is not None and past != space.diagrams.false:
        new = in_line(found, past, space, limit)
    return Consistency(pack, held, space, case, limit, new)


def _explaining(space: Combinations, held: Sequence[Held]) -> Node:
    return space.diagrams.all_of(each.condition for each in held)
