"""A case as its file states it, before any law is asked what the words mean."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from ..errors import CaseRefused, Code, Problem
from ..escaping import shown
from ..i18n import Words, message
from .json import CaseJson
from .text_tree import MAX_BYTES, MAX_ROWS, Entries, Items, Node, Text, from_data, read

FINDING = ("facts", "disputed")
SECTIONS = (*FINDING, "denied")
KEYS = ("regulation", "title", "school", *SECTIONS, "readings")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a case file: a fact as text, and where it stands. ``is_true`` says that it was
    written as ``true``, as only a fact without arguments is.
    """

    section: str
    predicate: str
    arguments: tuple[str, ...]
    pointer: str
    line: int | None = None
    is_true: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A reading that the case fixes to one option."""

    reading: str
    option: str
    pointer: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class NamedSchool:
    """The school of interpretation that a case keeps to, with all that it pins."""

    id: str
    pointer: str = "/school"
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case file's contents. ``problems`` are the faults of its form; its words are checked later,
    against a pack, so that all faults are reported together.
    """

    regulation: str | None = None
    title: str | None = None
    rows: tuple[Row, ...] = ()
    pins: tuple[Pin, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    school: NamedSchool | None = None

    @classmethod
    def load(cls, path: str | Path) -> "Case":
        """Read a YAML or JSON file. Raises OSError, and CaseRefused when it cannot be parsed."""
        with Path(path).open("rb") as file:
            return cls.from_bytes(file.read(MAX_BYTES + 1))

    @classmethod
    def of(cls, case: "CaseLike") -> "Case":
        """Take a case in any form: a path is loaded, a mapping is taken as data."""
        if isinstance(case, Case):
            return case
        return cls.load(case) if isinstance(case, str | Path) else cls.from_data(case)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Case":
        """Read YAML or JSON text in UTF-8. Raises CaseRefused when it cannot be parsed."""
        return cls.from_node(read(content))

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Case":
        """Take a case that is Python data. Raises CaseRefused when it is not JSON-like."""
        return cls.from_node(from_data(data))

    @classmethod
    def from_node(cls, document: Node, most_rows: int = MAX_ROWS) -> "Case":
        """Take a case that is parsed already. Raises CaseRefused when it is not a mapping, or has
        more rows than it may.
        """
        return _CaseReader(most_rows).case(document)

    def keeping_to(self, school: str | None) -> "Case":
        """The same case under a school of interpretation, or under none, whichever it names."""
        return replace(self, school=None if school is None else NamedSchool(school))

    def as_data(self, regulation: str) -> CaseJson:
        """The case as it was read: a case file's contents, every row in its place and order.

        Read again they are the same case, under the regulation that is named.
        """
        sections: dict[str, dict[str, object]] = {}
        for row in self.rows:
            section = sections.setdefault(row.section, {})
            if row.is_true:
                section[row.predicate] = True
            else:
                rows = cast("list[object]", section.setdefault(row.predicate, []))
                rows.append(list(row.arguments))
        pins = {"readings": {pin.reading: pin.option for pin in self.pins}} if self.pins else {}
        title = {} if self.title is None else {"title": self.title}
        school = {} if self.school is None else {"school": self.school.id}
        data = {"regulation": regulation, **title, **school, **sections, **pins}
        return cast("CaseJson", data)


# A case, the path of its file, or the contents of one.
CaseLike = Case | str | Path | Mapping[str, object]


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that is most like the one found, if any is."""
    return _nearest(word[:80], tuple(allowed))


@lru_cache(maxsize=4096)
def _nearest(word: str, allowed: tuple[str, ...]) -> str | None:
    matches = difflib.get_close_matches(word, allowed, n=1, cutoff=0.6)
    return matches[0] if matches else None


def unknown(
    code: Code,
    words: Words,
    pointer: str,
    found: str,
    known: Iterable[str],
    *,
    line: int | None = None,
) -> Problem:
    """Problem of a text that is none of those ``known``, with the nearest of them."""
    allowed, near = tuple(known), nearest(found, known)
    return Problem(code, words, pointer, (), line, shown(found), allowed, near)


def escape(token: str) -> str:
    """One step of a JSON pointer (RFC 6901), made printable and cut where it is no name."""
    return shown(token).replace("~", "~0").replace("/", "~1")


class _CaseReader:
    """Turns a tree of text into a case, noting every fault of form on the way."""

    def __init__(self, most_rows: int) -> None:
        self._most_rows = most_rows
        self._problems: list[Problem] = []
        self._rows: list[Row] = []
        self._pins: list[Pin] = []
        self._scalars: dict[str, Text] = {}

    def case(self, document: Node) -> Case:
        if isinstance(document, Text) and document.is_empty:
            document = Entries(())
        if not isinstance(document, Entries):
            raise CaseRefused(
                [Problem("malformed", message("case_not_mapping"), line=document.line)]
            )
        for key, value, pointer in self._entries(document, ""):
            if key.value in SECTIONS:
                self._section(key.value, value, pointer)
            elif key.value == "readings":
                self._readings(value, pointer)
            elif key.value in KEYS:
                if isinstance(value, Text):
                    self._scalars[key.value] = value
                else:
                    self._fault(message("not_text", name=shown(key.value)), pointer, value.line)
            else:
                words = message("unknown_key", found=shown(key.value))
                problem = unknown("malformed", words, pointer, key.value, KEYS, line=key.line)
                self._problems.append(problem)
        texts = {name: text.value for name, text in self._scalars.items()}
        school = texts.get("school")
        return Case(
            texts.get("regulation") or None,
            texts.get("title"),
            tuple(self._rows),
            tuple(self._pins),
            tuple(self._problems),
            NamedSchool(school, line=self._scalars["school"].line) if school else None,
        )

    def _fault(self, words: Words, pointer: str, line: int | None) -> None:
        self._problems.append(Problem("malformed", words, pointer, line=line))

    def _entries(self, node: Entries, above: str) -> Iterable[tuple[Text, Node, str]]:
        """The entries of a mapping with their pointers; duplicate keys are reported."""
        seen: set[str] = set()
        for key, value in node.entries:
            pointer = f"{above}/{escape(key.value)}"
            if key.value in seen:
                found = shown(key.value)
                words = message("duplicate_key", found=found)
                self._problems.append(
                    Problem("duplicate_key", words, pointer, line=key.line, found=found)
                )
            seen.add(key.value)
            yield key, value, pointer

    def _mapping(self, node: Node, pointer: str) -> Iterable[tuple[Text, Node, str]]:
        if isinstance(node, Entries):
            return self._entries(node, pointer)
        if not (isinstance(node, Text) and node.is_empty):
            self._fault(message("not_mapping"), pointer, node.line)
        return ()

    def _section(self, section: str, node: Node, pointer: str) -> None:
        for key, rows, at in self._mapping(node, pointer):
            if isinstance(rows, Text) and rows.is_true:
                self._rows.append(Row(section, key.value, (), at, key.line, is_true=True))
            elif isinstance(rows, Items):
                for index, row in enumerate(rows.items):
                    self._row(section, key.value, row, f"{at}/{index}")
            elif not (isinstance(rows, Text) and rows.is_empty):
                self._fault(
                    message("rows_not_list", name=shown(key.value)), at, rows.line or key.line
                )

    def _row(self, section: str, predicate: str, row: Node, pointer: str) -> None:
        cells = row.items if isinstance(row, Items) else (row,)
        values = [cell.value for cell in cells if isinstance(cell, Text)]
        if len(self._rows) >= self._most_rows:
            words = message("too_many_rows", limit=str(self._most_rows))
            raise CaseRefused([Problem("too_large", words, pointer, line=row.line)])
        if len(values) != len(cells):
            self._fault(message("row_not_text", name=shown(predicate)), pointer, row.line)
            return
        self._rows.append(Row(section, predicate, tuple(values), pointer, row.line))

    def _readings(self, node: Node, pointer: str) -> None:
        for key, value, at in self._mapping(node, pointer):
            if isinstance(value, Text):
                self._pins.append(Pin(key.value, value.value, at, key.line))
            else:
                self._fault(message("not_text", name=shown(key.value)), at, value.line)
