"""Provisions: named, ordered and cited as the law does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenze.reasoner.pack.provision import Provision, chinese_numeral

LEVELS = st.tuples(st.integers(1, 99), *[st.integers(0, 30)] * 3)


@given(LEVELS)
def test_reading_what_is_written_gives_the_same_provision(
    levels: tuple[int, int, int, int],
) -> None:
    assert Provision.parse(str(Provision(*levels))) == Provision(*levels)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("8", "第八条", "Art. 8"),
        ("11(2)", "第十一条第（二）项", "Art. 11(2)"),
        ("5.2", "第五条第二款", "Art. 5, para. 2"),
        ("6.s1", "第六条第一句", "Art. 6, sentence 1"),
        ("14.2.s1", "第十四条第二款第一句", "Art. 14, para. 2, sentence 1"),
        ("20", "第二十条", "Art. 20"),
        ("10", "第十条", "Art. 10"),
        ("99.1(11)", "第九十九条第一款第（十一）项", "Art. 99, para. 1, item (11)"),
    ],
)
def test_a_provision_is_cited_in_both_languages(text: str, zh: str, en: str) -> None:
    provision = Provision.parse(text)
    assert (str(provision), provision.cite("zh"), provision.cite("en")) == (text, zh, en)


@pytest.mark.parametrize(
    "text", ["", "0", "01", "1.0", "1(0)", "1.s0", "1 (2)", "Art. 1", "1(a)", "1..2", "１", "1\n"]
)
def test_what_is_no_provision_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a provision"):
        Provision.parse(text)


def test_provisions_sort_in_the_order_of_the_text() -> None:
    names = ["2", "6", "6.s1", "6.s2", "11", "11(1)", "11(2)", "11(10)", "14.1", "14.2", "14.2.s1"]
    assert sorted(set(names), key=Provision.parse) == names


@pytest.mark.parametrize(
    ("part", "whole", "inside"),
    [
        ("11(2)", "11", True),
        ("11(2)", "11(2)", True),
        ("11", "11(2)", False),
        ("11(2)", "11(3)", False),
        ("11(2)", "12", False),
        ("14.2.s1", "14.2", True),
        ("14.2.s1", "14.1", False),
        ("6.s1", "6", True),
        ("1", "11", False),
    ],
)
def test_a_part_lies_within_its_whole(part: str, whole: str, inside: bool) -> None:
    assert Provision.parse(part).within(Provision.parse(whole)) is inside


def test_numerals_are_those_of_chinese_law() -> None:
    told = {
        1: "一",
        9: "九",
        10: "十",
        11: "十一",
        19: "十九",
        20: "二十",
        21: "二十一",
        99: "九十九",
    }
    assert {number: chinese_numeral(number) for number in told} == told
