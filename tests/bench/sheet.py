"""A table of results as text, shown on a terminal and written as Markdown from the same values."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the first column says what a row is about. ``notes`` stand below."""

    title: str
    heads: Row
    rows: Sequence[Row]
    notes: Sequence[str] = ()

    def on_terminal(self) -> Table:
        """For rich."""
        notes = "\n".join(self.notes) or None
        table = Table(title=self.title, caption=notes, caption_justify="left", show_lines=False)
        for place, head in enumerate(self.heads):
            table.add_column(head, justify="right" if place else "left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def as_markdown(self) -> str:
        """For a file."""
        lines = [self.heads, ("---", *["---:"] * (len(self.heads) - 1)), *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        notes = "".join(f"\n- {note}" for note in self.notes)
        return f"## {self.title}\n\n{table}\n" + (f"{notes}\n" if notes else "")
