"""The pages of the OpenAPI document: Swagger UI, which loads nothing from any other place."""

from functools import cache
from importlib.resources import files

from flask import Blueprint, Flask, Response, render_template, request

from ...reasoner.i18n import LANGS, message
from .assets import Shipped, served, shipped
from .responses import language

_SWAGGER_UI = ("swagger-ui.css", "swagger-ui-bundle.js")
_OWN = ("docs.css", "docs.js")

_docs = Blueprint("docs", __name__, template_folder="templates")


def register_docs(app: Flask) -> None:
    """Show the document at ``openapi.json`` on the page ``docs`` beside it."""
    app.register_blueprint(_docs)


@_docs.get("/docs")
def page() -> Response:
    """The page, in words of the language asked for.

    Its links are relative: where a proxy puts the application below a prefix, they stay below it.
    """
    lang = language()
    html = render_template(
        "docs.html",
        lang=lang,
        title=message("docs_title").say(lang),
        about=message("docs_about").say(lang),
        document=message("docs_document").say(lang),
        without_script=message("docs_without_script").say(lang),
        languages={each: message("docs_language").say(each) for each in LANGS},
        versions={name: file.version for name, file in _shipped().items()},
    )
    response = Response(html, mimetype="text/html")
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response


@_docs.get("/docs/<name>")
def file(name: str) -> Response:
    """A file that the page loads; kept for good only under the version that it has."""
    return served(_shipped(), name)


@cache
def _shipped() -> dict[str, Shipped]:
    """The files that may be asked for, by name; no other is ever looked for."""
    own, swagger_ui = files("wenze.api") / "http" / "static", files("flask_swagger_ui") / "dist"
    return {
        name: shipped(folder / name)
        for folder, names in ((swagger_ui, _SWAGGER_UI), (own, _OWN))
        for name in names
    }
