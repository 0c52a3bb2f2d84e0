"""A case under schools of interpretation as JSON."""

from typing_extensions import TypedDict

from ...answer.json import AnsweredJson, PersonJson, ReceiptJson
from ...explanation.json import ConclusionJson


class UnderSchoolJson(TypedDict):
    """A case under one school."""

    id: str
    label: str
    reason: str
    pins: dict[str, str]
    matter: list[str]
    against: list[str]
    outcome_count: int | str | None
    complete: bool
    open: list[str]
    persons: dict[str, PersonJson]


class SharedBySchoolsJson(TypedDict):
    """The conclusions and dispositions that all schools share."""

    always: list[ConclusionJson]
    persons: dict[str, list[str]]


PinChangeJson = TypedDict("PinChangeJson", {"from": str | None, "to": str | None})
PinChangeJson.__doc__ = "The change of one reading."


class SchoolChangeJson(TypedDict):
    """A set of readings to change."""

    readings: dict[str, PinChangeJson]
    text: str


SchoolStepJson = TypedDict(
    "SchoolStepJson", {"from": str, "to": str, "exhausted": bool, "sets": list[SchoolChangeJson]}
)
SchoolStepJson.__doc__ = "The least that it takes to come from one school to the result of another."


class SchoolsMembersJson(TypedDict):
    """The members of `SchoolsAnswerJson` but its receipt."""

    regulation: AnsweredJson
    schools: list[UnderSchoolJson]
    shared: SharedBySchoolsJson
    alike: list[list[str]]
    splits: list[SchoolStepJson]
    exhausted: bool


class SchoolsAnswerJson(SchoolsMembersJson):
    """A case under the schools of its law."""

    receipt: ReceiptJson
