"""Large proofs made small enough to read: what is beyond dispute is folded first, and counted."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..reasoner.explanation.proof_graph import Node, Proof
from ..reasoner.graphs import reachable
from ..reasoner.i18n import message
from ..reasoner.pack.provision import Provision

MAX_NODES = 300
# More arrows than this cannot be followed by eye, nor laid out in a few seconds.
MAX_ARROWS = 700
_OPEN_KINDS = frozenset({"disputed", "assumed", "reading", "discretion"})
_FACTS = frozenset({"fact", "disputed", "assumed"})


@dataclass(frozen=True, slots=True)
class Fold:
    """The contents of one node of a folded proof: the number of steps, facts and absences in it,
    the provisions that carry them, and whether all of it is beyond dispute.
    """

    steps: int
    facts: int
    absent: int
    provisions: tuple[Provision, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class FoldedProof:
    """A proof to draw, and what its folded nodes stand for; ``hidden`` nodes are not drawn."""

    proof: Proof
    folds: Mapping[str, Fold]
    hidden: int


def folded(proof: Proof, limit: int = MAX_NODES) -> FoldedProof:
    """The proof in at most ``limit`` nodes and MAX_ARROWS arrows, the same one if it has no more.

    First each sub-proof that rests on no disputed fact, assumption, reading or discretion becomes
    one node. If that is not enough, what is farthest from the conclusion is folded too.
    """
    if len(proof.nodes) <= limit and _arrows(proof) <= MAX_ARROWS:
        return FoldedProof(proof, {}, 0)
    settled = _settled(proof)
    closed = {n.id for n in proof if n.id in settled and n.children} - {proof.root}
    if proof.root in settled:
        closed = set()  # all of it is beyond dispute: then only the distance tells
    while True:
        view = _Folder(proof, settled, closed, _nearest(proof, closed, limit)).folded()
        if _arrows(view.proof) <= MAX_ARROWS:
            return view
        limit = limit * 3 // 4


def _arrows(proof: Proof) -> int:
    return sum(len(set(node.children)) for node in proof)


def _settled(proof: Proof) -> set[str]:
    """The nodes that rest on nothing that could be otherwise."""
    parents: dict[str, list[str]] = {}
    for node in proof:
        for child in node.children:
            parents.setdefault(child, []).append(node.id)
    reached = reachable((node.id for node in proof if node.kind in _OPEN_KINDS), parents)
    return set(proof.nodes) - reached


def _nearest(proof: Proof, closed: set[str], limit: int) -> dict[str, None]:
    """The nodes to draw, nearest to the conclusion first: as many as leave room for one folded
    node below each that does not show all its children.
    """
    kept = {proof.root: None}
    rests = 1 if proof.nodes[proof.root].children else 0
    queue = deque([proof.root])
    while queue:
        node = proof.nodes[queue.popleft()]
        if node.id in closed:
            continue
        rest = [child for child in dict.fromkeys(node.children) if child not in kept]
        for place, child in enumerate(rest, start=1):
            opened = bool(proof.nodes[child].children) and child not in closed
            done = place == len(rest)
            if len(kept) + rests + 1 + opened - done > limit:
                break
            kept[child] = None
            rests += opened - done
            queue.append(child)
        if not rest:
            rests -= 1 if node.children else 0
    return kept


@dataclass(frozen=True, slots=True)
class _Folder:
    proof: Proof
    settled: set[str]
    closed: set[str]
    kept: Mapping[str, None]

    def folded(self) -> FoldedProof:
        nodes: dict[str, Node] = {}
        folds: dict[str, Fold] = {}
        for name in self.kept:
            node = self.proof.nodes[name]
            if name in self.closed:
                folds[name] = self._fold(node.children)
                nodes[name] = replace(node, children=(), standing=())
                continue
            rest = [child for child in node.children if child not in self.kept]
            nodes[name] = node
            if rest:
                fold = self._fold(rest)
                name_of_rest = f"{name} …"
                folds[name_of_rest] = fold
                nodes[name] = self._cut(node, name_of_rest)
                nodes[name_of_rest] = _rest(name_of_rest, fold)
        hidden = len(self.proof.nodes) - len(self.kept)
        return FoldedProof(Proof(self.proof.root, nodes), folds, hidden)

    def _cut(self, node: Node, rest: str) -> Node:
        """A node of which some children are drawn as one."""
        pairs = [(child, place) for place, child in enumerate(node.children) if child in self.kept]
        children = (*(child for child, _ in pairs), rest)
        standing = node.standing and (*(node.standing[place] for _, place in pairs), "open")
        return replace(node, children=children, standing=standing)

    def _fold(self, below: Iterable[str]) -> Fold:
        """Count what is not drawn below a node."""
        found: dict[str, None] = {}
        queue = deque(below)
        while queue:
            name = queue.popleft()
            if name not in found and name not in self.kept:
                found[name] = None
                queue.extend(self.proof.nodes[name].children)
        nodes = [self.proof.nodes[name] for name in found]
        kinds = [node.kind for node in nodes]
        facts = sum(kind in _FACTS for kind in kinds)
        absent = kinds.count("absent")
        return Fold(
            steps=len(nodes) - facts - absent,
            facts=facts,
            absent=absent,
            provisions=tuple(sorted({p for node in nodes for p in node.provisions})),
            settled=all(name in self.settled for name in found),
        )


def _rest(name: str, fold: Fold) -> Node:
    """A node that stands for all that is not drawn below another."""
    key = "viz_rest_settled" if fold.settled else "viz_rest"
    return Node("rule", message(key), id=name)
