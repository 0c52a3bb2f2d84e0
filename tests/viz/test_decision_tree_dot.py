"""Decision trees as a picture: questions, their answers, and where these end."""

from __future__ import annotations

import graphviz
import pytest

from support.cases.sound import AWKWARD_NAMES, COLLISION, solve, sound
from support.reading.svg_reading import groups, nodes, squeezed, text
from support.sampling import foremost
from wenze import Reasoner
from wenze.reasoner.inquiry.contrast import decision_tree
from wenze.reasoner.inquiry.contrast.choice_words import ChoiceSpeaker
from wenze.reasoner.inquiry.contrast.decision_tree import (
    DecisionNode,
    Decisions,
    TreeQuestion,
    decisions,
)
from wenze.reasoner.inquiry.contrast.outline import decisions_outline
from wenze.viz.decision_tree import MAX_PERSONS, decision_tree_dot
from wenze.viz.render import render


def dot(found: Decisions, lang: str) -> graphviz.Digraph:
    return decision_tree_dot(decisions_outline(found, lang), lang)


@pytest.fixture(scope="module")
def found(law: Reasoner) -> Decisions:
    return decisions(solve(law, sound(disputed={"statutory_severity": ["王某"]}, **COLLISION)))


def in_order(node: DecisionNode) -> list[DecisionNode]:
    """The nodes of a tree as they are drawn."""
    below = node.branches if isinstance(node, TreeQuestion) else ()
    return [node, *(each for _, then in below for each in in_order(then))]


def test_every_question_answer_and_end_is_drawn_in_words(found: Decisions) -> None:
    drawn, speaker = nodes(dot(found, "en")), ChoiceSpeaker(found.pack, "en")
    every = [node for tree in found.trees for node in in_order(tree.root)]
    for number, node in enumerate(every, start=1):
        said = text(drawn[f"node%20{number}"])
        if isinstance(node, TreeQuestion):
            assert squeezed(speaker.put(speaker.question(node.kind, node.name))) in said
            for place, (taken, _) in enumerate(node.branches):
                answer = text(drawn[f"node%20{number}%20answer%20{place}"])
                assert answer == "".join(
                    squeezed(speaker.taken(node.name, value)["text"]) for value in taken
                )
        else:
            for person, possible in node.persons.items():
                assert person in said
                assert all(squeezed(speaker.end(each.verdict)) in said for each in possible)
                assert all(
                    squeezed(speaker.exercise(each)) in said
                    for p in possible
                    for way in p.ways
                    for each in way
                )
    answers = sum(len(node.branches) for node in every if isinstance(node, TreeQuestion))
    assert len(drawn) == len(every) + answers


def test_trees_that_stand_apart_are_drawn_beneath_each_other_and_that_is_said(
    law: Reasoner,
) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"], ["李某", "reviewer"]],
        deceived_by_party=["王某"],
        statutory_leniency=["李某"],
    )
    graph = dot(decisions(solve(law, case)), "zh")
    assert len(nodes(graph)) == 10
    assert "互不相干" in graph.graph_attr["label"]


def test_persons_without_a_tree_are_named(law: Reasoner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_tree, "MOST_WORK", 1)
    monkeypatch.setattr(decision_tree, "MOST_WORK_IN_HASTE", 1)
    graph = dot(decisions(solve(law, sound(**COLLISION))), "zh")
    assert "未能给出：王某" in text(nodes(graph)["lacking"])


def test_a_case_in_which_nobody_is_judged_says_so(law: Reasoner) -> None:
    graph = dot(decisions(solve(law, sound(without=["role"]))), "zh")
    assert "没有需要处理的人员" in text(nodes(graph)["lacking"])


def test_many_persons_in_one_end_are_counted(law: Reasoner) -> None:
    persons = [f"官员{n}" for n in range(MAX_PERSONS + 3)]
    case = sound(
        serves=[[person, "局"] for person in persons],
        role=[[person, "handler"] for person in persons],
    )
    [end] = nodes(dot(decisions(solve(law, case)), "zh")).values()
    assert "另有3人" in text(end)


def test_the_picture_is_the_same_each_time_and_has_a_legend(found: Decisions) -> None:
    svg = render(dot(found, "zh"), "svg")
    assert render(dot(found, "zh"), "svg") == svg
    legend = {name for name in groups(svg, "node") if name.startswith("legend")}
    assert legend == {"legend-disputed", "legend-reading", "legend-answer", "legend-verdict"}


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES[-6:], count=2))
def test_a_name_is_drawn_as_it_stands(law: Reasoner, name: str) -> None:
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]], deceived_by_party=[name])
    drawn = nodes(dot(decisions(solve(law, case)), "zh"))
    assert any(squeezed(name) in text(group) for group in drawn.values())
