"""The smallest changes of stated facts that gain or lose a verdict for a person.

And the stated facts that carry the verdicts, and those that could as well be left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, zip_longest

from clingo.symbol import Symbol

from ...answer.json import AskedJson
from ...answer.receipt import receipted
from ...atoms import plain
from ...budget import anytime
from ...case.case import Case, unknown
from ...errors import CaseRefused, Problem
from ...escaping import shown
from ...explanation.json import ConclusionJson
from ...i18n import message
from ...pack.model import Pack
from ...solver.outcomes import Outcomes
from ..fact_space import fact_space
from ..hypothetical import Hypothetical
from .candidate_solver import MOST_CHANGES
from .change_words import ChangeSpeaker
from .changes import Change, Effect, Flips, fewest_changes, patch
from .json import (
    CarriedVerdictJson,
    EffectJson,
    WhatIfAnswerJson,
    WhatIfMembersJson,
    WhatIfPersonJson,
)
from .search import Search
from .spans import Altered, span

# Of one effect so many pairs of changes are listed, the first that are found; all are counted.
MOST_PAIRS = 100


@dataclass(slots=True)
class Minimal:
    """The minimal changes with one effect: the numbers of single ones and of pairs found by now,
    and those that are listed.
    """

    effect: Effect
    singles: int = 0
    pairs: int = 0
    listed: list[Altered] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The verdicts on a person, and the changes that change them.

    `altered` are the listed changes, single ones first, each with the effects for which it is
    minimal. `carried_by` is a minimal set of stated facts that keeps the verdicts, whichever others
    are withdrawn or have a value replaced that names no entity; None if the time was up.
    """

    verdicts: tuple[Symbol, ...]
    minimal: tuple[Minimal, ...]
    altered: tuple[tuple[Altered, tuple[Effect, ...]], ...]
    carried_by: tuple[Symbol, ...] | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The effects of other facts on the verdicts of a case.

    `idle` are stated facts that carry nothing for anyone: withdrawing them, or replacing a value
    that names no entity, changes no verdict, whatever is done so to others; None if the time was
    up. `requested` are the persons asked about, empty for all; `pairs` is true if pairs of changes
    were searched; `complete` if the search ended in time.
    """

    persons: Mapping[Symbol, OfPerson]
    idle: tuple[Symbol, ...] | None
    requested: tuple[str, ...]
    pairs: bool
    complete: bool
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)

    def as_json(self, lang: str) -> WhatIfAnswerJson:
        """The answer as plain data, with its receipt."""
        words = ChangeSpeaker(self.pack, lang)
        members: WhatIfMembersJson = {
            "persons": {plain(p): _person(p, found, words) for p, found in self.persons.items()},
            "idle": _facts(self.idle, words),
            "pairs": self.pairs,
            "exhausted": self.complete,
        }
        asked: AskedJson = {
            "call": "what-if",
            "persons": list(self.requested),
            "pairs": self.pairs,
            "lang": lang,
        }
        return receipted(WhatIfAnswerJson, members, asked, self.case, self.pack)


def _facts(facts: Sequence[Symbol] | None, words: ChangeSpeaker) -> list[ConclusionJson] | None:
    return None if facts is None else [words.fact(fact) for fact in facts]


def _person(person: Symbol, found: OfPerson, words: ChangeSpeaker) -> WhatIfPersonJson:
    def effect(each: Effect) -> EffectJson:
        return {
            "disposition": _word(each.verdict),
            "effect": "gained" if each.gained else "lost",
            "text": words.label(each.verdict),
        }

    def verdicts(altered: Altered, *, gained: bool) -> dict[str, list[CarriedVerdictJson]]:
        return {
            plain(whom): [
                {
                    "disposition": _word(verdict),
                    **words.said(verdict),
                    "provisions": list(provisions),
                }
                for verdict, provisions in of_person.items()
            ]
            for whom, of_person in altered.by_person(gained=gained).items()
        }

    return {
        "dispositions": [*map(_word, found.verdicts)],
        "carried_by": _facts(found.carried_by, words),
        "effects": [
            {
                **effect(each.effect),
                "single_count": each.singles,
                "pair_count": each.pairs,
                "listed": len(each.listed),
            }
            for each in found.minimal
        ],
        "changes": [
            {
                "text": words.sentence(altered, person),
                "changes": [words.change(change, altered.span) for change in altered.changes],
                "minimal_for": [*map(effect, effects)],
                "gained": verdicts(altered, gained=True),
                "lost": verdicts(altered, gained=False),
                "patch": patch(altered.changes),
            }
            for altered, effects in found.altered
        ],
    }


def _word(verdict: Symbol) -> str:
    return str(verdict.arguments[1])


def what_if(
    outcomes: Outcomes,
    seconds: float | None = None,
    *,
    persons: Sequence[str] = (),
    pairs: bool = True,
) -> WhatIf:
    """Search the smallest changes that change the verdicts on `persons`, or on all: single changes
    and, with `pairs`, pairs of them.

    After `seconds` of processor time the answer is what was found until then, and says so. Raises
    CaseRefused where the case judges no such person.
    """
    inquiry = _Inquiry(outcomes, persons, MOST_CHANGES if pairs else 1)
    with anytime(seconds) as run:
        inquiry.run()
    return WhatIf(
        {person: inquiry.of_person(person) for person in inquiry.persons},
        inquiry.idle,
        tuple(persons),
        pairs,
        run.complete,
        outcomes.pack,
        outcomes.findings.case,
    )


class _Inquiry:
    """Runs the searches one by one: single changes, carrying facts, idle facts, pairs."""

    def __init__(self, outcomes: Outcomes, requested: Sequence[str], most: int) -> None:
        self._outcomes = outcomes
        self._stated = outcomes.findings.stated
        self._requested = tuple(requested)
        self._most = most
        self.persons: dict[Symbol, list[Effect]] = {}
        self._verdicts: frozenset[Symbol] = frozenset()
        self._minimal: dict[Effect, Minimal] = {}
        self._alter = cache(self._altered)
        self._provisions = cache(self._based)
        self._carried: dict[Symbol, tuple[Symbol, ...]] = {}
        self.idle: tuple[Symbol, ...] | None = None

    def run(self) -> None:
        """Run every search. If interrupted, results found so far stay available."""
        pack, findings = self._outcomes.pack, self._outcomes.findings
        self._case = Hypothetical(pack, findings, fact_space(pack, findings))
        self._search = Search(self._case)
        self._order = {fact: place for place, fact in enumerate(self._case.facts)}
        self._verdicts = self._search.admitted() or frozenset()
        effects = self._search.effects()
        self.persons = self._chosen(effects)
        self._find(1)
        for person, own in self.persons.items():
            self._carried[person] = self._carrying(own)
        # What carries something is not idle: there is no need to look.
        carrying = set(chain.from_iterable(self._carried.values()))
        self.idle = tuple(
            fact for fact in self._stated if fact not in carrying and not self._search.bears(fact)
        )
        for changes in range(2, self._most + 1):
            self._find(changes)

    def _chosen(self, effects: Sequence[Effect]) -> dict[Symbol, list[Effect]]:
        """The effects on each person asked for, in order. Raises CaseRefused."""
        by_verdict = {effect.verdict: effect for effect in effects}
        found: dict[Symbol, list[Effect]] = {}
        for verdict in self._outcomes.model.in_order({*by_verdict, *self._verdicts}):
            own = found.setdefault(verdict.arguments[0], [])
            own += [by_verdict[verdict]] if verdict in by_verdict else []
        if not self._requested:
            return found
        named = {plain(person): person for person in found}
        unknown = [place for place, name in enumerate(self._requested) if name not in named]
        if unknown:
            raise CaseRefused(
                [_unknown(place, self._requested[place], [*named]) for place in unknown]
            )
        return {p: own for p, own in found.items() if plain(p) in self._requested}

    def _find(self, changes: int) -> None:
        """Find all minimal changes of this number, effects of all persons in turn; gains, which are
        found sooner, before losses.
        """
        turns = [*filter(None, chain.from_iterable(zip_longest(*self.persons.values())))]
        for effect in sorted(turns, key=lambda effect: not effect.gained):
            found = self._minimal.setdefault(effect, Minimal(effect))
            for flips in self._search.minimal(effect, changes):
                if changes == 1 or found.pairs < MOST_PAIRS:
                    found.listed.append(self._alter(flips))
                if changes == 1:
                    found.singles += 1
                else:
                    found.pairs += 1

    def _altered(self, flips: Flips) -> Altered:
        changes = fewest_changes(flips, self._order, self._stated)
        after = self._search.admitted(flips) or frozenset()
        gained, lost = after - self._verdicts, self._verdicts - after
        bases = self._provisions(flips) if gained else {}
        before = self._provisions(frozenset()) if lost else {}
        return Altered(
            changes,
            span(self._outcomes.pack, self._outcomes.findings, changes),
            {
                Effect(v, v in gained): (bases if v in gained else before).get(v, ())
                for v in self._outcomes.model.in_order(gained | lost)
            },
        )

    def _based(self, flips: Flips) -> Mapping[Symbol, tuple[str, ...]]:
        stated = frozenset(self._stated) ^ flips
        return self._outcomes.summary.provisions(self._case.bases(stated))

    def _carrying(self, effects: Sequence[Effect]) -> tuple[Symbol, ...]:
        """A minimal set of stated facts that keeps all of `effects` away."""
        kept = [*self._stated]
        for fact in reversed(self._stated):
            others = [other for other in kept if other != fact]
            if self._search.differing(effects, others) is None:
                kept = others
        return tuple(kept)

    def of_person(self, person: Symbol) -> OfPerson:
        """The results on a person that are found so far."""
        minimal = [self._minimal.get(each, Minimal(each)) for each in self.persons[person]]
        listed: dict[tuple[Change, ...], tuple[Altered, tuple[Effect, ...]]] = {}
        for found in minimal:
            for altered in found.listed:
                _, effects = listed.get(altered.changes, (altered, ()))
                listed[altered.changes] = (altered, (*effects, found.effect))
        return OfPerson(
            tuple(
                self._outcomes.model.in_order(v for v in self._verdicts if v.arguments[0] == person)
            ),
            tuple(minimal),
            tuple(listed[changes] for changes in sorted(listed, key=self._place)),
            self._carried.get(person),
        )

    def _place(self, changes: Sequence[Change]) -> tuple[int, list[int]]:
        """Sort key: the number of changes, then the order of the facts."""
        facts = (f for each in changes for f in (each.withdrawn, each.added) if f is not None)
        return len(changes), [self._order[fact] for fact in facts]


def _unknown(place: int, name: str, known: Sequence[str]) -> Problem:
    words = message("what_if_unknown", found=shown(name))
    return unknown("value", words, f"/persons/{place}", name, known)
