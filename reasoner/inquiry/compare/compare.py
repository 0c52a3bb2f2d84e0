"""Comparison of two packs, or of two versions of one: outcomes of cases that only one admits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from clingo.symbol import Symbol

from ...answer.json import AskedCompareJson
from ...answer.outcomes_answer import short_outcome
from ...answer.receipt import RECEIPT, digests, joint_receipt, law
from ...atoms import plain
from ...budget import anytime
from ...case.case import Case
from ...errors import CaseRefused, Problem
from ...pack.model import Pack
from ...solver.outcomes import Outcomes
from ...solver.results import Outcome
from ..atlas.example import example_case, example_id
from ..atlas.plan import AtlasPlan, Base
from ..law_writer import LawWriter
from ..solve import Solve
from .compared_atlas import AtlasesCompared, NotComparable, VerdictChange
from .json import (
    AtlasesComparedJson,
    CaseComparedJson,
    CompareAnswerJson,
    CompareMembersJson,
    ReadingsComparedJson,
    VerdictTurnJson,
)

# Outcomes of a case that are looked up in the other pack.
MAX_OUTCOMES = 2_000
# A pack, and the function that solves its cases.
Side = tuple[Pack, Solve]
Conclusions = frozenset[Symbol]
# Verdict words that are gained, and lost.
Words = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NamedCase:
    """A case with the name by which it is reported."""

    name: str
    case: Case


@dataclass(frozen=True, slots=True)
class CaseCompared:
    """A case under two packs.

    `before` and `after` are the problems for which a pack refuses it. `new` and `gone` are
    outcomes whose conclusions no outcome has under the other pack, whatever the readings: all of
    them if `exhausted`.
    """

    name: str
    case: Case
    before: tuple[Problem, ...] = ()
    after: tuple[Problem, ...] = ()
    persons: Mapping[Symbol, Words] = field(default_factory=dict)
    gained: tuple[Symbol, ...] = ()
    lost: tuple[Symbol, ...] = ()
    new: tuple[Outcome, ...] = ()
    gone: tuple[Outcome, ...] = ()
    exhausted: bool = True

    @property
    def same(self) -> bool:
        """True if the same comes out under both packs, or both refuse the case."""
        refused = bool(self.before), bool(self.after)
        changes = (self.persons, self.gained, self.lost, self.new, self.gone)
        return refused[0] == refused[1] and self.exhausted and not any(changes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two packs compared over some cases, and over the atlas if requested and possible.

    `unreached` are the cases that were left when time was up.
    """

    before: Pack = field(repr=False)
    after: Pack = field(repr=False)
    cases: tuple[CaseCompared, ...]
    atlas: AtlasesCompared | NotComparable | None
    unreached: tuple[NamedCase, ...] = ()

    @property
    def differing(self) -> tuple[CaseCompared, ...]:
        """Cases of which not the same comes out."""
        return tuple(case for case in self.cases if not case.same)

    @property
    def exhausted(self) -> bool:
        """True if every case and every base was compared in full."""
        return self.complete and all(case.exhausted for case in self.cases)

    @property
    def complete(self) -> bool:
        """True if time was not up before every case and every base was reached."""
        atlas = not isinstance(self.atlas, AtlasesCompared) or self.atlas.complete
        return atlas and not self.unreached

    def readings(self) -> ReadingsComparedJson:
        """Readings that only one pack has, and those whose options are not the same."""
        before, after = (
            {r.id: r.option_ids for r in p.readings} for p in (self.before, self.after)
        )
        common = [name for name in before if name in after]
        return {
            "gained": [name for name in after if name not in before],
            "lost": [name for name in before if name not in after],
            "changed": [name for name in common if before[name] != after[name]],
        }

    def as_json(self, lang: str) -> CompareAnswerJson:
        """The whole comparison as plain data, with the receipt."""
        atlas, reason = self._atlases(lang)
        answer: CompareMembersJson = {
            "before": law(self.before),
            "after": law(self.after),
            "readings": self.readings(),
            "cases": [self._case(case, lang) for case in self.differing],
            "unchanged": [case.name for case in self.cases if case.same and not case.before],
            "refused": [case.name for case in self.cases if case.same and case.before],
            "atlas": atlas,
            "atlas_not_comparable": reason,
            "exhausted": self.exhausted,
        }
        request: AskedCompareJson = {"call": "compare", "before": law(self.before), "lang": lang}
        cases = [*(each.case for each in self.cases), *(each.case for each in self.unreached)]
        made = joint_receipt(request, cases, self.after, digests(answer), exhausted=self.exhausted)
        return {**answer, RECEIPT: made}

    def _case(self, found: CaseCompared, lang: str) -> CaseComparedJson:
        old, new = (LawWriter(pack, lang) for pack in (self.before, self.after))
        return {
            "name": found.name,
            "case": found.case.as_data(self.before.id),
            "refused": {
                "before": [problem.as_json(lang) for problem in found.before],
                "after": [problem.as_json(lang) for problem in found.after],
            },
            "persons": {
                plain(person): {"gained": list(gained), "lost": list(lost)}
                for person, (gained, lost) in found.persons.items()
            },
            "conclusions": {
                "gained": [*map(new.said, found.gained)],
                "lost": [*map(old.said, found.lost)],
            },
            "outcomes": {
                "gained": [short_outcome(o, self.after.verdict) for o in found.new],
                "lost": [short_outcome(o, self.before.verdict) for o in found.gone],
            },
            "exhausted": found.exhausted,
        }

    def _atlases(self, lang: str) -> tuple[AtlasesComparedJson | None, str | None]:
        """Differences of patterns, or why these cannot be compared."""
        if isinstance(self.atlas, NotComparable):
            return None, self.atlas.words.say(lang)
        return None if self.atlas is None else self._atlas(self.atlas, lang), None

    def _atlas(self, found: AtlasesCompared, lang: str) -> AtlasesComparedJson:
        before, after = (LawWriter(pack, lang) for pack in (self.before, self.after))
        return {
            "bases": [
                {
                    "base": base.base.id,
                    "patterns": base.patterns,
                    "differing": base.differing,
                    "under_readings": base.under_readings,
                    "refused": base.refused,
                    "gained": [_change(each, base.base, found.plan, after) for each in base.gained],
                    "lost": [_change(each, base.base, found.plan, before) for each in base.lost],
                }
                for base in found.bases
            ],
            "items": {"lost": list(found.only_before), "gained": list(found.only_after)},
        }


