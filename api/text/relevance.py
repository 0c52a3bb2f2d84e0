"""The facts that still matter as text: a questionnaire, the most telling question first."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...reasoner.inquiry.relevance.outline import OpenQuestion, RankedQuestion, RelevanceOutline
from .lines import Renderer, list_item

# So many questions of which nothing was found out are listed.
_UNFINISHED = 20


class RelevanceText(Renderer[RelevanceOutline]):
    """Renders the outline of what still matters."""

    def render(self) -> Iterator[RenderableType]:
        """Render all sections."""
        outline = self._outline
        yield from self._head(outline.law, outline.title)
        yield from self._questions()
        yield from self._listed("relevance_accompanying", outline.accompanying)
        yield from self._listed("relevance_irrelevant", outline.irrelevant)
        key = "relevance_exhausted" if outline.exhausted else "relevance_not_exhausted"
        yield Text(f"\n{self._say(key)}")
        if outline.left_out:
            yield Text(self._say("relevance_left_out", count=str(outline.left_out)))

    def _questions(self) -> Iterator[RenderableType]:
        listed, count = self._outline.questions, self._outline.count
        hidden = max(sum(not question.answers for question in listed) - _UNFINISHED, 0)
        yield self._heading("relevance_title")
        if not count:
            yield Text(self._say("relevance_none"))
            return
        yield Text(self._say("relevance_how"), style="dim")
        # Those without any answer are the last.
        numbered = enumerate(listed[: len(listed) - hidden], start=1)
        for section, group in groupby(numbered, lambda each: each[1].section):
            if section != "narrowing":
                yield self._heading(f"relevance_{section}")
            for number, question in group:
                yield from self._question(number, question)
        if hidden:
            yield Text(self._say("relevance_unfinished_more", count=str(hidden)))
        if len(listed) < count:
            yield Text(self._say("relevance_more", count=str(count), shown=str(len(listed))))

    def _question(self, number: int, question: RankedQuestion) -> Iterator[RenderableType]:
        percent = str(question.percent)
        line = self._say(
            "relevance_question",
            text=question.question.text,
            provisions=self._citations(question.citations),
            share=self._say("relevance_share", percent=percent) if question.percent else "",
        )
        yield list_item(line.rstrip(), f"{number}.")
        yield from (list_item(each, depth=5) for each in question.answers)

    def _listed(self, key: str, questions: Sequence[OpenQuestion]) -> Iterator[RenderableType]:
        if questions:
            yield self._heading(key)
        yield from (list_item(question.text, style="dim") for question in questions)
