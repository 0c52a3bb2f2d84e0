"""The calls that answer a question about a case."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Flask, Response, current_app

from .dispatch import ANSWERS, EngineRoom
from .formats import Format, wanted
from .queries import LawQuery, OutcomesQuery, WhyNotQuery, WhyQuery, read_query
from .questions import Question
from .responses import response
from .streaming import streamed
from .worker import answers
from .worker.tasks import Drawing, Told

OUTCOMES: Final[tuple[Format, ...]] = ("json", "ndjson", "text", "svg", "png", "pdf", "dot")
REASONS: Final[tuple[Format, ...]] = ("json", "text", "svg", "png", "pdf", "dot")
_ROOM = "wenze.room"

calls = Blueprint("calls", __name__)


def register_calls(app: Flask, room: EngineRoom) -> None:
    """Have these calls answered in an engine room."""
    app.extensions[_ROOM] = room
    app.register_blueprint(calls)


@calls.post("/v1/outcomes")
def outcomes() -> Response:
    """Every defensible outcome of a case."""
    query = read_query(OutcomesQuery)
    form = wanted(OUTCOMES, query.format)
    room = engine_room()
    if form == "ndjson":
        limit = min(query.limit, room.settings.max_streamed)
        return streamed(room, room.question(query.lang), limit)
    limit = min(query.limit, room.settings.max_outcomes)
    question = room.question(query.lang)
    return _drawn(question, answers.outcomes, limit, query.reading, drawing=_drawing(form))


@calls.post("/v1/why")
def why() -> Response:
    """The proof of a conclusion in an outcome of a case."""
    query = read_query(WhyQuery)
    return _explained(query, holds=True, others=query.others)


@calls.post("/v1/why-not")
def why_not() -> Response:
    """Why a conclusion does not hold in an outcome of a case."""
    return _explained(read_query(WhyNotQuery), holds=False, others=0)


@calls.post("/v1/verify")
def verify() -> Response:
    """Whether an answer still comes out as its receipt says."""
    query = read_query(LawQuery)
    wanted(("json",), None)
    room = engine_room()
    question = room.question(query.lang, ANSWERS)
    with room.entered():
        return response(room.ask(answers.verification, question))


def _explained(query: WhyNotQuery, *, holds: bool, others: int) -> Response:
    drawing = _drawing(wanted(REASONS, query.format))
    question = engine_room().question(query.lang)
    return _drawn(question, answers.explanation, holds, query.quote, others, drawing=drawing)


def engine_room() -> EngineRoom:
    """The engine room of the application that answers the request."""
    room: EngineRoom = current_app.extensions[_ROOM]
    return room


def _drawing(form: Format) -> Drawing:
    settings = engine_room().settings
    return Drawing(form, settings.drawing_time, settings.drawing_size)


def _drawn(
    question: Question, task: Callable[..., Told], *args: object, drawing: Drawing
) -> Response:
    room = engine_room()
    with room.entered():
        return response(room.ask(task, question, *args, drawing, more=drawing.time))
