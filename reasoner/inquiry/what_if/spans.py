"""Stretches of days that one day put into a case stands for, since no rule tells them apart."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from clingo.symbol import Symbol

from ...atoms import atom
from ...case.findings import Findings
from ...i18n import Words, message
from ...pack.model import Pack
from ..fact_space import stood_for
from .changes import Change, Effect


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of days from `first` to `last`, open where one is None, that gives a fact the
    same effects. `place` is the argument of the fact that is the day.
    """

    fact: Symbol
    place: int
    first: date | None
    last: date | None

    def before(self, other: "Span") -> bool:
        """True if `other` begins the day after this stretch ends."""
        if self.last is None or other.first is None:
            return False
        return other.first - self.last == timedelta(days=1)

    def in_words(self) -> Words:
        """The stretch in words, to stand in place of the day."""
        first, last = (None if day is None else str(day) for day in (self.first, self.last))
        if first is None:
            if last is None:
                return message("what_if_any_day")
            return message("what_if_until", last=last)
        if last is None:
            return message("what_if_from", first=first)
        return message(
            "what_if_one_day" if first == last else "what_if_days", first=first, last=last
        )

    def without_day(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """The changes with the day left out: equal for changes that differ in nothing else."""
        rest = [each for at, each in enumerate(self.fact.arguments) if at != self.place]
        left = atom(self.fact.name, *rest)
        return tuple(
            replace(each, added=left) if each.added == self.fact else each for each in changes
        )


@dataclass(frozen=True, slots=True)
class Altered:
    """A case with changes: every verdict gained and lost, with the provisions that carry it, and
    the stretch of days for which the day put in stands.
    """

    changes: tuple[Change, ...]
    span: Span | None
    effects: Mapping[Effect, tuple[str, ...]]

    def by_person(self, *, gained: bool) -> Mapping[Symbol, Mapping[Symbol, tuple[str, ...]]]:
        """The verdicts gained, or lost, of each person, with their provisions."""
        found: dict[Symbol, dict[Symbol, tuple[str, ...]]] = {}
        for effect, provisions in self.effects.items():
            if effect.gained is gained:
                found.setdefault(effect.person, {})[effect.verdict] = provisions
        return found


def span(pack: Pack, findings: Findings, changes: Sequence[Change]) -> Span | None:
    """The stretch of days for which the one day stands that `changes` put in; None if they put in
    none.

    None also if they put in several: how these lie to each other is known of those very days alone.
    """
    put = [
        (each.added, place)
        for each in changes
        if each.added is not None
        for place, kind in enumerate(pack.vocabulary.facts[each.added.name].args.values())
        if pack.types[kind].kind == "date"
        and (
            each.withdrawn is None or each.withdrawn.arguments[place] != each.added.arguments[place]
        )
    ]
    if len(put) != 1:
        return None
    [(fact, place)] = put
    return Span(fact, place, *stood_for(pack, findings, (fact.name, place), fact.arguments[place]))


def spanned(every: Iterable[Altered]) -> list[tuple[Sequence[Change], Span | None]]:
    """Changes with their stretches; those that differ in the day alone and follow each other are
    merged.
    """
    found: dict[Hashable, list[tuple[Sequence[Change], Span | None]]] = {}
    for altered in every:
        changes, own = altered.changes, altered.span
        if own is None:
            found[changes] = [(changes, None)]
            continue
        alike = found.setdefault((own.place, own.without_day(changes)), [])
        first, days = alike[-1] if alike else (changes, None)
        if days is not None and days.before(own):
            alike[-1] = (first, replace(days, last=own.last))
        else:
            alike.append((changes, own))
    return [*chain.from_iterable(found.values())]
