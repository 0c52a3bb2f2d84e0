"""What is told of the law, as the OpenAPI document describes it."""

from typing import Any, Literal

from pydantic import Field, RootModel

from .models import Case, Digest, Model

Cites = Literal["this", "whole"]
Lang = Literal["zh", "en"]


class Bilingual(Model):
    zh: str
    en: str


class Named(Model):
    id: str
    label: str


class RegulationEntry(Model):
    id: str
    version: str
    digest: Digest
    title: Bilingual
    number: Bilingual
    issuer: Bilingual
    provisions: int
    readings: int


class UnusablePack(Model):
    id: str | None
    folder: str
    message: str


class Regulations(Model):
    regulations: list[RegulationEntry]
    unusable: list[UnusablePack]


class ValueType(Model):
    id: str
    kind: Literal["entity", "date", "word", "number"]
    label: str
    words: list[Named]


class Argument(Model):
    name: str
    type: str
    label: str


class Predicate(Model):
    predicate: str
    stage: str | None
    words: str
    arguments: list[Argument]
    provisions: list[str]


class Verdict(Predicate):
    judges: str
    values: list[Named]


class Refusal(Model):
    id: str
    code: Literal["contradiction", "incomplete"]
    words: str
    arguments: list[str]
    lacks: list[str]


class SilentReason(Model):
    number: str
    reason: str


class Encoding(Model):
    status: Literal["encoded", "silent", "partly", "in_parts", "missing"]
    reasons: list[SilentReason]


class ProvisionHead(Model):
    number: str
    citation: str
    article: str
    kind: Literal["article", "paragraph", "chapeau", "item", "sentence"]
    encoding: Encoding


class TextLine(Model):
    number: str | None
    kind: Literal["article", "paragraph", "chapeau", "item", "sentence", "outside"]
    text: Bilingual
    citation: str | None = None
    article: str | None = None
    encoding: Encoding | None = None
    notes: list[str] = Field(default_factory=list)
    readings: list[str] = Field(default_factory=list)


class Regulation(Model):
    id: str
    version: str
    digest: Digest
    text_digest: Digest
    title: Bilingual
    number: Bilingual
    issuer: Bilingual
    source: str
    translation: str
    languages: list[Lang]
    stages: list[Named]
    groups: list[Named]
    types: list[ValueType]
    verdict: Verdict
    conclusions: list[Predicate]
    discretion: list[Predicate]
    assumptions: list[Predicate]
    steps: list[Predicate]
    refusals: list[Refusal]
    provisions: list[TextLine]


class ProvisionPart(ProvisionHead):
    text: Bilingual


class ProvisionNote(Model):
    number: str
    cites: Cites
    note: str


class Drawn(Model):
    predicate: str
    kind: str | None
    words: str | None


class RuleInWords(Model):
    reason: str | None
    draws: list[str]
    needs: list[str]
    unless: list[str]
    whole: bool


class ProvisionRule(Model):
    cites: Cites
    file: str
    line: int
    column: int
    text: str
    provisions: list[str]
    words: str | None
    draws: list[Drawn]
    told: RuleInWords


class ProvisionFact(Model):
    cites: Cites
    predicate: str
    provisions: list[str]
    arguments: list[Argument]
    question: str
    statement: str


class ReadingOption(Model):
    id: str
    label: str
    argument: str
    rests_on: str


class Reading(Model):
    id: str
    provisions: list[str]
    question: str
    options: list[ReadingOption]


class ProvisionReading(Reading):
    cites: Cites


class Provision(ProvisionHead):
    text: Bilingual | None
    parts: list[ProvisionPart]
    notes: list[ProvisionNote]
    rules: list[ProvisionRule]
    facts: list[ProvisionFact]
    readings: list[ProvisionReading]


class Readings(Model):
    readings: list[Reading]


class WorkedCaseEntry(Model):
    id: str
    name: Bilingual
    refused: bool


class WorkedCases(Model):
    demonstration: str | None
    cases: list[WorkedCaseEntry]


class WorkedCase(WorkedCaseEntry):
    case: Case


class Vocabulary(RootModel[dict[str, Any]]):
    """A JSON Schema (2020-12) of whole case files."""
