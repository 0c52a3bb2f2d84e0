"""Decision trees as a picture: questions, their answers, and where these end."""

from collections.abc import Iterator, Sequence
from itertools import count

import graphviz

from ..reasoner.i18n import message
from ..reasoner.inquiry.contrast.decision_tree import DecisionNode, Decisions, Inner, Leaf, Possible
from ..reasoner.pack.provision import Provision
from .drawing import Block, Drawing

MAX_PERSONS = 10


def decision_tree_dot(found: Decisions, lang: str) -> graphviz.Digraph:
    """The DOT graph of a case's decision trees, one beneath the other, from left to right."""
    return _TreeDrawing(found, lang).drawn()


class _TreeDrawing:
    def __init__(self, found: Decisions, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._numbers = count(1)
        self._drawing = Drawing(message("viz_title_tree").say(lang), lang, "LR")

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        found, say = self._found, self._drawing.say
        if len(found.trees) > 1:
            key = "contrast_trees_apart" if found.apart else "contrast_trees_split"
            self._drawing.notice(say(key))
        roots = [self._node(tree.root) for tree in found.trees]
        if found.undecided:
            persons = say("text_separator").join(found.undecided)
            roots.append(self._lacking(say("contrast_undecided", persons=persons)))
        elif not roots:
            roots.append(self._lacking(say("contrast_nobody")))
        self._drawing.graph.graph_attr["ordering"] = "out"
        return self._drawing.finished(roots[0])

    def _lacking(self, text: str) -> str:
        """Draw what there is in place of a tree; returns its name."""
        self._drawing.node("lacking", "absent", [Block(text)], [text])
        return "lacking"

    def _node(self, node: DecisionNode) -> str:
        """Draw a node with all that follows; returns its name."""
        name = f"node {next(self._numbers)}"
        if isinstance(node, Leaf):
            self._leaf(name, node)
        else:
            self._inner(name, node)
        return name

    def _inner(self, name: str, inner: Inner) -> None:
        question = inner.question
        cited = (
            Provision.parse(each).cite(self._lang).replace(" ", "\u00a0")
            for each in question.provisions
        )
        kind = self._drawing.say(f"viz_look_{question.kind}")
        separator = self._drawing.say("text_cite_separator")
        head = self._drawing.say("viz_dot").join([kind, separator.join(cited)])
        text = question.asked(self._lang)
        blocks = [Block(head, small=True), Block(text)]
        self._drawing.node(name, question.kind, blocks, [text])
        for place, (taken, then) in enumerate(inner.branches):
            answers = [each.text.say(self._lang) for each in taken]
            answer = f"{name} answer {place}"
            self._drawing.node(answer, "answer", [Block(text) for text in answers], answers)
            self._drawing.edge(name, answer)
            self._drawing.edge(answer, self._node(then))

    def _leaf(self, name: str, leaf: Leaf) -> None:
        """What may become of each person, with the discretion that gives it."""
        blocks: list[Block] = []
        said = []
        for number, (person, possible) in enumerate(leaf.persons.items()):
            labels = [each.label.say(self._lang) for each in possible]
            ends = self._drawing.say("text_or").join(labels) or self._drawing.say(
                "contrast_nothing"
            )
            said.append(self._drawing.say("contrast_leaf", person=person, end=ends))
            if number < MAX_PERSONS:
                blocks += self._person(person, possible)
        left = len(leaf.persons) - MAX_PERSONS
        if left > 0:
            more = self._drawing.say("contrast_more_persons", count=str(left))
            blocks.append(Block(more, small=True))
        self._drawing.node(name, "verdict", blocks, said)

    def _person(self, person: str, possible: Sequence[Possible]) -> Iterator[Block]:
        yield Block(person)
        for each in possible:
            yield Block(f"· {each.label.say(self._lang)}", bold=True)
            if each.ways:
                yield Block(each.discretion(self._lang), small=True)
        if not possible:
            yield Block(self._drawing.say("contrast_nothing"))
