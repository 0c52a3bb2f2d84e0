"""The questions that still matter in a case that is being filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from ....reasoner.inquiry.relevance.outline import OpenQuestion, RelevanceOutline
from ..words import say
from .draft import Draft
from .faults import Fault
from .layout import place_of, whole_place_of


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question that still matters, and where in the form it stands."""

    text: str
    place: str | None


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The questions that still matter, the most telling first, and those needed with them.

    `idle` are the questions of the form that can no longer matter. `faults` or a `note` stand in
    the way of telling.
    """

    questions: Sequence[PlacedQuestion] = ()
    needed: Sequence[PlacedQuestion] = ()
    idle: frozenset[str] = frozenset()
    faults: Sequence[Fault] = ()
    note: str = ""


def open_questions(found: RelevanceOutline, draft: Draft, lang: str) -> OpenQuestions:
    """Place the questions of `found` in the form of `draft`."""
    idle = (whole_place_of(draft, each.predicate, each.arguments) for each in found.irrelevant)
    return OpenQuestions(
        [_placed(each.question, draft) for each in found.questions],
        [_placed(each, draft) for each in found.accompanying],
        # Only after a whole search is a question known to be idle.
        frozenset(filter(None, idle)) if found.exhausted else frozenset(),
        note="" if found.exhausted else say(lang, "case_still_partly"),
    )


def _placed(question: OpenQuestion, draft: Draft) -> PlacedQuestion:
    return PlacedQuestion(question.text, place_of(draft, question.predicate, question.arguments))
