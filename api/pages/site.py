"""The pages' common ground: addresses in two languages, words, files, and what goes wrong."""

import posixpath
import re
from collections.abc import Mapping
from functools import cache, partial
from http import HTTPStatus
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from ...reasoner.errors import UnknownRegulation
from ...reasoner.i18n import LANGS
from ...reasoner.pack import Pack, shelved_pack
from ..http.assets import Shipped, served, shipped
from ..http.responses import language
from .words import say

_POSITION = re.compile(r"[0-9]{1,9}")
# The failures of which a page says what they mean.
_TOLD = frozenset({400, 404, 405, 413, 503})

pages = Blueprint("pages", __name__, url_prefix="/<any(zh, en):lang>", template_folder="templates")
root = Blueprint("root", __name__)


@root.get("/")
def beginning() -> WerkzeugResponse:
    """Redirect to the Chinese home page."""
    return redirect(f"{LANGS[0]}/")


@pages.get("/<path:rest>")
def nothing(lang: str, rest: str) -> Response:
    """No page of ours."""
    del lang, rest
    abort(HTTPStatus.NOT_FOUND)


@pages.errorhandler(HTTPException)
def failed(error: HTTPException) -> Response | HTTPException:
    """Render an HTTP error as a page."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return error
    return error_page(status)


def error_page(status: int) -> Response:
    """The page that says what a failure with this status means."""
    return page("error.html", language(), status, status=status, known=status in _TOLD)


@root.get("/files/<name>")
def file(name: str) -> Response:
    """A file that pages load."""
    return served(_files(), name)


@cache
def _files() -> dict[str, Shipped]:
    folder = files("wenze.api.pages") / "static"
    return {each.name: shipped(each) for each in folder.iterdir()}


def first_listed(fields: Mapping[str, str]) -> int:
    """The position from which a list is to be shown, in a field of a form or a query."""
    position = fields.get("from", "")
    return max(int(position), 1) if _POSITION.fullmatch(position) else 1


def law_of(regulation: str) -> Pack:
    """The pack of a regulation. There is no page of one that there is not."""
    try:
        return shelved_pack(regulation)
    except UnknownRegulation:
        abort(HTTPStatus.NOT_FOUND)


def page(template: str, lang: str, code: int = 200, /, **values: Any) -> Response:
    """A page in one language, made from a template of ``templates/pages``.

    Templates have ``say`` for words, ``link`` for addresses of pages and ``shipped`` for files;
    links are relative, so that a proxy may put the application below any prefix. Browsers may keep
    a page, and nobody between: what was posted for is else lost to whoever goes back to it.
    """
    html = render_template(
        f"pages/{template}",
        lang=lang,
        langs=LANGS,
        say=partial(say, lang),
        link=partial(_link, lang),
        shipped=_shipped,
        in_other=_in_other,
        posted=_posted(),
        **values,
    )
    response = Response(html.encode(errors="replace"), code, mimetype="text/html")
    response.cache_control.private = response.cache_control.no_cache = True
    return response


def _link(lang: str, endpoint: str, **values: Any) -> str:
    return _relative(url_for(f"pages.{endpoint}", lang=lang, **values))


def _in_other(other: str) -> str:
    """The address of this page in another language."""
    if request.endpoint is None:
        return _relative(url_for("pages.home", lang=other))
    here = {**(request.view_args or {}), "lang": other}
    # Parameters are no arguments of `url_for`: it takes some names for the form of the address.
    query = urlencode([each for each in request.args.items(multi=True) if each[0] not in here])
    return _relative(f"{url_for(request.endpoint, **here)}?{query}".removesuffix("?"))


def _posted() -> list[tuple[str, str]] | None:
    """The fields posted to this page, so that it can be had in another language; None for a page
    that has an address of its own.
    """
    return [*request.form.items(multi=True)] if request.method == "POST" else None


def _shipped(name: str) -> str:
    return f"{_relative(url_for('root.file', name=name))}?version={_files()[name].version}"


def _relative(path: str) -> str:
    """A path of this application relative to the requested page."""
    start = posixpath.dirname(request.script_root + request.path) or "/"
    place, mark, query = path.partition("?")
    folder, _, name = place.rpartition("/")
    # Folders alone are compared: a page is no folder, also where others are below it.
    return (
        f"{posixpath.relpath(folder or '/', start)}/{name}{mark}{query}".removeprefix("./") or "./"
    )
