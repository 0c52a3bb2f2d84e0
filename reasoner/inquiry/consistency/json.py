"""Decided cases held against each other as JSON."""

from typing import Literal

from typing_extensions import TypedDict

from ...answer.json import AnsweredJson, JointReceiptJson, ShortOutcomeJson

Standing = Literal["excluded", "forced", "narrowed", "tied", "free"]


class PinnedWayJson(TypedDict):
    """A way to read the law: options of some readings."""

    readings: dict[str, str]
    text: str


class HeldDecisionJson(TypedDict):
    """A decided case, and how the law must be read for its decision."""

    number: int
    name: str | None
    decision: dict[str, str]
    pinned: dict[str, str]
    explained: bool
    pinned_out: bool
    count: int | str | None
    ways: list[PinnedWayJson]
    ways_exhausted: bool


class ReadingLeftJson(TypedDict):
    """A reading as the decisions leave it."""

    reading: str
    remain: list[str]
    excluded: list[str]
    standing: Standing


class DecisionConflictJson(TypedDict):
    """Decisions that cannot stand together, none of them without need."""

    decisions: list[list[int]]
    text: str


class UnequalDecisionsJson(TypedDict):
    """Cases of the same facts that were decided differently."""

    decisions: list[int]
    explained: bool
    text: str


class PersonInLineJson(TypedDict):
    """The dispositions of a person in line with the past, and those that depart from it."""

    in_line: list[str]
    departing: list[str]


class CaseInLineJson(TypedDict):
    """A new case against the past."""

    persons: dict[str, PersonInLineJson]
    demanded: dict[str, list[str]]
    outcomes: list[ShortOutcomeJson]
    outcomes_exhausted: bool
    departing: list[str]
    departing_exhausted: bool
    certified: bool | None


class ConsistencyMembersJson(TypedDict):
    """The members of `ConsistencyAnswerJson` but its receipt."""

    regulation: AnsweredJson
    decided: list[HeldDecisionJson]
    combinations: int | str | None
    count: int | str | None
    consistent: bool
    ways: list[PinnedWayJson]
    ways_exhausted: bool
    readings: list[ReadingLeftJson]
    conflicts: list[DecisionConflictJson]
    conflicts_exhausted: bool
    unequal: list[UnequalDecisionsJson]
    case: CaseInLineJson | None
    exhausted: bool


class ConsistencyAnswerJson(ConsistencyMembersJson):
    """Decided cases held against each other, and what they mean for a new one."""

    receipt: JointReceiptJson
