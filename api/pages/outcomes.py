"""Outcomes: who may get what, the readings that decide it, every outcome with its reasons."""

import re
from http import HTTPStatus

from flask import Response, request
from markupsafe import Markup

from .case_answer import answer_page, ask_about_case, svg_drawing
from .site import pages
from .views.outcomes import about, collision_map, outcomes_view

_POSITION = re.compile(r"[0-9]{1,9}")


@pages.post("/outcomes")
def outcomes(lang: str) -> Response:
    """The outcomes of a case; its readings may be fixed, or left open, in the same form."""
    del lang
    shown = ask_about_case(outcomes_view, _first())
    status = HTTPStatus.SERVICE_UNAVAILABLE if shown.view.late else HTTPStatus.OK
    return answer_page("outcomes.html", shown, status, about=about)


@pages.post("/collision")
def collision(lang: str) -> Response:
    """The map of a collision: where each option of the reading that settles it leads."""
    del lang
    drawing = svg_drawing()
    reading = request.form.get("reading", "")
    shown = ask_about_case(collision_map, reading, drawing, more=drawing.time)
    # Drawn by an engine task, which escapes every word.
    return answer_page("outcomes_map.html", shown, drawing=Markup(shown.view))  # noqa: S704


def _first() -> int:
    """The position of the first outcome to list."""
    position = request.form.get("from", "")
    return max(int(position), 1) if _POSITION.fullmatch(position) else 1
