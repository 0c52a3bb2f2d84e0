"""Outline of the facts that still matter, as a questionnaire, most telling question first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from clingo.symbol import Symbol, SymbolType

from ...atoms import plain
from ...explanation.outline import Citation
from ...grouping import grouped
from ...i18n import Words
from ..law_writer import LawWriter
from .relevance import PossibleAnswer, Relevance, RelevantQuestion, Subject

# A question narrows what may become of the persons, or changes something by itself, or only
# together with others; or nothing is known of its answers yet.
Section = Literal["narrowing", "elsewhere", "together", "unfinished"]
# Answers with one effect are named one by one when they are no more than these.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question about entities, which are named by `arguments`."""

    predicate: str
    arguments: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RankedQuestion:
    """A question that matters: by what percentage one answer narrows what may become of the
    persons, and the effects of its `answers`, those with one effect together.
    """

    question: OpenQuestion
    section: Section
    citations: tuple[Citation, ...]
    percent: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelevanceOutline:
    """Questions that still matter, in one language; `count` is the number of all of them."""

    law: str
    title: str | None
    count: int
    questions: tuple[RankedQuestion, ...]
    accompanying: tuple[OpenQuestion, ...]
    irrelevant: tuple[OpenQuestion, ...]
    exhausted: bool
    left_out: int


def outline(found: Relevance, lang: str) -> RelevanceOutline:
    """Tell `found` in the language `lang`."""
    words = _Words(found.pack, lang)
    return RelevanceOutline(
        found.pack.about.heading(lang),
        found.case.title,
        len(found.questions),
        tuple(map(words.ranked, found.listed)),
        tuple(words.open(*each) for each in found.accompanying),
        tuple(words.open(*each) for each in found.irrelevant),
        found.exhausted,
        found.left_out,
    )


def _section(question: RelevantQuestion) -> Section:
    if question.narrows:
        return "narrowing"
    if question.at_once:
        return "elsewhere"
    return "unfinished" if question.undecided else "together"


class _Words(LawWriter):
    def open(self, subject: Subject, text: Words) -> OpenQuestion:
        predicate, entities = subject
        return OpenQuestion(predicate, tuple(map(plain, entities)), text.say(self.lang))

    def ranked(self, question: RelevantQuestion) -> RankedQuestion:
        def effect(answer: PossibleAnswer) -> tuple[object, ...]:
            return *(fact.name for fact in (*answer.needs, *answer.instead)), self._effect(answer)

        return RankedQuestion(
            self.open(question.subject, question.text),
            _section(question),
            self.cite(self.pack.vocabulary.facts[question.subject[0]].provisions),
            round(100 * question.narrows),
            tuple(map(self._answers, grouped(question.answers, effect).values())),
        )

    def _answers(self, answers: Sequence[PossibleAnswer]) -> str:
        first = answers[0]
        labels = self._labels([answer.fact for answer in answers])
        label = self.join(labels)
        if len(labels) > _NAMED:
            label = self.say("relevance_many", first=labels[0], count=str(len(labels)))
        effect = self._effect(first)
        if first.needs or first.instead:
            facts = self._facts(first.needs)
            if first.instead:
                facts += self.say("relevance_instead", facts=self._facts(first.instead))
            effect = self.say("relevance_needs", facts=facts, effect=effect)
        return self.say("relevance_answer", answer=label, effect=effect)

    def _labels(self, facts: Sequence[Symbol]) -> Sequence[str]:
        """Answers in short; one day stands for many that differ in nothing else."""
        labels = list(dict.fromkeys(map(self._short, facts)))
        if len(labels) <= _NAMED:
            return labels
        alike = grouped(
            facts, lambda fact: tuple(v for kind, v in self._values(fact) if not self._is_day(kind))
        )
        return [self._short(each[0], some_day=len(each) > 1) for each in alike.values()]

    def _values(self, fact: Symbol) -> Iterator[tuple[str, Symbol]]:
        kinds = self.pack.vocabulary.facts[fact.name].args.values()
        for kind, value in zip(kinds, fact.arguments, strict=True):
            if value.type is not SymbolType.String:
                yield kind, value

    def _is_day(self, kind: str) -> bool:
        return self.pack.types[kind].kind == "date"

    def _short(self, fact: Symbol, *, some_day: bool = False) -> str:
        """An answer in short: its words and days, or that it is so."""
        parts = []
        for kind, value in self._values(fact):
            label = self.speaker.label(kind, value).say(self.lang)
            some = some_day and self._is_day(kind)
            parts.append(self.say("relevance_some_day", day=label) if some else label)
        return self.join(parts, "relevance_and") or self.say("relevance_yes")

    def _facts(self, facts: Sequence[Symbol]) -> str:
        return self.join(map(self.atom, facts), "text_semicolon")

    def _effect(self, answer: PossibleAnswer) -> str:
        if answer.undecided and not (answer.gained or answer.lost or answer.others):
            return self.say("relevance_undecided")
        parts = [
            *self._persons("relevance_lost", answer.lost),
            *self._persons("relevance_gained", answer.gained),
        ]
        if not parts:
            return self.say("relevance_others" if answer.others else "relevance_readings")
        return self.join(parts, "text_semicolon")

    def _persons(self, key: str, verdicts: Sequence[Symbol]) -> Iterator[str]:
        for person, group in groupby(verdicts, lambda verdict: verdict.arguments[0]):
            yield self.say(key, person=plain(person), verdicts=self.verdicts(group))
