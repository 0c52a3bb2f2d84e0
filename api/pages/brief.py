"""The brief: one document for the file, to be printed, with all that can be defended and why."""

from collections.abc import Callable

from flask import Response

from .asking import ask
from .brief_views import (
    CitingBook,
    Reasons,
    excluded,
    pins,
    receipt,
    stated,
    together,
    trees,
)
from .case_page import case_page, refused
from .case_state import Json, carried
from .site import pages
from .views import outcomes as views
from .views.lawbook import LawBook

# So many outcomes are told one by one; more are grouped, as far as they are looked at.
ONE_BY_ONE = 50
LOOKED_AT = 1000


@pages.post("/brief")
def brief(lang: str) -> Response:
    """The brief of a case."""
    case = carried()
    reply = ask("/v1/outcomes", lang, case, limit=str(LOOKED_AT))
    answer = reply.data
    if not reply.ok and "regulation" not in answer:
        return refused(reply, lang, case)
    law = LawBook.of(answer, lang)
    book = CitingBook(law.pack, lang)
    contrast = ask("/v1/contrast", lang, {"case": case})
    outcomes = answer["outcomes"]
    is_listed = answer["complete"] and len(outcomes) == answer["outcome_count"] <= ONE_BY_ONE
    reasons = Reasons(book, _asking("/v1/why", lang, case))
    numbers = {each["id"]: reasons.of_outcome(each) for each in outcomes} if is_listed else {}
    by_person = {} if is_listed else _by_person(answer, reasons)
    parts = {
        "facts": stated(answer["receipt"]["case"], book),
        "pins": pins(answer, book),
        "rows": views.glance(answer, book),
        "contested": [each for each in views.switches(answer, book) if not each.fixed],
        "clashes": views.clashes(answer, book),
        "trees": trees(contrast.data, book) if contrast.ok else [],
        "undecided": contrast.data["undecided"] if contrast.ok else [],
        "listed": list(views.listed(outcomes, answer, book)) if is_listed else [],
        "together": [] if is_listed else together(outcomes, book),
        "always": views.drawn(answer.get("always", ()), book),
        "sometimes": [] if is_listed else views.drawn(answer.get("sometimes", ()), book),
        "assumed": views.assumed(answer, book),
        "disputes": views.disputes(answer, book),
        "excluded": excluded(answer, book, _asking("/v1/why-not", lang, case)),
        "reasons": reasons.listed,
    }
    return case_page(
        "brief.html",
        lang,
        case,
        book.regulation,
        reply.status,
        book=book,
        title=case.get("title"),
        school=_school(lang, case),
        answer=answer,
        late=None if reply.ok else answer["detail"],
        is_listed=is_listed,
        looked_at=len(outcomes),
        numbers=numbers,
        by_person=by_person,
        receipt=receipt(answer),
        **parts,
        annex=book.annex(),
    )


def _school(lang: str, case: Json) -> Json | None:
    """The school of interpretation that the case keeps to, with its reason."""
    if case.get("school") is None:
        return None
    reply = ask("/v1/schools", lang, {"case": case})
    listed = reply.data["schools"] if reply.ok else ()
    return next((each for each in listed if each["id"] == case["school"]), None)


def _by_person(answer: Json, reasons: Reasons) -> dict[str, dict[str, int | None]]:
    """The number of the proof for each disposition that a person may get."""
    return {
        person: {word: reasons.of_person(person, word) for word in found["dispositions"]}
        for person, found in answer.get("persons", {}).items()
    }


def _asking(path: str, lang: str, case: Json) -> Callable[[str, str | None], Json | None]:
    """Asks for reasons in this case; nothing where there is no answer, as without an engine."""

    def asks(conclusion: str, outcome: str | None) -> Json | None:
        question = {"case": case, "conclusion": conclusion, "outcome": outcome}
        reply = ask(path, lang, question)
        return reply.data if reply.ok else None

    return asks
