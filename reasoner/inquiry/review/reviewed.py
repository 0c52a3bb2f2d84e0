"""The review of a decision as values: it stands, falls, or stands only on a contested reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from clingo.symbol import Symbol

from ...answer.json import AskedJson
from ...answer.receipt import receipted
from ...atoms import plain, read_atom
from ...case.case import Case
from ...case.decision_selector import Decision
from ...explanation.json import ProofJson
from ...explanation.proof_graph import Node, Proof
from ...pack.model import Pack
from ...solver.prime_implicants import Condition
from ...solver.results import Outcome
from ..what_if.changes import patch
from .conflicts import DecisionConflict, each_once
from .incompatible import Incompatible
from .json import (
    AdmissionJson,
    CarriedDecisionJson,
    ConditionJson,
    ContestedKind,
    DecisionObstacleJson,
    FallingConditionJson,
    JudgedPersonJson,
    PersonsApartJson,
    RestingNodeJson,
    ReviewAnswerJson,
    ReviewMembersJson,
)
from .repairs import Repair
from .review_words import ReviewSpeaker

# Under every combination of open readings and disputed facts some exercise of discretion gives the
# decision, or only under some, or under none.
Finding = Literal["stands", "contested", "falls"]
# The members of an answer that may lack something when the search ends.
Member = Literal[
    "finding",
    "decided_by",
    "persons",
    "changes",
    "stands_under",
    "falls_under",
    "apart",
    "outcome",
    "conflicts",
]
MEMBERS: tuple[Member, ...] = get_args(Member)


@dataclass(frozen=True, slots=True)
class Judged:
    """The finding on the decision on one person by itself; ``admitted`` are all verdicts that the
    case admits on that person.
    """

    verdict: Symbol
    finding: Finding
    admitted: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """The outcome, of ``compared`` ones, in which the decision rests on least that is contested,
    with a proof for each person; ``discretion`` has the choices made for them there.

    It rests on ``condition``, and on other nodes of the proofs that could be taken otherwise.
    ``proofs`` are None if the second engine is missing.
    """

    outcome: Outcome
    condition: Condition
    discretion: tuple[Symbol, ...]
    proofs: Mapping[str, Proof] | None
    rests_on: tuple[Node, ...]
    compared: int

    @property
    def measure(self) -> tuple[int, int]:
        """The number of contested things that the decision rests on, and the size of the proofs."""
        condition = self.condition
        atoms = {node.atom for proof in (self.proofs or {}).values() for node in proof}
        contested = len(condition.readings) + len(condition.disputed) + len(self.rests_on)
        return contested, len(atoms)


@dataclass(frozen=True, slots=True)
class Fallen:
    """A condition under which the decision falls, the verdicts possible instead for each person,
    and the first outcome under it with the reasons why the decision does not hold there.
    """

    condition: Condition
    instead: Mapping[str, tuple[Symbol, ...]]
    outcome: Outcome
    why_not: Mapping[str, Proof] | None


@dataclass(slots=True)
class Review:
    """A decision on persons of a case, reviewed: filled while that is done.

    ``decided_by`` are the readings on which it hangs whether it stands, ``decided_by_facts`` the
    disputed facts. ``incompatible`` are the smallest sets of persons whose decisions no outcome has
    together, though it may have each. Conflicts and repairs are looked for where the decision
    falls; ``repair_count`` is the number of the smallest repairs, None where they are too many to
    be counted. ``unfinished`` are the members of the answer that may lack something; it is
    ``complete`` unless the time was up before all was found, and ``finding`` None if it was up
    before that.
    """

    decision: Decision
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)
    finding: Finding | None = None
    persons: dict[str, Judged] = field(default_factory=dict)
    incompatible: list[Incompatible] = field(default_factory=list)
    decided_by: tuple[str, ...] = ()
    decided_by_facts: tuple[str, ...] = ()
    stands_under: tuple[Condition, ...] = ()
    falls_under: list[Fallen] = field(default_factory=list)
    carried: Carried | None = None
    conflicts: list[DecisionConflict] = field(default_factory=list)
    repairs: tuple[Repair, ...] = ()
    repair_count: int | None = None
    unfinished: tuple[Member, ...] = MEMBERS
    complete: bool = False

    def finish(self, *members: Member) -> None:
        """Note that these members of the answer lack nothing."""
        self.unfinished = tuple(each for each in self.unfinished if each not in members)

    def as_json(self, lang: str) -> ReviewAnswerJson:
        """The whole answer with its receipt."""
        words = ReviewSpeaker(self.pack, lang)
        members: ReviewMembersJson = {
            "decision": dict(self.decision.dispositions),
            "finding": self.finding,
            "text": words.headline(self.finding, self.decision.verdicts(self.pack).values()),
            "persons": {name: _judged(judged) for name, judged in self.persons.items()},
            "apart": [_incompatible(each, words) for each in self.incompatible],
            "decided_by": list(self.decided_by),
            "decided_by_facts": list(self.decided_by_facts),
            "stands_under": [_condition(each, words) for each in self.stands_under],
            "falls_under": [_fallen(each, words) for each in self.falls_under],
            **(_NOT_CARRIED if self.carried is None else _carried(self.carried, words)),
            "conflicts": [_conflict(each, words) for each in self.conflicts],
            "changes": [_repair(each, words) for each in self.repairs],
            "change_count": self.repair_count,
            "exhausted": not self.unfinished,
            "unfinished": list(self.unfinished),
        }
        asked: AskedJson = {"call": "review", "decision": members["decision"], "lang": lang}
        return receipted(ReviewAnswerJson, members, asked, self.case, self.pack)


_NOT_CARRIED: CarriedDecisionJson = {
    "outcome": None,
    "readings": {},
    "disputed": {},
    "discretion": [],
    "rests_on": None,
    "compared": 0,
    "proofs": {},
    "certified": None,
}


def _judged(judged: Judged) -> JudgedPersonJson:
    return {
        "disposition": _word(judged.verdict),
        "finding": judged.finding,
        "admitted": [*map(_word, judged.admitted)],
    }


def _incompatible(found: Incompatible, words: ReviewSpeaker) -> PersonsApartJson:
    return {
        "persons": list(found.persons),
        "readings": list(found.readings),
        "disputed": list(found.disputed),
        "text": words.incompatible(found),
        "provisions": words.leaving_open(found.readings),
    }


def _condition(condition: Condition, words: ReviewSpeaker) -> ConditionJson:
    return {
        "readings": dict(condition.readings),
        "disputed": dict(condition.disputed),
        "text": words.condition(condition),
        "provisions": words.leaving_open(condition.readings),
    }


def _fallen(fallen: Fallen, words: ReviewSpeaker) -> FallingConditionJson:
    return {
        **_condition(fallen.condition, words),
        "instead": {who: [*map(_word, found)] for who, found in fallen.instead.items()},
        "outcome": fallen.outcome.id,
        "why_not": _proofs(fallen.why_not, words.lang),
    }


def _carried(carried: Carried, words: ReviewSpeaker) -> CarriedDecisionJson:
    beside: list[RestingNodeJson] = [
        {
            "kind": cast("ContestedKind", node.kind),
            "atom": node.atom,
            "text": node.text.say(words.lang),
        }
        for node in carried.rests_on
    ]
    return {
        "outcome": carried.outcome.id,
        "readings": dict(carried.outcome.readings),
        "disputed": dict(carried.outcome.disputed),
        "discretion": [*map(words.said, carried.discretion)],
        "rests_on": {"condition": _condition(carried.condition, words), "beside": beside},
        "compared": carried.compared,
        "proofs": _proofs(carried.proofs, words.lang),
        "certified": None if carried.proofs is None else True,
    }


def _conflict(conflict: DecisionConflict, words: ReviewSpeaker) -> DecisionObstacleJson:
    return {
        "facts": [*map(words.fact, conflict.facts)],
        "provisions": [*map(str, conflict.cited)],
        "opposing": [*map(str, each_once(conflict.opposing))],
        "unmet": [*map(str, each_once(conflict.unmet))],
        "text": words.conflict(conflict),
    }


def _repair(repair: Repair, words: ReviewSpeaker) -> AdmissionJson:
    return {
        "size": len(repair.changes),
        "changes": [*map(words.change, repair.changes)],
        **patch(repair.changes),
        "provisions": {
            str(plain(verdict.arguments[0])): [*map(str, provisions)]
            for verdict, provisions in repair.provisions.items()
        },
        "text": words.repair(repair),
    }


def contested_nodes(
    proofs: Iterable[Proof], outcome: Outcome, condition: Condition
) -> tuple[Node, ...]:
    """The nodes of proofs in an outcome that could be taken otherwise, beside a condition: readings
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


def _proofs(proofs: Mapping[str, Proof] | None, lang: str) -> dict[str, ProofJson] | None:
    return None if proofs is None else {who: p.as_json(lang) for who, p in proofs.items()}
