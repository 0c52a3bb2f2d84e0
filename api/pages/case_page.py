"""Pages that carry a case along, of those that still ask the interface."""

from typing import Any, NoReturn

from flask import Response

from .asking import Reply
from .case_answer import NoView, is_page
from .case_state import Json, carried_text
from .site import page
from .views.task import Failure


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
        known=is_page,
        **values,
    )


def refused(reply: Reply, lang: str, case: Json) -> NoReturn:
    """The page that says why there is no answer, with the way back to the case."""
    del lang, case
    told = reply.data
    raise NoView(Failure(reply.status, told["detail"], tuple(told.get("errors", ()))))
