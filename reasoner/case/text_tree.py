"""Case files as trees of text with places, read without ever typing a scalar.

YAML 1.1 reads ``no`` as false and ``1e3`` as a number; a name may be either. So the parser's
events are used, not its values: every scalar stays the text that was written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import yaml

from ..errors import CaseRefused, Problem
from ..i18n import message

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


class _Pairs(list[tuple[str, object]]):
    """A JSON object as it was written, with keys that stand twice."""


def read(content: bytes, form: Form | None = None, most_bytes: int = MAX_BYTES) -> Node:
    """Read a case file in one form, or in the one that it seems to have.

    Raises CaseRefused when it is too large, is not UTF-8 or cannot be parsed.
    """
    if len(content) > most_bytes:
        words = message("file_too_large", limit=str(most_bytes))
        raise CaseRefused([Problem("too_large", words)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _malformed("not_utf8", at=str(error.start)) from None
    if form == "json" or (form is None and text.lstrip().startswith(("{", "["))):
        try:
            return _read_json(text)
        except json.JSONDecodeError as error:
            if form == "json":
                raise _malformed("not_json", error.lineno, reason=error.msg) from None
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


def _malformed(key: str, line: int | None = None, **found: str) -> CaseRefused:
    return CaseRefused([Problem("malformed", message(key, **found), line=line)])


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
        raise _malformed("too_deep") from None
    return _from_data(value, 0)


def _from_data(value: object, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise _malformed("too_deep")
    match value:
        case Text():
            return value
        case str():
            return Text(value)
        case None:
            return Text("", bare=True)
        case bool():
            return Text(str(value).lower(), bare=True)
        case int() | float():
            return Text(str(value))
        case _Pairs() | Mapping():
            pairs = value if isinstance(value, _Pairs) else value.items()
            return Entries(
                tuple((Text(str(key)), _from_data(item, depth + 1)) for key, item in pairs)
            )
        case Sequence() if not isinstance(value, bytes | bytearray):
            return Items(tuple(_from_data(item, depth + 1) for item in value))
        case _:
            raise _malformed("not_data", found=type(value).__name__)


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
            raise _malformed("two_documents", _line(extra))
        return node
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        reason = str(error.problem or error.context or "")
        raise _malformed("not_yaml", line, reason=reason) from None
    except yaml.YAMLError as error:
        raise _malformed("not_yaml", reason=str(error)) from None


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = _line(event)
    if depth > MAX_DEPTH:
        raise _malformed("too_deep", line)
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        raise _malformed("alias", line)
    if (tag := getattr(event, "tag", None)) is not None:  # a case is plain text
        raise _malformed("tag", line, found=str(tag))
    match event:
        case yaml.ScalarEvent():
            return Text(event.value, line, bare=event.style is None or event.style == "")
        case yaml.SequenceStartEvent():
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(_node(inner, events, depth + 1))
            return Items(tuple(items), line)
        case yaml.MappingStartEvent():
            entries = []
            while not isinstance(inner := next(events), yaml.MappingEndEvent):
                key = _node(inner, events, depth + 1)
                if not isinstance(key, Text):
                    raise _malformed("key_not_text", line)
                entries.append((key, _node(next(events), events, depth + 1)))
            return Entries(tuple(entries), line)
        case _:
            raise _malformed("not_yaml", line, reason=type(event).__name__)


def _line(event: yaml.Event) -> int:
    return 1 + (event.start_mark.line if event.start_mark else 0)
