"""The answer to a case as plain data, the same bytes for the same case: what every door gives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import clingo
from clingo.symbol import Symbol

from reasoner.atoms import plain
from reasoner.bilingual import message
from reasoner.exact import exact
from reasoner.outcomes import Outcomes
from reasoner.proof.engine import prolog_version
from reasoner.proofs import certificate
from reasoner.refusals import problems
from reasoner.results import Outcome
from reasoner.solve import LocalOutcome
from reasoner.words import Speaker

Json = dict[str, object]
DEFAULT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a part of the case, once however many outcomes it has a share in."""

    local: LocalOutcome
    conclusions: Mapping[Symbol, Json]
    dispositions: Mapping[Symbol, tuple[str, str]]
    ways: list[list[Json]]


class Answer:
    """Says the outcomes of a case in one language."""

    def __init__(self, outcomes: Outcomes, lang: str) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._speaker = Speaker(outcomes.pack)
        self._lang = lang
        self._known: dict[Symbol, Json] = {}
        self._told: dict[int, _Told] = {}

    def as_json(self, limit: int = DEFAULT_LIMIT) -> Json:
        """The whole answer, listing at most ``limit`` outcomes.

        Raises CertificateFailed where the second engine does not confirm one of these.
        """
        found = self._outcomes
        listed = found.first(limit)
        certified = certificate(found, found.first_branches(limit))
        provisions = found.provisions(found.remarks)
        return {
            "regulation": {"id": self._pack.id, "digest": self._pack.digest},
            "outcome_count": exact(found.count),
            "complete": found.count is not None,
            "certified": certified,
            "pinned": dict(found.findings.pins),
            "outcomes": [self.outcome(outcome) for outcome in listed],
            "persons": self._persons(),
            "always": self._conclusions(found.always, provisions),
            "sometimes": self._conclusions(found.sometimes, provisions),
            "collisions": self._collisions(),
            "assumptions": [*self._assumptions(), *([] if certified else [self._uncertified()])],
            "idle": list(found.idle),
            "dropped": self._dropped(),
            "receipt": self._receipt(),
        }

    def outcome(self, outcome: Outcome) -> Json:
        """One outcome."""
        parts = [self._part(local) for local in outcome.parts]
        said: dict[Symbol, Json] = {}
        dispositions: dict[Symbol, tuple[str, str]] = {}
        for part in parts:
            said.update(part.conclusions)
            dispositions.update(part.dispositions)
        return {
            "id": outcome.id,
            "readings": dict(outcome.readings),
            "disputed": dict(outcome.disputed),
            "dispositions": dict(dispositions[s] for s in outcome.conclusions if s in dispositions),
            "discretion": [part.ways for part in parts if any(part.ways)],
            "conclusions": [said[symbol] for symbol in outcome.conclusions],
        }

    def _part(self, local: LocalOutcome) -> _Told:
        if id(local) not in self._told:
            provisions = self._outcomes.provisions(local.remarks)
            said = self._conclusions(local.conclusions, provisions)
            verdicts = (s for s in local.conclusions if s.name == self._pack.verdict)
            self._told[id(local)] = _Told(
                local,
                dict(zip(local.conclusions, said, strict=True)),
                {s: (plain(s.arguments[0]), str(s.arguments[1])) for s in verdicts},
                [[self._said(choice) for choice in sorted(way)] for way in local.ways],
            )
        return self._told[id(local)]

    def _said(self, symbol: Symbol) -> Json:
        if symbol not in self._known:
            text = self._speaker.say(symbol).say(self._lang)
            self._known[symbol] = {"atom": str(symbol), "text": text}
        return self._known[symbol]

    def _conclusions(
        self, symbols: Iterable[Symbol], provisions: Mapping[Symbol, Sequence[str]]
    ) -> list[Json]:
        return [{**self._said(s), "provisions": list(provisions.get(s, ()))} for s in symbols]

    def _persons(self) -> dict[str, Json]:
        return {
            plain(person): {
                "dispositions": [str(verdict.arguments[1]) for verdict in found.verdicts],
                "contested": found.contested,
                "readings": list(found.readings),
            }
            for person, found in self._outcomes.persons.items()
        }

    def _collisions(self) -> list[Json]:
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
            for collision in self._outcomes.collisions
        ]

    def _assumptions(self) -> list[Json]:
        return [
            {**self._said(symbol), "provisions": list(self._pack.cited_by(symbol.name))}
            for symbol in self._outcomes.assumptions
        ]

    def _uncertified(self) -> Json:
        words = message("not_certified").say(self._lang)
        return {"atom": "not_certified", "text": words, "provisions": []}

    def _dropped(self) -> list[Json]:
        return [
            {
                "disputed": dict(dropped.combination),
                "errors": [
                    problem.as_json(self._lang)
                    for problem in problems(dropped.refusals, self._pack, self._outcomes.findings)
                ],
            }
            for dropped in self._outcomes.dropped
        ]

    def _receipt(self) -> Json:
        return {
            "case": f"sha256:{self._outcomes.findings.digest}",
            "pack": self._pack.digest,
            "pack_version": self._pack.about.version,
            "engines": engines(),
        }


def engines() -> Mapping[str, str | None]:
    """The versions of what answers."""
    return {"wenze": _own(), "clingo": clingo.__version__, "swi_prolog": prolog_version()}


@cache
def _own() -> str | None:
    """The version of Wenze that is installed, if it is."""
    try:
        return version("wenze")
    except PackageNotFoundError:
        return None
