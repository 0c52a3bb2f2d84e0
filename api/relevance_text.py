"""What could still change a conclusion as a questionnaire, the most telling question first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from clingo.symbol import Symbol, SymbolType
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reasoner.atoms import plain
from reasoner.bilingual import Words, message
from reasoner.display import printable
from reasoner.inquiry.relevance.relevance import Answer, Question, Relevance, Subject
from reasoner.pack.provision import Provision
from reasoner.words import Speaker

# So many answers with the same effect are named one by one.
_NAMED = 4


class RelevanceText:
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

    def _say(self, key: str, **values: str) -> str:
        return message(key, **values).say(self._lang)

    def _join(self, parts: Iterable[str], separator: str = "text_separator") -> str:
        return self._say(separator).join(parts)

    def _heading(self, key: str) -> Text:
        return Text(f"\n{self._say(key)}", style="bold underline")

    def _questions(self) -> Iterator[RenderableType]:
        listed = self._found.listed
        yield self._heading("relevance_title")
        if not self._found.questions:
            yield Text(self._say("relevance_none"))
            return
        yield Text(self._say("relevance_how"), style="dim")
        for heading, group in groupby(enumerate(listed, start=1), lambda each: _section(each[1])):
            if heading is not None:
                yield self._heading(heading)
            for number, question in group:
                yield from self._question(number, question)
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
        labels = list(dict.fromkeys(self._label(answer.fact) for answer in answers))
        label = self._join(labels)
        if len(labels) > _NAMED:
            label = self._say("relevance_many", first=labels[0], count=str(len(labels)))
        effect = self._effect(first)
        if first.needs or first.instead:
            example = len({(each.needs, each.instead) for each in answers}) > 1
            key = "relevance_needs_example" if example else "relevance_needs"
            facts = self._facts(first.needs)
            if first.instead:
                facts += self._say("relevance_instead", facts=self._facts(first.instead))
            effect = self._say(key, facts=facts, effect=effect)
        return self._say("relevance_answer", answer=label, effect=effect)

    def _label(self, fact: Symbol) -> str:
        """An answer in short: its words and days, or that it is so."""
        kinds = self._pack.vocabulary.facts[fact.name].args.values()
        said = [
            self._speaker.label(kind, value).say(self._lang)
            for kind, value in zip(kinds, fact.arguments, strict=True)
            if value.type is not SymbolType.String
        ]
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
    return "relevance_elsewhere" if question.at_once else "relevance_together"


def _item(text: str, mark: str, style: str = "") -> RenderableType:
    """A list item whose lines are set in."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(mark, Text(printable(text), style=style))
    return Padding(grid, (0, 0, 0, 1))
