"""Outline of the outcomes of a case, in one language, which texts, pages and drawings render.

It is written member by member, what is of most use first, so that there is something to show
whenever the time is up: a member that is None was not worked out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from clingo.symbol import Function, Symbol

from ..atoms import plain, read_atom
from ..case.refusals import problems
from ..explanation.outline import Citation, Citer, Statement
from ..explanation.proofs import certificate
from ..i18n import message
from ..pack.model import Reading
from ..pack.words import Speaker
from ..solver.control import LocalOutcome
from ..solver.outcomes import Outcomes
from ..solver.results import Branch, Collision, Outcome, Person
from .outcomes_answer import confirmed

Standing = Literal["certain", "contested", "discretionary", "excluded"]


@dataclass(frozen=True, slots=True)
class DispositionOutline:
    """A disposition of a person: ``excluded`` where no outcome has it."""

    atom: str
    label: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class JudgedPerson:
    """A person with every disposition that there is, and the readings that decide among them."""

    name: str
    standing: Standing
    dispositions: tuple[DispositionOutline, ...]
    readings: tuple["ReadingOutline", ...]

    @property
    def possible(self) -> tuple[str, ...]:
        """The labels of the dispositions that some outcome has."""
        return tuple(each.label for each in self.dispositions if each.standing != "excluded")


@dataclass(frozen=True, slots=True)
class OptionOutline:
    """One way to understand the text, with the argument for it."""

    id: str
    label: str
    argument: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class ReadingOutline:
    """A contested reading at a ``place`` in the order of the law; ``pinned`` is the option to which
    the case fixes it.
    """

    id: str
    place: int
    question: str
    citations: tuple[Citation, ...]
    options: tuple[OptionOutline, ...]
    pinned: OptionOutline | None

    def option(self, name: str) -> OptionOutline:
        """The option with this id."""
        return next(option for option in self.options if option.id == name)


@dataclass(frozen=True, slots=True)
class CollisionOutline:
    """A collision: the provisions that meet, each with its persons; the reading that settles it.

    ``options`` gives, for each option, the dispositions that are open to each of ``persons``.
    """

    reading: ReadingOutline
    persons: tuple[str, ...]
    circumstances: tuple[tuple[Citation, tuple[str, ...]], ...]
    options: tuple[tuple[OptionOutline, tuple[tuple[str, ...], ...]], ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The provisions that meet."""
        return tuple(citation for citation, _ in self.circumstances)


