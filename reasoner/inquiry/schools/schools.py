"""Schools of interpretation compared on one case: shared verdicts and distinguishing readings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

from clingo.symbol import Symbol

from ...answer.json import AskedJson
from ...answer.outcomes_answer import persons
from ...answer.receipt import receipted
from ...atoms import plain
from ...budget import TimeUp, anytime
from ...canonical import exact
from ...case.case import Case, NamedSchool
from ...case.schools import school_problem
from ...errors import CaseRefused, Problem
from ...grouping import grouped
from ...pack.model import Pack, School
from ...solver.outcomes import Outcomes
from ..law_writer import LawWriter
from ..solve import Solve
from .distinguishing_readings import PinnedResults, Readings
from .json import SchoolsAnswerJson, SchoolsMembersJson, SchoolStepJson, UnderSchoolJson


@dataclass(frozen=True, slots=True)
class UnderSchool:
    """Outcomes of a case under one school.

    `matter` are the readings that the school pins and that are live in the case without it;
    `against` are those that the case pins otherwise: then `found` is None.
    """

    school: School
    matter: Readings
    against: Readings
    found: Outcomes | None = field(repr=False)

    def as_json(self, lang: str) -> UnderSchoolJson:
        """The school, and its outcomes by person."""
        found, school = self.found, self.school
        return {
            "id": school.id,
            "label": school.label.said.say(lang),
            "reason": school.reason.said.say(lang),
            "pins": dict(school.pins),
            "matter": list(self.matter),
            "against": list(self.against),
            "outcome_count": None if found is None else exact(found.count),
            "complete": found is not None and found.model.exhaustive,
            "open": [] if found is None else list(found.model.live_anywhere),
            "persons": {} if found is None else persons(found),
        }


def _words(verdicts: Sequence[Symbol]) -> list[str]:
    return [str(verdict.arguments[1]) for verdict in verdicts]


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """The smallest sets of readings in which school `start` has to follow school `goal` to
    come to the same result; None where not all sets could be tried.
    """

    start: School
    goal: School
    smallest: tuple[Readings, ...] | None

    def as_json(self, words: LawWriter) -> SchoolStepJson:
        """Each set with its changes, as data and in one sentence."""
        return {
            "from": self.start.id,
            "to": self.goal.id,
            "exhausted": self.smallest is not None,
            "sets": [
                {
                    "readings": {
                        name: {"from": self.start.pins.get(name), "to": self.goal.pins.get(name)}
                        for name in names
                    },
                    "text": self.sentence(names, words),
                }
                for names in self.smallest or ()
            ],
        }

    def sentence(self, names: Readings, words: LawWriter) -> str:
        """Say that changes of these readings lead from `start` to the result of `goal`."""
        changes = (
            words.say(
                "schools_change",
                question=words.question(name),
                start=words.option(name, self.start.pins.get(name)),
                goal=words.option(name, self.goal.pins.get(name)),
            )
            for name in names
        )
        return words.say(
            "schools_step",
            start=self.start.label.said,
            goal=self.goal.label.said,
            changes=words.join(changes, "text_semicolon"),
        )


@dataclass(frozen=True, slots=True)
class Schools:
    """A case under the schools of its law, or under those `requested`.

    `alike` are groups of schools with the same result; `changes` lead between any two schools
    of different groups, there and back. Unless `complete`, time was up before all schools were
    solved and compared: `under` are those solved, `changes` those found.
    """

    pack: Pack
    case: Case
    requested: Readings
    under: tuple[UnderSchool, ...]
    alike: tuple[tuple[School, ...], ...]
    changes: tuple[SchoolChange, ...]
    unreached: tuple[School, ...]
    complete: bool

    @property
    def exhausted(self) -> bool:
        """True if every search was exhausted."""
        return (
            self.complete
            and all(change.smallest is not None for change in self.changes)
            and all(found.model.exhaustive for found in self.compared)
        )

    @property
    def compared(self) -> tuple[Outcomes, ...]:
        """The outcomes under each school that the case does not pin against."""
        return tuple(each.found for each in self.under if each.found is not None)

    @property
    def always(self) -> tuple[Symbol, ...]:
        """Conclusions of every outcome under every school; none unless all are solved."""
        return () if self.unreached else _common([found.summary.always for found in self.compared])

    @property
    def persons(self) -> Mapping[Symbol, tuple[Symbol, ...]]:
        """Verdicts on each person that are possible under every school."""
        names = dict.fromkeys(person for found in self.compared for person in found.summary.persons)
        every = () if self.unreached else self.compared
        return {name: _common([_verdicts(f, name) for f in every]) for name in names}

    def provisions(self) -> Mapping[Symbol, tuple[str, ...]]:
        """Provisions that carry each conclusion under some school."""
        cited: dict[Symbol, dict[str, None]] = {}
        for found in self.compared:
            for symbol, names in found.summary.provisions(found.summary.remarks).items():
                cited.setdefault(symbol, {}).update(dict.fromkeys(names))
        return {symbol: tuple(names) for symbol, names in cited.items()}

    def as_json(self, lang: str) -> SchoolsAnswerJson:
        """Schools side by side, what they share and what distinguishes them, with the receipt."""
        words = LawWriter(self.pack, lang)
        provisions = self.provisions()
        answer: SchoolsMembersJson = {
            "regulation": {"id": self.pack.id, "digest": self.pack.digest},
            "schools": [each.as_json(lang) for each in self.under],
            "shared": {
                "always": [
                    {**words.said(symbol), "provisions": list(provisions.get(symbol, ()))}
                    for symbol in self.always
                ],
                "persons": {}
                if self.unreached
                else {plain(person): _words(v) for person, v in self.persons.items()},
            },
            "alike": [[school.id for school in schools] for schools in self.alike],
            "splits": [change.as_json(words) for change in self.changes],
            "exhausted": self.exhausted,
        }
        asked: AskedJson = {"call": "schools", "schools": list(self.requested), "lang": lang}
        return receipted(SchoolsAnswerJson, answer, asked, self.case, self.pack)


def _common(lists: Sequence[tuple[Symbol, ...]]) -> tuple[Symbol, ...]:
    first, *rest = lists or ((),)
    return tuple(each for each in first if all(each in other for other in rest))


def _verdicts(found: Outcomes, person: Symbol) -> tuple[Symbol, ...]:
    return found.summary.persons[person].verdicts if person in found.summary.persons else ()


def schools(
    pack: Pack,
    solve: Solve,
    case: Case,
    only: Sequence[str] = (),
    seconds: float | None = None,
) -> Schools:
    """Solve a case under each school of its law, or under each of `only`. The school that the
    case names itself is set aside; what it pins besides stays pinned. After `seconds` the answer
    is what was found until then.

    Raises CaseRefused; TimeUp if not even the case without a school was solved.
    """
    problems = list[Problem]()
    if case.school is not None:  # also what it says of its school must be right
        try:
            solve(case)
        except CaseRefused as refusal:
            problems += refusal.problems
    unknown = [
        school_problem(NamedSchool(name, f"/schools/{place}"), pack)
        for place, name in enumerate(only)
        if pack.school(name) is None
    ]
    if unknown or problems:
        raise CaseRefused([*unknown, *problems])
    free = case.keeping_to(None)
    unpinned: Outcomes | None = None
    left = [school for school in pack.schools if not only or school.id in only]
    under, changes = list[UnderSchool](), list[SchoolChange]()
    alike: tuple[tuple[School, ...], ...] = ()
    with anytime(seconds) as run:
        unpinned = solve(free)
        while left:
            under.append(_under(solve, free, unpinned, left[0]))
            del left[0]
        results = PinnedResults(unpinned)
        compared = [each.school for each in under if each.found is not None]
        alike = tuple(map(tuple, grouped(compared, lambda s: results.of(s.pins)).values()))
        for one, other in combinations(compared, 2):
            if results.of(one.pins) != results.of(other.pins):
                there, back = (
                    results.smallest(*each) for each in permutations((one.pins, other.pins))
                )
                changes += SchoolChange(one, other, there), SchoolChange(other, one, back)
    if unpinned is None:
        raise TimeUp
    return Schools(pack, case, tuple(only), (*under,), alike, (*changes,), (*left,), run.complete)


def _under(solve: Solve, case: Case, unpinned: Outcomes, school: School) -> UnderSchool:
    pinned = unpinned.findings.pins
    against = tuple(name for name, o in school.pins.items() if pinned.get(name, o) != o)
    matter = tuple(name for name in unpinned.model.live_anywhere if name in school.pins)
    found = None if against else solve(case.keeping_to(school.id))
    if found is not None:  # computed within the time limit
        _ = (
            found.summary.persons,
            found.count,
            found.model.live_anywhere,
            found.summary.provisions(found.summary.remarks),
        )
    return UnderSchool(school, matter, against, found)
