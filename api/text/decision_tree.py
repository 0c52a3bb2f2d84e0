"""Decision trees as text: questions set in under the answers that lead to them."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ...reasoner.escaping import printable
from ...reasoner.inquiry.contrast.decision_tree import (
    DecisionNode,
    Decisions,
    DecisionTree,
    Leaf,
    Possible,
)
from ...reasoner.pack.provision import Provision
from .lines import Teller, list_item
from .printed import printed

_STEP, _DEEP = 3, 8


class DecisionsText(Teller):
    """Says where the answers to the open questions of a case lead."""

    def __init__(self, found: Decisions, lang: str) -> None:
        self._found = found
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """Every tree under its heading."""
        about = self._found.pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        yield Text(head, style="bold")
        if self._found.case.title:
            yield Text(printable(self._found.case.title))
        yield Text(f"\n{self._say('contrast_tree')}", style="bold underline")
        if not self._found.trees and not self._found.undecided:
            yield Text(self._say("contrast_nobody"))
        if len(self._found.trees) > 1:
            key = "contrast_trees_apart" if self._found.apart else "contrast_trees_split"
            yield Text(self._say(key))
        for tree in self._found.trees:
            yield Text(f"\n{self._size(tree)}", style="bold")
            yield from self._node(tree.root, 0, "", 1 if tree.depth > _DEEP else _STEP)
        if self._found.undecided:
            yield Text(
                f"\n{self._say('contrast_undecided', persons=self._join(self._found.undecided))}"
            )

    def _size(self, tree: DecisionTree) -> str:
        """Whom a tree is about, and how large it is."""
        key = "contrast_tree_size" if tree.exact else "contrast_tree_size_open"
        return self._say(
            key if tree.inner else "contrast_tree_settled",
            persons=self._join(tree.persons),
            inner=str(tree.inner),
            depth=str(tree.depth),
        )

    def _node(
        self, node: DecisionNode, depth: int, number: str, step: int
    ) -> Iterator[RenderableType]:
        """A question with its answers below it, or the end of a way."""
        if isinstance(node, Leaf):
            for person, possible in node.persons.items():
                yield from self._leaf(person, possible, depth * step)
            return
        cited = (Provision.parse(name).cite(self._lang) for name in node.question.provisions)
        provisions = self._join(cited, "text_cite_separator")
        said = f"{node.question.asked(self._lang)} [{provisions}]"
        yield list_item(said, number or "·", depth=depth * step, style="bold")
        for place, (taken, then) in enumerate(node.branches, start=1):
            answers = (each.text.say(self._lang) for each in taken)
            yield list_item(
                self._join(answers, "contrast_or"), "→", depth=depth * step, style="italic"
            )
            yield from self._node(then, depth + 1, f"{number}{place}.", step)

    def _leaf(
        self, person: str, possible: Sequence[Possible], depth: int
    ) -> Iterator[RenderableType]:
        """What may become of a person; where several things may, each in its line."""
        ends = []
        for each in possible:
            label, discretion = each.label.say(self._lang), each.discretion(self._lang)
            brackets = self._say("text_brackets", text=discretion) if discretion else ""
            ends.append(label + brackets)
        if len(ends) <= 1:
            [end] = ends or [self._say("contrast_nothing")]
            yield list_item(self._say("contrast_leaf", person=person, end=end), "■", depth=depth)
            return
        yield list_item(self._say("contrast_leaf", person=person, end=""), "■", depth=depth)
        for end in ends:
            yield list_item(end, depth=depth + 2)


def decisions_text(found: Decisions, lang: str) -> str:
    """The whole answer as plain text, the same at every door."""
    return printed(Group(*DecisionsText(found, lang).render()))
