"""Two outcomes as a picture: between them their choices, on either side what each leads to."""

from collections.abc import Sequence

import graphviz

from ..reasoner.answer.outline import VerdictOutline
from ..reasoner.i18n import message
from ..reasoner.inquiry.contrast.outline import ContrastedChoice, ContrastedOutcome, ContrastOutline
from .drawing import Block, Drawing

MAX_LISTED = 10
_NEEDED = {"penwidth": "3.5"}


def contrast_dot(
    outline: ContrastOutline, lang: str, names: tuple[str, str] | None = None
) -> graphviz.Digraph:
    """The DOT graph of two outcomes, from left to right: what the first leads to, what it takes in
    each choice, the choices, what the second takes, and what that leads to.

    Choices that are needed have a bold border; those that are open in one outcome only have an
    answer on its side only. Outcomes are called by ``names``, or by their ids.
    """
    return _ContrastDrawing(outline, lang).drawn(names or (outline.a.id, outline.b.id))


class _ContrastDrawing(Drawing):
    def __init__(self, outline: ContrastOutline, lang: str) -> None:
        self._outline = outline
        super().__init__(message("viz_title_contrast").say(lang), lang, "LR")

    def drawn(self, names: tuple[str, str]) -> graphviz.Digraph:
        """The finished graph."""
        outline, (name_a, name_b) = self._outline, names
        verdicts = [(person.name, person.a, person.differs) for person in outline.persons]
        self._end("a", name_a, outline.a, verdicts)
        verdicts = [(person.name, person.b, person.differs) for person in outline.persons]
        self._end("b", name_b, outline.b, verdicts)
        for number, choice in enumerate((*outline.choices, *outline.followers)):
            self._choice(f"choice {number}", choice)
        self.graph.graph_attr["ordering"] = "out"
        return self.finished("end a")

    def _end(
        self,
        side: str,
        name: str,
        outcome: ContrastedOutcome,
        verdicts: Sequence[tuple[str, VerdictOutline | None, bool]],
    ) -> None:
        """Draw what becomes of each person in an outcome, those first of whom it differs, and what
        else it alone concludes.
        """
        blocks = [Block(f"{self.say(f'contrast_{side}')} {name}", small=True)]
        tooltip = []
        for person, verdict, differs in sorted(verdicts, key=lambda each: not each[2]):
            label = self.say("contrast_nothing") if verdict is None else verdict.label
            tooltip.append(self.say("contrast_leaf", person=person, end=label))
            if len(tooltip) <= MAX_LISTED:
                blocks.append(Block(tooltip[-1], bold=differs))
        blocks += self._more(len(verdicts), "contrast_more_persons")
        others = [each.text for each in outcome.conclusions]
        blocks += [Block(f"· {text}", small=True, broad=True) for text in others[:MAX_LISTED]]
        blocks += self._more(len(others), "contrast_more")
        self.node(f"end {side}", "verdict", blocks, [*tooltip, *others])

    def _more(self, count: int, key: str) -> list[Block]:
        """A block with the number of those not listed."""
        left = count - MAX_LISTED
        return [Block(self.say(key, count=str(left)), small=True)] if left > 0 else []

    def _choice(self, name: str, choice: ContrastedChoice) -> None:
        """A choice with the answers of both outcomes."""
        head = self.cited(choice.kind, choice.citations)
        blocks = [Block(head, small=True), Block(choice.text, bold=choice.needed)]
        border = _NEEDED if choice.needed else {}
        self.node(name, choice.kind, blocks, [choice.text], **border)
        if choice.a is not None:
            self.node(f"{name} a", "answer", [Block(choice.a)], [choice.a])
            self.edge("end a", f"{name} a", dir="back")
            self.edge(f"{name} a", name, dir="back")
        if choice.b is not None:
            self.node(f"{name} b", "answer", [Block(choice.b)], [choice.b])
            self.edge(name, f"{name} b")
            self.edge(f"{name} b", "end b")