def _change(change: VerdictChange, base: Base, plan: AtlasPlan, law: LawWriter) -> VerdictTurnJson:
    person, word = change.verdict.arguments
    return {
        "person": plain(person),
        "disposition": str(word),
        "text": law.atom(change.verdict),
        "patterns": change.patterns,
        "least": [
            {
                "id": example_id(base.id, items),
                "pattern": list(items),
                "case": example_case(law.pack, plan, base, items),
            }
            for items in change.least
        ],
    }


def compare(
    before: Side,
    after: Side,
    cases: Iterable[NamedCase],
    atlases: AtlasesCompared | NotComparable | None = None,
    seconds: float | None = None,
) -> Comparison:
    """Compare two packs over some cases; after `seconds`, over those reached until then.

    A case is put to both packs, whichever regulation it names.
    """
    found, left = list[CaseCompared](), [*cases]
    with anytime(seconds):
        while left:
            found.append(_compared(before, after, left[0]))
            del left[0]
    return Comparison(before[0], after[0], tuple(found), atlases, tuple(left))


def _compared(before: Side, after: Side, named: NamedCase) -> CaseCompared:
    case = replace(named.case, regulation=None)
    solved, faults = zip(*(_solved(solve, case) for _, solve in (before, after)), strict=True)
    was, now = solved
    if was is None or now is None:
        return CaseCompared(named.name, case, *faults)
    old, new = _attainable(was), _attainable(now)
    once, since = was.summary.sometimes, now.summary.sometimes
    whole = all(
        each.count == sum(n for _, n in sets.values()) for each, sets in ((was, old), (now, new))
    )
    return CaseCompared(
        named.name,
        case,
        persons=dict(_persons(was, now)),
        gained=tuple(s for s in since if s not in once),
        lost=tuple(s for s in once if s not in since),
        new=tuple(first for conclusions, (first, _) in new.items() if conclusions not in old),
        gone=tuple(first for conclusions, (first, _) in old.items() if conclusions not in new),
        exhausted=whole,
    )


def _solved(solve: Solve, case: Case) -> tuple[Outcomes | None, tuple[Problem, ...]]:
    try:
        return solve(case), ()
    except CaseRefused as refusal:
        return None, tuple(refusal.problems)


def _attainable(found: Outcomes) -> Mapping[Conclusions, tuple[Outcome, int]]:
    """Sets of conclusions of the first outcomes: the first with each, and how many have it."""
    sets: dict[Conclusions, tuple[Outcome, int]] = {}
    for outcome in islice(found, MAX_OUTCOMES):
        conclusions = frozenset(outcome.conclusions)
        first, number = sets.get(conclusions, (outcome, 0))
        sets[conclusions] = (first, number + 1)
    return sets


def _persons(was: Outcomes, now: Outcomes) -> Iterator[tuple[Symbol, Words]]:
    """Verdicts that each person may get under one pack only."""
    for person in dict.fromkeys([*was.summary.persons, *now.summary.persons]):
        each = (found.summary.persons.get(person) for found in (was, now))
        old, new = ([str(v.arguments[1]) for v in p.verdicts] if p else [] for p in each)
        gained, lost = [w for w in new if w not in old], [w for w in old if w not in new]
        if gained or lost:
            yield person, (tuple(gained), tuple(lost))
