"""Pages made in one engine task: the question of a request, its answer, and the failures of both.

A handler asks with `ask_about_case`, gets a view and renders it with `answer_page`. Limits on time
and memory, a client that has left, and room for one more request are the engine room's concern.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, current_app, g

from ...reasoner.errors import WenzeError
from ..http.access_log import log_reported
from ..http.body import Question
from ..http.dispatch import engine_room
from ..http.responses import language
from ..http.worker.tasks import Drawing
from .case_state import case_field, posted_case
from .site import page
from .views.task import CaseView, Failure

View = TypeVar("View")


@dataclass
class NoView(WenzeError):
    """A page task failed."""

    failure: Failure


def ask_engine(
    task: Callable[..., View | Failure], question: Question, *args: object, more: float = 0.0
) -> View:
    """The view that a page task makes in an engine process, in `more` seconds than usual if need
    be. Raises NoView, Unanswered.
    """
    room = engine_room()
    with room.entered():
        made = room.ask(task, question, *args, more=more)
    if isinstance(made, Failure):
        if made.log:
            log_reported(made.log, g.request_id)
        raise NoView(made)
    return made


def ask_about_case(
    task: Callable[..., CaseView[View] | Failure],
    *args: object,
    more: float = 0.0,
    times: int = 1,
) -> CaseView[View]:
    """The view that a page task makes of the posted case, in `times` the usual time and `more`
    seconds for drawings if need be. Raises as `ask_engine` does.
    """
    room, content = engine_room(), posted_case()
    usual = room.settings.time_limit
    question = room.question_of_the_law(language(), times * usual)
    more += (times - 1) * usual
    return ask_engine(task, replace(question, content=content), *args, more=more)


def answer_page(
    template: str, shown: CaseView[Any], status: int = HTTPStatus.OK, **values: Any
) -> Response:
    """A page on the posted case, which its forms carry along; the template has `view`.

    The status of a view that came too late to be whole says so.
    """
    if getattr(shown.view, "late", None):
        status = HTTPStatus.SERVICE_UNAVAILABLE
    return page(
        template,
        language(),
        status,
        case=case_field(),
        known=is_page,
        view=shown.view,
        regulation=shown.regulation,
        law_title=shown.law,
        title=shown.title,
        **values,
    )


def svg_drawing() -> Drawing:
    """The limits of a drawing that stands within a page."""
    settings = engine_room().settings
    return Drawing("svg", settings.drawing_time, settings.drawing_size)


def is_page(endpoint: str) -> bool:
    """True if there is such a page."""
    return f"pages.{endpoint}" in current_app.view_functions
