"""The law: the official text beside its translation, and what the encoding makes of it.

The text is read in this process: it stays at hand while all engines are busy.
"""

from functools import partial
from http import HTTPStatus

from flask import Response, abort, request

from ...reasoner.pack.provision import Provision
from .. import law_data
from ..http.dispatch import Unanswered, engine_room
from ..http.responses import language
from .case_answer import NoView, ask_engine, svg_drawing
from .site import law_of, page, pages
from .views.law import articles_graph, provision_view, text_view


@pages.get("/law/<regulation>")
def law(lang: str, regulation: str) -> Response:
    """A regulation with all its provisions."""
    found = text_view(law_of(regulation), lang)
    return page("law.html", lang, **found, cite=partial(_cite, lang))


@pages.get("/law/<regulation>/<number>")
def provision(lang: str, regulation: str, number: str) -> Response:
    """One provision with all that there is on it."""
    try:
        found = provision_view(law_of(regulation), number, lang)
    except law_data.NoSuchProvision:
        abort(HTTPStatus.NOT_FOUND)
    return page("law_provision.html", lang, **found, cite=partial(_cite, lang))


def _cite(lang: str, number: str) -> str:
    """Cite a provision, which law data has by its number alone."""
    return Provision.parse(number).cite(lang)


@pages.get("/law/<regulation>/graph")
def graph(lang: str, regulation: str) -> Response:
    """Drawing of the articles that build on others: by article, or provision by provision."""
    each = request.args.get("each") == "provision"
    pack, limits = law_of(regulation), svg_drawing()
    question = engine_room().question_of_the_law(language())
    try:
        drawing = ask_engine(articles_graph, question, pack.id, each, limits, more=limits.time)
    except (NoView, Unanswered):
        drawing = None
    return page(
        "law_graph.html", lang, law=law_data.overview(pack, lang), drawing=drawing, each=each
    )
