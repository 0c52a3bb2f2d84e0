"""The atlas: where the law collides with itself, shown before there is any case."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Response, abort, request

from ...reasoner.explanation.outline import passages_of
from ...reasoner.pack.provision import Provision
from .asking import Reply, ask
from .atlas_views import AtlasView
from .citations import cite, cited
from .site import answered, page, pages
from .views.lawbook import LawBook

PER_PAGE = 20
_POSITION = re.compile(r"[0-9]{1,9}")


@pages.get("/atlas/<regulation>")
def atlas(lang: str, regulation: str) -> Response:
    """All of the atlas, or what of it concerns one provision or one of the situations examined."""
    reply = ask(_at(regulation), lang)
    if reply.status == HTTPStatus.SERVICE_UNAVAILABLE:
        law = answered(ask(f"/v1/regulations/{quote(regulation, safe='')}", lang))
        return page("atlas_late.html", lang, reply.status, law=law, detail=reply.data["detail"])
    found = answered(reply)
    book = LawBook.of({"regulation": found["pack"]}, lang)
    base, provision = request.args.get("base", ""), request.args.get("provision", "")
    view = AtlasView(found, book, _known(base, found["bases"]), _provision(provision, book))
    numbers = view.provisions()
    groups = view.groups()
    first = _first()
    return page(
        "atlas.html",
        lang,
        law=book.law,
        summary=found["text"],
        examined=bool(found["bases"] and found["items"]),
        bases=found["bases"],
        base=base,
        provision=provision,
        citation=cite(provision, lang) if provision else None,
        provisions=cited(numbers if provision in {"", *numbers} else [provision, *numbers], lang),
        settled=view.settled(),
        gaps=view.gaps(),
        heat=view.heat(),
        items=view.items(),
        readings=view.readings(),
        groups=view.told_groups(groups[first - 1 : first - 1 + PER_PAGE]),
        group_count=len(groups),
        first=first,
        before=max(first - PER_PAGE, 1) if first > 1 else None,
        after=first + PER_PAGE if first - 1 + PER_PAGE < len(groups) else None,
    )


@pages.get("/atlas/<regulation>/heat-map.svg")
def heat_map(lang: str, regulation: str) -> Response:
    """The heat map as the interface draws it."""
    drawn = _found(ask(_at(regulation), lang, form="svg"))
    return Response(drawn.body, mimetype="image/svg+xml")


@pages.get("/atlas/<regulation>/atlas.<any(json, csv):form>")
def atlas_file(lang: str, regulation: str, form: str) -> Response:
    """The whole atlas to keep, for a program or a spreadsheet."""
    told = _found(ask(_at(regulation), lang, format=form))
    kind = {"json": "application/json", "csv": "text/csv"}[form]
    said = Response(told.body, mimetype=kind)
    said.headers.set("Content-Disposition", "attachment", filename=f"atlas.{form}")
    return said


def _at(regulation: str) -> str:
    return f"/v1/regulations/{quote(regulation, safe='')}/atlas"


def _found(reply: Reply) -> Reply:
    if not reply.ok:
        abort(reply.status)
    return reply


def _known(base: str, bases: list[dict[str, Any]]) -> str:
    """A situation that the atlas examines, or none."""
    if base not in {"", *(each["id"] for each in bases)}:
        abort(HTTPStatus.NOT_FOUND)
    return base


def _provision(number: str, book: LawBook) -> str:
    """A provision of the law, or none. There is no page on others."""
    try:
        if number and not passages_of(book.pack, Provision.parse(number)):
            abort(HTTPStatus.NOT_FOUND)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)
    return number


def _first() -> int:
    """The position of the first group to list."""
    asked = request.args.get("from", "")
    return max(int(asked), 1) if _POSITION.fullmatch(asked) else 1
