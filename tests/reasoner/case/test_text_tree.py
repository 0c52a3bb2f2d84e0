"""Case files as trees of text: nothing is typed, nothing is run, everything has a line."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sampling import examples
from wenze.reasoner.case.text_tree import (
    MAX_BYTES,
    MAX_DEPTH,
    Entries,
    Items,
    Text,
    from_data,
    read,
    to_data,
)
from wenze.reasoner.errors import CaseRefused, Problem

JSON_TEXTS = st.recursive(
    st.text(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


def data(content: str | bytes) -> object:
    return to_data(read(content.encode() if isinstance(content, str) else content))


def problem(content: str | bytes) -> Problem:
    """The one problem for which a file is refused."""
    with pytest.raises(CaseRefused) as refusal:
        read(content.encode() if isinstance(content, str) else content)
    (found,) = refusal.value.problems
    return found


# --- Nothing is typed


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "yes",
        "on",
        "off",
        "null",
        "~",
        "true",
        "True",
        "false",
        "1e3",
        "0x1F",
        "017",
        "1_000",
        "-1",
        "3.10",
        ".inf",
        ".nan",
        "2023-05-04",
        "2023-05-04T10:00:00Z",
        "12:30:45",
        "<<",
        "=",
        "王某",
        "O'Neil",
        "a#b",
    ],
)
def test_a_scalar_is_the_text_that_was_written(scalar: str) -> None:
    assert data(f"key: {scalar}") == {"key": scalar}
    assert data(f"- {scalar}\n- [{scalar}, x]") == [scalar, [scalar, "x"]]


@examples(75)
@given(JSON_TEXTS.filter(lambda value: isinstance(value, dict | list)))
def test_json_text_is_read_as_it_was_written(value: object) -> None:
    for ascii_only in (True, False):
        try:
            content = json.dumps(value, ensure_ascii=ascii_only).encode()
        except UnicodeEncodeError:  # half a character cannot be written as UTF-8
            continue
        assert data(content) == value


def test_json_numbers_are_the_digits_that_were_written() -> None:
    content = "[1, 1.0, 1e3, -0, 1.10, 123456789012345678901234567890, NaN, Infinity, -Infinity]"
    assert data(content) == [
        "1",
        "1.0",
        "1e3",
        "-0",
        "1.10",
        "123456789012345678901234567890",
        "NaN",
        "Infinity",
        "-Infinity",
    ]


def test_only_an_unquoted_true_is_more_than_text() -> None:
    for content in ("true", '"true"', "'true'", "|-\n true"):
        node = read(f"key: {content}\n".encode())
        assert isinstance(node, Entries)
        value = node.entries[0][1]
        assert isinstance(value, Text)
        assert value.value == "true"
        assert value.is_true == (content == "true")


def test_nothing_after_a_key_is_empty_and_a_quoted_nothing_is_text() -> None:
    node = read(b"a:\nb: ''\n")
    assert isinstance(node, Entries)
    empties = [value.is_empty for _, value in node.entries if isinstance(value, Text)]
    assert empties == [True, False]


# --- JSON and YAML alike


def test_yaml_in_flow_style_need_not_be_json() -> None:
    assert data("{a: [b, c], 'd': e}") == {"a": ["b", "c"], "d": "e"}
    assert data("  [a, b]") == ["a", "b"]


def test_json_that_yaml_would_read_otherwise_is_read_as_json() -> None:
    assert data('{"a":"\\/","b":"\\ud83e\\udd8a"}') == {"a": "/", "b": "🦊"}
    assert data('{"a"\t:\t[1]}') == {"a": ["1"]}


def test_half_a_character_in_json_is_kept_for_the_refusal_to_name() -> None:
    assert data('["\\ud800", "\\udc00\\ud800"]') == ["\ud800", "\udc00\ud800"]


def test_a_key_that_stands_twice_is_kept_twice() -> None:
    for content in ("a: 1\na: 2\n", '{"a": 1, "a": 2}', "{a: 1, a: 2}"):
        node = read(content.encode())
        assert isinstance(node, Entries)
        assert [key.value for key, _ in node.entries] == ["a", "a"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    for content in ("a: b", '{"a": "b"}'):
        assert data(b"\xef\xbb\xbf" + content.encode()) == {"a": "b"}


@pytest.mark.parametrize("content", ["", "\n\n", "# a comment\n", "---\n", "---\n...\n", "~x: 1"])
def test_a_file_may_be_empty(content: str) -> None:
    node = read(content.encode())
    assert isinstance(node, Entries) == (content == "~x: 1")
    assert isinstance(node, Text) == (content != "~x: 1")


def test_lines_are_counted_from_one() -> None:
    node = read("# comment\na: 甲\nb:\n  - x\n  - [y]\n".encode())
    assert isinstance(node, Entries)
    (_, first), (key, second) = node.entries
    assert (first.line, key.line) == (2, 3)
    assert isinstance(second, Items)
    assert [item.line for item in second.items] == [4, 5]


def test_json_has_no_lines() -> None:
    assert read(b'{"a": "b"}').line is None


# --- What is refused


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        ("a: &x 1\nb: *x\n", "anchors", 1),
        ("a: 1\nb: *x\n", "anchors", 2),
        ("a: &x [1]\n", "anchors", 1),
        ("&x a: 1\n", "anchors", 1),
        ("a: !!python/object/apply:os.system [x]\n", "tags", 1),
        ("a: !!str b\n", "tags", 1),
        ("a: !x [1]\n", "tags", 1),
        ("a: 1\nb: !!map {c: d}\n", "tags", 2),
        ("a: ! b\n", "tags", 1),
        ("a: 1\n---\nb: 2\n", "more than one", 3),
        ("? [a]\n: b\n", "key must be text", 1),
        ("? {a: b}\n: c\n", "key must be text", 1),
        ("{[a]: b}", "key must be text", 1),
        ("a: [b\n", "not YAML", 2),
        ("a: b: c\n", "not YAML", 1),
        ("a: 'b\n", "not YAML", 2),
        ("\ta: b\n", "not YAML", 1),
        ("@a", "not YAML", 1),
        ('{"a": 1,}}', "not YAML", 1),
        ("a: \x01b", "not YAML", None),
        ("a: \0b", "not YAML", None),
        ('a: "\\ud800"', "not YAML", 1),
    ],
)
def test_what_is_not_plain_text_in_one_document_is_refused_with_its_line(
    content: str, words: str, line: int | None
) -> None:
    found = problem(content)
    assert found.code == "malformed"
    assert words in found.message.say("en")
    assert found.message.say("zh")
    assert found.line == line


@pytest.mark.parametrize(
    ("content", "at"), [(b"\xff", 0), (b"a: \xe7\x8e", 3), ("a: 甲".encode("utf-16"), 0)]
)
def test_a_file_that_is_not_utf_8_is_refused_with_the_place(content: bytes, at: int) -> None:
    found = problem(content)
    assert found.code == "malformed"
    assert str(at) in found.message.say("en")
    assert str(at) in found.message.say("zh")


def test_a_file_past_one_mebibyte_is_not_read() -> None:
    assert data(b"a: " + b"x" * (MAX_BYTES - 3)) == {"a": "x" * (MAX_BYTES - 3)}
    found = problem(b"a: " + b"x" * (MAX_BYTES - 2))
    assert found.code == "too_large"
    assert str(MAX_BYTES) in found.message.say("zh")


def nested(kind: str, depth: int) -> str:
    match kind:
        case "json list" | "yaml list":
            close = "]" * depth
            return "[" * depth + ("" if kind == "json list" else "a, b") + close
        case "json mapping":
            return '{"a":' * depth + "1" + "}" * depth
        case "json mixed":
            return '[{"a":' * depth + "1" + "}]" * depth
        case "yaml mapping":
            return "{a: " * depth + "b" + "}" * depth
        case "unclosed list":
            return "[" * depth
        case "unclosed mapping":
            return "{a: " * depth
        case _:
            return "".join("  " * level + "a:\n" for level in range(depth))


@pytest.mark.parametrize(
    "kind",
    [
        "json list",
        "yaml list",
        "json mapping",
        "json mixed",
        "yaml mapping",
        "unclosed list",
        "unclosed mapping",
        "yaml block",
    ],
)
@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 500, 100_000])
def test_nesting_is_refused_long_before_it_can_do_harm(kind: str, depth: int) -> None:
    found = problem(nested(kind, 1000 if kind == "yaml block" and depth > 1000 else depth))
    assert found.code == "malformed"
    assert "nested too deeply" in found.message.say("en")
    assert "嵌套过深" in found.message.say("zh")


# --- Data from Python


def test_python_data_is_read_like_json() -> None:
    value = {"a": [1, 2.5, True, False, None, "x"], 7: ("y",)}
    assert to_data(from_data(value)) == {"a": ["1", "2.5", "true", "false", "", "x"], "7": ["y"]}


def test_python_truth_is_the_bare_word_and_none_is_nothing() -> None:
    node = from_data([True, None, "true", ""])
    assert isinstance(node, Items)
    marks = [(t.is_true, t.is_empty) for t in node.items if isinstance(t, Text)]
    assert marks == [(True, False), (False, True), (False, False), (False, False)]


@pytest.mark.parametrize("value", [{"a": {1}}, object(), [b"bytes"], {"a": 1j}, lambda: None])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(CaseRefused, match="not data"):
        from_data(value)


def test_data_that_holds_itself_is_refused() -> None:
    itself: list[object] = []
    itself.append(itself)
    with pytest.raises(CaseRefused, match="nested too deeply"):
        from_data(itself)


def test_a_tree_is_plain_data_again() -> None:
    value: Mapping[str, object] = {"facts": {"organ": [["局", "other_body"]], "x": "true"}}
    assert to_data(from_data(value)) == value
