"""Decision trees as text: questions set in under the answers that lead to them."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ...reasoner.inquiry.contrast.outline import (
    DecisionsOutline,
    EndOutline,
    PossibleOutline,
    TreeNodeOutline,
    TreeOutline,
)
from .lines import Renderer, list_item

_STEP, _DEEP = 3, 8


class DecisionsText(Renderer[DecisionsOutline]):
    """Renders the outline of decision trees."""

    def render(self) -> Iterator[RenderableType]:
        """Render every tree under its heading."""
        outline = self._outline
        yield from self._head(outline.law, outline.title)
        yield Text(f"\n{self._say('contrast_tree')}", style="bold underline")
        if not outline.trees and not outline.undecided:
            yield Text(self._say("contrast_nobody"))
        if len(outline.trees) > 1:
            yield Text(
                self._say("contrast_trees_apart" if outline.apart else "contrast_trees_split")
            )
        for tree in outline.trees:
            yield Text(f"\n{self._size(tree)}", style="bold")
            yield from self._node(tree.root, 0, "", 1 if tree.depth > _DEEP else _STEP)
        if outline.undecided:
            persons = self._join(outline.undecided)
            yield Text(f"\n{self._say('contrast_undecided', persons=persons)}")

    def _size(self, tree: TreeOutline) -> str:
        """The sentence on whom a tree is about, and how large it is."""
        key = "contrast_tree_size" if tree.exact else "contrast_tree_size_open"
        return self._say(
            key if tree.inner else "contrast_tree_settled",
            persons=self._join(tree.persons),
            inner=str(tree.inner),
            depth=str(tree.depth),
        )

    def _node(
        self, node: TreeNodeOutline, depth: int, number: str, step: int
    ) -> Iterator[RenderableType]:
        """A question with its answers below it, or the end of a way."""
        if isinstance(node, EndOutline):
            for person, possible in node.persons:
                yield from self._end(person, possible, depth * step)
            return
        text = f"{node.text} [{self._citations(node.citations)}]"
        yield list_item(text, number or "·", depth=depth * step, style="bold")
        for place, (answers, then) in enumerate(node.branches, start=1):
            joined = self._join(answers, "contrast_or")
            yield list_item(joined, "→", depth=depth * step, style="italic")
            yield from self._node(then, depth + 1, f"{number}{place}.", step)

    def _end(
        self, person: str, possible: Sequence[PossibleOutline], depth: int
    ) -> Iterator[RenderableType]:
        """The dispositions open to a person; several stand each in its line."""
        ends = [
            each.label
            + (self._say("text_brackets", text=each.discretion) if each.discretion else "")
            for each in possible
        ]
        if len(ends) <= 1:
            [end] = ends or [self._say("contrast_nothing")]
            yield list_item(self._say("contrast_leaf", person=person, end=end), "■", depth=depth)
            return
        yield list_item(self._say("contrast_leaf", person=person, end=""), "■", depth=depth)
        for end in ends:
            yield list_item(end, depth=depth + 2)
