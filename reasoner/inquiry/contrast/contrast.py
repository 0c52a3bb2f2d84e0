"""Two outcomes side by side: in what they must differ, what each leads to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from clingo.symbol import Symbol

from ...answer.json import AskedContrastJson
from ...answer.outcomes_answer import uncertified
from ...answer.receipt import RECEIPT, digests, receipt
from ...answer.why import find_outcome
from ...atoms import plain
from ...budget import anytime
from ...case.case import Case
from ...case.outcome_selector import OutcomeSelector
from ...explanation.json import ConclusionJson
from ...explanation.proof_graph import Proof
from ...explanation.proofs import certificate, proofs_of
from ...pack.model import Pack
from ...solver.outcomes import Outcomes
from ...solver.results import Outcome
from .choice_words import ChoiceSpeaker
from .choices import Choice, ChoiceComparison
from .json import (
    ContrastedOutcomeJson,
    ContrastJson,
    ContrastMembersJson,
)
from .minimal_switches import Switches

Side = Literal["a", "b", "both"]
# Of how many persons, whose dispositions differ, these are proved.
MAX_PROVED = 20


@dataclass(frozen=True, slots=True)
class DecidedChoice:
    """A choice and how two outcomes decide it.

    ``needed`` says that it is one of the fewest that make the difference, ``always_needed`` that it
    is so whichever of several such sets is taken.
    """

    choice: Choice
    needed: bool = False
    always_needed: bool = False


@dataclass(frozen=True, slots=True)
class DrawnConclusion:
    """A conclusion with the provisions that carry it in each outcome; None if it is not drawn."""

    conclusion: Symbol
    a: tuple[str, ...] | None
    b: tuple[str, ...] | None

    @property
    def person(self) -> str:
        """The person of a verdict."""
        return str(plain(self.conclusion.arguments[0]))

    @property
    def side(self) -> Side:
        """The outcome that draws it, or both."""
        if self.a is None:
            return "b"
        return "a" if self.b is None else "both"

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions that carry it in either outcome."""
        return tuple(dict.fromkeys((self.a or ()) + (self.b or ())))


