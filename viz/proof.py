"""A proof as a drawing: the conclusion on top, each thing once, arrows from reasons to results."""

from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType

import graphviz

from ..reasoner.explanation.proof_graph import Node, Proof
from ..reasoner.explanation.tooltips import Tooltips
from ..reasoner.graphs import components
from ..reasoner.i18n import message
from ..reasoner.pack.provision import Provision
from .drawing import Block, Drawing
from .fold import Fold, folded

_NO_TOOLTIPS: Tooltips = MappingProxyType({})
MAX_CITED = 6
_STAGGER = 3
_MANY_LEAVES = 36


def proof_dot(proof: Proof, lang: str, tooltips: Tooltips = _NO_TOOLTIPS) -> graphviz.Digraph:
    """The DOT graph of a proof, or of an answer to why not.

    Each node bears its kind as a word, its citations and its text; its tooltip is one of
    ``tooltips`` or, by default, the text of its rule. A proof too large to read is drawn folded,
    and says so.
    """
    return _ProofDrawing(proof, lang, tooltips).drawn()


class _ProofDrawing(Drawing):
    def __init__(self, proof: Proof, lang: str, tooltips: Tooltips) -> None:
        self._view = folded(proof)
        self._proof = self._view.proof
        self._tooltips = tooltips
        root = proof.nodes[proof.root]
        title = message("viz_title_why_not" if root.kind == "absent" else "viz_title_proof")
        self._broad = _is_broad(self._proof)
        super().__init__(title.say(lang), lang, "LR" if self._broad else "TB")
        self._parents = Counter(child for node in self._proof for child in node.children)

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        if self._view.hidden:
            self._say_folded()
        for node in self._proof:
            self._node(node)
        for node in self._proof:
            self._reasons(node)
        return self.finished(self._proof.root)

    def _say_folded(self) -> None:
        say = self.say
        folds = self._view.folds.values()
        settled = sum(fold.settled for fold in folds)
        self.notice(
            say(
                "viz_folded",
                drawn=str(len(self._proof.nodes)),
                hidden=str(self._view.hidden),
            )
        )
        if settled:
            self.notice(say("viz_folded_settled", count=str(settled)))
        if settled < len(folds):
            self.notice(say("viz_folded_far", count=str(len(folds) - settled)))

    def _node(self, node: Node) -> None:
        is_root = node.id == self._proof.root
        fold = self._view.folds.get(node.id)
        look = "folded" if fold else _look(node)
        head = [self.say(f"viz_look_{look}")]
        if node.provisions:
            head.append(self._cited(node.provisions))
        blocks = [
            Block(self.say("viz_dot").join(head), small=True),
            Block(node.text.say(self._lang), bold=is_root),
        ]
        if node.kind == "absent":
            blocks += [
                Block(f"· {words.say(self._lang)}", small=True, broad=True) for words in node.detail
            ]
        if fold:
            blocks += self._told(fold)
        extra = {"penwidth": "2.4"} if is_root else {}
        self.node(node.id, look, blocks, self._tooltip(node), **extra)

    def _told(self, fold: Fold) -> Iterable[Block]:
        """The blocks that say what a folded node stands for."""
        say = self.say
        counts = {"steps": fold.steps, "facts": fold.facts, "absent": fold.absent}
        counted = [
            message(f"viz_fold_{what}", count=str(n)).say(self._lang)
            for what, n in counts.items()
            if n
        ]
        yield Block(say("text_separator").join(counted), small=True)
        if fold.provisions:
            yield Block(self._cited(fold.provisions), small=True)

    def _cited(self, provisions: Sequence[Provision]) -> str:
        # a citation stays in one line
        cited = [p.cite(self._lang).replace(" ", "\u00a0") for p in provisions[:MAX_CITED]]
        text = self.say("text_cite_separator").join(cited)
        if len(provisions) > MAX_CITED:
            text = self.say("viz_and_more", list=text, count=str(len(provisions)))
        return text

    def _tooltip(self, node: Node) -> Sequence[str]:
        """The tooltip that was given; else the rule, and the argument of a reading."""
        if node.id in self._tooltips:
            return self._tooltips[node.id]
        lines = node.rule.text.splitlines() if node.rule is not None else []
        if node.kind != "absent":
            lines += [words.say(self._lang) for words in node.detail]
        return lines or [node.text.say(self._lang)]

    def _reasons(self, node: Node) -> None:
        """Draw edges from a result to its reasons, the arrow turned round; reasons that rest on
        nothing stand at different heights, or they would make the drawing too wide to read.
        """
        step = 0
        standings = node.standing or (None,) * len(node.children)
        for child, standing in dict.fromkeys(zip(node.children, standings, strict=True)):
            extra = {}
            leaf = not self._proof.nodes[child].children and self._parents[child] == 1
            if leaf and not self._broad:
                extra["minlen"] = str(1 + step % _STAGGER)
                step += 1
            word = self.say(f"viz_standing_{standing}") if standing else ""
            self.edge(node.id, child, standing or "plain", word, dir="back", **extra)


def _look(node: Node) -> str:
    """The look of a node; a rule that did not draw its head is an attempt."""
    return "attempt" if node.kind == "absent" and node.rule is not None else node.kind


def _is_broad(proof: Proof) -> bool:
    """True if a proof would be too wide with its conclusion on top: it then grows from left to
    right, and is read by scrolling down.
    """
    leaves = sum(not node.children for node in proof)
    return leaves > _MANY_LEAVES and leaves / _STAGGER > _depth(proof)


def _depth(proof: Proof) -> int:
    """The number of steps on the longest way from the conclusion to a reason."""
    children = {node.id: node.children for node in proof}
    depths: dict[str, int] = {}
    for [node] in components(children):
        depths[node] = max((1 + depths[child] for child in children[node]), default=0)
    return max(depths.values())
