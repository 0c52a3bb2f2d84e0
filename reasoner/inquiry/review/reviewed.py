"""A decision reviewed: whether it stands, falls, or stands only on a contested reading, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from clingo.symbol import Symbol

from ...answer.receipt import RECEIPT, Json, digests, receipt
from ...atoms import read_atom
from ...case.case import Case
from ...case.decision_selector import Decision
from ...explanation.proof_graph import Node, Proof
from ...pack.model import Pack
from ...solver.prime_implicants import Condition
from ...solver.results import Outcome
from .apart import Apart
from .conflicts import Conflict
from .repairs import Admission
from .review_words import ReviewSpeaker

# Under every combination of open readings and disputed facts some exercise of discretion gives the
# decision, or only under some, or under none.
Finding = Literal["stands", "contested", "falls"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is found of the decision on one person by itself; ``admitted`` are all verdicts that the
    case admits on that person.
    """

    verdict: Symbol
    finding: Finding
    admitted: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """The outcome in which the decision rests on least that is contested, of ``compared`` that have
    it, with a proof for each person; ``discretion`` is what is chosen for them there.

    It rests on ``condition``, and on what else in the proofs could be taken otherwise. ``proofs``
    are None where the second engine is missing.
    """

    outcome: Outcome
    condition: Condition
    discretion: tuple[Symbol, ...]
    proofs: Mapping[str, Proof] | None
    rests_on: tuple[Node, ...]
    compared: int

    @property
    def measure(self) -> tuple[int, int]:
        """On how much it rests that is contested, and how large the proofs are."""
        condition = self.condition
        told = {node.atom for proof in (self.proofs or {}).values() for node in proof}
        contested = len(condition.readings) + len(condition.disputed) + len(self.rests_on)
        return contested, len(told)


@dataclass(frozen=True, slots=True)
class Fallen:
    """A condition under which the decision falls, what may become of each person instead, and the
    first outcome under it with the reasons why the decision does not hold there.
    """

    condition: Condition
    instead: Mapping[str, tuple[Symbol, ...]]
    outcome: Outcome
    why_not: Mapping[str, Proof] | None


@dataclass(frozen=True, slots=True)
class Review:
    """A decision on persons of a case, reviewed.

    ``decided_by`` are the readings on which it hangs whether it stands, ``decided_by_facts`` the
    disputed facts. ``apart`` are the smallest sets of persons whose decisions no outcome has
    together, though it may have each. Conflicts and changes are looked for where the decision
    falls; ``change_count`` is how many of the smallest changes there are, None where they are too
    many to be counted. ``unfinished`` are the members of the answer that may lack something.
    """

    decision: Decision
    finding: Finding
    persons: Mapping[str, Judged]
    apart: tuple[Apart, ...]
    decided_by: tuple[str, ...]
    decided_by_facts: tuple[str, ...]
    stands_under: tuple[Condition, ...]
    falls_under: tuple[Fallen, ...]
    carried: Carried | None
    conflicts: tuple[Conflict, ...]
    changes: tuple[Admission, ...]
    change_count: int | None
    unfinished: tuple[str, ...]
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)

    def as_json(self, lang: str) -> Json:
        """The whole answer with its receipt."""
        words = ReviewSpeaker(self.pack, lang)
        carried = self.carried
        certified = carried is not None and carried.proofs is not None
        said: Json = {
            "decision": dict(self.decision.dispositions),
            "finding": self.finding,
            "text": words.headline(self.finding, [j.verdict for j in self.persons.values()]),
            "persons": {name: self._judged(judged) for name, judged in self.persons.items()},
            "apart": [words.apart_json(each) for each in self.apart],
            "decided_by": list(self.decided_by),
            "decided_by_facts": list(self.decided_by_facts),
            "stands_under": [words.condition_json(each) for each in self.stands_under],
            "falls_under": [self._fallen(each, words) for each in self.falls_under],
            "outcome": None if carried is None else carried.outcome.id,
            "readings": {} if carried is None else dict(carried.outcome.readings),
            "disputed": {} if carried is None else dict(carried.outcome.disputed),
            "discretion": [] if carried is None else [*map(words.atom, carried.discretion)],
            "rests_on": None if carried is None else self._resting(carried, words),
            "compared": 0 if carried is None else carried.compared,
            "proofs": _proofs(carried.proofs if carried else {}, lang),
            "certified": True if certified else None,
            "conflicts": [words.conflict_json(each) for each in self.conflicts],
            "changes": [words.admission_json(each) for each in self.changes],
            "change_count": self.change_count,
            "exhausted": not self.unfinished,
            "unfinished": list(self.unfinished),
        }
        asked = {"call": "review", "decision": dict(self.decision.dispositions), "lang": lang}
        exhausted = not self.unfinished
        made = receipt(asked, self.case, self.pack, digests(said), exhausted=exhausted)
        return {**said, RECEIPT: made}

    @staticmethod
    def _resting(carried: Carried, words: ReviewSpeaker) -> Json:
        nodes = carried.rests_on
        return {
            "condition": words.condition_json(carried.condition),
            "beside": [
                {"kind": n.kind, "atom": n.atom, "text": n.text.say(words.lang)} for n in nodes
            ],
        }

    @staticmethod
    def _judged(judged: Judged) -> Json:
        return {
            "disposition": _word(judged.verdict),
            "finding": judged.finding,
            "admitted": [*map(_word, judged.admitted)],
        }

    @staticmethod
    def _fallen(fallen: Fallen, words: ReviewSpeaker) -> Json:
        return {
            **words.condition_json(fallen.condition),
            "instead": {who: [*map(_word, found)] for who, found in fallen.instead.items()},
            "outcome": fallen.outcome.id,
            "why_not": _proofs(fallen.why_not, words.lang),
        }


def contested_nodes(
    proofs: Iterable[Proof], outcome: Outcome, condition: Condition
) -> tuple[Node, ...]:
    """What proofs in an outcome rest on that could be taken otherwise, beside a condition: readings
    that make a difference, disputed facts, discretion.
    """
    found = {node.atom: node for proof in proofs for node in proof}
    return tuple(node for node in found.values() if _is_contested(node, outcome, condition))


def _is_contested(node: Node, outcome: Outcome, condition: Condition) -> bool:
    match node.kind:
        case "reading":
            name = read_atom(node.atom).arguments[0].name
            return name in outcome.readings and name not in condition.readings
        case "disputed":
            return node.atom in outcome.disputed and node.atom not in condition.disputed
        case kind:
            return kind == "discretion"


def _word(verdict: Symbol) -> str:
    return str(verdict.arguments[1])


def _proofs(proofs: Mapping[str, Proof] | None, lang: str) -> Json | None:
    return None if proofs is None else {who: p.as_json(lang) for who, p in proofs.items()}
