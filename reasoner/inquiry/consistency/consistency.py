"""Consistency of decided cases: combinations of readings that explain all decisions, and minimal
conflicts between decisions.

A combination explains a decision if some outcome of its case has it under that combination, on some
finding of the disputed facts. A decision was taken on the readings that its case pins: they are
reported as pinned, and as the reason where nothing else excludes the decision.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...answer.json import AskedConsistencyJson
from ...answer.receipt import RECEIPT, digests, joint_receipt
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
from .explained_case import MAX_WAYS, ExplainedCase, Ways, explained_cases
from .json import (
    CaseInLineJson,
    ConsistencyAnswerJson,
    ConsistencyMembersJson,
    DecisionConflictJson,
    HeldDecisionJson,
    PinnedWayJson,
    ReadingLeftJson,
    Standing,
)
from .new_case import NewCase, hold_new_case

# Conflicts listed.
MAX_CONFLICTS = 50
# Outcomes of a new case listed by default.
DEFAULT_LIMIT = 10

# Decisions by number; those of a group demand the same.
Conflict = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Consistency:
    """Decided cases of one law, and a new case where one is given."""

    pack: Pack
    explained: tuple[ExplainedCase, ...]
    space: Combinations = field(repr=False)
    case: Case | None
    limit: int
    new: NewCase | None

    @cached_property
    def explaining(self) -> Node:
        """Combinations that explain every decision."""
        return _explaining(self.space, self.explained)

    @property
    def consistent(self) -> bool:
        """True if some combination explains every decision."""
        return self.explaining != self.space.diagrams.false

    @cached_property
    def ways(self) -> Ways:
        """Smallest choices of options that explain every decision (prime implicants)."""
        return self.space.ways(self.explaining, MAX_WAYS)

    @cached_property
    def conflicts(self) -> tuple[tuple[Conflict, ...], bool]:
        """Minimal conflicts (MUS): sets of decisions that no combination explains together, and
        True if these are all; smallest first. A set has one decision of each group, whichever.
        """
        diagrams = self.space.diagrams
        groups: dict[Node, list[int]] = {}
        for number, each in enumerate(self.explained):
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
        conflicts = [tuple(members[number] for number in sorted(each)) for each in found]
        return tuple(sorted(conflicts, key=lambda each: (len(each), each))), exhausted

    @cached_property
    def unequal(self) -> tuple[tuple[tuple[int, ...], bool], ...]:
        """Cases of the same facts that were decided differently, and True if some combination
        explains all of them. Each decides on some person otherwise than one of the others.
        """
        alike: dict[object, list[int]] = {}
        for number, each in enumerate(self.explained):
            found = (each.findings.stated, each.findings.disputed, each.findings.denied)
            alike.setdefault(tuple(map(frozenset, found)), []).append(number)
        unequal = (
            tuple(n for n in numbers if any(self._differ(n, other) for other in numbers))
            for numbers in alike.values()
        )
        return tuple((numbers, self._explained(numbers)) for numbers in unequal if numbers)

    def _differ(self, one: int, other: int) -> bool:
        was, now = (self.explained[number].decision.dispositions for number in (one, other))
        return any(now.get(person, word) != word for person, word in was.items())

    def _explained(self, numbers: Iterable[int]) -> bool:
        chosen = [self.explained[number] for number in numbers]
        return _explaining(self.space, chosen) != self.space.diagrams.false

    @property
    def exhausted(self) -> bool:
        """True if every search was exhausted."""
        listed = self.new is None or self.new.exhausted
        return (
            listed
            and self.ways[1]
            and self.conflicts[1]
            and all(case.ways[1] for case in self.explained)
        )

    # --- JSON

    def as_json(self, lang: str) -> ConsistencyAnswerJson:
        """Explanations of the decisions and conflicts between them, with the receipt."""
        said, words = (
            ReadingSpeaker(self.pack, lang),
            DecisionSpeaker(self.pack, self.explained, lang),
        )
        ways, ways_exhausted = self.ways
        conflicts, conflicts_exhausted = self.conflicts
        answer: ConsistencyMembersJson = {
            "regulation": {"id": self.pack.id, "digest": self.pack.digest},
            "decided": [self._decided(number, said) for number in range(len(self.explained))],
            "combinations": exact(self.space.total),
            "count": exact(self.space.count(self.explaining)),
            "consistent": self.consistent,
            "ways": _ways(ways, said),
            "ways_exhausted": ways_exhausted,
            "readings": [self._reading(reading) for reading in self.pack.readings],
            "conflicts": [_conflict(each, words) for each in conflicts],
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
        asked: AskedConsistencyJson = {
            "call": "consistency",
            "decisions": [dict(each.decision.dispositions) for each in self.explained],
            "names": [each.decided.name for each in self.explained],
            "case": self.case is not None,
            "limit": self.limit,
            "lang": lang,
        }
        cases = [each.decided.case for each in self.explained]
        cases += [] if self.case is None else [self.case]
        made = joint_receipt(asked, cases, self.pack, digests(answer), exhausted=self.exhausted)
        return {**answer, RECEIPT: made}

    def _decided(self, number: int, said: ReadingSpeaker) -> HeldDecisionJson:
        case = self.explained[number]
        ways, exhausted = case.ways
        return {
            "number": number + 1,
            "name": case.decided.name,
            "decision": dict(case.decision.dispositions),
            "pinned": dict(case.findings.pins),
            "explained": case.condition != self.space.diagrams.false,
            "pinned_out": case.pinned_out,
            "count": exact(self.space.count(case.condition)),
            "ways": _ways(ways, said),
            "ways_exhausted": exhausted,
        }

    def _reading(self, reading: Reading) -> ReadingLeftJson:
        remain = self.remaining(reading)
        return {
            "reading": reading.id,
            "remain": list(remain),
            "excluded": [option for option in reading.option_ids if option not in remain],
            "standing": self.standing(reading),
        }

    def _case(self, new: NewCase) -> CaseInLineJson:
        return {
            "persons": {
                plain(person): {
                    "in_line": [str(v.arguments[1]) for v in verdicts],
                    "departing": [str(v.arguments[1]) for v in new.departed(person)],
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
        """Options of a reading that remain in some combination that explains every decision."""
        return self.space.remaining(self.explaining, reading.id)

    def standing(self, reading: Reading) -> Standing:
        """Name the standing of a reading: excluded (no option left), forced to one, narrowed to
        some, tied to other readings, or free.
        """
        left = len(self.remaining(reading))
        if left in (0, 1):
            return ("excluded", "forced")[left]
        if left < len(reading.options):
            return "narrowed"
        return "tied" if reading.id in self.space.bearing(self.explaining) else "free"


def _ways(ways: Sequence[Pins], said: ReadingSpeaker) -> list[PinnedWayJson]:
    return [{"readings": dict(pins), "text": said.pins(pins)} for pins in ways]


def _conflict(conflict: Conflict, words: DecisionSpeaker) -> DecisionConflictJson:
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
    """Explain decided cases together and, if they are consistent, hold a new case against them; at
    most ``limit`` of its outcomes in line are listed, and as many that depart.

    Raises CaseRefused with every problem of every case, CertificateFailed.
    """
    if not decided:
        raise CaseRefused([Problem("incomplete", message("consistency_none"))])
    if len(decided) > MAX_DECIDED:
        raise CaseRefused([too_many()])
    space = Combinations(pack)
    problems: list[Problem] = []
    explained = tuple(explained_cases(pack, solve, space, decided, problems))
    found = None
    try:
        found = None if case is None else solve(case)
    except CaseRefused as refusal:
        problems += (problem.below("/case") for problem in refusal.problems)
    if problems:
        raise CaseRefused(problems)
    past = _explaining(space, explained)
    new = None
    if found is not None and past != space.diagrams.false:
        new = hold_new_case(found, past, space, limit)
    return Consistency(pack, explained, space, case, limit, new)


def _explaining(space: Combinations, explained: Sequence[ExplainedCase]) -> Node:
    return space.diagrams.all_of(each.condition for each in explained)
