"""The graph of the articles: an arrow for each use of another provision's conclusions."""

from __future__ import annotations

from functools import cache

import pytest
from graphviz import Digraph

from support.packs import LAW_FOLDER
from support.reading.svg_reading import groups, nodes, squeezed, text, title
from wenze import Reasoner
from wenze.reasoner.explanation.articles_outline import articles_outline
from wenze.reasoner.pack import load_pack
from wenze.reasoner.pack.dependencies import dependencies
from wenze.reasoner.pack.provision import Provision
from wenze.viz.articles import articles_dot
from wenze.viz.render import render

LAW = load_pack(LAW_FOLDER)


@cache
def uses(by_article: bool = True) -> dict[tuple[str, str], tuple[str, ...]]:
    found = dependencies(LAW, by_article).uses
    return {(str(one), str(other)): names for (one, other), names in found.items()}


@cache
def drawing(lang: str, by_article: bool = True) -> Digraph:
    return articles_dot(articles_outline(LAW, lang, by_article=by_article), lang)


def test_an_article_leads_to_one_that_asks_for_what_it_draws() -> None:
    found = uses()
    assert "ground" in found["6", "11"]
    assert "in_force" in found["19", "6"]
    assert ("6", "19") not in found


def test_fixed_words_tell_apart_what_only_shares_a_predicate() -> None:
    assert "circumstance" not in uses().get(("12", "11"), ())


def test_no_provision_leads_to_itself() -> None:
    for by_article in (True, False):
        assert all(one != other for one, other in uses(by_article))


def test_provisions_can_be_asked_for_one_by_one() -> None:
    assert ("11(2)", "11") in uses(by_article=False)
    drawn = nodes(drawing("zh", by_article=False))
    assert "11%282%29" in drawn
    assert "11%282%29" not in nodes(drawing("zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_article_is_drawn_and_the_silent_ones_are_dashed(lang: str) -> None:
    drawn = nodes(drawing(lang))
    assert {int(name) for name in drawn} == set(range(1, 20))
    silent = {name for name, g in drawn.items() if "kind-silent" in g.get("class", "")}
    assert silent == {"1", "8"}
    assert "stroke-dasharray" in next(
        shape.attrib for shape in drawn["8"].iter() if shape.tag.endswith("path")
    )
    for name, group in drawn.items():
        assert squeezed(Provision.parse(name).cite(lang)) in text(group)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_conclusions_are_in_words_and_no_predicate_is_on_the_face(lang: str) -> None:
    svg = render(drawing(lang), "svg")
    for group in (*groups(svg, "node").values(), *groups(svg, "edge").values()):
        for predicate in LAW.word_list.predicates:
            if "_" in predicate:
                assert predicate not in text(group) + title(group)


def test_an_edge_bears_the_numbers_of_conclusions_and_says_their_words() -> None:
    edges = groups(render(drawing("zh"), "svg"), "edge")
    said = [title(edge) for edge in edges.values() if text(edge)]
    assert len(said) == len(uses())
    assert any(words.startswith("第六条使用第十九条的结论：") for words in said)
    assert all(text(edge).replace(",", "").isdigit() for edge in edges.values() if text(edge))


def test_a_law_of_another_domain_is_drawn_as_well(mini: Reasoner) -> None:
    drawn = nodes(articles_dot(articles_outline(mini.pack, "en", by_article=True), "en"))
    assert {int(name) for name in drawn} == {1, 2, 3}


def test_the_graph_is_the_same_each_time() -> None:
    assert (
        articles_dot(articles_outline(LAW, "zh", by_article=True), "zh").source
        == drawing("zh").source
    )
