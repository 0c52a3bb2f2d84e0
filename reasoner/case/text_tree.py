"""Case files as trees of text with places, read without ever typing a scalar.

YAML 1.1 reads ``no`` as false and ``1e3`` as a number; a name may be either. So the parser's
events are used, not its values: every scalar stays the text that was written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import yaml

from ..errors import CaseRefused, Code, Problem
from ..i18n import Words, message

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_ROWS = 10_000
# Events whose scalars are the text that was written; libyaml's if PyYAML has it.
_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Form = Literal["json", "yaml"]


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. ``bare`` says that it was written without quotes, as ``true`` and nothing are."""

    value: str
    line: int | None = None
    bare: bool = False

    @property
    def is_true(self) -> bool:
        """The one scalar that is more than text: it states a fact without arguments."""
        return self.bare and self.value == "true"

    @property
    def is_empty(self) -> bool:
        """Nothing was written after the key."""
        return self.bare and not self.value


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple["Node", ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; a key that stands twice is kept twice, so that it can be refused."""

    entries: tuple[tuple[Text, "Node"], ...]
    line: int | None = None


Node = Text | Items | Entries


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A JSON object as it was written, with keys that stand twice."""

    entries: list[tuple[str, object]]


def read(content: bytes, form: Form | None = None, most_bytes: int = MAX_BYTES) -> Node:
    """Read a case file in one form, or in the one that it seems to have.

    Raises CaseRefused when it is too large, is not UTF-8 or cannot be parsed.
    """
    if len(content) > most_bytes:
        raise _refusal("too_large", message("file_too_large", limit=str(most_bytes)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal("malformed", message("not_utf8", at=str(error.start))) from None
    if form == "json" or (form is None and text.lstrip().startswith(("{", "["))):
        try:
            return _read_json(text)
        except json.JSONDecodeError as error:
            if form == "json":
                words = message("not_json", reason=error.msg)
                raise _refusal("malformed", words, error.lineno) from None
            # YAML's flow style begins with the same marks.
    return _read_yaml(text)


def from_data(value: object) -> Node:
    """Read a case that is Python data already, as JSON would give it.

    Raises CaseRefused when it holds what JSON cannot.
    """
    return _from_data(value, 0)


def to_data(node: Node) -> object:
    """A tree as plain data in which every scalar is text."""
    match node:
        case Text():
            return node.value
        case Items():
            return [to_data(item) for item in node.items]
        case Entries():
            return {key.value: to_data(value) for key, value in node.entries}


def _refusal(code: Code, words: Words, line: int | None = None) -> CaseRefused:
    return CaseRefused([Problem(code, words, line=line)])


def _read_json(text: str) -> Node:
    try:
        value = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=Text,
            parse_float=Text,
            parse_constant=Text,
        )
    except RecursionError:
        raise _refusal("malformed", message("too_deep")) from None
    return _from_data(value, 0)


def _from_data(value: object, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise _refusal("malformed", message("too_deep"))
    match value:
        case Text():
            return value
        case _Pairs():
            return Entries(
                tuple((Text(key), _from_data(item, depth + 1)) for key, item in value.entries)
            )
        case str():
            return Text(value)
        case None:
            return Text("", bare=True)
        case bool():
            return Text(str(value).lower(), bare=True)
        case int() | float():
            return Text(str(value))
        case Mapping():
            return Entries(
                tuple((Text(str(key)), _from_data(item, depth + 1)) for key, item in value.items())
            )
        case Sequence() if not isinstance(value, bytes | bytearray):
            return Items(tuple(_from_data(item, depth + 1) for item in value))
        case _:
            raise _refusal("malformed", message("not_data", found=type(value).__name__))


def _read_yaml(text: str) -> Node:
    try:
        events = (
            event
            for event in yaml.parse(text, _LOADER)
            if not isinstance(
                event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent
            )
        )
        first = next(events)
        if isinstance(first, yaml.StreamEndEvent):
            return Text("", 1, bare=True)
        node = _node(first, events, 0)
        if not isinstance(extra := next(events), yaml.StreamEndEvent):
            raise _refusal("malformed", message("two_documents"), _line(extra))
        return node
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        words = message("not_yaml", reason=str(error.problem or error.context or ""))
        raise _refusal("malformed", words, line) from None
    except yaml.YAMLError as error:
        raise _refusal("malformed", message("not_yaml", reason=str(error))) from None


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = _line(event)
    if depth > MAX_DEPTH:
        raise _refusal("malformed", message("too_deep"), line)
    match event:
        case yaml.AliasEvent():
            raise _refusal("malformed", message("alias"), line)
        case yaml.ScalarEvent():
            _no_tag(event, line)
            return Text(event.value, line, bare=event.style is None or event.style == "")
        case yaml.SequenceStartEvent():
            _no_tag(event, line)
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(_node(inner, events, depth + 1))
            return Items(tuple(items), line)
        case yaml.MappingStartEvent():
            _no_tag(event, line)
            entries = []
            while not isinstance(inner := next(events), yaml.MappingEndEvent):
                key = _node(inner, events, depth + 1)
                if not isinstance(key, Text):
                    raise _refusal("malformed", message("key_not_text"), line)
                entries.append((key, _node(next(events), events, depth + 1)))
            return Entries(tuple(entries), line)
        case _:
            raise _refusal("malformed", message("not_yaml", reason=type(event).__name__), line)


def _line(event: yaml.Event) -> int:
    return 1 + (event.start_mark.line if event.start_mark else 0)


def _no_tag(event: yaml.NodeEvent, line: int) -> None:
    """Refuse anchors and explicit tags: a case is plain text."""
    if event.anchor is not None:
        raise _refusal("malformed", message("alias"), line)
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _refusal("malformed", message("tag", found=str(tag)), line)
