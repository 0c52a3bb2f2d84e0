"""The calls that ask beyond one outcome."""

from typing import Final

from flask import Blueprint, Response

from api.http import inquiring
from api.http.calls import engine_room
from api.http.formats import Format, wanted
from api.http.queries import (
    AnyQuery,
    AtlasQuery,
    CaseQuery,
    ConsistencyQuery,
    ContrastQuery,
    read_query,
)
from api.http.responses import kept, response
from api.http.tasks import Drawing

TEXTS: Final[tuple[Format, ...]] = ("json", "text")
DRAWN: Final[tuple[Format, ...]] = (*TEXTS, "svg", "png", "pdf", "dot")
ATLAS: Final[tuple[Format, ...]] = ("json", "csv", "text", "svg", "png", "pdf", "dot")

inquiries = Blueprint("inquiries", __name__)


@inquiries.post("/v1/contrast")
def contrast() -> Response:
    """What separates two outcomes of a case, or all of them."""
    query = read_query(ContrastQuery)
    return _inquired("contrast", query, wanted(DRAWN, query.format))


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
    query = read_query(CaseQuery)
    return _inquired("compare", query, wanted(TEXTS, query.format))


@inquiries.get("/v1/regulations/<regulation>/atlas")
def atlas(regulation: str) -> Response:
    """A regulation examined before any case."""
    query = read_query(AtlasQuery)
    form = wanted(ATLAS, query.format)
    room = engine_room()
    settings = room.settings
    drawing = Drawing(form, settings.drawing_time, settings.drawing_size)
    with room.entered():
        question = room.question_of_the_law(query.lang)
        more = settings.atlas_time + drawing.time
        return kept(
            response(room.ask(inquiring.atlas_of, question, regulation, drawing, more=more))
        )


def _inquired(name: str, query: AnyQuery, form: Format, **options: object) -> Response:
    room = engine_room()
    drawing = Drawing(form, room.settings.drawing_time, room.settings.drawing_size)
    question = room.question(query.lang)
    with room.entered():
        asked = (question, name, options, drawing)
        return response(room.ask(inquiring.inquiry, *asked, more=drawing.time))
