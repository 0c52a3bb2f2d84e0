"""Reasons: why something holds in an outcome, or why not, in words and drawn."""

from http import HTTPStatus

from flask import Response, abort, request

from .case_answer import answer_page, ask_about_case, svg_drawing
from .case_state import posted_json
from .site import pages
from .views.reasons import reasons_view


@pages.post("/reasons")
def reasons(lang: str) -> Response:
    """The reasons of a conclusion in an outcome, or in the first where it holds, or fails."""
    del lang
    drawing = svg_drawing()
    shown = ask_about_case(reasons_view, *_requested(), drawing, more=drawing.time)
    return answer_page("reasons.html", shown)


def _requested() -> tuple[str, bool, str | None]:
    """The conclusion, whether it holds, and the outcome. A button has all of it in one field,
    other pages in a field each.
    """
    about = posted_json("about") if "about" in request.form else {}
    conclusion = about.get("conclusion", request.form.get("conclusion"))
    outcome = about.get("outcome") or request.form.get("outcome") or None
    if not isinstance(conclusion, str) or not isinstance(outcome, str | None):
        abort(HTTPStatus.BAD_REQUEST)
    holds = about.get("holds", request.form.get("why") != "not") is True
    return conclusion, holds, outcome
