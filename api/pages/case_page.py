"""Pages that carry a case along: the ways onward from each, and what is shown of a refusal."""

import re
from http import HTTPStatus
from typing import Any

from flask import Response, abort, current_app

from .asking import Reply
from .case_state import Json, carried_text
from .site import page
from .words import say

# What a person can do something about; all else is a fault of pages or of the server.
_TOLD = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
# Where faults are of what is asked, not of the case that it is asked about.
_QUESTION = frozenset({"/conclusion", "/outcome", "/outcomes/0", "/outcomes/1"})


def case_page(
    template: str, lang: str, case: Json, regulation: str | None, status: int = 200, **values: Any
) -> Response:
    """A page on a case, which its forms carry along."""
    return page(
        template,
        lang,
        status,
        case=carried_text(case),
        regulation=regulation,
        known=_known,
        **values,
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
    of_case = any(problem["pointer"] not in _QUESTION for problem in problems)
    kind = "refused" if of_case else "unanswered" if problems else "late"
    return case_page(
        "outcomes_refused.html",
        lang,
        case,
        case.get("regulation"),
        reply.status,
        title=say(lang, f"outcomes_{kind}_title"),
        detail=say(lang, f"outcomes_{kind}_lead") if problems else told["detail"],
        problems=[{**each, "message": _without_names(each)} for each in problems],
    )


def _without_names(problem: Json) -> str:
    """The words of a problem without the names in brackets at their end, which are for those who
    write files.
    """
    names = "|".join(map(re.escape, problem["allowed"]))
    found: str = problem["message"]
    return re.sub(rf"\s*[（(](?:{names})[）)]$", "", found) if names else found
