"""Outline of a case under schools of interpretation, in one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from clingo.symbol import Symbol

from ...atoms import plain
from ...explanation.outline import Citer, Statement
from ...i18n import message
from ...pack.reading_words import ReadingSpeaker
from ...pack.words import Speaker
from .distinguishing_readings import Readings
from .schools import SchoolChange, Schools, UnderSchool


@dataclass(frozen=True, slots=True)
class SchoolOutline:
    """A school; ``notes`` are lists of its readings, each with a heading.

    ``outcomes`` is their number, None where unknown; a school that the case pins against is not
    ``compared``.
    """

    label: str
    reason: str
    compared: bool
    outcomes: int | None
    notes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PersonUnderSchools:
    """Labels of possible verdicts on a person: under each compared school, with True where they
    are contested, and those that all schools share.
    """

    person: str
    under: tuple[tuple[tuple[str, ...], bool], ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedReading:
    """A reading, as the first school and as the second school take it."""

    question: str
    start: str
    goal: str


@dataclass(frozen=True, slots=True)
class SchoolSplit:
    """The smallest sets of readings by which ``start`` comes to the result of ``goal``, or either
    to that of the other where ``mutual``; None where not all sets could be tried.
    """

    start: str
    goal: str
    mutual: bool
    smallest: tuple[tuple[ChangedReading, ...], ...] | None


@dataclass(frozen=True, slots=True)
class SchoolsOutline:
    """All that is told of a case under schools. ``always`` are the conclusions, verdicts apart,
    that are drawn under every school; ``alike`` are labels of schools with the same result.
    """

    law: str
    case: str | None
    set_aside: bool
    schools: tuple[SchoolOutline, ...]
    persons: tuple[PersonUnderSchools, ...]
    always: tuple[Statement, ...]
    alike: tuple[tuple[str, ...], ...]
    splits: tuple[SchoolSplit, ...]
    unreached: tuple[str, ...]
    complete: bool

    @property
    def compared(self) -> tuple[SchoolOutline, ...]:
        """The schools that the case does not pin against."""
        return tuple(school for school in self.schools if school.compared)


def outline(found: Schools, lang: str) -> SchoolsOutline:
    """Outline a case under schools."""
    return _Outliner(found, lang).outline()


class _Outliner:
    def __init__(self, found: Schools, lang: str) -> None:
        self._found = found
        self._speaker = Speaker(found.pack)
        self._readings = ReadingSpeaker(found.pack, lang)
        self._lang = lang

    def outline(self) -> SchoolsOutline:
        found, about = self._found, self._found.pack.about
        return SchoolsOutline(
            f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}",
            found.case.title,
            found.case.school is not None,
            tuple(map(self._school, found.under)),
            tuple(map(self._person, found.persons)),
            tuple(self._always()),
            tuple(
                tuple(school.label.said.say(self._lang) for school in together)
                for together in found.alike
                if len(together) > 1
            ),
            tuple(self._splits()),
            tuple(school.label.said.say(self._lang) for school in found.unreached),
            found.complete,
        )

    def _school(self, each: UnderSchool) -> SchoolOutline:
        return SchoolOutline(
            each.school.label.said.say(self._lang),
            each.school.reason.said.say(self._lang),
            each.found is not None,
            None if each.found is None else each.found.count,
            tuple(
                (message(key).say(self._lang), tuple(self._taken(each, name) for name in names))
                for key, names in _notes(each)
            ),
        )

    def _taken(self, each: UnderSchool, name: str) -> str:
        option = each.school.pins.get(name)
        if option is None:
            return self._readings.question(name)
        return self._readings.taken(name, option)

    def _person(self, person: Symbol) -> PersonUnderSchools:
        under = (found.summary.persons.get(person) for found in self._found.compared)
        return PersonUnderSchools(
            plain(person),
            tuple(
                ((), False) if each is None else (self._labels(each.verdicts), each.contested)
                for each in under
            ),
            self._labels(self._found.persons[person]),
        )

    def _labels(self, verdicts: Iterable[Symbol]) -> tuple[str, ...]:
        labels = self._found.pack.verdict_labels
        return tuple(labels[str(each.arguments[1])].said.say(self._lang) for each in verdicts)

    def _always(self) -> Iterator[Statement]:
        provisions, cites = self._found.provisions(), Citer(self._found.pack, self._lang)
        rest = [s for s in self._found.always if s.name != self._found.pack.verdict]
        for (*_, cited), group in groupby(
            rest, lambda s: (s.name, s.arguments[:-1], provisions.get(s, ()))
        ):
            yield Statement(self._speaker.say_alike([*group]).say(self._lang), cites(cited))

    def _splits(self) -> Iterator[SchoolSplit]:
        changes = self._found.changes
        for there, back in zip(changes[::2], changes[1::2], strict=True):
            mutual = there.smallest == back.smallest
            for change in (there,) if mutual else (there, back):
                start, goal = (s.label.said.say(self._lang) for s in (change.start, change.goal))
                sets = change.smallest
                yield SchoolSplit(
                    start,
                    goal,
                    mutual,
                    None if sets is None else tuple(self._changed(change, each) for each in sets),
                )

    def _changed(self, change: SchoolChange, names: Readings) -> tuple[ChangedReading, ...]:
        return tuple(
            ChangedReading(
                self._readings.question(name),
                self._readings.option(name, change.start.pins.get(name)),
                self._readings.option(name, change.goal.pins.get(name)),
            )
            for name in names
        )


def _notes(each: UnderSchool) -> Iterator[tuple[str, Readings]]:
    """Keys of the headings under a school, with the readings listed there."""
    if each.found is None:
        yield "schools_against", each.against
        return
    yield ("schools_matters" if each.matter else "schools_matters_none"), each.matter
    if each.found.model.live_anywhere:
        yield "schools_open", each.found.model.live_anywhere
