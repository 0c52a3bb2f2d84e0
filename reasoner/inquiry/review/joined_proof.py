"""The proofs that carry a decision as one graph, in which what they share stands once."""

from dataclasses import replace

from ...explanation.proof_graph import Node, Proof
from ...i18n import LANGS, Words
from .review_words import ReviewSpeaker
from .reviewed import Review

_ROOT = "decision"


def joined_proof(found: Review) -> Proof | None:
    """Join the proofs of the outcome that carries the decision; with several, the whole decision
    stands on top. None if there are no proofs.
    """
    proofs = [*((found.carried and found.carried.proofs) or {}).values()]
    if len(proofs) <= 1:
        return proofs[0] if proofs else None
    names: dict[tuple[str, str, str], str] = {}
    nodes: dict[str, Node] = {}
    roots = []
    for number, proof in enumerate(proofs):
        own = {node.id: names.setdefault(_identity(node), f"{number} {node.id}") for node in proof}
        roots.append(own[proof.root])
        for node in proof:
            children = tuple(own[child] for child in node.children)
            nodes.setdefault(own[node.id], replace(node, id=own[node.id], children=children))
    verdicts = [judged.verdict for judged in found.persons.values()]
    decision = Words({lang: ReviewSpeaker(found.pack, lang).judged(verdicts) for lang in LANGS})
    top = Node("rule", decision, id=_ROOT, children=tuple(roots))
    return Proof(_ROOT, {_ROOT: top, **nodes})


def _identity(node: Node) -> tuple[str, str, str]:
    return node.kind, node.atom, node.text.say(LANGS[0])
