"""The bodies of requests, as the OpenAPI document describes them."""

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ....reasoner.case.json import CaseJson, Scalar


class WantedOutcome(TypedDict):
    """An outcome asked for by what it has; the first that has all of it is taken. Each member may
    be left out or null.
    """

    readings: NotRequired[dict[str, str | None] | None]
    disputed: NotRequired[dict[str, bool | None] | None]
    dispositions: NotRequired[dict[str, str | None] | None]


TwoOutcomes = Annotated[list[str | WantedOutcome], Field(min_length=2, max_length=2)]


class WhyRequest(TypedDict):
    """The question why a conclusion holds in an outcome of a case, or why it does not."""

    case: CaseJson
    conclusion: str
    outcome: NotRequired[str | WantedOutcome | None]


class ContrastRequest(TypedDict):
    """The question about the difference between two outcomes of a case, or all of them."""

    case: CaseJson
    outcomes: NotRequired[TwoOutcomes | None]


class CaseRequest(TypedDict):
    """A question about a case."""

    case: CaseJson


class ReviewRequest(TypedDict):
    """The question whether a decision is defensible."""

    case: CaseJson
    decision: dict[str, Scalar | None]


class DecidedCase(TypedDict):
    """A decided case."""

    case: CaseJson
    decision: dict[str, Scalar]
    name: NotRequired[Scalar | None]


class ConsistencyRequest(TypedDict):
    """The question whether decided cases agree."""

    decided: list[DecidedCase]
    case: NotRequired[CaseJson | None]


class CompareRequest(TypedDict):
    """The question about the difference between two regulations."""

    before: Scalar
    after: Scalar
    cases: list[CaseJson]
