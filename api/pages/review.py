"""Review: a decision that was taken, held against the law, with the reasons for what is found."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from .asking import Reply, ask
from .case_page import case_page, refused
from .case_state import Json, carried
from .review_views import ReviewView
from .site import answered, page, pages
from .views.lawbook import LawBook

# What begins the name of a field with the decision on a person; the rest is the name.
DECIDED = "decided."
# Set where the decision, and not only the case, was sent.
SENT = "sent"


@pages.route("/review", methods=["GET", "POST"])
def review(lang: str) -> WerkzeugResponse:
    """The form for a decision in a case, and what is found of the decision once it is sent."""
    if request.method == "POST":
        return _reviewed(lang, carried())
    regulation, worked = request.args.get("regulation"), request.args.get("worked")
    if not regulation:
        return redirect(url_for("pages.home", lang=lang))
    at = f"/v1/regulations/{quote(regulation, safe='')}"
    if worked:
        found = answered(ask(f"{at}/cases/{quote(worked, safe='')}", lang))
        return _reviewed(lang, found["case"])
    listed = answered(ask(f"{at}/cases", lang))["cases"]
    return page(
        "review_begin.html",
        lang,
        law=answered(ask(at, lang)),
        cases=[each for each in listed if not each["refused"]],
    )


def _reviewed(lang: str, case: Json) -> Response:
    judged = ask("/v1/outcomes", lang, case, limit="0")
    if not judged.ok:
        return refused(judged, lang, case)
    book = LawBook.of(judged.data, lang)
    persons = [*judged.data["persons"]]
    decision = {
        person: word for person in persons if (word := request.form.get(f"{DECIDED}{person}", ""))
    }
    reply = ask("/v1/review", lang, {"case": case, "decision": decision}) if decision else None
    if reply is not None and not reply.ok and not _faults(reply):
        return refused(reply, lang, case)
    found = ReviewView(reply.data, case, book) if reply is not None and reply.ok else None
    return case_page(
        "review.html",
        lang,
        case,
        book.regulation,
        HTTPStatus.OK if reply is None else reply.status,
        book=book,
        title=case.get("title"),
        persons=persons,
        values=book.verdict["values"],
        decision=decision,
        faults={} if reply is None else _faults(reply),
        missing=SENT in request.form and not decision,
        found=found,
    )


def _faults(reply: Reply) -> dict[str, str]:
    """What is wrong with the decision, by person."""
    begin = "/decision/"
    return {
        each["pointer"].removeprefix(begin).replace("~1", "/").replace("~0", "~"): each["message"]
        for each in reply.data.get("errors", ())
        if each["pointer"].startswith(begin)
    }
