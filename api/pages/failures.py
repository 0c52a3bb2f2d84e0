"""Failures of page tasks, as pages that say what is wrong and lead back to the case."""

from http import HTTPStatus

from flask import Response

from ...reasoner.pack.catalog import regulations
from ..http.dispatch import Unanswered
from ..http.responses import RETRY_AFTER, language
from .case_answer import NoView, is_page
from .case_form.faults import without_names
from .case_form.routes import form_with_faults
from .case_state import carried, case_field
from .site import error_page, page, pages
from .views.task import Failure
from .words import say

# Where a person can do something about the failure; all others have the error page.
_EXPLAINED = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
# Places of problems that are of the question, not of the case it is about.
_QUESTION = frozenset({"/conclusion", "/outcome", "/outcomes/0", "/outcomes/1"})


@pages.errorhandler(NoView)
def no_view(error: NoView) -> Response:
    """The page that says why there is no answer."""
    return _failure_page(error.failure)


@pages.errorhandler(Unanswered)
def unanswered(error: Unanswered) -> Response:
    """The page that says why the engines gave no answer."""
    response = _failure_page(Failure.of(error.reply))
    if error.retry:
        response.retry_after = RETRY_AFTER
    return response


def _failure_page(failure: Failure) -> Response:
    """With the way back to the case, if a case was posted."""
    lang, case = language(), case_field()
    if failure.status not in _EXPLAINED or case is None:
        return error_page(failure.status)
    errors, regulation = failure.errors, carried().get("regulation")
    of_case = any(each["pointer"] not in _QUESTION for each in errors)
    if of_case and (form := form_with_faults(failure)):
        return form
    kind = "refused" if of_case else "unanswered" if errors else "late"
    return page(
        "outcomes_refused.html",
        lang,
        failure.status,
        case=case,
        known=is_page,
        regulation=regulation if regulation in [*regulations()] else None,
        title=say(lang, f"outcomes_{kind}_title"),
        detail=say(lang, f"outcomes_{kind}_lead") if errors else failure.detail,
        problems=[{**each, "message": without_names(each)} for each in errors],
    )
