"""The views of the pages about a law, from the law as data."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from ....reasoner.explanation.articles_outline import articles_outline
from ....reasoner.i18n import fill
from ....reasoner.pack import Pack, shelved_pack
from ....viz.articles import articles_dot
from ... import law_data
from ...http.body import Question
from ...http.worker.tasks import Drawing
from ..citations import cite, cited
from .task import drawn_svg, page_task

Json = Mapping[str, Any]


def text_view(pack: Pack, lang: str) -> Json:
    """The page with the whole text: the law, its blocks and its readings."""
    law: Json = law_data.regulation(pack, lang)
    return {
        "law": law,
        "blocks": _blocks(law["provisions"], lang),
        "readings": {e["id"]: _reading(e, lang) for e in law_data.readings(pack, lang)},
    }


def provision_view(pack: Pack, number: str, lang: str) -> Json:
    """The page of one provision. Raises NoSuchProvision."""
    found: Json = law_data.provision(pack, number, lang)
    law: Json = law_data.regulation(pack, lang)
    return {
        "law": law,
        "provision": _provision(found, lang),
        "around": _around(law["provisions"], found, lang),
    }


@page_task
def articles_graph(question: Question, regulation: str, each: bool, drawing: Drawing) -> str:
    """Draw which article, or `each` provision, builds on which."""
    outline = articles_outline(shelved_pack(regulation), question.lang, by_article=not each)
    return drawn_svg(articles_dot(outline, question.lang), drawing, question.lang)


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


def _encoding(line: Json, lang: str) -> Json:
    encoding = line["encoding"]
    reasons = [{**each, "citation": cite(each["number"], lang)} for each in encoding["reasons"]]
    return {**encoding, "reasons": reasons}


def _reading(reading: Json, lang: str) -> Json:
    return {**reading, "provisions": cited(reading["provisions"], lang)}


def _provision(found: Json, lang: str) -> Json:
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
    parts: dict[str, list[Json]] = {"this": [], "whole": []}
    for each in found:
        parts[each["cites"]].append(each)
    return parts


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
