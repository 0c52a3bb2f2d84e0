"""The map of one collision: what meets, the question it puts, and where each answer leads."""

from collections.abc import Sequence

import graphviz

from ..reasoner.answer.outline import CollisionOutline, OptionOutline
from ..reasoner.explanation.outline import Citation
from ..reasoner.i18n import message
from .drawing import Block, Drawing, quoted
from .text import shortened

MAX_NAMES = 8
_QUOTED_EMS = 110.0


def collision_dot(collision: CollisionOutline, lang: str) -> graphviz.Digraph:
    """The DOT graph of a collision, from left to right: circumstances, the contested question, its
    options, and what becomes of each person.

    Persons whom every option leaves with the same dispositions are drawn together.
    """
    return _CollisionDrawing(collision, lang).drawn()


class _CollisionDrawing(Drawing):
    def __init__(self, collision: CollisionOutline, lang: str) -> None:
        self._collision = collision
        super().__init__(message("viz_title_collision").say(lang), lang, "LR")

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        first = [self._circumstance(*each) for each in self._collision.circumstances]
        self._question()
        for name in first:
            self.edge(name, "question")
        for option, _ in self._collision.options:
            self._option(option)
        self._fates()
        self.graph.graph_attr["ordering"] = "out"
        return self.finished("question")

    def _circumstance(self, citation: Citation, persons: Sequence[str]) -> str:
        name = f"circumstance {citation.number}"
        said = quoted(citation)
        blocks = [
            Block(self._headed("viz_look_circumstance", citation.label), small=True),
            *([Block(shortened(said, _QUOTED_EMS))] if said else []),
            Block(self._listed(persons), small=True),
        ]
        self.node(name, "circumstance", blocks, [said])
        return name

    def _question(self) -> None:
        reading = self._collision.reading
        cited = self.say("text_cite_separator").join(e.label for e in reading.citations)
        head = Block(self._headed("viz_look_reading", cited), small=True)
        blocks = [head, Block(reading.question, bold=True)]
        self.node("question", "reading", blocks, [reading.question])

    def _option(self, option: OptionOutline) -> None:
        head = Block(self.say("viz_look_option"), small=True)
        name = f"option {option.id}"
        self.node(name, "option", [head, Block(option.label)], [option.argument])
        self.edge("question", name)

    def _fates(self) -> None:
        """Draw the dispositions that each option leaves open, alike persons together."""
        alike: dict[tuple[tuple[str, ...], ...], list[str]] = {}
        for place, person in enumerate(self._collision.persons):
            ends = tuple(dispositions[place] for _, dispositions in self._collision.options)
            alike.setdefault(ends, []).append(person)
        for number, (ends, persons) in enumerate(alike.items()):
            everyone = self.say("text_separator").join(persons)
            for (option, _), labels in zip(self._collision.options, ends, strict=True):
                name = f"end {number} {option.id}"
                blocks = [Block(self._listed(persons), small=True)]
                blocks += [Block(f"· {label}", bold=True) for label in labels]
                said = self.say("text_or").join(labels)
                tooltip = everyone + self.say("text_colon") + said
                self.node(name, "verdict", blocks, [tooltip])
                self.edge(f"option {option.id}", name)

    def _headed(self, key: str, text: str) -> str:
        kind = self.say(key)
        return self.say("viz_dot").join([kind, text.replace(" ", "\u00a0")])

    def _listed(self, persons: Sequence[str]) -> str:
        named = self.say("text_separator").join(persons[:MAX_NAMES])
        if len(persons) <= MAX_NAMES:
            return named
        return self.say("viz_and_more_persons", list=named, count=str(len(persons)))
