"""Text in drawings: broken where it may be, measured without fonts, never read as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.sound import AWKWARD_NAMES
from support.reading.svg_reading import squeezed
from wenze.reasoner.escaping import printable
from wenze.viz.text import MAX_LINES, ems, markup, shortened, wrapped


def test_a_chinese_character_is_one_em_and_a_latin_letter_less() -> None:
    assert ems("王某") == 2
    assert 1 < ems("law") < 3


def test_marks_that_combine_take_no_room() -> None:
    assert ems("e\u0301") == ems("e")


def test_chinese_breaks_anywhere_but_before_a_closing_mark_or_after_an_opening_one() -> None:
    lines = wrapped("具有第十一条第（二）项所列情节，决定免予问责。", 7)
    assert "".join(lines) == "具有第十一条第（二）项所列情节，决定免予问责。"
    assert not any(line[0] in "，。）" or line[-1] in "（" for line in lines)


def test_english_breaks_at_spaces_and_keeps_a_chinese_name_whole() -> None:
    sentence = "The case was lost and the person works in 县自然资源局, which answers"
    lines = wrapped(sentence, 10)
    assert any("县自然资源局" in line for line in lines)
    assert " ".join(lines) == sentence


def test_lines_are_about_equally_long() -> None:
    assert wrapped("一二三四五六七八九十甲", 10) == ["一二三四五六", "七八九十甲"]


@pytest.mark.parametrize("name", ["W" * 64, "𠮷" * 64, "🦊" * 64, "é" * 64])
def test_a_long_name_is_broken_to_fit(name: str) -> None:
    lines = wrapped(name, 12)
    assert "".join(lines) == name
    assert all(ems(line) <= 12 for line in lines)


def test_what_is_seen_as_one_character_is_not_torn_apart() -> None:
    family = "👩\u200d👩\u200d👧"
    assert all(line in (family * n for n in range(1, 9)) for line in wrapped(family * 8, 8))


def test_a_very_long_text_is_cut_and_says_so() -> None:
    lines = wrapped("字" * 10_000, 10)
    assert len(lines) == MAX_LINES
    assert lines[-1] == "…"


@given(st.text(max_size=200), st.floats(3, 30))
def test_no_character_is_lost_by_breaking(text: str, limit: float) -> None:
    lines = wrapped(text, limit)
    if lines[-1] != "…":
        assert squeezed("".join(lines)) == squeezed(printable(text))


@pytest.mark.parametrize("name", [*AWKWARD_NAMES, "\\N\\G\\l", "&#65;", "a\\"])
def test_markup_holds_nothing_that_dot_would_act_on(name: str) -> None:
    assert not set('<>"\\') & set(markup(name))


def test_a_text_is_shortened_between_words_and_says_so() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("one two three four", 6) == "one two…"
