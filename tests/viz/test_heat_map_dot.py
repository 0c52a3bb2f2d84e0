"""The heat map of an atlas: a cell for each two items."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from support.reading.svg_reading import squeezed
from wenze import Reasoner
from wenze.reasoner.inquiry.atlas.atlas import Atlas, atlas
from wenze.reasoner.inquiry.atlas.outline import outline
from wenze.reasoner.inquiry.atlas.plan import atlas_plan
from wenze.reasoner.inquiry.atlas.situation import Situation
from wenze.reasoner.inquiry.atlas.survey import survey
from wenze.viz.heat_map import heat_map_dot
from wenze.viz.render import render


@pytest.fixture(scope="module")
def small() -> Atlas:
    """Three items of the law in two situations."""
    pack = Reasoner(LAW_FOLDER).pack
    plan = atlas_plan(pack)
    items = tuple(item for item in plan.items if item.id in ("11(1)", "13(1)", "13(4)"))
    bases = tuple(base for base in plan.bases if base.id in ("act", "shared"))
    part = plan.model_copy(update={"items": items, "bases": bases})
    return Atlas(pack, part, tuple(survey(Situation(pack, part, base)) for base in bases))


def words(found: Atlas, lang: str = "zh") -> list[str]:
    """The texts of a drawing in their order."""
    svg = render(heat_map_dot(outline(found, lang), lang), "svg")
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own
    return ["".join(text.itertext()) for text in texts]


def test_a_cell_says_how_many_ranges_there_are_and_how_often_effects_collide(small: Atlas) -> None:
    said = words(small)
    start = said.index("过错情节轻微，损害、影响较小")
    assert said[start + 1 : start + 6] == ["2", "6", "×100%", "6", "×100%"]


def test_a_pair_that_contradicts_itself_has_a_dash(small: Atlas) -> None:
    assert words(small).count("–") == 2  # the pair, and its mirror


def test_items_stand_under_their_kinds(small: Atlas) -> None:
    said = words(small, "en")
    assert said.count("exemption") == said.count("aggravation") == 2
    assert "leniency" not in said


def test_situations_that_are_alike_are_drawn_once(small: Atlas) -> None:
    twice = replace(small, surveys=(small.surveys[0], small.surveys[0]))
    assert words(twice).count("免责") == 1


def test_the_drawing_is_the_same_each_time(small: Atlas) -> None:
    told = outline(small, "en")
    assert heat_map_dot(told, "en").source == heat_map_dot(told, "en").source


@pytest.mark.parametrize("name", ["<b>&amp;", "back\\\\slash\\\\N", "דוד", "🦊"])
def test_what_a_pack_calls_an_item_is_drawn_as_it_stands(tmp_path: Path, name: str) -> None:
    edit = ("atlas.yaml", "en: illness at home", f'en: "{name}"')
    found = atlas(Reasoner(broken(MINI_FOLDER, tmp_path, edit)).pack)
    shown = name.replace("\\\\", "\\")
    assert squeezed(shown) in [squeezed(word) for word in words(found, "en")]
