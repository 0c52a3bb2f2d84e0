"""A proof as a graph: each thing that is proved, once, and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import cast

from ..i18n import Words
from ..pack.provision import Provision
from .json import Kind, ProofJson, ProofNodeJson, RuleUseJson, Standing


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
    """A node of a proof, or its words alone before it has its place in the graph.

    The children of a rule are its body in order. ``detail`` says more than ``text`` does: the
    argument for a reading, the reason of an absence; ``negated`` is the statement that does not
    hold. In an answer to why not a node of kind absent that has a ``rule`` is that rule's failed
    attempt to draw the atom; ``standing`` then says, child by child, what each condition is to it.
    """

    kind: Kind
    text: Words
    provisions: tuple[Provision, ...] = ()
    detail: tuple[Words, ...] = ()
    negated: Words | None = None
    id: str = ""
    atom: str = ""
    rule: RuleUse | None = None
    children: tuple[str, ...] = ()
    standing: tuple[Standing, ...] = ()

    def as_json(self, lang: str) -> ProofNodeJson:
        """The form that interfaces promise, its words in one language."""
        members: ProofNodeJson = {
            "atom": self.atom,
            "text": self.text.say(lang),
            "kind": self.kind,
            "rule": None if self.rule is None else cast("RuleUseJson", asdict(self.rule)),
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
