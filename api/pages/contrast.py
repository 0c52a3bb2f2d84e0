"""Contrast: the choices in which two outcomes differ, and what follows from each."""

from flask import Response, request

from .case_answer import answer_page, ask_about_case, svg_drawing
from .site import pages
from .views.contrast import contrast_view
from .views.outcomes import about


@pages.post("/contrast")
def contrast(lang: str) -> Response:
    """Two outcomes of a case side by side."""
    del lang
    drawing = svg_drawing()
    ids = [request.form.get(side, "") for side in ("a", "b")]
    shown = ask_about_case(contrast_view, *ids, drawing, more=drawing.time)
    return answer_page("contrast.html", shown, about=about)
