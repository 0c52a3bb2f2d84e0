"""Review: a decision that was taken, held against the law, with the reasons for what is found."""

from http import HTTPStatus

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...reasoner.case.worked_cases import worked_case
from .. import law_data
from .case_answer import answer_page, ask_about_case
from .case_state import carry, changed_case
from .site import law_of, page, pages
from .views.review import review_view

# Begins the name of a field with the decision on a person; the rest is the name.
DECIDED = "decided."
# Set where the decision, and not only the case, was sent.
SENT = "sent"


@pages.route("/review", methods=["GET", "POST"])
def review(lang: str) -> WerkzeugResponse:
    """The form for a decision in a case, and the review of the decision once it is sent."""
    if request.method == "POST":
        return _reviewed()
    regulation, worked = request.args.get("regulation"), request.args.get("worked")
    if not regulation:
        return redirect(url_for("pages.home", lang=lang))
    pack = law_of(regulation)
    if worked:
        case = worked_case(pack, worked) or abort(HTTPStatus.NOT_FOUND)
        carry(case.case.as_data(pack.id))
        return _reviewed()
    return page(
        "review_begin.html", lang, law=law_data.overview(pack, lang), **law_data.cases(pack)
    )


def _reviewed() -> Response:
    decided = {
        name.removeprefix(DECIDED): word
        for name, word in request.form.items()
        if name.startswith(DECIDED)
    }
    shown = ask_about_case(review_view, decided)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if shown.view.faults else HTTPStatus.OK
    missing = SENT in request.form and not shown.view.decision
    return answer_page("review.html", shown, status, missing=missing, changed_case=changed_case)
