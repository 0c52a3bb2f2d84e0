"""A proof as a graph: each thing that is proved, once, and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..i18n import Words
from ..pack.provision import Provision
from .json import Kind, ProofJson, ProofNodeJson, Standing


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule as a proof uses it. Lines and columns count from 1, columns in bytes as clingo's do;
    ``bindings`` give the values of the rule's named variables.
    """

    file: str
    line: int
    column: int
    text: str
    bindings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a proof.

    The children of a rule are its body in order. ``detail`` says more than ``text`` does: the
    argument for a reading, the reason of an absence; ``negated`` is the statement that does not
    hold. In an answer to why not a node of kind absent that has a ``rule`` is that rule's failed
    attempt to draw the atom; ``standing`` then says, child by child, what each condition is to it.
    """

    id: str
    atom: str
    text: Words
    kind: Kind
    rule: RuleUse | None = None
    provisions: tuple[Provision, ...] = ()
    children: tuple[str, ...] = ()
    detail: tuple[Words, ...] = ()
    standing: tuple[Standing, ...] = ()
    negated: Words | None = None

    def as_json(self, lang: str) -> ProofNodeJson:
        """The form that interfaces promise, its words in one language."""
        members: ProofNodeJson = {
            "atom": self.atom,
            "text": self.text.say(lang),
            "kind": self.kind,
            "rule": None
            if self.rule is None
            else {
                "file": self.rule.file,
                "line": self.rule.line,
                "column": self.rule.column,
                "text": self.rule.text,
                "bindings": dict(self.rule.bindings),
            },
            "provision": str(self.provisions[0]) if self.provisions else None,
            "provisions": [str(provision) for provision in self.provisions],
            "children": list(self.children),
            "detail": [words.say(lang) for words in self.detail],
        }
        if self.standing:
            members["standing"] = list(self.standing)
        return members


@dataclass(frozen=True, slots=True)
class Proof:
    """A directed acyclic graph of nodes, the root first; no atom stands on itself."""

    root: str
    nodes: Mapping[str, Node]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def as_json(self, lang: str) -> ProofJson:
        """The form that interfaces promise, its words in one language."""
        return {"root": self.root, "nodes": {n.id: n.as_json(lang) for n in self}}
