"""What could still change a conclusion as a questionnaire, the most telling question first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from clingo.symbol import Symbol, SymbolType
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.atoms import plain
from ...reasoner.escaping import printable
from ...reasoner.i18n import Words
from ...reasoner.inquiry.relevance.relevance import Answer, Question, Relevance, Subject
from ...reasoner.pack.provision import Provision
from ...reasoner.pack.words import Speaker
from .lines import Teller

# So many answers with the same effect are named one by one.
_NAMED = 4
# So many questions of which nothing was found out are listed.
_UNFINISHED = 20


class RelevanceText(Teller):
    """Says which questions matter, and what their answers change."""

    def __init__(self, found: Relevance, lang: str) -> None:
        self._found = found
        self._pack = found.pack
        self._speaker = Speaker(found.pack)
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """The whole answer, section by section."""
        about = self._pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        yield Text(head, style="bold")
        if self._found.case.title:
            yield Text(printable(self._found.case.title))
        yield from self._questions()
        yield from self._listed("relevance_accompanying", self._found.accompanying)
        yield from self._listed("relevance_irrelevant", self._found.irrelevant)
        key = "relevance_exhausted" if self._found.exhausted else "relevance_not_exhausted"
        yield Text(f"\n{self._say(key)}")
        if self._found.left_out:
            yield Text(self._say("relevance_left_out", count=str(self._found.left_out)))

    def _questions(self) -> Iterator[RenderableType]:
        listed = self._found.listed
        hidden = max(sum(not question.answers for question in listed) - _UNFINISHED, 0)
        yield self._heading("relevance_title")
        if not self._found.questions:
            yield Text(self._say("relevance_none"))
            return
        yield Text(self._say("relevance_how"), style="dim")
        # Those without any answer are the last.
        told = enumerate(listed[: len(listed) - hidden], start=1)
        for heading, group in groupby(told, lambda each: _section(each[1])):
            if heading is not None:
                yield self._heading(heading)
            for number, question in group:
                yield from self._question(number, question)
        if hidden:
            yield Text(self._say("relevance_unfinished_more", count=str(hidden)))
        if len(listed) < len(self._found.questions):
            count = str(len(self._found.questions))
            yield Text(self._say("relevance_more", count=count, shown=str(len(listed))))

    def _question(self, number: int, question: Question) -> Iterator[RenderableType]:
        fact = self._pack.vocabulary.facts[question.subject[0]]
        cited = (Provision.parse(name).cite(self._lang) for name in fact.provisions)
        percent = round(100 * question.narrows)
        share = self._say("relevance_share", percent=str(percent)) if percent else ""
        said = self._say(
            "relevance_question",
            text=question.text.say(self._lang),
            provisions=self._join(cited, "text_cite_separator"),
            share=share,
        )
        yield _item(said.rstrip(), f"{number}.")
        alike: dict[str, list[Answer]] = {}
        for answer in question.answers:
            alike.setdefault(self._likeness(answer), []).append(answer)
        for answers in alike.values():
            yield Padding(_item(self._answers(answers), "·"), (0, 0, 0, 4))

    def _likeness(self, answer: Answer) -> str:
        """What answers have in common that are told together."""
        needs = [fact.name for fact in (*answer.needs, *answer.instead)]
        return f"{needs} {self._effect(answer)}"

    def _answers(self, answers: Sequence[Answer]) -> str:
        first = answers[0]
        labels = self._labels([answer.fact for answer in answers])
        label = self._join(labels)
        if len(labels) > _NAMED:
            label = self._say("relevance_many", first=labels[0], count=str(len(labels)))
        effect = self._effect(first)
        if first.needs or first.instead:
            facts = self._facts(first.needs)
            if first.instead:
                facts += self._say("relevance_instead", facts=self._facts(first.instead))
            effect = self._say("relevance_needs", facts=facts, effect=effect)
        return self._say("relevance_answer", answer=label, effect=effect)

    def _labels(self, facts: Sequence[Symbol]) -> Sequence[str]:
        """Answers in short; of many days that stand for others one is told."""
        labels = list(dict.fromkeys(map(self._label, facts)))
        if len(labels) <= _NAMED:
            return labels
        alike: dict[tuple[Symbol, ...], list[Symbol]] = {}
        for fact in facts:
            words = (value for kind, value in self._values(fact) if not self._is_day(kind))
            alike.setdefault(tuple(words), []).append(fact)
        return [self._label(each[0], some_day=len(each) > 1) for each in alike.values()]

    def _values(self, fact: Symbol) -> Iterator[tuple[str, Symbol]]:
        """The words and days in a fact with their kinds."""
        kinds = self._pack.vocabulary.facts[fact.name].args.values()
        for kind, value in zip(kinds, fact.arguments, strict=True):
            if value.type is not SymbolType.String:
                yield kind, value

    def _is_day(self, kind: str) -> bool:
        return self._pack.types[kind].kind == "date"

    def _label(self, fact: Symbol, *, some_day: bool = False) -> str:
        """An answer in short: its words and days, or that it is so."""
        said = []
        for kind, value in self._values(fact):
            label = self._speaker.label(kind, value).say(self._lang)
            some = some_day and self._is_day(kind)
            said.append(self._say("relevance_some_day", day=label) if some else label)
        return self._join(said, "relevance_and") or self._say("relevance_yes")

    def _facts(self, facts: Iterable[Symbol]) -> str:
        said = (self._speaker.say(fact).say(self._lang) for fact in facts)
        return self._join(said, "text_semicolon")

    def _effect(self, answer: Answer) -> str:
        if answer.undecided and not (answer.gained or answer.lost or answer.others):
            return self._say("relevance_undecided")
        parts = [
            *self._persons("relevance_lost", answer.lost),
            *self._persons("relevance_gained", answer.gained),
        ]
        if not parts:
            parts = [self._say("relevance_others" if answer.others else "relevance_readings")]
        return self._join(parts, "text_semicolon")

    def _persons(self, key: str, verdicts: Sequence[Symbol]) -> Iterator[str]:
        kind = list(self._pack.word_list.predicates[self._pack.verdict].args.values())[1]
        for person, group in groupby(verdicts, lambda verdict: verdict.arguments[0]):
            labels = (self._speaker.label(kind, v.arguments[1]).say(self._lang) for v in group)
            yield self._say(key, person=plain(person), verdicts=self._join(labels))

    def _listed(self, key: str, asked: Sequence[tuple[Subject, Words]]) -> Iterator[RenderableType]:
        if asked:
            yield self._heading(key)
        for _, text in asked:
            yield _item(text.say(self._lang), "·", style="dim")


def _section(question: Question) -> str | None:
    """Under which heading a question stands; None for those that narrow what may come."""
    if question.narrows:
        return None
    if question.at_once:
        return "relevance_elsewhere"
    return "relevance_unfinished" if question.undecided else "relevance_together"


def _item(text: str, mark: str, style: str = "") -> RenderableType:
    """A list item whose lines are set in."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(mark, Text(printable(text), style=style))
    return Padding(grid, (0, 0, 0, 1))
