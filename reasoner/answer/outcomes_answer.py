"""The answer to a case as plain data, the same bytes for the same case: what every door gives."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from clingo.symbol import Symbol

from ..atoms import plain
from ..canonical import exact
from ..case.refusals import problems
from ..explanation.json import ConclusionJson, StatementJson
from ..explanation.proofs import MAX_TOGETHER, certificate
from ..i18n import message
from ..pack.words import Speaker
from ..proof.bridge import prolog_version
from ..solver.control import LocalOutcome
from ..solver.outcomes import Outcomes
from ..solver.results import Branch, Outcome
from .json import (
    CollisionJson,
    DroppedJson,
    OutcomeJson,
    OutcomesAnswerJson,
    PersonJson,
    ShortOutcomeJson,
)
from .partial import PartialAnswer

DEFAULT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A rendered local outcome: rendered once, however many outcomes have it."""

    local: LocalOutcome
    conclusions: Mapping[Symbol, ConclusionJson]
    ways: list[list[StatementJson]]


class Answer:
    """Says the outcomes of a case in one language."""

    def __init__(self, outcomes: Outcomes, lang: str) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._speaker = Speaker(outcomes.pack)
        self._lang = lang
        self._known: dict[Symbol, StatementJson] = {}
        self._rendered: dict[int, _Rendered] = {}

    def as_json(self, limit: int = DEFAULT_LIMIT) -> OutcomesAnswerJson:
        """The whole answer, listing at most ``limit`` outcomes.

        Raises CertificateFailed where the second engine does not confirm one of these.
        """
        draft = PartialAnswer(self._pack, self._outcomes.findings.case, self._lang, limit)
        self.write(draft, limit)
        return draft.as_json()

    def write(self, draft: PartialAnswer, limit: int) -> None:
        """Add every member to a draft, first what is of most use where no more than that is worked
        out. Raises CertificateFailed.
        """
        found = self._outcomes
        draft.add(pinned=dict(found.findings.pins))
        draft.add_outcomes(self.listed(limit))
        draft.add(persons=persons(found))
        draft.add(collisions=self._collisions())
        provisions = found.summary.provisions(found.summary.remarks)
        draft.add(always=self._conclusions(found.summary.always, provisions))
        draft.add(sometimes=self._conclusions(found.summary.sometimes, provisions))
        unchecked = [] if prolog_version() else [uncertified(self._lang)]
        draft.add(assumptions=[*self._assumptions(), *unchecked])
        draft.add(idle=list(found.model.idle))
        draft.add(outcome_count=exact(found.count), complete=found.count is not None)
        draft.add(dropped=self._dropped())

    def listed(self, limit: int) -> Iterator[OutcomeJson]:
        """The first outcomes in order, each when it is asked for and once it is checked.

        Raises CertificateFailed.
        """
        return self._checked(self._outcomes.first_branches(limit), 1, limit)

    def page(self, first: int, last: int) -> list[OutcomeJson]:
        """The outcomes at positions from the first to the last, as far as there are any, found
        without those before them. Raises CertificateFailed.
        """
        return [*self._checked(self._outcomes.branches_between(first, last), first, last)]

    def _checked(self, branches: Iterable[Branch], first: int, last: int) -> Iterator[OutcomeJson]:
        for branch in confirmed(self._outcomes, branches):
            for outcome in self._outcomes.of(branch, first, last):
                yield self.outcome(outcome)

    def outcome(self, outcome: Outcome) -> OutcomeJson:
        """An outcome as JSON."""
        parts = [self._part(local) for local in outcome.parts]
        said: dict[Symbol, ConclusionJson] = {}
        for part in parts:
            said.update(part.conclusions)
        return {
            **short_outcome(outcome, self._pack.verdict),
            "discretion": [part.ways for part in parts if any(part.ways)],
            "conclusions": [said[symbol] for symbol in outcome.conclusions],
        }

    def _part(self, local: LocalOutcome) -> _Rendered:
        if id(local) not in self._rendered:
            provisions = self._outcomes.summary.provisions(local.remarks)
            said = self._conclusions(local.conclusions, provisions)
            self._rendered[id(local)] = _Rendered(
                local,
                dict(zip(local.conclusions, said, strict=True)),
                [[self._said(choice) for choice in sorted(way)] for way in local.ways],
            )
        return self._rendered[id(local)]

    def _said(self, symbol: Symbol) -> StatementJson:
        if symbol not in self._known:
            text = self._speaker.say(symbol).say(self._lang)
            self._known[symbol] = {"atom": str(symbol), "text": text}
        return self._known[symbol]

    def _conclusions(
        self, symbols: Iterable[Symbol], provisions: Mapping[Symbol, Sequence[str]]
    ) -> list[ConclusionJson]:
        return [{**self._said(s), "provisions": list(provisions.get(s, ()))} for s in symbols]

    def _collisions(self) -> list[CollisionJson]:
        return [
            {
                "reading": collision.reading,
                "persons": [plain(person) for person in collision.persons],
                "provisions": list(collision.provisions),
                "options": {
                    option: {
                        plain(person): [str(verdict.arguments[1]) for verdict in verdicts]
                        for person, verdicts in by_person.items()
                    }
                    for option, by_person in collision.options.items()
                },
            }
            for collision in self._outcomes.summary.collisions
        ]

    def _assumptions(self) -> list[ConclusionJson]:
        return [
            {**self._said(symbol), "provisions": list(self._pack.cited_by(symbol.name))}
            for symbol in self._outcomes.summary.assumptions
        ]

    def _dropped(self) -> list[DroppedJson]:
        return [
            {
                "disputed": dict(dropped.combination),
                "errors": [
                    problem.as_json(self._lang)
                    for problem in problems(dropped.refusals, self._pack, self._outcomes.findings)
                ],
            }
            for dropped in self._outcomes.model.dropped
        ]


def uncertified(lang: str) -> ConclusionJson:
    """The assumption of an answer that the second engine has not checked."""
    words = message("not_certified").say(lang)
    return {"atom": "not_certified", "text": words, "provisions": []}


def persons(found: Outcomes) -> dict[str, PersonJson]:
    """The verdicts on each person as plain data."""
    return {
        plain(person): {
            "dispositions": [str(verdict.arguments[1]) for verdict in each.verdicts],
            "contested": each.contested,
            "readings": list(each.readings),
        }
        for person, each in found.summary.persons.items()
    }


def short_outcome(outcome: Outcome, verdict: str) -> ShortOutcomeJson:
    """An outcome by its id, its readings and the verdicts in it."""
    verdicts = (s.arguments for s in outcome.conclusions if s.name == verdict)
    return {
        "id": outcome.id,
        "readings": dict(outcome.readings),
        "disputed": dict(outcome.disputed),
        "dispositions": {plain(person): str(word) for person, word in verdicts},
    }


def confirmed(outcomes: Outcomes, branches: Iterable[Branch]) -> Iterator[Branch]:
    """Branches that the second engine has checked, where it is installed: few together at first, so
    that there is soon something to show.

    Raises CertificateFailed.
    """
    left, size = iter(branches), 1
    while together := list(islice(left, size)):
        certificate(outcomes, together)
        yield from together
        size = min(2 * size, MAX_TOGETHER)
