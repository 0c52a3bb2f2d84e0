"""What other facts would change, and reviews, as the OpenAPI document describes them."""

from typing import Literal

from .models import Case, Conclusion, Model, Proof, Receipt, Request, Scalar, Statement

# Rows as a case file has them.
Patch = dict[str, bool | list[list[str]]]


class CaseRequest(Request):
    case: Case


class ReviewRequest(Request):
    case: Case
    decision: dict[str, Scalar | None]


class Effect(Model):
    disposition: str
    effect: Literal["gained", "lost"]
    text: str


class EffectCount(Effect):
    single_count: int
    pair_count: int
    listed: int


class FactChange(Model):
    kind: Literal["withdrawn", "added", "replaced"]
    withdrawn: Conclusion | None
    added: Conclusion | None
    text: str


class CarriedVerdict(Conclusion):
    disposition: str


class RowChange(Model):
    withdrawn: Patch
    added: Patch


class ChangeOfCase(Model):
    text: str
    changes: list[FactChange]
    minimal_for: list[Effect]
    gained: dict[str, list[CarriedVerdict]]
    lost: dict[str, list[CarriedVerdict]]
    patch: RowChange


class WhatIfPerson(Model):
    dispositions: list[str]
    carried_by: list[Conclusion] | None
    effects: list[EffectCount]
    changes: list[ChangeOfCase]


class WhatIfAnswer(Model):
    persons: dict[str, WhatIfPerson]
    idle: list[Conclusion] | None
    pairs: bool
    exhausted: bool
    receipt: Receipt


class OpenQuestion(Model):
    predicate: str
    arguments: list[str]
    text: str


class FactAnswer(Model):
    fact: Statement
    gained: dict[str, list[str]]
    lost: dict[str, list[str]]
    narrows: str | None
    other_conclusions: bool
    needs: list[Statement]
    instead_of: list[Statement]
    undecided: bool


class TellingQuestion(OpenQuestion):
    provisions: list[str]
    group: str
    narrows: str
    undecided: bool
    answers: list[FactAnswer]


class RelevanceAnswer(Model):
    question_count: int
    questions: list[TellingQuestion]
    accompanying: list[OpenQuestion]
    irrelevant: list[OpenQuestion]
    exhausted: bool
    left_out: int
    receipt: Receipt


class JudgedPerson(Model):
    disposition: str
    finding: Literal["stands", "contested", "falls"]
    admitted: list[str]


class Condition(Model):
    readings: dict[str, str]
    disputed: dict[str, bool]
    text: str
    provisions: list[str]


class FallingCondition(Condition):
    instead: dict[str, list[str]]
    outcome: str
    why_not: dict[str, Proof] | None


class RestingNode(Statement):
    kind: Literal["reading", "disputed", "discretion"]


class Resting(Model):
    condition: Condition
    beside: list[RestingNode]


class DecisionObstacle(Model):
    facts: list[Conclusion]
    provisions: list[str]
    opposing: list[str]
    unmet: list[str]
    text: str


class PersonsApart(Model):
    persons: list[str]
    readings: list[str]
    disputed: list[str]
    text: str
    provisions: list[str]


class Admission(RowChange):
    size: int
    changes: list[FactChange]
    provisions: dict[str, list[str]]
    text: str


class ReviewAnswer(Model):
    decision: dict[str, str]
    finding: Literal["stands", "contested", "falls"]
    text: str
    persons: dict[str, JudgedPerson]
    apart: list[PersonsApart]
    decided_by: list[str]
    decided_by_facts: list[str]
    stands_under: list[Condition]
    falls_under: list[FallingCondition]
    outcome: str | None
    readings: dict[str, str]
    disputed: dict[str, bool]
    discretion: list[Statement]
    rests_on: Resting | None
    compared: int
    proofs: dict[str, Proof] | None
    certified: bool | None
    conflicts: list[DecisionObstacle]
    changes: list[Admission]
    change_count: int | None
    exhausted: bool
    unfinished: list[str]
    receipt: Receipt
