"""Problems, health and the lines of a stream as JSON."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from ...reasoner.answer.json import AnswerHeadJson, EngineVersionsJson, OutcomeJson, ReceiptJson
from ...reasoner.errors import CaseProblemJson


class HttpProblemJson(TypedDict):
    """A problem (RFC 9457): why a request was not answered. Where the time for solving was up,
    also the members of the answer that were worked out until then, and its receipt, in the form
    they have there.
    """

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[CaseProblemJson]]
    complete: NotRequired[bool]


class HealthJson(TypedDict):
    """The state of the server."""

    status: Literal["ok"]
    engines: EngineVersionsJson
    workers: int


class AnswerLineJson(TypedDict):
    """The first line of a stream."""

    answer: AnswerHeadJson


class OutcomeLineJson(TypedDict):
    """A line of a stream, for one outcome."""

    outcome: OutcomeJson


class ReceiptLineJson(TypedDict):
    """The last line of a stream that is whole."""

    receipt: ReceiptJson


class ProblemLineJson(TypedDict):
    """The last line of a stream that is broken off."""

    problem: HttpProblemJson
