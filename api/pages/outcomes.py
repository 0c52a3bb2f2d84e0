"""Outcomes: who may get what, the readings that decide it, every outcome with its reasons."""

from flask import Response, request

from .case_answer import answer_page, ask_about_case, svg_drawing
from .site import first_listed, pages
from .views.outcomes import about, collision_map, outcomes_view


@pages.post("/outcomes")
def outcomes(lang: str) -> Response:
    """The outcomes of a case; its readings may be fixed, or left open, in the same form."""
    del lang
    shown = ask_about_case(outcomes_view, first_listed(request.form))
    return answer_page("outcomes.html", shown, about=about)


@pages.post("/collision")
def collision(lang: str) -> Response:
    """The map of a collision: where each option of the reading that settles it leads."""
    del lang
    drawing = svg_drawing()
    reading = request.form.get("reading", "")
    shown = ask_about_case(collision_map, reading, drawing, more=drawing.time)
    return answer_page("outcomes_map.html", shown)
