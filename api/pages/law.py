"""The law: the official text beside its translation, and what the encoding makes of it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from urllib.parse import quote

from flask import Response, request
from markupsafe import Markup

from ...reasoner.i18n import fill
from .asking import ask
from .citations import cite, cited
from .site import answered, page, pages

Json = dict[str, Any]


@pages.get("/law/<regulation>")
def law(lang: str, regulation: str) -> Response:
    """A regulation with all its provisions."""
    found = _regulation(regulation, lang)
    listed = answered(ask(f"{_at(regulation)}/readings", lang))["readings"]
    readings = {each["id"]: _reading(each, lang) for each in listed}
    return page(
        "law.html", lang, law=found, blocks=_blocks(found["provisions"], lang), readings=readings
    )


@pages.get("/law/<regulation>/<number>")
def provision(lang: str, regulation: str, number: str) -> Response:
    """One provision with all that there is on it."""
    found = answered(ask(f"{_at(regulation)}/provisions/{quote(number)}", lang))
    regulated = _regulation(regulation, lang)
    return page(
        "law_provision.html",
        lang,
        law=regulated,
        provision=_told(found, lang),
        around=_around(regulated["provisions"], found, lang),
    )


@pages.get("/law/<regulation>/graph")
def graph(lang: str, regulation: str) -> Response:
    """Which article builds on which, as a drawing: by article, or provision by provision."""
    each = request.args.get("each") == "provision"
    drawn = ask(_at(regulation), lang, form="svg", provisions=str(each).lower())
    # Drawn by the interface itself, which lets nothing but text into a drawing.
    drawing = Markup(drawn.text.partition("?>")[2]) if drawn.ok else None  # noqa: S704
    return page(
        "law_graph.html",
        lang,
        law=_regulation(regulation, lang),
        drawing=drawing,
        each=each,
    )


def _at(regulation: str) -> str:
    return f"/v1/regulations/{quote(regulation, safe='')}"


def _regulation(regulation: str, lang: str) -> Json:
    found: Json = answered(ask(_at(regulation), lang))
    return found


def _blocks(lines: Iterable[Json], lang: str) -> list[Json]:
    """The text in articles, and what stands before, between and after them."""
    return [
        {
            "article": article,
            "citation": None if article is None else cite(article, lang),
            "lines": [_line(line, lang) for line in block],
        }
        for article, block in groupby(lines, key=lambda line: line.get("article"))
    ]


def _line(line: Json, lang: str) -> Json:
    return line if line["number"] is None else {**line, "encoding": _encoding(line, lang)}


def _encoding(told: Json, lang: str) -> Json:
    encoding = told["encoding"]
    reasons = [{**each, "citation": cite(each["number"], lang)} for each in encoding["reasons"]]
    return {**encoding, "reasons": reasons}


def _reading(reading: Json, lang: str) -> Json:
    return {**reading, "provisions": cited(reading["provisions"], lang)}


def _told(found: Json, lang: str) -> Json:
    """A provision as its page tells it; what concerns it alone goes before what concerns the whole
    to which it belongs.
    """
    rules = [{**rule, "provisions": cited(rule["provisions"], lang)} for rule in found["rules"]]
    return {
        **found,
        "encoding": _encoding(found, lang),
        "parts": [{**part, "encoding": _encoding(part, lang)} for part in found["parts"]],
        "notes": [{**note, "citation": cite(note["number"], lang)} for note in found["notes"]],
        "rules": _by_reach([rule for rule in rules if rule["told"]["draws"]]),
        "sources": rules,
        "facts": _by_reach([_fact(fact, lang) for fact in found["facts"]]),
        "readings": _by_reach([_reading(each, lang) for each in found["readings"]]),
    }


def _by_reach(found: Iterable[Json]) -> Mapping[str, list[Json]]:
    told: dict[str, list[Json]] = {"this": [], "whole": []}
    for each in found:
        told[each["cites"]].append(each)
    return told


def _fact(fact: Json, lang: str) -> Json:
    """A fact as a question whose blanks say what belongs into them."""
    blanks = {each["name"]: f"[{each['label']}]" for each in fact["arguments"]}
    return {
        **fact,
        "question": fill(fact["question"], blanks),
        "provisions": cited(fact["provisions"], lang),
    }


def _around(lines: Iterable[Json], found: Json, lang: str) -> Mapping[str, Json | None]:
    """The whole to which a provision belongs, and the articles before and after its own."""
    articles = list(dict.fromkeys(line["article"] for line in lines if line["number"]))
    at = articles.index(found["article"])
    near = {
        "before": articles[at - 1] if at else None,
        "whole": found["article"] if found["article"] != found["number"] else None,
        "after": articles[at + 1] if at + 1 < len(articles) else None,
    }
    return {
        place: None if number is None else {"number": number, "citation": cite(number, lang)}
        for place, number in near.items()
    }
