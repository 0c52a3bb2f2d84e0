"""Outline of a what-if answer: person by person, changes grouped by their number, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from clingo.symbol import Symbol

from ...atoms import plain
from ...explanation.outline import Citation, Statement
from ...grouping import grouped
from .change_words import ChangeSpeaker
from .changes import patch
from .json import RowChangeJson
from .spans import Altered, spanned
from .what_if import OfPerson, WhatIf


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """Verdicts that one person gains, or loses, and the provisions that carry them."""

    person: str
    gained: bool
    verdicts: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ChangesTogether:
    """Changes made together, and their effects. ``citations`` are those of the facts that change,
    ``patch`` has the rows of a case file that are withdrawn and added.
    """

    parts: tuple[str, ...]
    citations: tuple[Citation, ...]
    effects: tuple[PersonEffect, ...]
    patch: RowChangeJson


@dataclass(frozen=True, slots=True)
class AlikeChanges:
    """Changes that have the same effect ``then``; neighbouring days are merged into one stretch."""

    then: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SizedChanges:
    """Every listed set of ``size`` changes, one by one and with the alike together."""

    size: int
    each: tuple[ChangesTogether, ...]
    alike: tuple[AlikeChanges, ...]


@dataclass(frozen=True, slots=True)
class UnlistedChanges:
    """The number of minimal changes with one effect that are not listed."""

    verdict: str
    gained: bool
    count: int


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """The verdicts on one person, the facts that carry them, and the changes that change them."""

    person: str
    now: tuple[str, ...]
    carried_by: tuple[Statement, ...] | None
    changes: tuple[SizedChanges, ...]
    unlisted: tuple[UnlistedChanges, ...]


@dataclass(frozen=True, slots=True)
class WhatIfOutline:
    """A what-if answer in one language."""

    law: str
    title: str | None
    persons: tuple[PersonChanges, ...]
    idle: tuple[Statement, ...] | None
    exhausted: bool


def outline(found: WhatIf, lang: str) -> WhatIfOutline:
    """Tell `found` in the language `lang`."""
    words = ChangeSpeaker(found.pack, lang)
    return WhatIfOutline(
        found.pack.about.heading(lang),
        found.case.title,
        tuple(_person(person, each, words) for person, each in found.persons.items()),
        _facts(found.idle, words),
        found.complete,
    )


def _facts(facts: Sequence[Symbol] | None, words: ChangeSpeaker) -> tuple[Statement, ...] | None:
    return None if facts is None else tuple(map(words.statement, facts))


def _person(person: Symbol, found: OfPerson, words: ChangeSpeaker) -> PersonChanges:
    by_size = groupby((altered for altered, _ in found.altered), lambda each: len(each.changes))
    return PersonChanges(
        plain(person),
        tuple(map(words.label, found.verdicts)),
        _facts(found.carried_by, words),
        tuple(_sized(size, [*group], person, words) for size, group in by_size),
        tuple(
            UnlistedChanges(words.label(each.effect.verdict), each.effect.gained, count)
            for each in found.minimal
            if (count := each.singles + each.pairs - len(each.listed))
        ),
    )


def _sized(
    size: int, group: Sequence[Altered], person: Symbol, words: ChangeSpeaker
) -> SizedChanges:
    alike = grouped(group, lambda altered: words.then(altered, person))
    return SizedChanges(
        size,
        tuple(_together(altered, words) for altered in group),
        tuple(
            AlikeChanges(then, tuple(words.changes(*merged) for merged in spanned(every)))
            for then, every in alike.items()
        ),
    )


def _together(altered: Altered, words: ChangeSpeaker) -> ChangesTogether:
    facts = (f for each in altered.changes for f in (each.withdrawn, each.added) if f is not None)
    return ChangesTogether(
        tuple(words.changes([change], altered.span) for change in altered.changes),
        words.citations(number for fact in facts for number in words.provisions(fact)),
        (*_effects(altered, words, gained=True), *_effects(altered, words, gained=False)),
        patch(altered.changes),
    )


def _effects(altered: Altered, words: ChangeSpeaker, *, gained: bool) -> Iterator[PersonEffect]:
    """The verdicts that `altered` makes possible, or impossible, person by person."""
    for person, found in altered.by_person(gained=gained).items():
        yield PersonEffect(
            plain(person),
            gained,
            tuple(map(words.label, found)),
            words.citations(number for provisions in found.values() for number in provisions),
        )
