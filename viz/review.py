"""A review as a picture: the proofs of a decision or, where it falls, what it is up against."""

import graphviz

from ..reasoner.explanation.outline import Citation
from ..reasoner.explanation.tooltips import official_words
from ..reasoner.i18n import message
from ..reasoner.inquiry.review.joined_proof import joined_proof
from ..reasoner.inquiry.review.outline import ConflictOutline, ReviewOutline, outline
from ..reasoner.inquiry.review.reviewed import Review
from .drawing import Block, Drawing, quoted
from .proof import proof_dot
from .text import shortened

MAX_DRAWN = 4
_QUOTED_EMS = 60.0
_ROOT = "decision"


def review_dot(found: Review, lang: str) -> graphviz.Digraph:
    """The DOT graph of a review: the proofs of what was decided of each person, side by side, or
    the conflicts of a decision that falls. Without the second engine, the decision alone.
    """
    proof = joined_proof(found)
    if proof is not None:
        return proof_dot(proof, lang, official_words(proof, found.pack, lang))
    return _ConflictDrawing(outline(found, lang), lang).drawn()


class _ConflictDrawing(Drawing):
    """Draws the decision, the conflicts that exclude it, and their facts and provisions."""

    def __init__(self, outline: ReviewOutline, lang: str) -> None:
        self._outline = outline
        super().__init__(message("viz_title_conflict").say(lang), lang, "LR")

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        outline, say = self._outline, self.say
        verdicts = (Block(judged.verdict, bold=True) for judged in outline.persons)
        blocks = [Block(say("review_decided"), small=True), *verdicts]
        self.node(_ROOT, "verdict", blocks, [outline.headline])
        for number, conflict in enumerate(outline.conflicts[:MAX_DRAWN], start=1):
            self._conflict(number, conflict)
        if len(outline.conflicts) > MAX_DRAWN:
            self.notice(say("viz_conflicts_left", count=str(MAX_DRAWN)))
        return self.finished(_ROOT)

    def _conflict(self, number: int, conflict: ConflictOutline) -> None:
        name = f"conflict {number}"
        block = Block(self.say("viz_conflict_number", number=str(number)), bold=True)
        self.node(name, "conflict", [block], [conflict.text])
        self.edge(name, _ROOT, "blocking")
        for citation in conflict.citations:
            self.edge(self._provision(citation), name)
        for atom, fact in conflict.facts:
            stated = [Block(fact.text)]
            self.edge(self.once(f"fact {atom}", "fact", stated, fact.text), name)

    def _provision(self, citation: Citation) -> str:
        """A provision with the beginning of its official words."""
        words = quoted(citation)
        blocks = [Block(citation.label.replace(" ", "\u00a0"), bold=True)]
        blocks += [Block(shortened(words, _QUOTED_EMS))] if words else []
        return self.once(f"provision {citation.number}", "provision", blocks, words)
