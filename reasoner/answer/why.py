"""Why something is concluded, or is not: the question checked, the outcome found, the proof."""

from dataclasses import dataclass, field

from clingo.symbol import Function, String, Symbol

from ..canonical import exact
from ..case.atom_selector import known_atom
from ..case.case import Case
from ..case.outcome_selector import OutcomeSelector
from ..errors import CaseRefused, MessageError, Problem
from ..escaping import shown
from ..explanation.proof_graph import Proof
from ..explanation.proofs import Others, proofs_of
from ..i18n import message
from ..pack.model import Pack
from ..solver.outcomes import Outcomes
from ..solver.results import Outcome
from .json import AskedReasonsJson, ExplanationJson, ExplanationMembersJson
from .receipt import RECEIPT, digests, receipt


class NoSuchOutcome(MessageError):
    """No outcome of the case is the one asked for."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a conclusion holds in an outcome, or why it does not.

    ``wanted_others`` is how many further proofs were asked for; ``pack`` and ``case`` are what it
    was asked of.
    """

    conclusion: Symbol
    outcome: Outcome
    holds: bool
    proof: Proof
    others: Others | None
    wanted_others: int
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)

    def as_json(self, lang: str) -> ExplanationJson:
        """The proof in the form that interfaces promise, with what was asked and its receipt."""
        proof = self.proof.as_json(lang)
        said: ExplanationMembersJson = {
            "conclusion": str(self.conclusion),
            "holds": self.holds,
            "outcome": self.outcome.id,
            "readings": dict(self.outcome.readings),
            "disputed": dict(self.outcome.disputed),
            "root": proof["root"],
            "nodes": proof["nodes"],
        }
        if self.others is not None:
            said["proof_count"] = exact(self.others.count)
            said["proof_count_exact"] = self.others.exact
            said["others"] = [proof.as_json(lang) for proof in self.others.proofs]
        asked: AskedReasonsJson = {
            "call": "why" if self.holds else "why-not",
            "conclusion": str(self.conclusion),
            "outcome": self.outcome.id,
            "others": self.wanted_others,
            "lang": lang,
        }
        made = receipt(asked, self.case, self.pack, digests(said), exhausted=True)
        return {**said, RECEIPT: made}


def explain(
    outcomes: Outcomes,
    conclusion: str,
    wanted: str | OutcomeSelector | None,
    *,
    holds: bool,
    others: int = 0,
) -> Explanation:
    """Prove a conclusion in an outcome, or show why it does not hold there.

    The outcome is the one with an id, the first that is as wanted, or the first in which the
    conclusion holds, or fails. Up to ``others`` further proofs are listed. Raises CaseRefused for a
    conclusion that the regulation does not know or that is not so there, NoSuchOutcome,
    ProverMissing.
    """
    symbol = known_atom(conclusion, outcomes.pack, "/conclusion")
    proofs = proofs_of(outcomes)
    if wanted is None:
        outcome = proofs.first_where(symbol, holds=holds)
    else:
        outcome = find_outcome(outcomes, wanted)
    proof = None
    if outcome is not None:
        proof = (proofs.why if holds else proofs.why_not)(symbol, outcome)
    further = None
    if outcome is not None and holds and others:
        further = proofs.others(symbol, outcome, others)
    if outcome is None or proof is None:
        if holds:
            key = "explain_false_nowhere" if outcome is None else "explain_false_there"
        else:
            key = "explain_true_nowhere" if outcome is None else "explain_true_there"
        raise CaseRefused([Problem("value", message(key), "/conclusion", found=str(symbol))])
    return Explanation(
        symbol, outcome, holds, proof, further, others, outcomes.pack, outcomes.findings.case
    )


def find_outcome(outcomes: Outcomes, wanted: str | OutcomeSelector) -> Outcome:
    """The outcome with an id, or the first that is as wanted. Raises NoSuchOutcome."""
    if isinstance(wanted, str):
        position, _, _ = wanted.partition("-")
        try:
            found = outcomes.at(int(position))
        except (ValueError, IndexError):
            found = None
        if found is None or found.id != wanted:
            raise NoSuchOutcome(message("explain_no_outcome", found=shown(wanted)))
        return found
    verdicts = [
        Function(outcomes.pack.verdict, [String(person), Function(word)])
        for person, word in wanted.dispositions.items()
    ]
    first = outcomes.first_with(verdicts, (), wanted.readings, wanted.disputed)
    if first is None:
        raise NoSuchOutcome(message("explain_none_fits"))
    return first
