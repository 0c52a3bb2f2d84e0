"""The views of the pages about a law, from the law as data."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ....reasoner.explanation.articles_outline import articles_outline
from ....reasoner.i18n import fill
from ....reasoner.pack import Pack, shelved_pack
from ....viz.articles import articles_dot
from ... import law_data
from ...http.body import Question
from ...http.worker.tasks import Drawing
from .task import drawn_svg, page_task

Json = Mapping[str, Any]


def text_view(pack: Pack, lang: str) -> Json:
    """The page with the whole text: the law, its readings, and its lines by article; lines before,
    between and after articles belong to none.
    """
    law: Json = law_data.regulation(pack, lang)
    by_article = groupby(law["provisions"], key=lambda line: line.get("article"))
    return {
        "law": law,
        "blocks": [(article, [*lines]) for article, lines in by_article],
        "readings": {each["id"]: each for each in law_data.readings(pack, lang)},
    }


def provision_view(pack: Pack, number: str, lang: str) -> Json:
    """The page of one provision; what concerns it alone goes before what concerns the whole to
    which it belongs. Raises NoSuchProvision.
    """
    found: Json = law_data.provision(pack, number, lang)
    law: Json = law_data.regulation(pack, lang)
    provision = {
        **found,
        "rules": _by_reach(rule for rule in found["rules"] if rule["told"]["draws"]),
        "sources": found["rules"],
        "facts": _by_reach(map(_fact, found["facts"])),
        "readings": _by_reach(found["readings"]),
    }
    return {"law": law, "provision": provision, "around": _around(law["provisions"], found)}


@page_task
def articles_graph(question: Question, regulation: str, each: bool, drawing: Drawing) -> Markup:
    """Draw which article, or `each` provision, builds on which."""
    outline = articles_outline(shelved_pack(regulation), question.lang, by_article=not each)
    return drawn_svg(articles_dot(outline, question.lang), drawing, question.lang)


def _by_reach(found: Iterable[Json]) -> Mapping[str, list[Json]]:
    parts: dict[str, list[Json]] = {"this": [], "whole": []}
    for each in found:
        parts[each["cites"]].append(each)
    return parts


def _fact(fact: Json) -> Json:
    """A fact as a question whose blanks say what belongs into them."""
    blanks = {each["name"]: f"[{each['label']}]" for each in fact["arguments"]}
    return {**fact, "question": fill(fact["question"], blanks)}


def _around(lines: Iterable[Json], found: Json) -> Mapping[str, str | None]:
    """The whole to which a provision belongs, and the articles before and after its own."""
    articles = list(dict.fromkeys(line["article"] for line in lines if line["number"]))
    at = articles.index(found["article"])
    return {
        "before": articles[at - 1] if at else None,
        "whole": found["article"] if found["article"] != found["number"] else None,
        "after": articles[at + 1] if at + 1 < len(articles) else None,
    }
