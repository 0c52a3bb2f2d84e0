"""The vocabulary of a case: everything that a form can ask, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from ....reasoner.answer.outline import ReadingOutline, reading_outline
from ....reasoner.explanation.outline import Citation, Citer
from ....reasoner.pack.model import Bilingual, Pack


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that may be chosen, with its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of values: names of things, dates or fixed words."""

    id: str
    kind: str
    label: str
    words: tuple[Choice, ...]

    @property
    def is_named(self) -> bool:
        """True if its values are names that the author of a case gives."""
        return self.kind == "entity"


@dataclass(frozen=True, slots=True)
class Slot:
    """An argument of a fact."""

    name: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Fact:
    """A predicate of the vocabulary with the words of its question."""

    name: str
    group: str
    slots: tuple[Slot, ...]
    citations: tuple[Citation, ...]
    question: str

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The types of its arguments."""
        return tuple(slot.kind for slot in self.slots)

    @property
    def in_rows(self) -> bool:
        """True if it is written in rows, and not chosen among all its possible values."""
        return len(self.slots) > 2 or any(kind.kind == "date" for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that a case under one regulation can state, in the order of the law."""

    regulation: str
    law_title: str
    law_number: str
    groups: tuple[Choice, ...]
    facts: Mapping[str, Fact]
    schools: tuple[Choice, ...]
    readings: Mapping[str, ReadingOutline]

    @property
    def names(self) -> Mapping[str, Kind]:
        """The types of things that facts name, in the order in which facts first do."""
        kinds = [kind for fact in self.facts.values() for kind in fact.kinds]
        return {kind.id: kind for kind in kinds if kind.is_named}


def vocabulary_of(pack: Pack, lang: str) -> Vocabulary:
    """The vocabulary of a pack in one language; groups order the facts.

    A fact that a case has no way to state (of a number) is left out.
    """
    known, cite = pack.vocabulary, Citer(pack, lang)
    kinds = {
        name: Kind(name, kind.kind, kind.say(lang), _choices(kind.labels, lang))
        for name, kind in known.types.items()
    }
    facts = [
        Fact(
            name,
            fact.group,
            tuple(Slot(slot, kinds[of].label, kinds[of]) for slot, of in fact.args.items()),
            cite(fact.provisions),
            fact.question.say(lang),
        )
        for name, fact in known.facts.items()
        if all(_can_be_stated(kinds[of]) for of in fact.args.values())
    ]
    order = list(known.groups)
    facts.sort(key=lambda fact: order.index(fact.group))
    return Vocabulary(
        pack.id,
        pack.about.title.say(lang),
        pack.about.number.say(lang),
        _choices(known.groups, lang),
        {fact.name: fact for fact in facts},
        tuple(Choice(school.id, school.label.say(lang)) for school in pack.schools),
        {
            reading.id: reading_outline(place, reading, cite)
            for place, reading in enumerate(pack.readings)
        },
    )


def _choices(labels: Mapping[str, Bilingual], lang: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, label.say(lang)) for name, label in labels.items())


def _can_be_stated(kind: Kind) -> bool:
    return kind.kind in {"entity", "date"} or bool(kind.words)
