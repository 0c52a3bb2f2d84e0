"""Two outcomes side by side: in what they must differ, what each leads to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from ...i18n import Words
from ...pack.model import Pack
from ...pack.words import Speaker
from ...solver.outcomes import Outcomes
from ...solver.results import Outcome
from .choice_words import ChoiceAnswer, ChoiceQuestion, ChoiceSpeaker
from .choices import Choice, ChoiceComparison
from .json import (
    CommonConclusionJson,
    ContrastedOutcomeJson,
    ContrastedProofsJson,
    ContrastJson,
    ContrastMembersJson,
    OpenChoiceJson,
)
from .minimal_switches import Switches

Side = Literal["a", "b", "both"]
SIDES: tuple[Side, ...] = ("a", "b", "both")
# Of how many persons, whose dispositions differ, these are proved.
MAX_PROVED = 20


@dataclass(frozen=True, slots=True)
class DecidedChoice:
    """A choice and how two outcomes decide it; None where it is not open in one of them.

    ``needed`` says that it is one of the fewest that make the difference, ``always_needed`` that it
    is so whichever of several such sets is taken.
    """

    question: ChoiceQuestion
    a: ChoiceAnswer | None
    b: ChoiceAnswer | None
    needed: bool = False
    always_needed: bool = False

    def as_json(self, lang: str) -> OpenChoiceJson:
        """The choice with what each outcome has."""
        return {
            **self.question.as_json(lang),
            "a": None if self.a is None else self.a.as_json(lang),
            "b": None if self.b is None else self.b.as_json(lang),
        }


@dataclass(frozen=True, slots=True)
class DrawnConclusion:
    """A conclusion with the provisions that carry it in each outcome; None where it is not drawn.

    ``label`` says a verdict without its person.
    """

    conclusion: Symbol
    text: Words
    label: Words
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

    def as_json(self, lang: str) -> ConclusionJson:
        """The conclusion of one outcome."""
        atom, text = str(self.conclusion), self.text.say(lang)
        return {"atom": atom, "text": text, "provisions": list(self.provisions)}

    def as_common_json(self, lang: str) -> CommonConclusionJson:
        """The conclusion with the provisions of either outcome."""
        atom, text, (a, b) = str(self.conclusion), self.text.say(lang), (self.a or (), self.b or ())
        return {"atom": atom, "text": text, "provisions": {"a": list(a), "b": list(b)}}


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

    def as_json(self, lang: str) -> ContrastedProofsJson:
        """Both proofs."""
        return {
            "conclusion": str(self.verdict.conclusion),
            "text": self.verdict.text.say(lang),
            "holds_in": self.holds_in,
            "why": self.why.as_json(lang),
            "why_not": self.why_not.as_json(lang),
        }


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
        members: ContrastMembersJson = {
            "outcomes": {"a": _outcome(self.a), "b": _outcome(self.b)},
            "choices": [
                {
                    **choice.as_json(lang),
                    "needed": choice.needed,
                    "always_needed": choice.always_needed,
                }
                for choice in self.choices
            ],
            "needed": {"count": len(self.needed), "unique": self.unique},
            "exhausted": self.complete,
            "follows": [choice.as_json(lang) for choice in self.followers],
            "persons": {
                person: {
                    "a": None if in_a is None else str(in_a.conclusion.arguments[1]),
                    "b": None if in_b is None else str(in_b.conclusion.arguments[1]),
                    "differs": in_a != in_b,
                }
                for person, (in_a, in_b) in self.persons.items()
            },
            "conclusions": {
                "a": [drawn.as_json(lang) for drawn in self.drawn_by("a")],
                "b": [drawn.as_json(lang) for drawn in self.drawn_by("b")],
                "both": [drawn.as_common_json(lang) for drawn in self.drawn_by("both")],
            },
            "proofs": None
            if self.reasons is None
            else [reasons.as_json(lang) for reasons in self.reasons],
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
        self._speaker = Speaker(outcomes.pack)
        self._choices = ChoiceSpeaker(outcomes.pack)
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
                replace(
                    self._decided(choice),
                    needed=number in switches.chosen,
                    always_needed=number in always,
                )
                for number, choice in enumerate(comparison.choices)
            ),
            tuple(map(self._decided, comparison.followers)),
            switches.unique,
            run.complete,
            persons,
            conclusions,
            None if reasons is None else tuple(reasons),
            tuple(unproved),
            self._pack,
            self._outcomes.findings.case,
        )

    def _decided(self, choice: Choice) -> DecidedChoice:
        question = self._choices.question(choice.kind, choice.subject)
        a, b = (
            None if value is None else self._choices.taken(choice.subject, value)
            for value in (choice.a, choice.b)
        )
        return DecidedChoice(question, a, b)

    def _conclusions(self) -> tuple[DrawnConclusion, ...]:
        """The conclusions of either outcome, in order."""
        of_a, of_b = self._provisions(self._a), self._provisions(self._b)
        return tuple(
            DrawnConclusion(
                symbol,
                self._speaker.say(symbol),
                self._choices.end(symbol),
                of_a.get(symbol),
                of_b.get(symbol),
            )
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
