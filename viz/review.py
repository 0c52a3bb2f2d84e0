"""A review as a picture: the proofs of a decision or, where it falls, what it is up against."""

from dataclasses import replace

import graphviz

from ..reasoner.explanation.outline import Citation
from ..reasoner.explanation.proof_graph import Node, Proof
from ..reasoner.explanation.tooltips import official_words
from ..reasoner.i18n import LANGS, Words, message
from ..reasoner.inquiry.review.outline import ConflictOutline, ReviewOutline, outline
from ..reasoner.inquiry.review.review_words import ReviewSpeaker
from ..reasoner.inquiry.review.reviewed import Review
from .drawing import Block, Drawing
from .proof import proof_dot
from .text import shortened

MAX_DRAWN = 4
_QUOTED_EMS = 60.0
_ROOT = "decision"


def review_dot(found: Review, lang: str) -> graphviz.Digraph:
    """The DOT graph of a review: the proofs of what was decided of each person, side by side, or
    the conflicts of a decision that falls. Without the second engine, the decision alone.
    """
    carried = found.carried
    if carried is not None and carried.proofs:
        proof = _joined(found, [*carried.proofs.values()])
        return proof_dot(proof, lang, official_words(proof, found.pack, lang))
    return _ConflictDrawing(outline(found, lang), lang).drawn()


def _joined(found: Review, proofs: list[Proof]) -> Proof:
    """Proofs in the same outcome as one, what they share once; with several, the decision as a
    whole stands on top.
    """
    if len(proofs) == 1:
        return proofs[0]
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
    decision = Words({lang: ReviewSpeaker(found.pack, lang).verdicts(verdicts) for lang in LANGS})
    top = Node(_ROOT, "", decision, "rule", children=tuple(roots))
    return Proof(_ROOT, {_ROOT: top, **nodes})


def _identity(node: Node) -> tuple[str, str, str]:
    """The key by which nodes of proofs in one outcome are the same."""
    return node.kind, node.atom, node.text.say(LANGS[0])


class _ConflictDrawing:
    """Draws the decision, the conflicts that exclude it, and their facts and provisions."""

    def __init__(self, outline: ReviewOutline, lang: str) -> None:
        self._outline = outline
        self._drawing = Drawing(message("viz_title_conflict").say(lang), lang, "LR")
        self._drawn: set[str] = set()

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        outline, say = self._outline, self._drawing.say
        verdicts = (Block(judged.verdict, bold=True) for judged in outline.persons)
        blocks = [Block(say("review_decided"), small=True), *verdicts]
        self._drawing.node(_ROOT, "verdict", blocks, [outline.headline])
        for number, conflict in enumerate(outline.conflicts[:MAX_DRAWN], start=1):
            self._conflict(number, conflict)
        if len(outline.conflicts) > MAX_DRAWN:
            self._drawing.notice(say("viz_conflicts_left", count=str(MAX_DRAWN)))
        return self._drawing.finished(_ROOT)

    def _conflict(self, number: int, conflict: ConflictOutline) -> None:
        name = f"conflict {number}"
        block = Block(self._drawing.say("viz_conflict_number", number=str(number)), bold=True)
        self._drawing.node(name, "conflict", [block], [conflict.text])
        self._drawing.edge(name, _ROOT, "blocking")
        for citation in conflict.citations:
            self._drawing.edge(self._provision(citation), name)
        for atom, fact in conflict.facts:
            self._drawing.edge(self._once("fact", atom, [Block(fact.text)], fact.text), name)

    def _provision(self, citation: Citation) -> str:
        """A provision with the beginning of its official words."""
        official = citation.passages[0] if len(citation.passages) == 1 else None
        words = "" if official is None else official.translation or official.text
        blocks = [Block(citation.label.replace(" ", "\u00a0"), bold=True)]
        blocks += [Block(shortened(words, _QUOTED_EMS))] if words else []
        return self._once("provision", citation.number, blocks, words)

    def _once(self, look: str, name: str, blocks: list[Block], tooltip: str) -> str:
        """The node of this look and name, drawn when it is first asked for."""
        node = f"{look} {name}"
        if node not in self._drawn:
            self._drawn.add(node)
            self._drawing.node(node, look, blocks, [tooltip])
        return node
