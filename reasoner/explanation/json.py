"""Statements and proofs as JSON."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

Kind = Literal["fact", "disputed", "assumed", "rule", "reading", "discretion", "absent", "computed"]
# What a condition is to a rule that did not draw its head: it holds, it does not and should, or it
# does and should not; or it cannot be said, because an earlier one is missing.
Standing = Literal["met", "missing", "blocking", "open"]


class StatementJson(TypedDict):
    """An atom and what it says."""

    atom: str
    text: str


class ConclusionJson(StatementJson):
    """A conclusion with the provisions that carry it."""

    provisions: list[str]


class RuleUseJson(TypedDict):
    """A rule as a proof uses it."""

    file: str
    line: int
    column: int
    text: str
    bindings: dict[str, str]


class ProofNodeJson(TypedDict):
    """One thing in a proof."""

    atom: str
    text: str
    kind: Kind
    rule: RuleUseJson | None
    provision: str | None
    provisions: list[str]
    children: list[str]
    detail: list[str]
    standing: NotRequired[list[Standing]]


class ProofJson(TypedDict):
    """A proof, as a directed acyclic graph; no atom stands on itself."""

    root: str
    nodes: dict[str, ProofNodeJson]