@dataclass(frozen=True, slots=True)
class FindingOutline:
    """A disputed fact, and whether it is found."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class VerdictOutline:
    """The disposition of a person in some outcome."""

    person: str
    atom: str
    label: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ChoiceOutline:
    """One set of verdicts of a part; ``ways`` are the choices of discretion that lead to it."""

    verdicts: tuple[VerdictOutline, ...]
    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BranchOutline:
    """Outcomes at positions ``first`` to ``last``: one choice of each part, freely combined."""

    first: int
    last: int
    findings: tuple[FindingOutline, ...]
    readings: tuple[tuple[ReadingOutline, OptionOutline], ...]
    parts: tuple[tuple[ChoiceOutline, ...], ...]


@dataclass(frozen=True, slots=True)
class ConclusionOutline:
    """Conclusions that differ in their last argument only, as one sentence and ``each`` by itself:
    its atom and its sentence.
    """

    text: str
    citations: tuple[Citation, ...]
    each: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OutcomeOutline:
    """One outcome: what it rests on, and what follows; ``conclusions`` are those but verdicts.

    Each choice of ``discretion`` may be used in several ways that come to the same.
    """

    id: str
    dispositions: tuple[tuple[str, str], ...]
    findings: tuple[FindingOutline, ...]
    readings: tuple[tuple[ReadingOutline, OptionOutline], ...]
    discretion: tuple[tuple[tuple[Statement, ...], ...], ...]
    verdicts: tuple[VerdictOutline, ...]
    conclusions: tuple[ConclusionOutline, ...]

    @property
    def position(self) -> str:
        """The place of the outcome in the order of all, as its id has it."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class DroppedOutline:
    """A combination of disputed facts that is refused, and why."""

    findings: tuple[FindingOutline, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomesOutline:
    """All that is told of a case's outcomes; None where time ran out.

    ``readings`` bear on some outcome; ``count`` is None, if it is ``counted``, where it cannot be
    told. Of the conclusions but verdicts, ``sometimes`` has those that some outcomes lack.
    """

    law: str
    title: str | None
    school: str | None
    pinned: tuple[ReadingOutline, ...]
    persons: tuple[JudgedPerson, ...] | None = None
    collisions: tuple[CollisionOutline, ...] | None = None
    readings: tuple[ReadingOutline, ...] | None = None
    counted: bool = False
    count: int | None = None
    any_combination: bool = False
    branches: tuple[BranchOutline, ...] = ()
    branches_left: bool = False
    outcomes: tuple[OutcomeOutline, ...] = ()
    always: tuple[ConclusionOutline, ...] | None = None
    sometimes: tuple[ConclusionOutline, ...] | None = None
    assumptions: tuple[Statement, ...] | None = None
    idle: tuple[str, ...] | None = None
    dropped: tuple[DroppedOutline, ...] | None = None
    certified: bool | None = None


class OutcomesOutliner:
    """Outlines the outcomes of a case in one language; ``outline`` is what is written so far."""

    def __init__(self, found: Outcomes, lang: str) -> None:
        pack, case = found.pack, found.findings.case
        self._found = found
        self._pack = pack
        self._lang = lang
        self._speaker = Speaker(pack)
        self._cite = Citer(pack, lang)
        self._verdict_kind = [*pack.word_list.predicates[pack.verdict].args.values()][1]
        self._readings = {
            reading.id: reading_outline(
                place, reading, self._cite, found.findings.pins.get(reading.id)
            )
            for place, reading in enumerate(pack.readings)
        }
        school = case.school and pack.school(case.school.id)
        self.outline = OutcomesOutline(
            pack.about.heading(lang),
            case.title,
            school.label.say(lang) if school else None,
            tuple(self._readings[name] for name in found.findings.pins),
        )

    def write(self, *, cover: int = 0, first: int = 1, last: int = 0) -> OutcomesOutline:
        """Write every member, with branches that ``cover`` so many outcomes, and the outcomes at
        positions from ``first`` to ``last``.

        Raises CertificateFailed where the second engine does not confirm one of these.
        """
        found = self._found
        self._add(persons=tuple(self._persons()))
        self._add(collisions=tuple(map(self.collision, found.summary.collisions)))
        self._add(readings=tuple(self._readings[name] for name in found.model.live_anywhere))
        self._add(counted=True, count=found.count)
        self._branches(cover)
        self._outcomes(first, last)
        provisions = found.summary.provisions(found.summary.remarks)
        always = frozenset(found.summary.always)
        sometimes = [symbol for symbol in found.summary.sometimes if symbol not in always]
        self._add(always=self._conclusions(found.summary.always, provisions))
        self._add(sometimes=self._conclusions(sometimes, provisions))
        self._add(assumptions=tuple(self._assumptions()))
        self._add(idle=tuple(self._say(read_atom(fact)) for fact in found.model.idle))
        self._add(dropped=tuple(self._dropped()))
        self._add(certified=bool(certificate(found, found.first_branches(cover))))
        return self.outline

    def _add(self, **members: object) -> None:
        self.outline = replace(self.outline, **members)  # type: ignore[arg-type] # names of members

    def _say(self, symbol: Symbol) -> str:
        return self._speaker.say(symbol).say(self._lang)

    # --- persons and readings

    def _persons(self) -> Iterator[JudgedPerson]:
        values = self._pack.types[self._verdict_kind].labels
        for person, found in self._found.summary.persons.items():
            standing = _standing(found)
            admitted = frozenset(found.verdicts)
            verdicts = [Function(self._pack.verdict, [person, Function(word)]) for word in values]
            yield JudgedPerson(
                plain(person),
                standing,
                tuple(
                    DispositionOutline(
                        str(verdict),
                        self._label(verdict),
                        standing if verdict in admitted else "excluded",
                    )
                    for verdict in verdicts
                ),
                tuple(self._readings[name] for name in found.readings),
            )

    def _label(self, verdict: Symbol) -> str:
        return self._speaker.label(self._verdict_kind, verdict.arguments[1]).say(self._lang)

    def collision(self, collision: Collision) -> CollisionOutline:
        """Outline one of the collisions of the case."""
        meets: dict[str, list[Symbol]] = {provision: [] for provision in collision.provisions}
        for symbol in self._found.summary.remarks:
            if symbol.name == "collides" and symbol.arguments[0].name == collision.reading:
                meets[symbol.arguments[2].string].append(symbol.arguments[1])
        reading = self._readings[collision.reading]
        return CollisionOutline(
            reading,
            tuple(map(plain, collision.persons)),
            tuple(
                (
                    self._cite.cite(provision),
                    tuple(map(plain, sorted(persons, key=collision.persons.index))),
                )
                for provision, persons in meets.items()
            ),
            tuple(
                (
                    reading.option(option),
                    tuple(
                        tuple(map(self._label, by_person.get(person, ())))
                        for person in collision.persons
                    ),
                )
                for option, by_person in collision.options.items()
            ),
        )

    # --- branches and outcomes

    def _branches(self, cover: int) -> None:
        """Add the branches; where the time is up before the last, those found until then."""
        covered, free = 0, False
        found: list[BranchOutline] = []
        try:
            for branch in self._found.branches():
                if covered >= cover:
                    self._add(branches_left=True)
                    break
                certificate(self._found, [branch])
                covered += branch.count
                several = sum(len(choices) > 1 for choices in branch.parts) > 1
                found.append(self._branch(branch))
                free = free or (several and self._found.summary.independent)
        finally:
            self._add(branches=tuple(found), any_combination=free)

    def _outcomes(self, first: int, last: int) -> None:
        """Add the outcomes at these positions, as `_branches` does."""
        outcomes: list[OutcomeOutline] = []
        try:
            for branch in confirmed(self._found, self._found.branches_between(first, last)):
                for outcome in self._found.of(branch, first, last):
                    outcomes.append(self._outcome(outcome))
        finally:
            self._add(outcomes=tuple(outcomes))

    def _branch(self, branch: Branch) -> BranchOutline:
        return BranchOutline(
            branch.first,
            branch.first + branch.count - 1,
            self._findings(branch.disputed),
            self._chosen(branch.readings),
            tuple(
                tuple(map(self._choice, choices))
                for choices in sorted(branch.parts, key=self._place)
            ),
        )

    def _place(self, choices: Sequence[LocalOutcome]) -> int:
        """The place at which the case first names someone who is judged in a part."""
        persons = list(self._found.summary.persons)
        judged = (v.arguments[0] for choice in choices for v in self._verdicts(choice.conclusions))
        return min((persons.index(person) for person in judged), default=len(persons))

    def _verdicts(self, conclusions: Iterable[Symbol]) -> list[Symbol]:
        verdict = self._pack.verdict
        return [each for each in self._found.model.in_order(conclusions) if each.name == verdict]

    def _verdict(
        self, verdict: Symbol, provisions: Mapping[Symbol, Sequence[str]]
    ) -> VerdictOutline:
        return VerdictOutline(
            plain(verdict.arguments[0]),
            str(verdict),
            self._label(verdict),
            self._cite(provisions.get(verdict, ())),
        )

    def _choice(self, choice: LocalOutcome) -> ChoiceOutline:
        provisions = self._found.summary.provisions(choice.remarks)
        return ChoiceOutline(
            tuple(self._verdict(each, provisions) for each in self._verdicts(choice.conclusions)),
            tuple(
                tuple(map(self._choice_made, self._found.model.in_order(way)))
                for way in choice.ways
                if way
            ),
        )

    def _choice_made(self, symbol: Symbol) -> str:
        """The choice of an atom of discretion, without the person whose choice it is."""
        kinds = [*self._pack.word_list.predicates[symbol.name].args.values()][1:]
        labels = (
            self._speaker.label(kind, value).say(self._lang)
            for kind, value in zip(kinds, symbol.arguments[1:], strict=True)
        )
        return message("text_colon").say(self._lang).join(labels)

    def _outcome(self, outcome: Outcome) -> OutcomeOutline:
        provisions = {
            symbol: cited
            for part in outcome.parts
            for symbol, cited in self._found.summary.provisions(part.remarks).items()
        }
        verdicts = [each for each in outcome.conclusions if each.name == self._pack.verdict]
        return OutcomeOutline(
            outcome.id,
            tuple((plain(v.arguments[0]), str(v.arguments[1])) for v in verdicts),
            self._findings(outcome.disputed),
            self._chosen(outcome.readings),
            tuple(
                tuple(
                    tuple(Statement(self._say(choice)) for choice in sorted(way))
                    for way in part.ways
                    if way
                )
                for part in outcome.parts
                if any(part.ways)
            ),
            tuple(self._verdict(verdict, provisions) for verdict in verdicts),
            self._conclusions(outcome.conclusions, provisions),
        )

    def _chosen(
        self, readings: Mapping[str, str]
    ) -> tuple[tuple[ReadingOutline, OptionOutline], ...]:
        return tuple(
            (self._readings[name], self._readings[name].option(option))
            for name, option in readings.items()
        )

    def _findings(self, disputed: Mapping[str, bool]) -> tuple[FindingOutline, ...]:
        return finding_outlines(disputed, self._speaker, self._lang)

    # --- what holds over all outcomes

    def _conclusions(
        self, symbols: Iterable[Symbol], provisions: Mapping[Symbol, Sequence[str]]
    ) -> tuple[ConclusionOutline, ...]:
        others = (symbol for symbol in symbols if symbol.name != self._pack.verdict)
        return conclusion_outlines(others, provisions, self._speaker, self._cite)

    def _assumptions(self) -> Iterator[Statement]:
        for symbol in self._found.summary.assumptions:
            yield Statement(self._say(symbol), self._cite(self._pack.cited_by(symbol.name)))

    def _dropped(self) -> Iterator[DroppedOutline]:
        for dropped in self._found.model.dropped:
            found = problems(dropped.refusals, self._pack, self._found.findings)
            yield DroppedOutline(
                self._findings(dict(dropped.combination)),
                tuple(each.message.say(self._lang) for each in found),
            )


def reading_outline(
    place: int, reading: Reading, cite: Citer, pin: str | None = None
) -> ReadingOutline:
    """Outline a reading at a place in the order of the law, with the option that is pinned."""
    lang = cite.lang
    options = tuple(
        OptionOutline(
            option.id,
            option.label.say(lang),
            option.argument.say(lang),
            option.rests_on.say(lang),
        )
        for option in reading.options
    )
    pinned = next((option for option in options if option.id == pin), None)
    question = reading.question.say(lang)
    return ReadingOutline(reading.id, place, question, cite(reading.provisions), options, pinned)


def finding_outlines(
    disputed: Mapping[str, bool], speaker: Speaker, lang: str
) -> tuple[FindingOutline, ...]:
    """Outline disputed facts by their atoms, each with whether it is found."""
    return tuple(
        FindingOutline(speaker.say(read_atom(fact)).say(lang), found)
        for fact, found in disputed.items()
    )


def conclusion_outlines(
    symbols: Iterable[Symbol],
    provisions: Mapping[Symbol, Sequence[str]],
    speaker: Speaker,
    cite: Citer,
) -> tuple[ConclusionOutline, ...]:
    """Outline conclusions in order, in one those that differ in their last argument only."""
    lang = cite.lang
    return tuple(
        ConclusionOutline(
            speaker.say_alike(alike).say(lang),
            cite(cited),
            tuple((str(each), speaker.say(each).say(lang)) for each in alike),
        )
        for (*_, cited), group in groupby(
            symbols, lambda s: (s.name, s.arguments[:-1], tuple(provisions.get(s, ())))
        )
        for alike in [[*group]]
    )


def _standing(person: Person) -> Standing:
    if person.contested:
        return "contested"
    return "discretionary" if len(person.verdicts) > 1 else "certain"
