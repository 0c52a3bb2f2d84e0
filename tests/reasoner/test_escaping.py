"""Text from outside as it is printed: every character seen, none that steers what reads it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.sound import AWKWARD_NAMES
from support.sampling import examples
from wenze.reasoner.escaping import MAX_SHOWN, printable, shown

UNSEEN = {
    "a control character": "\x1b",
    "a line feed": "\n",
    "half a character": "\ud800",
    "a line separator": "\u2028",
    "a paragraph separator": "\u2029",
    "an override of direction": "\u202e",
    "an embedding": "\u202b",
    "an isolate": "\u2067",
    "the end of an isolate": "\u2069",
    "a mark of direction": "\u200f",
    "an Arabic mark of direction": "\u061c",
    "a space without width": "\u200b",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\xad",
    "a tag": "\U000e0041",
    "what XML cannot hold": "\uffff",
    "no character": "\ufdd0",
    "no character of another plane": "\U0001fffe",
    "a joiner between letters that do not join": "\u200d",
    "a mark against joining between these": "\u200c",
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_is_not_seen_is_written_as_an_escape(kind: str) -> None:
    text = printable(f"王{UNSEEN[kind]}某")
    assert text == f"王{ascii(UNSEEN[kind])[1:-1]}某"
    assert text.isprintable()


@pytest.mark.parametrize(
    "name",
    [
        *AWKWARD_NAMES,
        "\u3000",
        "a\u00a0b",
        "👩\u200d👩\u200d👧",
        "👨🏽\u200d🚀",
        "❤\ufe0f\u200d🔥",
        "क्\u200dष",
        "می\u200cخواهم",
        "葛\U000e0100",
        "\ue000",
        "\U000323b0",
    ],
)
def test_what_is_seen_stays_as_it_is(name: str) -> None:
    assert printable(name) == name


@examples(200)
@given(st.text(st.characters() | st.sampled_from("👩🏽\u200d\u200c\u202eम्\\"), max_size=30))
def test_a_printable_text_has_nothing_unseen_and_stays_as_it_is(text: str) -> None:
    said = printable(text)
    assert printable(said) == said
    kept = {character for character in said if not character.isprintable()}
    assert {unicodedata.category(each) for each in kept} <= {"Zs", "Co", "Cn", "Cf"}
    assert {each for each in kept if unicodedata.category(each) == "Cf"} <= {"\u200c", "\u200d"}


def test_a_text_longer_than_any_name_is_quoted_in_part() -> None:
    assert shown("字" * MAX_SHOWN) == "字" * MAX_SHOWN
    assert shown("字" * (MAX_SHOWN + 1)) == "字" * MAX_SHOWN + "…"
    assert shown("\u202e" * 1000) == "\\u202e" * MAX_SHOWN + "…"
