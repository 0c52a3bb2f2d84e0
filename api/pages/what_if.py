"""The what-if page: the smallest changes of a case's facts that change who may get what.

Its address is `/changes`. Each change can be taken over: the case with it, and its outcomes.
"""

from flask import Response, request

from .case_answer import answer_page, ask_about_case
from .case_state import changed_case
from .site import pages
from .views.what_if import what_if_view


@pages.post("/changes")
def what_if(lang: str) -> Response:
    """The changes of the case that matter for its persons, or for one of them."""
    del lang
    shown = ask_about_case(what_if_view)
    person = request.form.get("person")
    chosen = [each for each in shown.view.persons if each.person == person]
    return answer_page(
        "what_if.html", shown, persons=chosen or shown.view.persons, changed_case=changed_case
    )
