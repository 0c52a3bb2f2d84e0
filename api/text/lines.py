"""Lines of text answers for a terminal: names made printable, items set in."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.escaping import printable
from ...reasoner.explanation.outline import Citation
from ...reasoner.i18n import message

Outline = TypeVar("Outline")


def text_line(text: str, style: str = "") -> Text:
    """Text that may hold names, each of its lines made printable."""
    return Text("\n".join(map(printable, text.split("\n"))), style)


def list_item(text: str, mark: str = "·", *, depth: int = 1, style: str = "") -> RenderableType:
    """An item of a list, whose lines are set in behind its mark."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(mark, text_line(text, style))
    return Padding(grid, (0, 0, 0, depth))


class Renderer(Generic[Outline]):
    """Base of text answers: renders an outline in one language for rich to print."""

    def __init__(self, outline: Outline, lang: str) -> None:
        self._outline = outline
        self._lang = lang

    def render(self) -> Iterable[RenderableType]:
        """Render all but the reasons, section by section."""
        raise NotImplementedError

    def reasons(self) -> str:
        """Render proofs, in lines that are never wrapped; nothing where there are none."""
        return ""

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterable[RenderableType]:
        return self.render()

    @staticmethod
    def _head(law: str, title: str | None) -> Iterator[RenderableType]:
        """The law and, where the case has one, its title."""
        yield Text(law, style="bold")
        if title:
            yield text_line(title)

    def _say(self, key: str, **values: str) -> str:
        return message(key, **values).say(self._lang)

    def _join(self, parts: Iterable[str], separator: str = "text_separator") -> str:
        return self._say(separator).join(parts)

    def _heading(self, key: str, **values: str) -> Text:
        return Text(f"\n{self._say(key, **values)}", style="bold underline")

    def _table(self, *keys: str, show_lines: bool = False) -> Table:
        """A table whose columns are named by messages."""
        table = Table(show_lines=show_lines)
        for key in keys:
            table.add_column(self._say(key), overflow="fold")
        return table

    def _citations(self, citations: Iterable[Citation]) -> str:
        """Provisions as lawyers cite them, in one line."""
        return self._join((each.label for each in citations), "text_cite_separator")
