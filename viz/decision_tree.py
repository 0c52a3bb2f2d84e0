"""Decision trees as a picture: questions, their answers, and where these end."""

from collections.abc import Iterator, Sequence
from itertools import count

import graphviz

from ..reasoner.i18n import message
from ..reasoner.inquiry.contrast.outline import (
    DecisionsOutline,
    EndOutline,
    PossibleOutline,
    QuestionOutline,
    TreeNodeOutline,
)
from .drawing import Block, Drawing

MAX_PERSONS = 10


def decision_tree_dot(outline: DecisionsOutline, lang: str) -> graphviz.Digraph:
    """The DOT graph of a case's decision trees, one beneath the other, from left to right."""
    return _TreeDrawing(outline, lang).drawn()


class _TreeDrawing(Drawing):
    def __init__(self, outline: DecisionsOutline, lang: str) -> None:
        self._outline = outline
        self._numbers = count(1)
        super().__init__(message("viz_title_tree").say(lang), lang, "LR")

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        outline, say = self._outline, self.say
        if len(outline.trees) > 1:
            key = "contrast_trees_apart" if outline.apart else "contrast_trees_split"
            self.notice(say(key))
        roots = [self._node(tree.root) for tree in outline.trees]
        if outline.undecided:
            persons = say("text_separator").join(outline.undecided)
            roots.append(self._lacking(say("contrast_undecided", persons=persons)))
        elif not roots:
            roots.append(self._lacking(say("contrast_nobody")))
        self.graph.graph_attr["ordering"] = "out"
        return self.finished(roots[0])

    def _lacking(self, text: str) -> str:
        """Draw what there is in place of a tree; returns its name."""
        self.node("lacking", "absent", [Block(text)], [text])
        return "lacking"

    def _node(self, node: TreeNodeOutline) -> str:
        """Draw a node with all that follows; returns its name."""
        name = f"node {next(self._numbers)}"
        if isinstance(node, EndOutline):
            self._end(name, node)
        else:
            self._question(name, node)
        return name

    def _question(self, name: str, question: QuestionOutline) -> None:
        head = self.cited(question.kind, question.citations)
        blocks = [Block(head, small=True), Block(question.text)]
        self.node(name, question.kind, blocks, [question.text])
        for place, (answers, then) in enumerate(question.branches):
            answer = f"{name} answer {place}"
            self.node(answer, "answer", [Block(text) for text in answers], answers)
            self.edge(name, answer)
            self.edge(answer, self._node(then))

    def _end(self, name: str, end: EndOutline) -> None:
        """Draw what may become of each person, with the discretion that gives it."""
        blocks: list[Block] = []
        tooltip = []
        for number, (person, possible) in enumerate(end.persons):
            labels = self.say("text_or").join(each.label for each in possible)
            ends = labels or self.say("contrast_nothing")
            tooltip.append(self.say("contrast_leaf", person=person, end=ends))
            if number < MAX_PERSONS:
                blocks += self._person(person, possible)
        left = len(end.persons) - MAX_PERSONS
        if left > 0:
            more = self.say("contrast_more_persons", count=str(left))
            blocks.append(Block(more, small=True))
        self.node(name, "verdict", blocks, tooltip)

    def _person(self, person: str, possible: Sequence[PossibleOutline]) -> Iterator[Block]:
        yield Block(person)
        for each in possible:
            yield Block(f"· {each.label}", bold=True)
            if each.discretion:
                yield Block(each.discretion, small=True)
        if not possible:
            yield Block(self.say("contrast_nothing"))
