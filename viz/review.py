"""A review as a picture: the proofs of a decision or, where it falls, what it is up against."""

from dataclasses import replace

import graphviz

from ..reasoner.explanation.proof_graph import Node, Proof
from ..reasoner.i18n import LANGS, Words, message
from ..reasoner.inquiry.review.conflicts import Conflict
from ..reasoner.inquiry.review.review_words import ReviewSpeaker
from ..reasoner.inquiry.review.reviewed import Review
from ..reasoner.pack.provision import Provision
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
        return proof_dot(_joined(found, [*carried.proofs.values()]), lang, found.pack.quoted)
    return _ConflictDrawing(found, lang).drawn()


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
        own = {node.id: names.setdefault(_said(node), f"{number} {node.id}") for node in proof}
        roots.append(own[proof.root])
        for node in proof:
            children = tuple(own[child] for child in node.children)
            nodes.setdefault(own[node.id], replace(node, id=own[node.id], children=children))
    verdicts = [judged.verdict for judged in found.persons.values()]
    said = Words({lang: ReviewSpeaker(found.pack, lang).verdicts(verdicts) for lang in LANGS})
    top = Node(_ROOT, "", said, "rule", children=tuple(roots))
    return Proof(_ROOT, {_ROOT: top, **nodes})


def _said(node: Node) -> tuple[str, str, str]:
    """What makes nodes of proofs in the same outcome the same."""
    return node.kind, node.atom, node.text.say(LANGS[0])


class _ConflictDrawing:
    def __init__(self, found: Review, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._words = ReviewSpeaker(found.pack, lang)
        self._drawing = Drawing(message("viz_title_conflict").say(lang), lang, "LR")
        self._drawn: set[str] = set()

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        found, say = self._found, self._drawing.say
        verdicts = [judged.verdict for judged in found.persons.values()]
        blocks = [
            Block(say("review_decided"), small=True),
            *(Block(self._words.verdicts([verdict]), bold=True) for verdict in verdicts),
        ]
        headline = self._words.headline(found.finding, verdicts)
        self._drawing.node(_ROOT, "verdict", blocks, [headline])
        for number, conflict in enumerate(found.conflicts[:MAX_DRAWN], start=1):
            self._conflict(number, conflict)
        if len(found.conflicts) > MAX_DRAWN:
            self._drawing.notice(say("viz_conflicts_left", count=str(MAX_DRAWN)))
        return self._drawing.finished(_ROOT)

    def _conflict(self, number: int, conflict: Conflict) -> None:
        name = f"conflict {number}"
        said = self._words.conflict(conflict)
        block = Block(self._drawing.say("viz_conflict_number", number=str(number)), bold=True)
        self._drawing.node(name, "conflict", [block], [said])
        self._drawing.edge(name, _ROOT, "blocking")
        for provision in conflict.cited:
            self._drawing.edge(self._provision(provision), name)
        for fact in conflict.facts:
            node = f"fact {fact}"
            if node not in self._drawn:
                self._drawn.add(node)
                text = self._words.fact(fact)
                self._drawing.node(node, "fact", [Block(text)], [text])
            self._drawing.edge(node, name)

    def _provision(self, provision: Provision) -> str:
        """A provision with the beginning of its official words."""
        name = f"provision {provision}"
        if name not in self._drawn:
            self._drawn.add(name)
            quoted = self._found.pack.quoted(provision)
            said = quoted.say(self._lang) if quoted is not None else ""
            blocks = [Block(provision.cite(self._lang).replace(" ", "\u00a0"), bold=True)]
            blocks += [Block(shortened(said, _QUOTED_EMS))] if said else []
            self._drawing.node(name, "provision", blocks, [said])
        return name
