"""Statements and proofs as JSON."""

from typing import NotRequired

from typing_extensions import TypedDict

from .proof_graph import Kind, Standing


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
