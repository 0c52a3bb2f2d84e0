"""Documents as text for a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ...reasoner.inquiry.document import Document, Heading, Paragraph, Point, Table
from .lines import Renderer, list_item, text_line

_INDENTS = (0, 1, 4)


class DocumentText(Renderer[Document]):
    """Renders a document."""

    def render(self) -> Iterator[RenderableType]:
        """Render every block."""
        return document_text(self._outline)


def document_text(document: Document, *, depth: int = 1) -> Iterator[RenderableType]:
    """Render each block of a document; points are set in by `depth`."""
    for block in document:
        match block:
            case Heading(text):
                yield Text(f"\n{text}", style="bold underline")
            case Paragraph(text, lead, faint, level):
                line = text_line(lead, "bold") + text_line(text, "dim" if faint else "")
                yield _indented(line, level)
            case Point(text, mark, level):
                yield _indented(list_item(text, mark, depth=depth), level)
            case Table():
                yield _grid(block)


def _indented(content: RenderableType, level: int) -> RenderableType:
    return Padding(content, (0, 0, 0, _INDENTS[level])) if level else content


def _grid(table: Table) -> Grid:
    grid = Grid(show_lines=table.ruled)
    for column in table.columns:
        grid.add_column(column, overflow="fold")
    for row in table.rows:
        grid.add_row(*map(_cell, row))
    return grid


def _cell(cell: "str | Document") -> RenderableType:
    return text_line(cell) if isinstance(cell, str) else Group(*document_text(cell, depth=0))
