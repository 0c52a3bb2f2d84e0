"""Reasons: why something holds in an outcome, or why not, in words and drawn."""

import json
from http import HTTPStatus

from flask import Response, abort, request

from .absences import absence
from .asking import Reply, ask
from .case_page import case_page, refused
from .case_state import Json, carried
from .proof_drawing import proof_drawing
from .proof_steps import stages
from .site import pages
from .views import outcomes as views
from .views.lawbook import LawBook

OTHERS = 3
# Of so many outcomes one is chosen to hold another one against it.
LISTED = 100


@pages.post("/reasons")
def reasons(lang: str) -> Response:
    """Why a conclusion holds in an outcome, or in the first where it does; or why it does not."""
    case, asked = carried(), _asked()
    holds = asked["holds"]
    path = "/v1/why" if holds else "/v1/why-not"
    question = {"case": case, "conclusion": asked["conclusion"], "outcome": asked["outcome"]}
    further = {"others": str(OTHERS)} if holds else {}
    reply = ask(path, lang, question, form="json", **further)
    if not reply.ok:
        return refused(reply, lang, case)
    answer = reply.data
    all_of_them = ask("/v1/outcomes", lang, case, limit=str(LISTED))
    if not all_of_them.ok:
        return refused(all_of_them, lang, case)
    everything, book = all_of_them.data, LawBook.of(answer, lang)
    drawn = ask(path, lang, {**question, "outcome": answer["outcome"]}, form="svg")
    person, conclusion = said(answer["conclusion"], everything, book)
    return case_page(
        "reasons.html",
        lang,
        case,
        book.regulation,
        book=book,
        holds=holds,
        person=person,
        conclusion=conclusion or answer["nodes"][answer["root"]]["text"],
        outcome=answer["outcome"],
        number=views.position(answer["outcome"]),
        readings=_readings(answer, book),
        findings_of=views.findings(answer["disputed"], views.disputed_facts(everything, book)),
        stages=stages(answer, book) if holds else (),
        absence=None if holds else absence(answer, book),
        others=[stages(proof, book) for proof in answer.get("others", ())],
        count=answer.get("proof_count"),
        exact=answer.get("proof_count_exact"),
        drawing=proof_drawing(drawn.text, answer, book) if drawn.ok else None,
        undrawn=_undrawn(drawn),
        rivals=[
            each
            for each in views.listed(everything["outcomes"], everything, book)
            if each.id != answer["outcome"]
        ],
    )


def _asked() -> Json:
    """What is asked: a conclusion, whether it holds, and in which outcome. A button has all of it
    in one field, other pages in a field each.
    """
    try:
        told = json.loads(request.form.get("about", "{}"))
        if not isinstance(told, dict):
            abort(HTTPStatus.BAD_REQUEST)
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)
    conclusion = told.get("conclusion", request.form.get("conclusion"))
    if not isinstance(conclusion, str):
        abort(HTTPStatus.BAD_REQUEST)
    return {
        "conclusion": conclusion,
        "holds": told.get("holds", request.form.get("why") != "not") is True,
        "outcome": told.get("outcome") or request.form.get("outcome") or None,
    }


def said(conclusion: str, everything: Json, book: LawBook) -> tuple[str | None, str]:
    """The person whom a conclusion judges, if it is a verdict, and its words."""
    for person in everything["persons"]:
        for value in book.verdict["values"]:
            if book.verdict_atom(person, value["id"]) == conclusion:
                return person, book.verdict_text(person, value["id"])
    told = (*everything["always"], *everything["sometimes"])
    return None, next((each["text"] for each in told if each["atom"] == conclusion), "")


def _readings(answer: Json, book: LawBook) -> list[tuple[str, str]]:
    return [
        (book.readings[name]["question"], book.option(name, option))
        for name, option in answer["readings"].items()
    ]


def _undrawn(drawn: Reply) -> str | None:
    """Why there is no drawing."""
    return None if drawn.ok else str(drawn.data["detail"])
