"""Outcomes: who may get what, the readings that decide it, every outcome with its reasons."""

import re

from flask import Response, request
from markupsafe import Markup

from . import outcome_views as views
from .asking import ask
from .carried import Json, carried, with_readings_chosen
from .case_file import saved
from .case_page import case_page, refused
from .lawbook import LawBook
from .site import hidden, pages

PER_PAGE = 20
_POSITION = re.compile(r"[0-9]{1,9}")


@pages.post("/outcomes")
def outcomes(lang: str) -> Response:
    """What may come out of a case; its readings may be fixed, or left open, in the same form."""
    case = with_readings_chosen(carried())
    first = _first()
    reply = ask("/v1/outcomes", lang, case, limit=str(first + PER_PAGE - 1))
    answer = reply.data
    if not reply.ok and "regulation" not in answer:
        return refused(reply, lang, case)
    book = LawBook.of(answer, lang)
    shown = answer["outcomes"][first - 1 :]
    return case_page(
        "outcomes.html",
        lang,
        case,
        book.regulation,
        reply.status,
        title=case.get("title"),
        book=book,
        answer=answer,
        late=None if reply.ok else answer["detail"],
        kinds=views.KINDS,
        rows=views.glance(answer, book),
        switches=views.switches(answer, book),
        pinned=hidden(answer.get("pinned", {})),
        school=_school(case, book),
        clashes=views.clashes(answer, book),
        always=views.drawn(answer.get("always", ()), book),
        sometimes=_sometimes(answer, book),
        assumed=views.assumed(answer, book),
        disputes=views.disputes(answer, book),
        listed=list(views.listed(shown, answer, book)),
        first=first,
        last=first + len(shown) - 1,
        before=max(first - PER_PAGE, 1) if first > 1 else None,
        after=_after(answer, first),
    )


@pages.post("/collision")
def collision(lang: str) -> Response:
    """The map of a collision: where each option of the reading that settles it leads."""
    case, reading = carried(), request.form.get("reading", "")
    reply = ask("/v1/outcomes", lang, case, form="svg", reading=reading)
    if not reply.ok:
        return refused(reply, lang, case)
    return case_page(
        "outcomes_map.html", lang, case, case.get("regulation"), drawing=drawing(reply.text)
    )


@pages.post("/case.yaml")
def case_file(lang: str) -> Response:
    """The case as a file to keep."""
    del lang
    return saved(carried())


def drawing(svg: str) -> Markup:
    """A drawing of the interface as it stands within a page: its words are escaped already."""
    return Markup(svg.partition("?>")[2])  # noqa: S704 - what the interface drew


def _first() -> int:
    """The position of the first outcome to list."""
    asked = request.form.get("from", "")
    return max(int(asked), 1) if _POSITION.fullmatch(asked) else 1


def _after(answer: Json, first: int) -> int | None:
    """The position from which the next outcomes are listed, if there are more."""
    count, last = answer["outcome_count"], first + PER_PAGE - 1
    more = count is None or int(count) > last
    return last + 1 if more and len(answer["outcomes"]) == last else None


def _school(case: Json, book: LawBook) -> str | None:
    """The school of interpretation that a case keeps to, in words."""
    named = case.get("school")
    return None if named is None else book.school(named)


def _sometimes(answer: Json, book: LawBook) -> list[views.Drawn]:
    """What holds in some outcomes and not in all."""
    always = {each["atom"] for each in answer.get("always", ())}
    told = (each for each in answer.get("sometimes", ()) if each["atom"] not in always)
    return views.drawn(told, book)
