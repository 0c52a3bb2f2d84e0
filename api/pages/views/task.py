"""Page tasks: functions that an engine process runs to make the view of a page.

A view is a frozen value with its words chosen. A task that cannot make one returns a `Failure`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import graphviz
from markupsafe import Markup

from ....reasoner.case.case import Case
from ....reasoner.errors import WenzeError
from ....reasoner.i18n import Lang
from ....reasoner.pack import Pack
from ....reasoner.reasoner import Reasoner
from ...http.body import Question, document
from ...http.responses import Reply
from ...http.worker.tasks import (
    Drawing,
    as_drawing,
    case_of,
    reasoner_of,
    task,
    time_is_up,
)

_P = ParamSpec("_P")
View = TypeVar("View")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that cannot be made: a problem document (RFC 9457) in the page's language.

    `errors` are the problems of the case or of the question, as `Problem.as_json` has them.
    """

    status: int
    detail: str
    errors: tuple[Mapping[str, Any], ...] = ()
    log: tuple[object, ...] = ()

    @classmethod
    def of(cls, reply: Reply) -> "Failure":
        """The failure that a reply of the interface reports."""
        body = json.loads(reply.body)
        return cls(reply.status, body["detail"], tuple(body.get("errors", ())), reply.log)


@dataclass
class Undrawn(WenzeError):
    """A drawing could not be made; `reply` says why."""

    reply: Reply


def drawn_svg(graph: graphviz.Digraph, drawing: Drawing, lang: Lang) -> Markup:
    """Draw `graph` as an element `svg`, in which every word is escaped.

    Raises Undrawn, GraphvizMissing, DrawingTimeout.
    """
    reply = as_drawing(graph, drawing, lang)
    if reply.status != HTTPStatus.OK:
        raise Undrawn(reply)
    return Markup(reply.body.decode().partition("?>")[2])  # noqa: S704 - our own drawing


@dataclass(frozen=True, slots=True)
class PostedCase:
    """A case posted to a page, in the engine process that answers."""

    question: Question
    case: Case
    pack: Pack

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.question.lang

    @property
    def seconds(self) -> float:
        """The time limit for solving and proving."""
        return self.question.seconds

    @property
    def late(self) -> str:
        """The words that say that the time is up."""
        return time_is_up(self.question).say(self.lang)

    @property
    def reasoner(self) -> Reasoner:
        """The reasoner for the case's regulation."""
        return reasoner_of(self.pack)


@dataclass(frozen=True, slots=True)
class CaseView(Generic[View]):
    """The view of a page about a case, with what every such page shows of the case.

    `law` is the title of the regulation.
    """

    view: View
    regulation: str
    law: str
    title: str | None


def page_task(
    make: Callable[Concatenate[Question, _P], View],
) -> Callable[Concatenate[Question, _P], View | Failure]:
    """Let `make` return a Failure for whatever keeps it from making its view, a time limit too."""

    @task
    @wraps(make)
    def attempt(question: Question, /, *args: _P.args, **kwargs: _P.kwargs) -> View | Reply:
        try:
            return make(question, *args, **kwargs)
        except Undrawn as undrawn:
            return undrawn.reply

    @wraps(make)
    def run(question: Question, /, *args: _P.args, **kwargs: _P.kwargs) -> View | Failure:
        made = attempt(question, *args, **kwargs)
        return Failure.of(made) if isinstance(made, Reply) else made

    return run


def case_task(
    make: Callable[Concatenate[PostedCase, _P], View],
) -> Callable[Concatenate[Question, _P], CaseView[View] | Failure]:
    """Let `make` take a PostedCase in place of the question that has it as its content."""

    @page_task
    @wraps(make)
    def run(question: Question, /, *args: _P.args, **kwargs: _P.kwargs) -> CaseView[View]:
        case, pack = case_of(question, document(question))
        posted = PostedCase(question, case, pack)
        view = make(posted, *args, **kwargs)
        return CaseView(view, pack.id, pack.about.title.say(posted.lang), case.title)

    return run
