"""Two outcomes as a picture: their choices between them, and what each leads to."""

from __future__ import annotations

import graphviz
import pytest

from support.cases.sound import AWKWARD_NAMES, COLLISION, solve, sound
from support.reading.svg_reading import groups, nodes, squeezed, text
from support.sampling import foremost
from wenze import Outcomes, Reasoner
from wenze.reasoner.case.outcome_selector import OutcomeSelector
from wenze.reasoner.inquiry.contrast.choice_words import ChoiceSpeaker
from wenze.reasoner.inquiry.contrast.contrast import Contrast, contrast
from wenze.reasoner.inquiry.contrast.outline import contrast_outline
from wenze.viz.contrast import MAX_LISTED, contrast_dot
from wenze.viz.render import render


def dot(found: Contrast, lang: str) -> graphviz.Digraph:
    return contrast_dot(contrast_outline(found, lang), lang)


def first_and_last(found: Outcomes) -> Contrast:
    assert found.count is not None
    return contrast(found, found.at(1).id, found.at(found.count).id)


@pytest.fixture(scope="module")
def two(law: Reasoner) -> Contrast:
    return first_and_last(solve(law, sound(**COLLISION)))


def test_each_choice_stands_with_the_answers_of_both_outcomes(two: Contrast) -> None:
    drawn, speaker = nodes(dot(two, "en")), ChoiceSpeaker(two.pack, "en")
    for number, decided in enumerate(two.choices):
        choice = speaker.choice(decided.choice)
        assert choice["a"] is not None
        assert choice["b"] is not None
        said = [text(drawn[f"choice%20{number}{side}"]) for side in ("", "%20a", "%20b")]
        words = (choice["text"], choice["a"]["text"], choice["b"]["text"])
        for shown, word in zip(said, words, strict=True):
            assert squeezed(word) in shown


def test_what_is_open_in_one_outcome_only_has_an_answer_on_its_side_only(two: Contrast) -> None:
    drawn = nodes(dot(two, "zh"))
    for number, decided in enumerate(two.followers, start=len(two.choices)):
        choice = decided.choice
        sides = [f"choice%20{number}%20{side}" in drawn for side in ("a", "b")]
        assert sides == [choice.a is not None, choice.b is not None]
    assert two.followers


def test_the_choices_that_are_needed_have_a_bold_border(two: Contrast) -> None:
    bold = [line for line in dot(two, "zh").body if "penwidth=3.5" in line]
    assert len(bold) == len(two.needed) < len(two.choices)


def test_each_outcome_says_what_becomes_of_each_person_and_what_it_alone_concludes(
    two: Contrast,
) -> None:
    drawn = nodes(dot(two, "zh"))
    in_a, in_b = text(drawn["end%20a"]), text(drawn["end%20b"])
    assert "王某：免予问责" in in_a
    assert "王某：从重问责" in in_b
    assert "王某取消当年度考核评先、评优资格" in in_b
    assert "评优资格" not in in_a


def test_persons_of_whom_outcomes_differ_come_first_and_many_are_counted(law: Reasoner) -> None:
    persons = [f"官员{n}" for n in range(MAX_LISTED + 5)]
    case = sound(
        serves=[[person, "局"] for person in persons],
        role=[[person, "handler"] for person in persons],
        deceived_by_party=persons[-1:],
        readings={"exemption_force": "binding"},
    )
    last = persons[-1]
    found = contrast(
        solve(law, case),
        *(OutcomeSelector(dispositions={last: word}) for word in ("exempted", "not_pursued")),
    )
    said = text(nodes(dot(found, "zh"))["end%20a"])
    assert f"{last}：免予问责" in said
    assert said.index(last) < said.index("官员0")
    assert "另有5人" in said


def test_an_outcome_beside_itself_is_drawn_without_choices(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION))
    same = contrast(found, found.at(1).id, found.at(1).id)
    assert set(nodes(dot(same, "zh"))) == {"end%20a", "end%20b"}


def test_the_picture_is_the_same_each_time_and_has_a_legend(two: Contrast) -> None:
    svg = render(dot(two, "zh"), "svg")
    assert render(dot(two, "zh"), "svg") == svg
    legend = {name for name in groups(svg, "node") if name.startswith("legend")}
    assert legend == {"legend-reading", "legend-discretion", "legend-answer", "legend-verdict"}


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES[-6:], count=2))
def test_a_name_is_drawn_as_it_stands(law: Reasoner, name: str) -> None:
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]], deceived_by_party=[name])
    drawn = nodes(dot(first_and_last(solve(law, case)), "zh"))
    assert squeezed(name) in text(drawn["end%20a"])
