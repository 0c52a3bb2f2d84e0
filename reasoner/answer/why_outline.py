"""The outline of why something is concluded, or is not: what the outcome rests on, the reasons."""

from dataclasses import dataclass

from ..atoms import plain
from ..canonical import exact
from ..explanation.outline import Citer
from ..explanation.proof_outline import ProofOutline, proof_outline
from ..explanation.reasons_outline import ReasonsOutline, reasons_outline
from ..pack.model import Pack
from ..pack.words import Speaker
from ..solver.results import Outcome
from .outline import FindingOutline, finding_outlines
from .why import Explanation


@dataclass(frozen=True, slots=True)
class BasisReading:
    """A reading as an outcome takes it."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The contested readings and disputed facts on which an outcome rests."""

    readings: tuple[BasisReading, ...]
    findings: tuple[FindingOutline, ...]


@dataclass(frozen=True, slots=True)
class OtherProofs:
    """Further proofs; ``count`` is of all proofs, None where it is beyond what JSON can hold."""

    count: int | str | None
    exact: bool
    proofs: tuple[ProofOutline, ...]


@dataclass(frozen=True, slots=True)
class WhyOutline:
    """Why a conclusion holds in an outcome, or why it does not.

    ``outcome`` is its id and ``number`` its place among all; ``person`` is whom the conclusion
    judges, where it is a verdict.
    """

    holds: bool
    outcome: str
    number: str
    person: str | None
    conclusion: str
    basis: Basis
    reasons: ReasonsOutline
    others: OtherProofs | None


def why_outline(found: Explanation, lang: str) -> WhyOutline:
    """Outline an explanation in ``lang``."""
    pack, conclusion = found.pack, found.conclusion
    cite = Citer(pack, lang)
    others = found.others
    return WhyOutline(
        found.holds,
        found.outcome.id,
        position(found.outcome.id),
        plain(conclusion.arguments[0]) if conclusion.name == pack.verdict else None,
        Speaker(pack).say(conclusion).say(lang),
        basis(found.outcome, pack, lang),
        reasons_outline(found.proof, pack, lang, cite),
        None
        if others is None
        else OtherProofs(
            exact(others.count),
            others.exact,
            tuple(proof_outline(proof, pack, lang, cite) for proof in others.proofs),
        ),
    )


def basis(outcome: Outcome, pack: Pack, lang: str) -> Basis:
    """The basis of ``outcome`` in words."""
    return Basis(
        tuple(
            BasisReading(reading.question.said.say(lang), option.label.said.say(lang))
            for reading in pack.readings
            for option in reading.options
            if outcome.readings.get(reading.id) == option.id
        ),
        finding_outlines(outcome.disputed, Speaker(pack), lang),
    )


def position(outcome: str) -> str:
    """The place of an outcome among all, as its id has it."""
    return outcome.partition("-")[0]
