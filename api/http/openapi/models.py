"""What is asked and answered of a case, as the OpenAPI document describes it.

These models serve the document and the tests that hold answers against it: requests are read by the
reasoner's own reader of cases, which knows places and lines, and answers are made by the reasoner.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from ....reasoner.errors import Code
from ....reasoner.explanation.proof_graph import Kind, Standing
from ....reasoner.verify.verification import Code as RemarkCode

Lang = Literal["zh", "en"]
Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
# Whatever is written is read as the text that was written.
Scalar = str | float | bool
# A fact without arguments is true; a row of one value may be written without its brackets.
Rows = bool | list[Scalar | list[Scalar]] | None
Section = dict[str, Rows] | None


def _open(schema: dict[str, Any]) -> None:
    """Let there be members that the document does not know: later versions may have more."""
    del schema["additionalProperties"]


class Model(BaseModel):
    """An object that is answered: this version has these members and no others."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_open)


class Request(BaseModel):
    """An object that is asked with: whatever else stands in it is refused."""

    model_config = ConfigDict(extra="forbid")


class Case(Request):
    regulation: Scalar | None = None
    title: Scalar | None = None
    school: Scalar | None = None
    facts: Section = None
    disputed: Section = None
    denied: Section = None
    readings: dict[str, Scalar] | None = None


class WantedOutcome(Request):
    readings: dict[str, str | None] | None = None
    disputed: dict[str, bool | None] | None = None
    dispositions: dict[str, str | None] | None = None


class WhyRequest(Request):
    case: Case
    conclusion: str
    outcome: str | WantedOutcome | None = None


class CaseProblem(Model):
    code: Code
    pointer: str
    also: list[str]
    line: int | None
    found: str | None
    message: str
    allowed: list[str]
    nearest: str | None


class Statement(Model):
    atom: str
    text: str


class Conclusion(Statement):
    provisions: list[str]


class Outcome(Model):
    id: str
    readings: dict[str, str]
    disputed: dict[str, bool]
    dispositions: dict[str, str]
    discretion: list[list[list[Statement]]]
    conclusions: list[Conclusion]


class Person(Model):
    dispositions: list[str]
    contested: bool
    readings: list[str]


class Collision(Model):
    reading: str
    persons: list[str]
    provisions: list[str]
    options: dict[str, dict[str, list[str]]]


class Dropped(Model):
    disputed: dict[str, bool]
    errors: list[CaseProblem]


class Answered(Model):
    id: str
    digest: Digest


class AskedOutcomes(Model):
    call: Literal["outcomes"]
    limit: int
    lang: Lang


class AskedReasons(Model):
    call: Literal["why", "why-not"]
    conclusion: str
    outcome: str
    others: int
    lang: Lang


class AskedContrast(Model):
    call: Literal["contrast"]
    outcomes: list[str]
    lang: Lang


class AskedSchools(Model):
    call: Literal["schools"]
    schools: list[str]
    lang: Lang


class AskedWhatIf(Model):
    call: Literal["what-if"]
    persons: list[str]
    pairs: bool
    lang: Lang


class AskedRelevance(Model):
    call: Literal["relevance"]
    limit: int | None
    lang: Lang


class AskedReview(Model):
    call: Literal["review"]
    decision: dict[str, str]
    lang: Lang


class PackState(Model):
    id: str
    version: str
    digest: Digest
    text_digest: Digest


class EngineVersions(Model):
    wenze: str | None
    clingo: str
    swi_prolog: str | None


Asked = (
    AskedOutcomes
    | AskedReasons
    | AskedContrast
    | AskedSchools
    | AskedWhatIf
    | AskedRelevance
    | AskedReview
)


class Receipt(Model):
    asked: Asked
    case: Case
    case_digest: Digest
    pack: PackState
    engines: EngineVersions
    exhausted: bool
    parts: dict[str, Digest]
    answer: Digest


class AskedConsistency(Model):
    call: Literal["consistency"]
    decisions: list[dict[str, str]]
    names: list[str | None]
    case: bool
    limit: int
    lang: Lang


class AskedCompare(Model):
    call: Literal["compare"]
    before: PackState
    lang: Lang


class JointReceipt(Model):
    asked: AskedConsistency | AskedCompare
    cases_digest: Digest
    pack: PackState
    engines: EngineVersions
    exhausted: bool
    parts: dict[str, Digest]
    answer: Digest


class AnswerHead(Model):
    """What an answer says of all outcomes."""

    regulation: Answered
    outcome_count: int | str | None
    complete: bool
    certified: bool | None
    pinned: dict[str, str]
    persons: dict[str, Person]
    always: list[Conclusion]
    sometimes: list[Conclusion]
    collisions: list[Collision]
    assumptions: list[Conclusion]
    idle: list[str]
    dropped: list[Dropped]


class OutcomesAnswer(AnswerHead):
    outcomes: list[Outcome]
    receipt: Receipt


class AnswerLine(Model):
    answer: AnswerHead


class OutcomeLine(Model):
    outcome: Outcome


class ReceiptLine(Model):
    receipt: Receipt


class RuleUse(Model):
    file: str
    line: int
    column: int
    text: str
    bindings: dict[str, str]


class ProofNode(Model):
    atom: str
    text: str
    kind: Kind
    rule: RuleUse | None
    provision: str | None
    provisions: list[str]
    children: list[str]
    detail: list[str]
    standing: list[Standing] = Field(default_factory=list)


class Proof(Model):
    root: str
    nodes: dict[str, ProofNode]


class Explanation(Proof):
    conclusion: str
    holds: bool
    outcome: str
    readings: dict[str, str]
    disputed: dict[str, bool]
    proof_count: int | str | None = None
    proof_count_exact: bool | None = None
    others: list[Proof] = Field(default_factory=list)
    receipt: Receipt


class Health(Model):
    status: Literal["ok"]
    engines: EngineVersions
    workers: int


class VerifyRequest(RootModel[dict[str, Any]]):
    """An answer with its receipt, or the receipt alone; whatever it lacks is told."""


class Remark(Model):
    code: RemarkCode
    fault: bool
    was: str | None
    now: str | None
    message: str


class Tally(Model):
    count: int
    first: list[str]


class Verification(Model):
    same: bool
    remarks: list[Remark]
    parts: list[str]
    places: Tally
    gained: Tally
    lost: Tally
    errors: list[CaseProblem]
    pack: PackState
    engines: EngineVersions


class HttpProblem(BaseModel):
    """RFC 9457; where the time was up, with what was found until then."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: list[CaseProblem] = Field(default_factory=list)
    complete: bool | None = None


class ProblemLine(Model):
    problem: HttpProblem


# What a line of a stream may be.
LINES = (AnswerLine, OutcomeLine, ReceiptLine, ProblemLine)


class OpenApi(RootModel[dict[str, Any]]):
    """An OpenAPI document."""
