"""Outline of a review: the finding, where it stands and falls, what carries it or excludes it."""

from dataclasses import dataclass

from ...answer.outline import FindingOutline, OptionOutline, finding_outlines
from ...answer.why_outline import position
from ...atoms import read_atom
from ...explanation.absence_outline import AbsenceOutline, absence_outline
from ...explanation.outline import Citation, Statement
from ...explanation.proof_outline import ProofOutline, proof_outline
from ...solver.prime_implicants import Condition
from ..what_if.changes import patch
from ..what_if.json import RowChangeJson
from .conflicts import DecisionConflict
from .repairs import Repair
from .review_words import ReviewSpeaker
from .reviewed import Carried, Fallen, Finding, Judged, Review


@dataclass(frozen=True, slots=True)
class ReviewedPerson:
    """The disposition decided of a person, the finding on it, and all that the case admits."""

    person: str
    decided: str
    verdict: str
    finding: Finding
    admitted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionOutline:
    """Findings, and questions of interpretation with the options taken, under which something is
    so; under all where there are none.
    """

    text: str
    parts: tuple[str, ...]
    findings: tuple[FindingOutline, ...]
    readings: tuple[tuple[Statement, OptionOutline], ...]


@dataclass(frozen=True, slots=True)
class FallenOutline:
    """A condition under which the decision falls: the dispositions possible `instead`, person by
    person, and why the decision does not hold.
    """

    condition: ConditionOutline
    instead: tuple[tuple[str, tuple[str, ...]], ...]
    outcome: str
    number: str
    why_not: tuple[tuple[str, AbsenceOutline], ...]


@dataclass(frozen=True, slots=True)
class CarriedOutline:
    """The outcome of `compared` ones in which the decision rests on least that is contested, with
    a proof for each person; None where the second engine is missing.
    """

    outcome: str
    number: str
    compared: int
    condition: ConditionOutline
    beside: tuple[str, ...]
    discretion: tuple[str, ...]
    proofs: tuple[tuple[str, ProofOutline], ...] | None

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Everything that could be taken otherwise."""
        return (*self.condition.parts, *self.beside)


@dataclass(frozen=True, slots=True)
class ConflictOutline:
    """Facts, by atom, and provisions that exclude the decision; `parts` tell them in sentences,
    `text` in one line.
    """

    text: str
    parts: tuple[str, ...]
    facts: tuple[tuple[str, Statement], ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RepairOutline:
    """Changes that admit the decision, with the provisions that carry it then; `patch` has the rows
    of a case file that are withdrawn and added.
    """

    parts: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...]
    patch: RowChangeJson


@dataclass(frozen=True, slots=True)
class ReviewOutline:
    """A review in one language."""

    law: str
    title: str | None
    finding: Finding | None
    headline: str
    persons: tuple[ReviewedPerson, ...]
    incompatible: tuple[str, ...]
    decided_by: tuple[Statement, ...]
    decided_by_facts: tuple[str, ...]
    stands_under: tuple[ConditionOutline, ...]
    falls_under: tuple[FallenOutline, ...]
    carried: CarriedOutline | None
    conflicts: tuple[ConflictOutline, ...]
    repairs: tuple[RepairOutline, ...]
    unlisted_repairs: int
    unfinished: tuple[str, ...]


def outline(found: Review, lang: str) -> ReviewOutline:
    """Tell `found` in the language `lang`."""
    words = ReviewSpeaker(found.pack, lang)
    verdicts = found.decision.verdicts(found.pack).values()
    outliner = _Outliner(words)
    return ReviewOutline(
        found.pack.about.heading(lang),
        found.case.title,
        found.finding,
        words.headline(found.finding, verdicts),
        tuple(outliner.judged(person, each) for person, each in found.persons.items()),
        tuple(map(words.incompatible, found.incompatible)),
        tuple(map(outliner.question, found.decided_by)),
        tuple(words.atom(read_atom(name)) for name in found.decided_by_facts),
        tuple(map(outliner.condition, found.stands_under)),
        tuple(map(outliner.fallen, found.falls_under)),
        None if found.carried is None else outliner.carried(found.carried),
        tuple(map(outliner.conflict, found.conflicts)),
        tuple(map(outliner.repair, found.repairs)),
        max((found.repair_count or 0) - len(found.repairs), 0),
        found.unfinished,
    )


class _Outliner:
    def __init__(self, words: ReviewSpeaker) -> None:
        self._pack = words.pack
        self._readings = {reading.id: reading for reading in words.pack.readings}
        self._words = words

    def judged(self, person: str, judged: Judged) -> ReviewedPerson:
        words = self._words
        return ReviewedPerson(
            person,
            words.label(judged.verdict),
            words.judged([judged.verdict]),
            judged.finding,
            tuple(map(words.label, judged.admitted)),
        )

    def question(self, name: str) -> Statement:
        reading = self._readings[name]
        return Statement(self._words.question(name), self._words.cite(reading.provisions))

    def _option(self, reading: str, name: str) -> OptionOutline:
        [option] = (each for each in self._readings[reading].options if each.id == name)
        words = (option.label, option.argument, option.rests_on)
        return OptionOutline(name, *(each.said.say(self._words.lang) for each in words))

    def condition(self, condition: Condition) -> ConditionOutline:
        words = self._words
        return ConditionOutline(
            words.condition(condition),
            tuple(words.condition_parts(condition)),
            finding_outlines(condition.disputed, words.speaker, words.lang),
            tuple(
                (self.question(name), self._option(name, option))
                for name, option in condition.readings.items()
            ),
        )

    def fallen(self, fallen: Fallen) -> FallenOutline:
        instead = fallen.instead.items()
        return FallenOutline(
            self.condition(fallen.condition),
            tuple((person, tuple(map(self._words.label, found))) for person, found in instead),
            fallen.outcome.id,
            position(fallen.outcome.id),
            tuple(
                (person, absence_outline(proof, self._pack, self._words.lang, self._words.cite))
                for person, proof in (fallen.why_not or {}).items()
            ),
        )

    def carried(self, carried: Carried) -> CarriedOutline:
        return CarriedOutline(
            carried.outcome.id,
            position(carried.outcome.id),
            carried.compared,
            self.condition(carried.condition),
            tuple(node.text.say(self._words.lang) for node in carried.rests_on),
            tuple(map(self._words.atom, carried.discretion)),
            None
            if carried.proofs is None
            else tuple(
                (person, proof_outline(proof, self._pack, self._words.lang, self._words.cite))
                for person, proof in carried.proofs.items()
            ),
        )

    def conflict(self, conflict: DecisionConflict) -> ConflictOutline:
        return ConflictOutline(
            self._words.conflict(conflict),
            tuple(self._words.conflict_parts(conflict)),
            tuple((str(fact), self._words.statement(fact)) for fact in conflict.facts),
            self._words.cite(conflict.cited),
        )

    def repair(self, repair: Repair) -> RepairOutline:
        words = self._words
        return RepairOutline(
            tuple(words.changes([change]) for change in repair.changes),
            words.changes(repair.changes) + words.carried_by(repair.provisions),
            self._words.cite(
                dict.fromkeys(p for found in repair.provisions.values() for p in found)
            ),
            patch(repair.changes),
        )
