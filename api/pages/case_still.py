"""What still matters in a case that is being filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import abort

from .asking import ask
from .case_data import Draft
from .case_faults import Fault, faults, unfinished
from .case_view import place_of, whole_place_of
from .words import say

Json = Mapping[str, Any]
# So many questions are listed at once; the others are one click away.
_FIRST = 10


@dataclass(frozen=True, slots=True)
class Open:
    """A question that still matters, and where in the form it stands."""

    text: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Still:
    """What still matters: questions, the most telling first, and those needed with them; ``idle``
    are the questions of the form that can no longer matter. Or what is in the way of telling.
    """

    questions: Sequence[Open] = ()
    needed: Sequence[Open] = ()
    idle: frozenset[str] = frozenset()
    faults: Sequence[Fault] = ()
    note: str = ""

    @property
    def first(self) -> Sequence[Open]:
        """The most telling questions."""
        return self.questions[:_FIRST]

    @property
    def others(self) -> Sequence[Open]:
        """All other questions."""
        return self.questions[_FIRST:]


def still(draft: Draft, lang: str) -> Still:
    """Ask what could still change a conclusion."""
    stated = draft.stated()
    reply = ask("/v1/relevance", lang, {"case": stated.data})
    if reply.ok:
        return _told(reply.data, draft, lang)
    if reply.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return Still(note=say(lang, "case_still_late"))
    if reply.status != HTTPStatus.UNPROCESSABLE_ENTITY:
        abort(reply.status)
    found = faults(_within(reply.data), draft, stated, lang)
    return Still(faults=[*unfinished(draft, lang), *found])


def _within(refusal: Json) -> list[Json]:
    """The faults with their places in the case."""
    return [
        {
            **each,
            "pointer": each["pointer"].removeprefix("/case"),
            "also": [also.removeprefix("/case") for also in each["also"]],
        }
        for each in refusal["errors"]
    ]


def _told(found: Json, draft: Draft, lang: str) -> Still:
    idle = (whole_place_of(draft, *_subject(each)) for each in found["irrelevant"])
    # Only what was looked at to the end is known to be idle.
    known = frozenset(filter(None, idle)) if found["exhausted"] else frozenset()
    return Still(
        [_open(each, draft) for each in found["questions"]],
        [_open(each, draft) for each in found["accompanying"]],
        known,
        note="" if found["exhausted"] else say(lang, "case_still_partly"),
    )


def _open(question: Json, draft: Draft) -> Open:
    return Open(question["text"], place_of(draft, *_subject(question)))


def _subject(question: Json) -> tuple[str, list[str]]:
    return question["predicate"], question["arguments"]
