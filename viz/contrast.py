"""Two outcomes as a picture: between them their choices, on either side what each leads to."""

from collections.abc import Iterable

import graphviz

from ..reasoner.i18n import message
from ..reasoner.inquiry.contrast.choice_words import Taken
from ..reasoner.inquiry.contrast.contrast import Contrast, Decided, Side
from ..reasoner.pack.provision import Provision
from .drawing import Block, Drawing

MAX_LISTED = 10
_NEEDED = {"penwidth": "3.5"}


def contrast_dot(found: Contrast, lang: str) -> graphviz.Digraph:
    """The DOT graph of two outcomes, from left to right: what the first leads to, what it takes in
    each choice, the choices, what the second takes, and what that leads to.

    Choices that are needed have a bold border; those that are open in one outcome only have an
    answer on its side only.
    """
    return _ContrastDrawing(found, lang).drawn()


class _ContrastDrawing:
    def __init__(self, found: Contrast, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._drawing = Drawing(message("viz_title_contrast").say(lang), lang, "LR")

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        self._end("a")
        self._end("b")
        for number, choice in enumerate((*self._found.choices, *self._found.followers)):
            self._choice(f"choice {number}", choice)
        self._drawing.graph.graph_attr["ordering"] = "out"
        return self._drawing.finished("end a")

    def _end(self, side: Side) -> None:
        """What becomes of each person in an outcome, those first of whom it differs, and what else
        it alone concludes.
        """
        outcome = self._found.a if side == "a" else self._found.b
        blocks = [Block(f"{self._drawing.say(f'contrast_{side}')} {outcome.id}", small=True)]
        persons = sorted(self._found.persons.items(), key=lambda each: each[1][0] == each[1][1])
        said = []
        for person, verdicts in persons:
            drawn = verdicts[0 if side == "a" else 1]
            label = self._drawing.say("contrast_nothing")
            if drawn is not None:
                label = drawn.label.say(self._lang)
            said.append(self._drawing.say("contrast_leaf", person=person, end=label))
            if len(said) <= MAX_LISTED:
                blocks.append(Block(said[-1], bold=verdicts[0] != verdicts[1]))
        blocks += self._more(len(persons), "contrast_more_persons")
        others = [words.say(self._lang) for words, _ in self._found.others(side)]
        blocks += [Block(f"· {text}", small=True, broad=True) for text in others[:MAX_LISTED]]
        blocks += self._more(len(others), "contrast_more")
        self._drawing.node(f"end {side}", "verdict", blocks, [*said, *others])

    def _more(self, count: int, key: str) -> list[Block]:
        """How many are not listed."""
        left = count - MAX_LISTED
        return [Block(self._drawing.say(key, count=str(left)), small=True)] if left > 0 else []

    def _choice(self, name: str, choice: Decided) -> None:
        """A choice with the answers of both outcomes."""
        question = choice.question
        kind = self._drawing.say(f"viz_look_{question.kind}")
        head = self._drawing.say("viz_dot").join([kind, self._cite(question.provisions)])
        text = question.text.say(self._lang)
        blocks = [Block(head, small=True), Block(text, bold=choice.needed)]
        self._drawing.node(
            name, question.kind, blocks, [text], **(_NEEDED if choice.needed else {})
        )
        if choice.a is not None:
            self._answer(f"{name} a", choice.a)
            self._drawing.edge("end a", f"{name} a", dir="back")
            self._drawing.edge(f"{name} a", name, dir="back")
        if choice.b is not None:
            self._answer(f"{name} b", choice.b)
            self._drawing.edge(name, f"{name} b")
            self._drawing.edge(f"{name} b", "end b")

    def _answer(self, name: str, taken: Taken) -> None:
        text = taken.text.say(self._lang)
        self._drawing.node(name, "answer", [Block(text)], [text])

    def _cite(self, provisions: Iterable[str]) -> str:
        cited = (
            Provision.parse(name).cite(self._lang).replace(" ", "\u00a0") for name in provisions
        )
        return self._drawing.say("text_cite_separator").join(cited)
