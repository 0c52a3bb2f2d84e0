"""The outline of an atlas: what it tells once, and what concerns a provision or a situation."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from support.packs import LAW_FOLDER
from wenze import Reasoner
from wenze.reasoner.inquiry.atlas.atlas import Atlas
from wenze.reasoner.inquiry.atlas.outline import outline, percent
from wenze.reasoner.inquiry.atlas.plan import atlas_plan
from wenze.reasoner.inquiry.atlas.situation import Situation
from wenze.reasoner.inquiry.atlas.survey import survey


@pytest.fixture(scope="module")
def small() -> Atlas:
    """Three items of the law in one situation, which is told as two."""
    pack = Reasoner(LAW_FOLDER).pack
    plan = atlas_plan(pack)
    part = plan.model_copy(
        update={
            "items": tuple(i for i in plan.items if i.id in ("11(2)", "13(2)", "13(5)")),
            "bases": tuple(base for base in plan.bases if base.id in ("act", "both")),
        }
    )
    found = survey(Situation(pack, part, part.bases[0]))
    return Atlas(pack, part, (found, replace(found, base="both")))


def test_collisions_are_told_once_with_all_situations_and_readings(small: Atlas) -> None:
    [settled] = outline(small, "zh").settled
    [alike] = settled.alike
    assert settled.patterns == 2
    ends = dict(alike.options)
    assert ends["相互抵销"] == (("某甲", ("问责", "从重问责")),)
    some, always = alike.under
    assert always.always
    assert not some.always
    [pattern] = some.patterns
    assert [item.id for item in pattern.items] == ["11(2)", "13(2)"]
    assert [each.base for each in pattern.examples] == ["就行政行为负责", "就行政行为和应诉均负责"]
    [(bases, patterns)] = some.by_bases
    assert (len(bases), patterns) == (2, (("11(2)", "13(2)"),))


@pytest.mark.parametrize(
    ("provision", "count"), [("13", 2), ("13(2)", 1), ("13(5)", 1), ("11", 2), ("12", 0)]
)
def test_only_collisions_of_a_provision_are_told_where_one_is_chosen(
    small: Atlas, provision: str, count: int
) -> None:
    settled = outline(small, "zh", provision=provision).settled
    assert sum(each.patterns for each in settled) == count


def test_situations_that_are_alike_are_told_together_and_one_alone_if_chosen(small: Atlas) -> None:
    whole, one = outline(small, "en"), outline(small, "en", "both")
    assert (
        [len(each.bases) for each in whole.heat]
        == [len(each.bases) for each in whole.groups]
        == [2]
    )
    assert [len(each.bases) for each in one.heat] == [len(each.bases) for each in one.groups] == [1]
    assert [base.id for base in one.bases] == ["act", "both"]
    assert {len(item.uses) for item in one.items} == {1}


def test_an_outline_travels_between_processes(small: Atlas) -> None:
    whole = outline(small, "en")
    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("number", "whole", "said"), [(0, 8, "0%"), (1, 3, "33%"), (1, 9000, "<1%"), (0, 0, "–")]
)
def test_shares_are_told_in_percent_and_never_rounded_to_nothing(
    number: int, whole: int, said: str
) -> None:
    assert percent(number, whole) == said