@dataclass(frozen=True, slots=True)
class VerdictProofs:
    """A verdict proved in one of two outcomes, and why it does not hold in the other."""

    verdict: DrawnConclusion
    why: Proof
    why_not: Proof

    @property
    def holds_in(self) -> Literal["a", "b"]:
        """The outcome in which it holds."""
        return "b" if self.verdict.a is None else "a"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two outcomes of a case, ``a`` and ``b``.

    ``choices`` are those that both decide, each in its way; ``followers`` those that are open in
    one only. ``unique`` says that no other choices, as few as those needed, make the difference.
    ``reasons`` are None where SWI-Prolog is missing or has not certified the outcomes yet;
    ``unproved`` are persons who differ without being proved. ``complete`` says that there was time
    for everything; without it ``needed`` may be more than it takes.
    """

    a: Outcome
    b: Outcome
    choices: tuple[DecidedChoice, ...]
    followers: tuple[DecidedChoice, ...]
    unique: bool
    complete: bool
    persons: Mapping[str, tuple[DrawnConclusion | None, DrawnConclusion | None]]
    conclusions: tuple[DrawnConclusion, ...]
    reasons: tuple[VerdictProofs, ...] | None
    unproved: tuple[str, ...]
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)

    @property
    def needed(self) -> tuple[DecidedChoice, ...]:
        """The fewest choices that make the difference."""
        return tuple(choice for choice in self.choices if choice.needed)

    def drawn_by(self, side: Side) -> tuple[DrawnConclusion, ...]:
        """The conclusions that only this outcome draws, or both."""
        return tuple(drawn for drawn in self.conclusions if drawn.side == side)

    def as_json(self, lang: str) -> ContrastJson:
        """The whole answer with its receipt."""
        speaker = ChoiceSpeaker(self.pack, lang)
        members: ContrastMembersJson = {
            "outcomes": {"a": _outcome(self.a), "b": _outcome(self.b)},
            "choices": [
                {
                    **speaker.choice(decided.choice),
                    "needed": decided.needed,
                    "always_needed": decided.always_needed,
                }
                for decided in self.choices
            ],
            "needed": {"count": len(self.needed), "unique": self.unique},
            "exhausted": self.complete,
            "follows": [speaker.choice(decided.choice) for decided in self.followers],
            "persons": {
                person: {
                    "a": None if in_a is None else str(in_a.conclusion.arguments[1]),
                    "b": None if in_b is None else str(in_b.conclusion.arguments[1]),
                    "differs": in_a != in_b,
                }
                for person, (in_a, in_b) in self.persons.items()
            },
            "conclusions": {
                "a": self._alone("a", speaker),
                "b": self._alone("b", speaker),
                "both": [
                    {
                        **speaker.statement(drawn.conclusion),
                        "provisions": {"a": list(drawn.a or ()), "b": list(drawn.b or ())},
                    }
                    for drawn in self.drawn_by("both")
                ],
            },
            "proofs": None
            if self.reasons is None
            else [
                {
                    "conclusion": str(each.verdict.conclusion),
                    "text": speaker.statement(each.verdict.conclusion)["text"],
                    "holds_in": each.holds_in,
                    "why": each.why.as_json(lang),
                    "why_not": each.why_not.as_json(lang),
                }
                for each in self.reasons
            ],
            "unproved": list(self.unproved),
            "certified": None if self.reasons is None else True,
            "assumptions": [] if self.reasons is not None else [uncertified(lang)],
        }
        request: AskedContrastJson = {
            "call": "contrast",
            "outcomes": [self.a.id, self.b.id],
            "lang": lang,
        }
        made = receipt(request, self.case, self.pack, digests(members), exhausted=self.complete)
        return {**members, RECEIPT: made}

    def _alone(self, side: Side, speaker: ChoiceSpeaker) -> list[ConclusionJson]:
        """The conclusions that only this outcome draws."""
        return [
            {**speaker.statement(drawn.conclusion), "provisions": list(drawn.provisions)}
            for drawn in self.drawn_by(side)
        ]


def contrast(
    outcomes: Outcomes,
    a: str | OutcomeSelector,
    b: str | OutcomeSelector,
    *,
    seconds: float | None = None,
) -> Contrast:
    """Put two outcomes of a case side by side: each the one with an id, or the first as wanted.

    After `seconds` of processor time the answer is what was found until then, and says so. Raises
    NoSuchOutcome, CertificateFailed.
    """
    first, second = find_outcome(outcomes, a), find_outcome(outcomes, b)
    return _Contrasting(outcomes, first, second).made(seconds)


class _Contrasting:
    def __init__(self, outcomes: Outcomes, a: Outcome, b: Outcome) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._a, self._b = a, b
        self._reasons: list[VerdictProofs] | None = None  # once both outcomes are certified

    def made(self, seconds: float | None) -> Contrast:
        comparison = ChoiceComparison(self._outcomes, self._a, self._b)
        switches = Switches(tuple(range(len(comparison.choices))), unique=False)
        always: frozenset[int] = frozenset()
        conclusions = self._conclusions()
        verdicts = [d for d in conclusions if d.conclusion.name == self._pack.verdict]
        persons = self._persons(verdicts)
        differing = [person for person, (in_a, in_b) in persons.items() if in_a != in_b]
        proved = {*differing[:MAX_PROVED]}
        with anytime(seconds) as run:
            switches, always = comparison.needed, comparison.always_needed
            self._prove([d for d in verdicts if d.side != "both" and d.person in proved])
        reasons = self._reasons
        unproved = differing[MAX_PROVED:]
        if not run.complete:
            explained = {each.verdict.person for each in reasons or ()}
            unproved = [person for person in differing if person not in explained]
        return Contrast(
            self._a,
            self._b,
            tuple(
                DecidedChoice(choice, number in switches.chosen, number in always)
                for number, choice in enumerate(comparison.choices)
            ),
            tuple(map(DecidedChoice, comparison.followers)),
            switches.unique,
            run.complete,
            persons,
            conclusions,
            None if reasons is None else tuple(reasons),
            tuple(unproved),
            self._pack,
            self._outcomes.findings.case,
        )

    def _conclusions(self) -> tuple[DrawnConclusion, ...]:
        """The conclusions of either outcome, in order."""
        of_a, of_b = self._provisions(self._a), self._provisions(self._b)
        return tuple(
            DrawnConclusion(symbol, of_a.get(symbol), of_b.get(symbol))
            for symbol in self._outcomes.model.in_order({**of_a, **of_b})
        )

    def _provisions(self, outcome: Outcome) -> Mapping[Symbol, tuple[str, ...]]:
        """The conclusions of an outcome with the provisions that carry them."""
        remarks = (remark for local in outcome.parts for remark in local.remarks)
        found = self._outcomes.summary.provisions(remarks)
        return {symbol: found.get(symbol, ()) for symbol in outcome.conclusions}

    def _persons(
        self, verdicts: Iterable[DrawnConclusion]
    ) -> Mapping[str, tuple[DrawnConclusion | None, DrawnConclusion | None]]:
        """The verdicts of each person in either outcome, in the case's order."""
        found: dict[str, tuple[DrawnConclusion | None, DrawnConclusion | None]] = {}
        for drawn in verdicts:
            in_a, in_b = found.get(drawn.person, (None, None))
            found[drawn.person] = (
                in_a if drawn.a is None else drawn,
                in_b if drawn.b is None else drawn,
            )
        return found

    def _prove(self, verdicts: Iterable[DrawnConclusion]) -> None:
        """Certify both outcomes and prove verdicts of one only, if SWI-Prolog is installed."""
        if certificate(self._outcomes, (self._a.branch, self._b.branch)) is None:
            return
        proofs = proofs_of(self._outcomes)
        self._reasons = []
        for drawn in verdicts:
            there, elsewhere = (self._a, self._b) if drawn.b is None else (self._b, self._a)
            why = proofs.why(drawn.conclusion, there)
            why_not = proofs.why_not(drawn.conclusion, elsewhere)
            if why is not None and why_not is not None:
                self._reasons.append(VerdictProofs(drawn, why, why_not))


def _outcome(outcome: Outcome) -> ContrastedOutcomeJson:
    return {
        "id": outcome.id,
        "readings": dict(outcome.readings),
        "disputed": dict(outcome.disputed),
    }
