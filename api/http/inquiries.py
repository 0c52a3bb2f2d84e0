"""The calls that ask beyond one outcome."""

from typing import Final

from flask import Blueprint, Response

from .calls import engine_room
from .formats import Format, wanted
from .queries import (
    AnyQuery,
    CaseQuery,
    CompareQuery,
    ConsistencyQuery,
    DrawnQuery,
    read_query,
)
from .responses import response
from .worker.inquiries import inquiry
from .worker.tasks import Drawing

TEXTS: Final[tuple[Format, ...]] = ("json", "text")
DRAWN: Final[tuple[Format, ...]] = (*TEXTS, "svg", "png", "pdf", "dot")

inquiries = Blueprint("inquiries", __name__)


@inquiries.post("/v1/contrast")
def contrast() -> Response:
    """What separates two outcomes of a case, or all of them."""
    query = read_query(DrawnQuery)
    return _inquired("contrast", query, wanted(DRAWN, query.format))


@inquiries.post("/v1/what-if")
def what_if() -> Response:
    """The smallest changes of the facts of a case that change what is defensible."""
    query = read_query(CaseQuery)
    return _inquired("what_if", query, wanted(TEXTS, query.format))


@inquiries.post("/v1/relevance")
def relevance() -> Response:
    """The facts not yet stated that could still change what is concluded, as questions."""
    query = read_query(CaseQuery)
    return _inquired("relevance", query, wanted(TEXTS, query.format))


@inquiries.post("/v1/review")
def review() -> Response:
    """Whether a decision taken stands, falls, or stands only on a contested reading."""
    query = read_query(DrawnQuery)
    return _inquired("review", query, wanted(DRAWN, query.format))


@inquiries.post("/v1/schools")
def schools() -> Response:
    """A case under each school of its law."""
    query = read_query(CaseQuery)
    return _inquired("schools", query, wanted(TEXTS, query.format))


@inquiries.post("/v1/consistency")
def consistency() -> Response:
    """Whether decided cases agree, and what that means for a new one."""
    query = read_query(ConsistencyQuery)
    limit = min(query.limit, engine_room().settings.max_outcomes)
    return _inquired("consistency", query, wanted(TEXTS, query.format), limit=limit)


@inquiries.post("/v1/compare")
def compare() -> Response:
    """What comes out of cases under one regulation and not under another."""
    query = read_query(CompareQuery)
    more = engine_room().settings.atlas_time if query.atlas else 0.0
    form = wanted(TEXTS, query.format)
    return _inquired("compare", query, form, more, atlas=query.atlas)


def _inquired(
    name: str, query: AnyQuery, form: Format, more: float = 0.0, **options: object
) -> Response:
    """The answer to a question, which may take so many seconds more than usual."""
    room = engine_room()
    drawing = Drawing(form, room.settings.drawing_time, room.settings.drawing_size)
    question = room.question(query.lang, more=more)
    with room.entered():
        asked = (question, name, options, drawing)
        return response(room.ask(inquiry, *asked, more=more + drawing.time))
