"""Pages that carry a case along: the ways onward from each, and what is shown of a refusal."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, current_app

from api.pages.asking import Reply
from api.pages.carried import Json, carried_text
from api.pages.site import page
from api.pages.words import say

# What a person can do something about; all else is a fault of pages or of the server.
_TOLD = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)


def case_page(
    template: str, lang: str, case: Json, regulation: str | None, status: int = 200, **values: Any
) -> Response:
    """A page on a case, which its forms carry along."""
    case_text = carried_text(case)
    return page(
        template, lang, status, case=case_text, regulation=regulation, known=_known, **values
    )


def _known(endpoint: str) -> bool:
    """Whether there is such a page."""
    return f"pages.{endpoint}" in current_app.view_functions


def refused(reply: Reply, lang: str, case: Json) -> Response:
    """The page that says why there is no answer, with the way back to the case."""
    if reply.status not in _TOLD:
        abort(reply.status)
    told = reply.data
    problems = told.get("errors", ())
    kind = "refused" if problems else "late"
    return case_page(
        "outcomes_refused.html",
        lang,
        case,
        case.get("regulation"),
        reply.status,
        title=say(lang, f"outcomes_{kind}_title"),
        detail=say(lang, "outcomes_refused_lead") if problems else told["detail"],
        problems=problems,
    )
