"""The atlas: where the law collides with itself, shown before there is any case."""

from functools import partial
from http import HTTPStatus

from flask import Response, abort, request

from ...reasoner.explanation.outline import passages_of
from ...reasoner.inquiry.atlas.outline import Example, Pattern, percent
from ...reasoner.pack import Pack
from ...reasoner.pack.provision import Provision
from .. import law_data
from ..http.dispatch import engine_room
from ..http.responses import Format, language
from ..http.routes import atlas_reply
from .case_answer import NoView, ask_engine
from .hidden import hidden
from .site import first_listed, law_of, page, pages
from .views.atlas import atlas_view
from .words import say


@pages.get("/atlas/<regulation>")
def atlas(lang: str, regulation: str) -> Response:
    """All of the atlas, or what of it concerns one provision or one of the situations examined."""
    pack, seconds = law_of(regulation), engine_room().settings.atlas_time
    base, provision = request.args.get("base", ""), _provision(pack)
    question = engine_room().question_of_the_law(language(), seconds)
    first = first_listed(request.args)
    try:
        view = ask_engine(atlas_view, question, pack.id, base, provision, first, more=seconds)
    except NoView as none:
        if none.failure.status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        law, detail = law_data.overview(pack, lang), none.failure.detail
        return page("atlas_late.html", lang, none.failure.status, law=law, detail=detail)
    return page(
        "atlas.html",
        lang,
        HTTPStatus.OK if view.late is None else HTTPStatus.SERVICE_UNAVAILABLE,
        law=law_data.overview(pack, lang),
        base=base,
        provision=provision,
        view=view,
        percent=percent,
        opened=partial(_opened, lang),
    )


@pages.get("/atlas/<regulation>/heat-map.svg")
def heat_map(lang: str, regulation: str) -> Response:
    """The heat map as the interface draws it."""
    del lang
    return _file(regulation, "svg", "image/svg+xml")


@pages.get("/atlas/<regulation>/atlas.<any(json, csv):form>")
def atlas_file(lang: str, regulation: str, form: Format) -> Response:
    """The whole atlas to keep, for a program or a spreadsheet."""
    del lang
    response = _file(regulation, form, "text/csv" if form == "csv" else "application/json")
    response.headers.set("Content-Disposition", "attachment", filename=f"atlas.{form}")
    return response


def _file(regulation: str, form: Format, kind: str) -> Response:
    told = atlas_reply(law_of(regulation), language(), form)
    if told.status != HTTPStatus.OK or not told.lasting:
        abort(HTTPStatus.SERVICE_UNAVAILABLE if told.status == HTTPStatus.OK else told.status)
    return Response(told.body, mimetype=kind)


def _opened(lang: str, example: Example, pattern: Pattern) -> str:
    """The case of an example, with a title that says what it shows."""
    parts = (item.text for item in pattern.items)
    named = say(lang, "atlas_plus").join(parts) or say(lang, "atlas_no_items")
    title = say(lang, "atlas_example_title", base=example.base, pattern=named)
    return hidden({**example.case, "title": title})


def _provision(pack: Pack) -> str:
    """The provision of the law that is chosen, or none. There is no page on others."""
    number = request.args.get("provision", "")
    try:
        if number and not passages_of(pack, Provision.parse(number)):
            abort(HTTPStatus.NOT_FOUND)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)
    return number
