"""The calls: every question about cases, what the law says, and how the server is."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response

from ...reasoner.errors import UnknownRegulation
from ...reasoner.i18n import Lang, message
from ...reasoner.pack import Pack, shelved_pack
from .. import law_data
from .body import Question
from .dispatch import ANSWERS, engine_room
from .query import (
    AnyQuery,
    AtlasQuery,
    CaseQuery,
    CompareQuery,
    ConsistencyQuery,
    DrawnQuery,
    LawQuery,
    OutcomesQuery,
    RegulationQuery,
    WhyNotQuery,
    WhyQuery,
    read_query,
)
from .responses import (
    MEDIA_TYPES,
    WHY,
    Format,
    Reply,
    cached,
    encoded,
    kept,
    negotiated,
    problem,
    response,
)
from .streaming import streamed
from .worker import answers
from .worker.inquiries import inquiry
from .worker.tasks import Drawing

routes = Blueprint("routes", __name__)


# --- One outcome of a case


@routes.post("/v1/outcomes")
def outcomes() -> Response:
    """Every defensible outcome of a case."""
    query = read_query(OutcomesQuery)
    form, room = query.form, engine_room()
    if form == "ndjson":
        limit = min(query.limit, room.settings.max_streamed)
        return streamed(room, room.question(query.lang), limit)
    limit = min(query.limit, room.settings.max_outcomes)
    question = room.question(query.lang)
    return response(_asked(answers.outcomes, question, limit, query.reading, form=form))


@routes.post("/v1/why")
def why() -> Response:
    """The proof of a conclusion in an outcome of a case."""
    query = read_query(WhyQuery)
    return _explained(query, holds=True, others=query.others)


@routes.post("/v1/why-not")
def why_not() -> Response:
    """Why a conclusion does not hold in an outcome of a case."""
    return _explained(read_query(WhyNotQuery), holds=False, others=0)


@routes.post("/v1/verify")
def verify() -> Response:
    """Replay of an answer by its receipt: does it still come out?"""
    lang, room = _lang(), engine_room()
    question = room.question(lang, ANSWERS)
    with room.entered():
        return response(room.ask(answers.verification, question))


def _explained(query: WhyNotQuery, *, holds: bool, others: int) -> Response:
    form = query.form
    question = engine_room().question(query.lang)
    return response(_asked(answers.explanation, question, holds, query.quote, others, form=form))


# --- Beyond one outcome


def _inquired(name: str, kind: type[AnyQuery]) -> Response:
    """The answer to the inquiry with a name."""
    query = read_query(kind)
    form, options, settings = query.form, query.options, engine_room().settings
    if "limit" in options:
        options["limit"] = min(options["limit"], settings.max_outcomes)
    more = settings.atlas_time if options.get("atlas") else 0.0
    question = engine_room().question(query.lang, more=more)
    return response(_asked(inquiry, question, name, options, form=form, more=more))


for _name, _kind in {
    "contrast": DrawnQuery,
    "what_if": CaseQuery,
    "relevance": CaseQuery,
    "review": DrawnQuery,
    "schools": CaseQuery,
    "consistency": ConsistencyQuery,
    "compare": CompareQuery,
}.items():
    _path = f"/v1/{_name.replace('_', '-')}"
    routes.add_url_rule(_path, _name, partial(_inquired, _name, _kind), methods=["POST"])


# --- The law


@routes.get("/v1/regulations")
def regulations() -> Response:
    """The regulations that can be asked about."""
    return cached(law_data.regulations(_lang()))


@routes.get("/v1/regulations/<regulation>")
def regulation(regulation: str) -> Response:
    """A regulation with its text, or the graph of its articles."""
    query = read_query(RegulationQuery)
    form = query.form
    pack = shelved_pack(regulation)
    if form == "json":
        return cached(law_data.regulation(pack, query.lang))
    question = engine_room().question_of_the_law(query.lang)
    return kept(response(_asked(answers.articles, question, pack.id, query.provisions, form=form)))


@routes.get("/v1/regulations/<regulation>/provisions/<number>")
def provision(regulation: str, number: str) -> Response:
    """One provision with all that the pack has on it."""
    lang = _lang()
    return cached(law_data.provision(shelved_pack(regulation), number, lang))


@routes.get("/v1/regulations/<regulation>/vocabulary")
def vocabulary(regulation: str) -> Response:
    """The JSON Schema of the regulation's case files."""
    lang = _lang()
    return cached(law_data.vocabulary(shelved_pack(regulation), lang))


@routes.get("/v1/regulations/<regulation>/readings")
def readings(regulation: str) -> Response:
    """The contested readings with the arguments for each option."""
    lang = _lang()
    return cached({"readings": law_data.readings(shelved_pack(regulation), lang)})


@routes.get("/v1/regulations/<regulation>/cases")
def cases(regulation: str) -> Response:
    """The worked cases of the regulation by their names."""
    _lang()
    return cached(law_data.cases(shelved_pack(regulation)))


@routes.get("/v1/regulations/<regulation>/cases/<name>")
def case(regulation: str, name: str) -> Response:
    """One worked case as a case file."""
    _lang()
    return cached(law_data.case(shelved_pack(regulation), name))


@routes.get("/v1/regulations/<regulation>/atlas")
def atlas(regulation: str) -> Response:
    """The atlas of the regulation, examined before any case."""
    query = read_query(AtlasQuery)
    reply = atlas_reply(shelved_pack(regulation), query.lang, query.form)
    return kept(response(reply)) if reply.lasting else response(reply)


def atlas_reply(pack: Pack, lang: Lang, form: Format) -> Reply:
    """The atlas of a regulation in one of its forms."""
    seconds = engine_room().settings.atlas_time
    question = engine_room().question_of_the_law(lang, seconds)
    options = {"regulation": pack.id}
    return _asked(inquiry, question, "atlas", options, form=form, more=seconds, key=pack.digest)


def _lang() -> Lang:
    """The language of an answer that is JSON in any event."""
    query = read_query(LawQuery)
    negotiated(query.forms(), None)
    return query.lang


@routes.errorhandler(UnknownRegulation)
@routes.errorhandler(law_data.NoSuchProvision)
@routes.errorhandler(law_data.NoSuchCase)
def _not_found(_error: Exception) -> Response:
    return problem(404, message(WHY[404]))


# --- The server


@routes.get("/healthz")
def healthz() -> Response:
    """The versions of the engines, from a worker that has them, and the number of workers."""
    _lang()
    room = engine_room()
    reply = {"status": "ok", "engines": room.versions(), "workers": room.workers.alive}
    return response(Reply(200, MEDIA_TYPES["json"], encoded(reply)))


def _asked(
    task: Callable[..., Reply],
    question: Question,
    *args: object,
    form: Format,
    more: float = 0.0,
    key: str | None = None,
) -> Reply:
    """Have a worker do a task that takes the limits of a drawing last."""
    room = engine_room()
    drawing = Drawing(form, room.settings.drawing_time, room.settings.drawing_size)
    with room.entered():
        return room.ask(task, question, *args, drawing, key=key, more=more + drawing.time)
