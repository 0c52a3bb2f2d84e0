"""Outline of decided cases held together, and of a new case against them, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from clingo.symbol import Symbol

from ...atoms import plain, read_atom
from ...i18n import message
from ...pack.model import Reading
from ...pack.reading_words import ReadingSpeaker
from ...pack.words import Speaker
from ...solver.results import Outcome
from .consistency import Consistency
from .decision_words import DecisionSpeaker
from .new_case import NewCase

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundReading:
    """A reading that decisions bind: its options left and excluded, ``tied`` to other readings."""

    question: str
    remaining: Labels
    excluded: Labels
    tied: bool


@dataclass(frozen=True, slots=True)
class DecidedOutline:
    """A decided case: its decision by person, what it pins, and each way to meet its demands."""

    label: str
    decision: tuple[tuple[str, str], ...]
    pinned: str
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeInLine:
    """An outcome by its position, its verdicts, and its findings and options."""

    position: str
    verdicts: tuple[str, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewCaseOutline:
    """A new case: verdicts in line and departing by person, options left of readings by question,
    outcomes in line, positions of those that depart.
    """

    persons: tuple[tuple[str, Labels, Labels], ...]
    demanded: tuple[tuple[str, Labels], ...]
    outcomes: tuple[OutcomeInLine, ...]
    departing: tuple[str, ...]
    exhausted: bool

    @property
    def in_line(self) -> bool:
        """True if some verdict is in line with the past."""
        return any(labels for _, labels, _ in self.persons)


@dataclass(frozen=True, slots=True)
class ConsistencyOutline:
    """All that is told of decided cases, ``explained`` by so many of the ``combinations``.

    ``alone`` are decisions that cannot stand by themselves, ``conflicts`` minimal sets that cannot
    stand together. ``case`` is the title of the new case; None where none is given.
    """

    law: str
    combinations: int
    explained: int
    ways: tuple[str, ...]
    ways_exhausted: bool
    bound: tuple[BoundReading, ...]
    alone: tuple[str, ...]
    conflicts: tuple[tuple[str, ...], ...]
    conflicts_exhausted: bool
    unequal: tuple[str, ...]
    decided: tuple[DecidedOutline, ...]
    case: str | None
    new: NewCaseOutline | None
    unreached: int
    complete: bool


def outline(found: Consistency, lang: str) -> ConsistencyOutline:
    """Outline decided cases held together."""
    return _Outliner(found, lang).outline()


class _Outliner:
    def __init__(self, found: Consistency, lang: str) -> None:
        self._found = found
        self._pack = found.pack
        self._speaker = Speaker(found.pack)
        self._readings = ReadingSpeaker(found.pack, lang)
        self._words = DecisionSpeaker(found.pack, found.explained, lang)
        self._lang = lang

    def outline(self) -> ConsistencyOutline:
        found, about = self._found, self._pack.about
        ways, ways_exhausted = found.ways
        conflicts, conflicts_exhausted = found.conflicts
        bound = [r for r in self._pack.readings if found.standing(r) != "free"]
        return ConsistencyOutline(
            f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}",
            found.space.total,
            found.space.count(found.explaining),
            tuple(map(self._readings.pins, ways)),
            ways_exhausted,
            tuple(map(self._bound, bound)) if found.consistent else (),
            tuple(self._words.together(only) for only, *others in conflicts if not others),
            tuple(tuple(map(self._words.together, each)) for each in conflicts if len(each) > 1),
            conflicts_exhausted,
            tuple(self._words.unequal(n, explained=explained) for n, explained in found.unequal),
            tuple(map(self._decided, range(len(found.explained)))),
            None if found.case is None else found.case.title or "",
            None if found.new is None else self._new(found.new),
            len(found.unreached),
            found.complete,
        )

    def _bound(self, reading: Reading) -> BoundReading:
        remaining = self._found.remaining(reading)
        excluded = [option for option in reading.option_ids if option not in remaining]
        return BoundReading(
            self._readings.question(reading.id),
            self._options(reading.id, remaining),
            self._options(reading.id, excluded),
            self._found.standing(reading) == "tied",
        )

    def _options(self, reading: str, options: Iterable[str]) -> Labels:
        return tuple(self._readings.option(reading, option) for option in options)

    def _decided(self, number: int) -> DecidedOutline:
        dispositions = self._found.explained[number].decision.dispositions
        return DecidedOutline(
            self._words.label(number),
            tuple((person, self._label(word)) for person, word in dispositions.items()),
            self._words.pinned(number),
            tuple(self._words.demands(number)),
        )

    def _label(self, word: str) -> str:
        return self._pack.verdict_labels[word].said.say(self._lang)

    def _new(self, new: NewCase) -> NewCaseOutline:
        return NewCaseOutline(
            tuple(
                (plain(person), self._verdicts(verdicts), self._verdicts(new.departed(person)))
                for person, verdicts in new.verdicts.items()
            ),
            tuple(
                (self._readings.question(name), self._options(name, options))
                for name, options in new.demanded.items()
            ),
            tuple(map(self._outcome, new.outcomes)),
            tuple(map(_position, new.departing)),
            new.exhausted,
        )

    def _verdicts(self, verdicts: Iterable[Symbol]) -> Labels:
        return tuple(self._label(str(verdict.arguments[1])) for verdict in verdicts)

    def _outcome(self, outcome: Outcome) -> OutcomeInLine:
        facts = (
            message(
                "text_found" if is_found else "text_not_found",
                fact=self._speaker.say(read_atom(fact)),
            ).say(self._lang)
            for fact, is_found in outcome.disputed.items()
        )
        taken = (self._readings.taken(*each) for each in outcome.readings.items())
        verdicts = (s for s in outcome.conclusions if s.name == self._pack.verdict)
        return OutcomeInLine(
            _position(outcome),
            tuple(self._speaker.say(verdict).say(self._lang) for verdict in verdicts),
            (*facts, *taken),
        )


def _position(outcome: Outcome) -> str:
    return outcome.id.partition("-")[0]
