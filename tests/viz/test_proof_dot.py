"""Proofs as drawings: kinds told apart without colour, citations, tooltips, hostile texts."""

from __future__ import annotations

import re
from functools import partial
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.handmade_proofs import (
    alike,
    broad,
    deceived_and_exempted,
    node,
    not_aggravated,
    proof,
)
from support.cases.sound import AWKWARD_NAMES
from support.reading.svg_reading import groups, nodes, outline, squeezed, text, title
from support.sampling import examples, foremost
from support.work import calls_of
from wenze.reasoner.escaping import printable
from wenze.reasoner.explanation.json import Kind
from wenze.reasoner.explanation.tooltips import official_words
from wenze.reasoner.pack import Pack
from wenze.reasoner.pack.provision import Provision
from wenze.viz.proof import proof_dot
from wenze.viz.render import render

HOSTILE = (
    *AWKWARD_NAMES,
    "\\N \\G \\L \\E \\T \\H",
    "a\\",
    "\\l\\r\\n",
    "<b>bold</b>",
    "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
    "&lt;i&gt; &#65; &nbsp;",
    'label="x"]; evil [',
    "}",
    "line\nbreak",
    "tab\tand\0null",
    "abc\u202edcba",
    "\u2067דוד\u2069 הספר",
    "🦊" * 64,
    "javascript:alert(1)",
    "]]>",
    "<!--",
    " ",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_thing_is_drawn_once_with_its_text_and_citation(lang: str) -> None:
    demo = deceived_and_exempted()
    drawn = nodes(proof_dot(demo, lang))
    assert list(drawn) == list(demo.nodes)
    for each in demo:
        assert squeezed(each.text.say(lang)) in text(drawn[each.id])
        for provision in each.provisions:
            assert squeezed(provision.cite(lang)) in text(drawn[each.id])


def test_an_absent_thing_says_why_it_is_absent() -> None:
    demo = deceived_and_exempted()
    drawn = nodes(proof_dot(demo, "zh"))
    assert demo.nodes["undefeated"].detail
    for words in demo.nodes["undefeated"].detail:
        assert squeezed(words.say("zh")) in text(drawn["undefeated"])


def test_every_kind_has_a_shape_or_border_of_its_own_and_a_word() -> None:
    kinds: tuple[Kind, ...] = get_args(Kind)
    leaves = [node(kind, kind, "some text") for kind in kinds]
    drawn = nodes(proof_dot(proof(node("root", "rule", "r", kinds), *leaves), "en"))
    assert len({outline(drawn[kind]) for kind in kinds}) == len(kinds)
    assert len({text(drawn[kind]) for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert drawn[kind].get("class") == f"node kind-{kind}"


def test_the_legend_shows_the_kinds_that_occur_and_no_other() -> None:
    drawn = groups(
        render(
            proof_dot(proof(node("a", "rule", "a", ["b"]), node("b", "fact", "b")), "en"), "svg"
        ),
        "node",
    )
    assert {name for name in drawn if name.startswith("legend-")} == {"legend-rule", "legend-fact"}


def test_arrows_lead_from_a_reason_to_what_follows() -> None:
    source = proof_dot(proof(node("a", "rule", "a", ["b"]), node("b", "fact", "b")), "en").source
    edge = next(line for line in source.splitlines() if re.match(r"\s*n0 -> n1 ", line))
    assert "dir=back" in edge
    assert "arrowtail=normal" in edge


def test_the_tooltip_is_the_official_text(law_pack: Pack) -> None:
    demo = deceived_and_exempted()
    drawn = nodes(proof_dot(demo, "zh", official_words(demo, law_pack, "zh")))
    official = law_pack.quoted(Provision.parse("11(2)"))
    assert official is not None
    assert title(drawn["circumstance"]) == f"第十一条第（二）项：{official.say('zh')}"
    assert len(title(drawn["weighed"]).splitlines()) == 3


def test_the_tooltip_is_the_rule_where_no_words_are_quoted() -> None:
    drawn = nodes(proof_dot(deceived_and_exempted(), "en"))
    assert title(drawn["governs"]) == "governs :- body."
    assert title(drawn["serves"]) == "王某 works in 县自然资源局"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_condition_is_to_a_rule_is_told_by_word_stroke_and_arrow(lang: str) -> None:
    graph = proof_dot(not_aggravated(), lang)
    edges = groups(render(graph, "svg"), "edge")
    said = {e.get("class", "").split()[-1]: text(e) for e in edges.values()}
    assert set(said) >= {"edge-met", "edge-missing", "edge-blocking", "edge-open"}
    standing = [s for s in said if s != "edge-plain" and said[s]]
    assert len({said[s] for s in standing}) == 4
    strokes = re.findall(
        r"arrowtail=(\w+) .*class=\"edge-(?:met|missing|blocking|open)\"", graph.source
    )
    assert len(set(strokes)) == len(strokes) == 4


def test_a_rule_that_failed_looks_like_no_fact_that_is_absent() -> None:
    drawn = nodes(proof_dot(not_aggravated(), "en"))
    assert outline(drawn["by13"]) != outline(drawn["officer"])


@pytest.mark.parametrize("name", foremost(HOSTILE))
def test_a_text_is_drawn_as_it_stands(name: str) -> None:
    graph = proof_dot(proof(node("a", "rule", name, ["b"]), node("b", "fact", f"x{name}y")), "en")
    drawn = nodes(graph)
    assert set(drawn) == {"a", "b"}
    assert text(drawn["a"]).endswith(squeezed(printable(name)))
    assert text(drawn["b"]).endswith(squeezed(printable(f"x{name}y")))
    assert squeezed(title(drawn["b"])) == squeezed(printable(f"x{name}y"))
    assert not any("href" in key for g in drawn.values() for e in g.iter() for key in e.attrib)


def test_hostile_texts_are_drawn_in_png_and_pdf_too() -> None:
    leaves = [node(str(n), "fact", name) for n, name in enumerate(HOSTILE)]
    graph = proof_dot(proof(node("root", "rule", "r", [leaf.id for leaf in leaves]), *leaves), "en")
    assert render(graph, "png").startswith(b"\x89PNG")
    assert render(graph, "pdf").startswith(b"%PDF")


@examples(30)
@given(st.lists(st.text(max_size=70), min_size=1, max_size=8))
def test_any_text_is_drawn_as_it_stands(names: list[str]) -> None:
    leaves = [node(str(n), "fact", f"[{name}]") for n, name in enumerate(names)]
    drawn = nodes(
        proof_dot(proof(node("root", "rule", "r", [leaf.id for leaf in leaves]), *leaves), "en")
    )
    for number, name in enumerate(names):
        assert text(drawn[str(number)]).endswith(squeezed(printable(f"[{name}]")))


@pytest.mark.parametrize("name", foremost(HOSTILE))
def test_a_name_of_a_node_is_never_drawn_and_breaks_nothing(name: str) -> None:
    graph = proof_dot(proof(node(name, "rule", "a", ["b"]), node("b", "fact", "b")), "en")
    assert len(nodes(graph)) == 2


def test_a_node_is_as_wide_as_its_text_whatever_the_font() -> None:
    def width(words: str) -> float:
        source = proof_dot(proof(node("a", "computed", words)), "zh").source
        found = re.search(r"n0 \[.* width=([\d.]+)", source)
        assert found is not None
        return float(found[1])

    assert width("字" * 14) > width("字" * 10) > width("a" * 10)
    assert "fixedsize=true" in proof_dot(proof(node("a", "fact", "a")), "zh").source


def test_a_proof_of_300_nodes_is_drawn_whole() -> None:
    assert len(nodes(proof_dot(broad(300), "zh"))) == 300


def test_the_work_of_a_drawing_grows_with_the_proof_and_no_faster() -> None:
    def work(size: int) -> int:
        return calls_of(partial(proof_dot, broad(size), "zh"))

    assert work(300) < 2.2 * work(150)


def test_a_proof_with_many_leaves_grows_from_left_to_right() -> None:
    assert "rankdir=LR" in proof_dot(broad(300), "zh").source
    assert "rankdir=TB" in proof_dot(deceived_and_exempted(), "zh").source


def test_a_folded_drawing_says_so_and_what_it_folded() -> None:
    graph = proof_dot(broad(1000, contested=True), "en")
    said = groups(render(graph, "svg"), "graph")["graph0"]
    assert "Folded,beingtoolarge" in squeezed("".join(said.itertext()))
    folded = [g for g in nodes(graph).values() if "kind-folded" in g.get("class", "")]
    assert len(folded) == 9
    assert all("facts:" in text(g) and "Art.6,sentence1" in text(g) for g in folded)


def test_words_that_are_alike_are_drawn_for_each_node() -> None:
    twins = [node("b", "fact", alike("same")), node("c", "fact", alike("same"))]
    assert len(nodes(proof_dot(proof(node("a", "rule", "a", ["b", "c"]), *twins), "en"))) == 3


def test_a_condition_that_a_rule_asks_for_twice_has_one_arrow() -> None:
    twice = proof(node("a", "rule", "a", ["b", "b"]), node("b", "fact", "b"))
    edges = groups(render(proof_dot(twice, "en"), "svg"), "edge").values()
    assert sum("edge-plain" in edge.get("class", "") for edge in edges) == 1
