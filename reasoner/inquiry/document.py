"""Outline of an answer that is told as a document: headings, paragraphs, points and tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..i18n import Words, message


@dataclass(frozen=True, slots=True)
class Heading:
    """Title of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text, after a `lead` that stands out; `faint` text is an aside. Levels are indented."""

    text: str = ""
    lead: str = ""
    faint: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """An item of a list."""

    text: str
    mark: str = "·"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a cell is text, or paragraphs and points. Rows of a `ruled` table have lines."""

    columns: tuple[str, ...]
    rows: tuple[tuple["str | Document", ...], ...]
    ruled: bool = False


Block = Heading | Paragraph | Point | Table
Document = tuple[Block, ...]


class Writer:
    """Words of the parts that documents have in common, in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, key: str, **values: str | Words) -> str:
        """Say a message."""
        return message(key, **values).say(self.lang)

    def join(self, parts: Iterable[str], separator: str = "text_separator") -> str:
        """Join parts by a separator of the language."""
        return self.say(separator).join(parts)

    def heading(self, key: str) -> Heading:
        """Make a heading of a message."""
        return Heading(self.say(key))

    def paragraph(self, key: str, **values: str | Words) -> Paragraph:
        """Make a paragraph of a message."""
        return Paragraph(self.say(key, **values))

    def table(self, keys: Iterable[str], rows: Iterable[tuple["str | Document", ...]]) -> Table:
        """Make a ruled table, its columns named by messages."""
        return Table(tuple(map(self.say, keys)), tuple(rows), ruled=True)
