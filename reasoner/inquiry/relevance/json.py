"""Questions about open facts as JSON."""

from typing_extensions import TypedDict

from ...answer.json import ReceiptJson
from ...explanation.json import StatementJson


class OpenQuestionJson(TypedDict):
    """A question about what the case names."""

    predicate: str
    arguments: list[str]
    text: str


class FactAnswerJson(TypedDict):
    """An answer: a fact, and what it changes."""

    fact: StatementJson
    gained: dict[str, list[str]]
    lost: dict[str, list[str]]
    narrows: str | None
    other_conclusions: bool
    needs: list[StatementJson]
    instead_of: list[StatementJson]
    undecided: bool


class TellingQuestionJson(OpenQuestionJson):
    """A question that could still change a conclusion."""

    provisions: list[str]
    group: str
    narrows: str
    undecided: bool
    answers: list[FactAnswerJson]


class RelevanceMembersJson(TypedDict):
    """The members of `RelevanceAnswerJson` but its receipt."""

    question_count: int
    questions: list[TellingQuestionJson]
    accompanying: list[OpenQuestionJson]
    irrelevant: list[OpenQuestionJson]
    exhausted: bool
    left_out: int


class RelevanceAnswerJson(RelevanceMembersJson):
    """The questions that could still change a conclusion."""

    receipt: ReceiptJson
