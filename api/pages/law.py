"""The law: the official text beside its translation, and what the encoding makes of it.

The text is read in this process: it stays at hand while all engines are busy.
"""

from http import HTTPStatus

from flask import Response, abort, request
from markupsafe import Markup

from .. import law_data
from ..http.dispatch import Unanswered, engine_room
from ..http.responses import language
from .case_answer import NoView, ask_engine, svg_drawing
from .site import law_of, page, pages
from .views.law import articles_graph, provision_view, text_view


@pages.get("/law/<regulation>")
def law(lang: str, regulation: str) -> Response:
    """A regulation with all its provisions."""
    return page("law.html", lang, **text_view(law_of(regulation), lang))


@pages.get("/law/<regulation>/<number>")
def provision(lang: str, regulation: str, number: str) -> Response:
    """One provision with all that there is on it."""
    try:
        return page("law_provision.html", lang, **provision_view(law_of(regulation), number, lang))
    except law_data.NoSuchProvision:
        abort(HTTPStatus.NOT_FOUND)


@pages.get("/law/<regulation>/graph")
def graph(lang: str, regulation: str) -> Response:
    """Which article builds on which, as a drawing: by article, or provision by provision."""
    each = request.args.get("each") == "provision"
    pack, limits = law_of(regulation), svg_drawing()
    question = engine_room().question_of_the_law(language())
    try:
        drawn = ask_engine(articles_graph, question, pack.id, each, limits, more=limits.time)
        # An engine task escapes every word of its drawings.
        drawing = Markup(drawn)  # noqa: S704
    except (NoView, Unanswered):
        drawing = None
    return page(
        "law_graph.html", lang, law=law_data.overview(pack, lang), drawing=drawing, each=each
    )
