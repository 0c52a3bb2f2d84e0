"""The map of a collision: circumstances, the question, the options, and where each leads."""

from __future__ import annotations

import graphviz
import pytest

from support.cases.sound import COLLISION, solve, sound
from support.packs import LAW_FOLDER
from support.reading.svg_reading import groups, nodes, squeezed, text, title
from wenze import Case, Outcomes, Reasoner
from wenze.reasoner.answer.outline import OutcomesOutliner
from wenze.viz.collision import collision_dot
from wenze.viz.render import render


def first_map(found: Outcomes, lang: str) -> graphviz.Digraph:
    [first, *_] = found.summary.collisions
    return collision_dot(OutcomesOutliner(found, lang).collision(first), lang)


@pytest.fixture(scope="module")
def demo(law: Reasoner) -> Outcomes:
    import yaml

    path = LAW_FOLDER / "cases" / "01_demo_collision.yaml"
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return law.solve(Case.from_data(content["case"]))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_circumstances_stand_with_their_words_and_persons(demo: Outcomes, lang: str) -> None:
    drawn = nodes(first_map(demo, lang))
    for number, person in {"11(2)": "王某", "13(2)": "王某", "11(3)": "李某"}.items():
        group = drawn[f"circumstance%20{number.replace('(', '%28').replace(')', '%29')}"]
        assert text(group).endswith(person)
    assert "难以作出正确判断" in title(nodes(first_map(demo, "zh"))["circumstance%2011%282%29"])


def test_the_question_and_every_option_are_drawn_in_words(demo: Outcomes) -> None:
    reading = demo.pack.reading("exemption_vs_aggravation")
    assert reading is not None
    drawn = nodes(first_map(demo, "en"))
    assert squeezed(reading.question.en) in text(drawn["question"])
    for option in reading.options:
        group = drawn[f"option%20{option.id}"]
        assert squeezed(option.label.en) in text(group)
        assert title(group) == option.argument.en


def test_each_option_leads_to_the_dispositions_that_the_outcomes_give(demo: Outcomes) -> None:
    collision = demo.summary.collisions[0]
    drawn = nodes(collision_dot(OutcomesOutliner(demo, "zh").collision(collision), "zh"))
    said = {name: text(group) for name, group in drawn.items() if name.startswith("end")}
    assert said["end%201%20aggravation_prevails"] == "李某·从重问责"
    assert said["end%201%20offset"] == "李某·问责·从重问责"
    assert len(said) == len(collision.options) * len(collision.persons)


def test_persons_with_the_same_fate_are_drawn_together(law: Reasoner) -> None:
    many = [f"官员{n}" for n in range(20)]
    found = solve(
        law,
        sound(
            serves=[[name, "局"] for name in many],
            role=[[name, "handler"] for name in many],
            deceived_by_party=many,
            obstructed_inquiry=[[name, "falsification"] for name in many],
        ),
    )
    drawn = nodes(first_map(found, "zh"))
    ends = [text(group) for name, group in drawn.items() if name.startswith("end")]
    assert len(ends) == len(found.summary.collisions[0].options)
    assert all("等20人" in said for said in ends)


def test_only_the_pinned_option_is_drawn(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION, readings={"exemption_vs_aggravation": "offset"}))
    drawn = nodes(first_map(found, "zh"))
    assert [name for name in drawn if name.startswith("option")] == ["option%20offset"]


def test_a_map_is_the_same_each_time_and_has_a_legend(demo: Outcomes) -> None:
    svg = render(first_map(demo, "zh"), "svg")
    assert render(first_map(demo, "zh"), "svg") == svg
    legend = {name for name in groups(svg, "node") if name.startswith("legend")}
    assert legend == {"legend-circumstance", "legend-reading", "legend-option", "legend-verdict"}


@pytest.mark.parametrize("name", ["<b>&amp;", "back\\slash\\N", 'say "so"', "דוד", "🦊" * 64])
def test_a_name_is_drawn_as_it_stands(law: Reasoner, name: str) -> None:
    found = solve(
        law,
        sound(
            serves=[[name, "局"]],
            role=[[name, "handler"]],
            deceived_by_party=[name],
            obstructed_inquiry=[[name, "falsification"]],
        ),
    )
    drawn = nodes(first_map(found, "zh"))
    assert squeezed(name) in text(drawn["end%200%20offset"])
