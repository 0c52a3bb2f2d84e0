"""Consistency of decided cases: combinations of readings that explain all decisions, and minimal
conflicts between decisions.

A combination explains a decision if some outcome of its case has it under that combination, on some
finding of the disputed facts. A decision was taken on the readings that its case pins: they are
reported as pinned, and as the reason where nothing else excludes the decision.
"""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from ...answer.json import AskedConsistencyJson
from ...answer.outcomes_answer import short_outcome
from ...answer.receipt import RECEIPT, digests, joint_receipt
from ...atoms import plain
from ...budget import TimeUp, anytime
from ...canonical import exact
from ...case.case import Case
from ...errors import CaseRefused, Problem
from ...grouping import grouped
from ...i18n import message
from ...pack.model import Pack, Reading
from ...proof.bridge import prolog_version
from ...solver.diagram import Node
from ...solver.minimal_conflicts import MinimalConflicts
from ..solve import Solve
from .combinations import Combinations, Pins
from .decided import MAX_DECIDED, Decided, too_many
from .decision_words import DecisionSpeaker
from .explained_case import MAX_WAYS, ExplainedCase, Ways, explained_case
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


@dataclass(frozen=True, slots=True)
class Consistency:
    """Decided cases of one law, and a new case if one is given.

    `explaining` are the combinations that explain every decision, `ways` the smallest choices
    of options that do (prime implicants). `conflicts` are minimal sets of decisions that no
    combination explains together (MUS), smallest first; a set has one decision of each group,
    whichever. `unequal` are cases of the same facts that were decided differently, with True if
    some combination explains all of them.

    Unless `complete`, time was up: the decided cases `unreached` are not explained, and
    searches hold what they found until then.
    """

    pack: Pack
    case: Case | None
    limit: int
    space: Combinations = field(repr=False)
    unreached: tuple[Decided, ...]
    explaining: Node
    explained: tuple[ExplainedCase, ...] = ()
    ways: Ways = ((), False)
    conflicts: tuple[tuple[Conflict, ...], bool] = ((), False)
    unequal: tuple[tuple[tuple[int, ...], bool], ...] = ()
    new: NewCase | None = None
    complete: bool = False

    @property
    def consistent(self) -> bool:
        """True if some combination explains every decision."""
        return self.explaining != self.space.diagrams.false

    @property
    def exhausted(self) -> bool:
        """True if every search was exhausted."""
        listed = self.new is None or self.new.exhausted
        return (
            self.complete
            and listed
            and self.ways[1]
            and self.conflicts[1]
            and all(case.ways[1] for case in self.explained)
        )

    # --- JSON

    def as_json(self, lang: str) -> ConsistencyAnswerJson:
        """Explanations of the decisions and conflicts between them, with the receipt."""
        words = DecisionSpeaker(self.pack, self.explained, lang)
        ways, ways_exhausted = self.ways
        conflicts, conflicts_exhausted = self.conflicts
        answer: ConsistencyMembersJson = {
            "regulation": {"id": self.pack.id, "digest": self.pack.digest},
            "decided": [self._decided(number, words) for number in range(len(self.explained))],
            "combinations": exact(self.space.total),
            "count": exact(self.space.count(self.explaining)),
            "consistent": self.consistent,
            "ways": _ways(ways, words),
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
        decided = [*(each.decided for each in self.explained), *self.unreached]
        request: AskedConsistencyJson = {
            "call": "consistency",
            "decisions": [dict(each.decision.dispositions) for each in self.explained]
            + [cast("dict[str, str]", each.decision) for each in self.unreached],
            "names": [each.name for each in decided],
            "case": self.case is not None,
            "limit": self.limit,
            "lang": lang,
        }
        cases = [*(each.case for each in decided), *([] if self.case is None else [self.case])]
        made = joint_receipt(request, cases, self.pack, digests(answer), exhausted=self.exhausted)
        return {**answer, RECEIPT: made}

    def _decided(self, number: int, words: DecisionSpeaker) -> HeldDecisionJson:
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
            "ways": _ways(ways, words),
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
            "outcomes": [short_outcome(outcome, self.pack.verdict) for outcome in new.outcomes],
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


def _ways(ways: Sequence[Pins], words: DecisionSpeaker) -> list[PinnedWayJson]:
    return [{"readings": dict(pins), "text": words.pins(pins)} for pins in ways]


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
    *,
    seconds: float | None = None,
) -> Consistency:
    """Explain decided cases together and, if they are consistent, hold a new case against them; at
    most `limit` of its outcomes in line are listed, and as many that depart. After `seconds`
    the answer is what was found until then.

    Raises CaseRefused with every problem of every case; CertificateFailed; TimeUp if no decided
    case was explained.
    """
    if not decided:
        raise CaseRefused([Problem("incomplete", message("consistency_none"))])
    if len(decided) > MAX_DECIDED:
        raise CaseRefused([too_many()])
    space = Combinations(pack)
    found = Consistency(pack, case, limit, space, tuple(decided), space.diagrams.true)
    problems: list[Problem] = []
    with anytime(seconds) as run:
        for better in _searched(found, solve, problems):
            found = better
    if problems:
        raise CaseRefused(problems)
    if not found.explained:
        raise TimeUp
    return replace(found, complete=run.complete)


def _searched(found: Consistency, solve: Solve, problems: list[Problem]) -> Iterator[Consistency]:
    """Yield answers of which each has more than the one before; the last has every search run."""
    space = found.space
    while found.unreached:
        each = explained_case(found.pack, solve, space, found.unreached[0], problems)
        found = replace(found, unreached=found.unreached[1:])
        if each is not None:
            explaining = space.diagrams.both(found.explaining, each.condition)
            found = replace(found, explained=(*found.explained, each), explaining=explaining)
        yield found
    new = None
    try:
        new = None if found.case is None else solve(found.case)
    except CaseRefused as refusal:
        problems += (problem.below("/case") for problem in refusal.problems)
    if problems:
        return
    found = replace(found, ways=space.ways(found.explaining, MAX_WAYS))
    yield found
    found = replace(found, conflicts=_conflicts(space, found.explained))
    yield found
    found = replace(found, unequal=tuple(_unequal(space, found.explained)))
    yield found
    if new is not None and found.consistent:
        yield replace(found, new=hold_new_case(new, found.explaining, space, found.limit))


def _conflicts(
    space: Combinations, explained: Sequence[ExplainedCase]
) -> tuple[tuple[Conflict, ...], bool]:
    """Find minimal conflicts; True if these are all."""
    diagrams = space.diagrams
    groups = grouped(range(len(explained)), lambda number: explained[number].condition)
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


def _unequal(
    space: Combinations, explained: Sequence[ExplainedCase]
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Group cases of the same facts that decide on some person otherwise than another of them."""

    def facts(number: int) -> Hashable:
        found = explained[number].findings
        return tuple(map(frozenset, (found.stated, found.disputed, found.denied)))

    for numbers in grouped(range(len(explained)), facts).values():
        decisions = {number: explained[number].decision.dispositions for number in numbers}
        unequal = tuple(
            number
            for number, own in decisions.items()
            if any(o.get(name, w) != w for o in decisions.values() for name, w in own.items())
        )
        if unequal:
            together = space.diagrams.all_of(explained[number].condition for number in unequal)
            yield unequal, together != space.diagrams.false
