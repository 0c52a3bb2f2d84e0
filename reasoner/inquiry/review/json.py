"""A reviewed decision as JSON."""

from typing import Literal

from typing_extensions import TypedDict

from ...answer.json import ReceiptJson
from ...explanation.json import ConclusionJson, ProofJson, StatementJson
from ..what_if.json import FactChangeJson, RowChangeJson

ContestedKind = Literal["reading", "disputed", "discretion"]


class JudgedPersonJson(TypedDict):
    """The decision on one person."""

    disposition: str
    finding: Literal["stands", "contested", "falls"]
    admitted: list[str]


class ConditionJson(TypedDict):
    """Options of readings and findings of disputed facts, of which none can be spared."""

    readings: dict[str, str]
    disputed: dict[str, bool]
    text: str
    provisions: list[str]


class FallingConditionJson(ConditionJson):
    """A condition under which the decision falls."""

    instead: dict[str, list[str]]
    outcome: str
    why_not: dict[str, ProofJson] | None


class RestingNodeJson(StatementJson):
    """One thing in the proofs that could be taken otherwise."""

    kind: ContestedKind


class RestingJson(TypedDict):
    """On what a decision rests that could be taken otherwise."""

    condition: ConditionJson
    beside: list[RestingNodeJson]


class DecisionObstacleJson(TypedDict):
    """Provisions and facts that the decision cannot be squared with; nothing in them can be
    spared.
    """

    facts: list[ConclusionJson]
    provisions: list[str]
    opposing: list[str]
    unmet: list[str]
    text: str


class PersonsApartJson(TypedDict):
    """Persons whose decisions may each stand but not together; nobody can be spared."""

    persons: list[str]
    readings: list[str]
    disputed: list[str]
    text: str
    provisions: list[str]


class AdmissionJson(RowChangeJson):
    """Changes of the facts that would admit the decision."""

    size: int
    changes: list[FactChangeJson]
    provisions: dict[str, list[str]]
    text: str


class CarriedDecisionJson(TypedDict):
    """The outcome with a reviewed decision that rests on least that is contested."""

    outcome: str | None
    readings: dict[str, str]
    disputed: dict[str, bool]
    discretion: list[StatementJson]
    rests_on: RestingJson | None
    compared: int
    proofs: dict[str, ProofJson] | None
    certified: bool | None


class ReviewMembersJson(CarriedDecisionJson):
    """The members of `ReviewAnswerJson` but its receipt."""

    decision: dict[str, str]
    finding: Literal["stands", "contested", "falls"] | None
    text: str
    persons: dict[str, JudgedPersonJson]
    apart: list[PersonsApartJson]
    decided_by: list[str]
    decided_by_facts: list[str]
    stands_under: list[ConditionJson]
    falls_under: list[FallingConditionJson]
    conflicts: list[DecisionObstacleJson]
    changes: list[AdmissionJson]
    change_count: int | None
    exhausted: bool
    unfinished: list[str]


class ReviewAnswerJson(ReviewMembersJson):
    """A decision reviewed."""

    receipt: ReceiptJson
