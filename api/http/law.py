"""The calls that tell what the law says and how it is encoded."""

from typing import Final

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from ...reasoner.errors import UnknownRegulation
from ...reasoner.i18n import Lang
from ...reasoner.pack import Pack, shelved_pack
from .. import law_data
from .calls import engine_room
from .formats import Format, wanted
from .queries import AtlasQuery, LawQuery, RegulationQuery, read_query
from .responses import cached, kept, response
from .worker import answers, inquiries
from .worker.tasks import Drawing, Told

REGULATION: Final[tuple[Format, ...]] = ("json", "svg", "png", "pdf", "dot")
ATLAS: Final[tuple[Format, ...]] = ("json", "csv", "text", "svg", "png", "pdf", "dot")

law = Blueprint("law", __name__, url_prefix="/v1/regulations")


@law.get("")
def regulations() -> Response:
    """The regulations that can be asked about."""
    return cached(law_data.regulations(_lang()))


@law.get("/<regulation>")
def regulation(regulation: str) -> Response:
    """A regulation with its text, or the graph of its articles."""
    query = read_query(RegulationQuery)
    form = wanted(REGULATION, query.format)
    pack = _pack(regulation)
    if form == "json":
        return cached(law_data.regulation(pack, query.lang))
    room = engine_room()
    drawing = Drawing(form, room.settings.drawing_time, room.settings.drawing_size)
    with room.entered():
        question = room.question_of_the_law(query.lang)
        asked = (question, pack.id, query.provisions, drawing)
        told = room.ask(answers.articles, *asked, more=drawing.time)
    return kept(response(told))


@law.get("/<regulation>/provisions/<number>")
def provision(regulation: str, number: str) -> Response:
    """One provision with all that the pack has on it."""
    lang = _lang()
    try:
        return cached(law_data.provision(_pack(regulation), number, lang))
    except law_data.NoSuchProvision:
        raise NotFound from None


@law.get("/<regulation>/vocabulary")
def vocabulary(regulation: str) -> Response:
    """The JSON Schema of the regulation's case files."""
    lang = _lang()
    return cached(law_data.vocabulary(_pack(regulation), lang))


@law.get("/<regulation>/readings")
def readings(regulation: str) -> Response:
    """The contested readings with the arguments for each option."""
    lang = _lang()
    return cached({"readings": law_data.readings(_pack(regulation), lang)})


@law.get("/<regulation>/cases")
def cases(regulation: str) -> Response:
    """The worked cases of the regulation by their names."""
    _lang()
    return cached(law_data.cases(_pack(regulation)))


@law.get("/<regulation>/cases/<name>")
def case(regulation: str, name: str) -> Response:
    """One worked case as a case file."""
    _lang()
    try:
        return cached(law_data.case(_pack(regulation), name))
    except law_data.NoSuchCase:
        raise NotFound from None


@law.get("/<regulation>/atlas")
def atlas(regulation: str) -> Response:
    """The regulation examined before any case."""
    query = read_query(AtlasQuery)
    form = wanted(ATLAS, query.format)
    told = atlas_told(_pack(regulation), query.lang, form)
    return kept(response(told)) if told.lasting else response(told)


def atlas_told(pack: Pack, lang: Lang, form: Format) -> Told:
    """The atlas of a regulation in one of its forms."""
    room = engine_room()
    settings = room.settings
    drawing = Drawing(form, settings.drawing_time, settings.drawing_size)
    with room.entered():
        question = room.question_of_the_law(lang, settings.atlas_time)
        more = settings.atlas_time + drawing.time
        return room.ask(inquiries.atlas_of, question, pack.id, drawing, key=pack.digest, more=more)


def _lang() -> str:
    wanted(("json",), None)
    return read_query(LawQuery).lang


def _pack(regulation: str) -> Pack:
    try:
        return shelved_pack(regulation)
    except UnknownRegulation:
        raise NotFound from None
