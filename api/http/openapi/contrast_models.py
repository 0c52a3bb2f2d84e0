"""What separates the outcomes of a case, as the OpenAPI document describes it."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from .models import (
    Case,
    Conclusion,
    Model,
    Proof,
    Receipt,
    Request,
    Statement,
    WantedOutcome,
)


class ContrastRequest(Request):
    case: Case
    outcomes: Annotated[list[str | WantedOutcome], Field(min_length=2, max_length=2)] | None = None


class Taken(Model):
    value: bool | str | list[str]
    text: str


class OpenChoice(Model):
    kind: Literal["disputed", "reading", "discretion"]
    name: str
    text: str
    provisions: list[str]
    a: Taken | None
    b: Taken | None


class DifferingChoice(OpenChoice):
    needed: bool
    always_needed: bool


class NeededChoices(Model):
    count: int
    unique: bool


class ContrastedOutcome(Model):
    id: str
    readings: dict[str, str]
    disputed: dict[str, bool]


class ContrastedOutcomes(Model):
    a: ContrastedOutcome
    b: ContrastedOutcome


class ContrastedPerson(Model):
    a: str | None
    b: str | None
    differs: bool


class ProvisionsOfBoth(Model):
    a: list[str]
    b: list[str]


class CommonConclusion(Statement):
    provisions: ProvisionsOfBoth


class ContrastedConclusions(Model):
    a: list[Conclusion]
    b: list[Conclusion]
    both: list[CommonConclusion]


class ContrastedProofs(Model):
    conclusion: str
    text: str
    holds_in: Literal["a", "b"]
    why: Proof
    why_not: Proof


class Contrast(Model):
    outcomes: ContrastedOutcomes
    choices: list[DifferingChoice]
    needed: NeededChoices
    exhausted: bool
    follows: list[OpenChoice]
    persons: dict[str, ContrastedPerson]
    conclusions: ContrastedConclusions
    proofs: list[ContrastedProofs] | None
    unproved: list[str]
    certified: bool | None
    assumptions: list[Conclusion]
    receipt: Receipt


class PossibleDisposition(Model):
    disposition: str
    text: str
    discretion: list[list[Statement]]
    depends: bool


class DecisionLeaf(Model):
    dispositions: dict[str, list[PossibleDisposition]]


class DecisionBranch(Model):
    answers: list[Taken]
    then: "DecisionQuestion | DecisionLeaf"


class DecisionQuestion(Model):
    kind: Literal["disputed", "reading"]
    name: str
    text: str
    provisions: list[str]
    branches: list[DecisionBranch]


class DecisionTree(Model):
    persons: list[str]
    inner_nodes: int
    depth: int
    exact: bool
    tree: DecisionQuestion | DecisionLeaf


class DecisionTrees(Model):
    trees: list[DecisionTree]
    undecided: list[str]
    apart: bool
    exhausted: bool
    receipt: Receipt


class ContrastAnswer(RootModel[Contrast | DecisionTrees]):
    """Two outcomes side by side, or the decision trees of a case."""
