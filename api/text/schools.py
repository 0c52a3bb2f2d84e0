"""A case under schools of interpretation as text, rendered from its outline."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.inquiry.schools.outline import SchoolsOutline, SchoolSplit
from .lines import Renderer, list_item, text_line


class SchoolsText(Renderer):
    """Text of a case under schools."""

    def __init__(self, found: SchoolsOutline, lang: str) -> None:
        self._found = found
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """Render the whole answer, section by section."""
        yield Text(self._found.law, style="bold")
        if self._found.case:
            yield text_line(self._found.case)
        if not (self._found.schools or self._found.unreached):
            yield Text(self._say("schools_none"))
            return
        yield self._heading("schools_title")
        if self._found.set_aside:
            yield Text(self._say("schools_set_aside"))
        yield self._table()
        yield self._heading("schools_reasons")
        yield from self._schools()
        if len(self._found.compared) > 1 and not self._found.unreached:
            yield from self._shared()
            yield from self._splits()
        if not self._found.complete:
            labels = self._join(self._found.unreached) or self._say("schools_shared_nothing")
            yield Text(f"\n{self._say('schools_unfinished', schools=labels)}")

    def _table(self) -> Table:
        table = Table(show_lines=True)
        table.add_column(self._say("text_person"), overflow="fold")
        for school in self._found.compared:
            table.add_column(school.label, overflow="fold")
        contested = f"\n{self._say('text_brackets', text=self._say('text_contested'))}"
        for each in self._found.persons:
            cells = (
                Text.assemble(self._join(labels), *([(contested, "dim")] if is_contested else []))
                for labels, is_contested in each.under
            )
            table.add_row(text_line(each.person), *cells)
        counts = (school.outcomes for school in self._found.compared)
        table.add_row(
            self._say("schools_outcomes"), *("?" if n is None else str(n) for n in counts)
        )
        return table

    def _schools(self) -> Iterator[RenderableType]:
        for school in self._found.schools:
            title = Text.assemble((school.label, "bold"), self._say("text_colon"), school.reason)
            yield Padding(title, (0, 0, 0, 1))
            for heading, readings in school.notes:
                yield Padding(Text(heading), (0, 0, 0, 4))
                yield from (Padding(list_item(each), (0, 0, 0, 4)) for each in readings)

    def _shared(self) -> Iterator[RenderableType]:
        yield self._heading("schools_shared")
        table = Table()
        for key in ("text_person", "schools_possible"):
            table.add_column(self._say(key), overflow="fold")
        for each in self._found.persons:
            shared = self._join(each.shared) or self._say("schools_shared_nothing")
            table.add_row(text_line(each.person), Text(shared))
        yield table
        if self._found.always:
            yield Text(self._say("schools_always"))
        for statement in self._found.always:
            cited = self._join((c.label for c in statement.citations), "text_cite_separator")
            yield list_item(f"{statement.text} [{cited}]")

    def _splits(self) -> Iterator[RenderableType]:
        yield self._heading("schools_splits")
        for labels in self._found.alike:
            yield list_item(self._say("schools_alike", schools=self._join(labels)))
        if self._found.splits:
            yield Text(self._say("schools_smallest"))
        for split in self._found.splits:
            yield from self._split(split)

    def _split(self, split: SchoolSplit) -> Iterator[RenderableType]:
        arrow = "⇄" if split.mutual else "→"
        yield Padding(Text(f"{split.start} {arrow} {split.goal}", "bold"), (0, 0, 0, 1))
        if split.smallest is None:
            yield Padding(Text(self._say("schools_undecided")), (0, 0, 0, 4))
        for number, changes in enumerate(split.smallest or ()):
            if number:
                yield Padding(Text(self._say("text_alternative"), "dim"), (0, 0, 0, 4))
            for each in changes:
                item = list_item(f"{each.question} {each.start} {arrow} {each.goal}")
                yield Padding(item, (0, 0, 0, 4))
