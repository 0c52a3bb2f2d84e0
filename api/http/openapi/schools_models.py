"""Schools of interpretation and decided cases, as the OpenAPI document describes them."""

from typing import Literal

from pydantic import Field

from .models import (
    Answered,
    Case,
    Conclusion,
    JointReceipt,
    Model,
    Person,
    Receipt,
    Request,
    Scalar,
)


class UnderSchool(Model):
    id: str
    label: str
    reason: str
    pins: dict[str, str]
    matter: list[str]
    against: list[str]
    outcome_count: int | str | None
    complete: bool
    open: list[str]
    persons: dict[str, Person]


class SharedBySchools(Model):
    always: list[Conclusion]
    persons: dict[str, list[str]]


class PinChange(Model):
    start: str | None = Field(alias="from")
    goal: str | None = Field(alias="to")


class SchoolChange(Model):
    readings: dict[str, PinChange]
    text: str


class SchoolStep(Model):
    start: str = Field(alias="from")
    goal: str = Field(alias="to")
    exhausted: bool
    sets: list[SchoolChange]


class SchoolsAnswer(Model):
    regulation: Answered
    schools: list[UnderSchool]
    shared: SharedBySchools
    alike: list[list[str]]
    splits: list[SchoolStep]
    exhausted: bool
    receipt: Receipt


class DecidedCase(Request):
    case: Case
    decision: dict[str, Scalar]
    name: Scalar | None = None


class ConsistencyRequest(Request):
    decided: list[DecidedCase]
    case: Case | None = None


class PinnedWay(Model):
    readings: dict[str, str]
    text: str


class HeldDecision(Model):
    number: int
    name: str | None
    decision: dict[str, str]
    pinned: dict[str, str]
    explained: bool
    pinned_out: bool
    count: int | str | None
    ways: list[PinnedWay]
    ways_exhausted: bool


class ReadingLeft(Model):
    reading: str
    remain: list[str]
    excluded: list[str]
    standing: Literal["excluded", "forced", "narrowed", "tied", "free"]


class DecisionConflict(Model):
    decisions: list[list[int]]
    text: str


class UnequalDecisions(Model):
    decisions: list[int]
    explained: bool
    text: str


class PersonInLine(Model):
    in_line: list[str]
    departing: list[str]


class ShortOutcome(Model):
    id: str
    readings: dict[str, str]
    disputed: dict[str, bool]
    dispositions: dict[str, str]


class CaseInLine(Model):
    persons: dict[str, PersonInLine]
    demanded: dict[str, list[str]]
    outcomes: list[ShortOutcome]
    outcomes_exhausted: bool
    departing: list[str]
    departing_exhausted: bool
    certified: bool | None


class ConsistencyAnswer(Model):
    regulation: Answered
    decided: list[HeldDecision]
    combinations: int | str | None
    count: int | str | None
    consistent: bool
    ways: list[PinnedWay]
    ways_exhausted: bool
    readings: list[ReadingLeft]
    conflicts: list[DecisionConflict]
    conflicts_exhausted: bool
    unequal: list[UnequalDecisions]
    case: CaseInLine | None
    exhausted: bool
    receipt: JointReceipt
