"""An atlas as text for a terminal, rendered from its outline."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.inquiry.atlas.outline import (
    AtlasOutline,
    Ends,
    HeatSquare,
    HeatTable,
    PatternsUnder,
)
from .lines import Renderer, list_item, text_line

# Groups shown of each base; JSON and CSV have all.
SHOWN_GROUPS = 10


class AtlasText(Renderer[AtlasOutline]):
    """Text of an atlas."""

    def render(self) -> Iterator[RenderableType]:
        """Render the whole atlas."""
        head = f"{self._outline.law} {self._outline.number} · {self._say('atlas_title')}"
        yield Text(head, style="bold")
        yield text_line(self._outline.summary)
        if self._outline.examined:
            yield from self._bases()
            yield from self._items()
            yield from self._readings()
            yield from self._collisions()
            yield from self._gaps()
            yield from self._groups()
            yield from self._heat()

    def _headed(self, key: str, note: str | None = None) -> list[RenderableType]:
        return [self._heading(key), *([Text(self._say(note), style="dim")] if note else [])]

    def _list(self, key: str, lines: Sequence[str]) -> Iterator[RenderableType]:
        if lines:
            yield from self._headed(key)
            yield from map(list_item, lines)

    def _ends(self, ends: Ends) -> str:
        """Verdicts of each person; of the only one, without the name."""
        said = {person: self._join(labels) for person, labels in ends}
        if len(said) == 1:
            return next(iter(said.values()))
        colon = self._say("text_colon")
        return self._join((f"{n}{colon}{s}" for n, s in said.items()), "text_semicolon")

    def _pattern(self, items: Sequence[str]) -> str:
        return " + ".join(items) or self._say("atlas_no_items")

    def _bases(self) -> Iterator[RenderableType]:
        table = self._table("atlas_base")
        for key in ("patterns", "admitted", "splitting", "groups_count"):
            table.add_column(self._say(f"atlas_{key}"), justify="right")
        for base in self._outline.bases:
            numbers = (base.patterns, base.admitted, base.splitting, base.groups)
            table.add_row(base.text, *map(str, numbers))
        yield from (*self._headed("atlas_bases"), table)
        refused = [
            f"{base.text}{self._say('text_colon')}{self._pattern(items)}"
            + self._say("text_brackets", text=self._join(reasons, "text_semicolon"))
            for base in self._outline.bases
            for items, reasons in base.refused
        ]
        yield from self._list("atlas_refused", refused)

    def _items(self) -> Iterator[RenderableType]:
        table = self._table(
            "atlas_mark", "atlas_item", "atlas_effect", "atlas_changes", "atlas_part", "atlas_makes"
        )
        for item in self._outline.items:
            uses = [use for _, use in item.uses]
            table.add_row(
                text_line(item.id),
                text_line(f"{self._citations(item.citations)} {item.text}"),
                item.effect,
                "\n".join(_percent(use.changes, use.patterns) for use in uses),
                "\n".join(_percent(use.part, use.patterns) for use in uses),
                "\n".join(str(use.makes) for use in uses),
            )
        yield from (*self._headed("atlas_items", "atlas_items_note"), table)
        idle = [item.label for item in self._outline.items if item.idle]
        yield from self._list("atlas_idle_items", idle)

    def _readings(self) -> Iterator[RenderableType]:
        table = self._table("atlas_reading", "atlas_dispositions")
        for reading in self._outline.readings:
            if not reading.idle:
                numbers = (f"{use.verdicts} [{use.conclusions}]" for _, use in reading.uses)
                table.add_row(reading.question, Text("\n".join(numbers)))
        yield from (*self._headed("atlas_readings", "atlas_readings_note"), table)
        idle = [reading.question for reading in self._outline.readings if reading.idle]
        yield from self._list("atlas_idle_readings", idle)

    def _collisions(self) -> Iterator[RenderableType]:
        if self._outline.settled:
            yield from self._headed("atlas_collisions", "atlas_collisions_note")
        for settled in self._outline.settled:
            cited = self._citations(settled.citations)
            question = self._say("atlas_settles", question=settled.question, reading=cited)
            yield Text(f"\n{question}", style="bold")
            for alike in settled.alike:
                table = Table(self._say("atlas_option"), self._say("atlas_leads_to"))
                for option, ends in alike.options:
                    table.add_row(option, text_line(self._ends(ends)))
                yield table
                for under in alike.under:
                    yield list_item(self._under(under))
                    yield from self._by_bases(under)

    def _by_bases(self, under: PatternsUnder) -> Iterator[RenderableType]:
        for bases, patterns in under.by_bases:
            named, count = self._join(bases, "text_semicolon"), str(len(patterns))
            said = self._say("atlas_in_bases", bases=named, count=count)
            lines = [said, *(f"    {line}" for line in self._pairs(patterns))]
            yield from (Padding(text_line(line), (0, 0, 0, 4)) for line in lines)

    def _under(self, found: PatternsUnder) -> str:
        """Say under which readings something is so."""
        if found.always:
            return self._say("atlas_always")
        ways = (
            self._join(
                (
                    self._join(taken.labels, "atlas_or")
                    + self._say("text_brackets", text=self._citations(taken.citations))
                    for taken in way
                ),
                "atlas_and",
            )
            for way in found.ways
        )
        return self._say("atlas_when", when=self._join(ways, "text_or"))

    def _pairs(self, patterns: Iterable[tuple[str, ...]]) -> Iterator[str]:
        """Write patterns of two items by the first, those with the same partners in one line."""
        partners: dict[str, list[str]] = {}
        for items in patterns:
            if len(items) == 2:
                partners.setdefault(items[0], []).append(items[1])
            else:
                yield self._pattern(items)
        firsts: dict[tuple[str, ...], list[str]] = {}
        for first, seconds in partners.items():
            firsts.setdefault(tuple(seconds), []).append(first)
        for shared, alike in firsts.items():
            yield f"{' / '.join(alike)}  +  {' / '.join(shared)}"

    def _gaps(self) -> Iterator[RenderableType]:
        yield from self._headed("atlas_gaps")
        if not self._outline.gaps:
            yield Text(self._say("atlas_no_gaps_declared"))
        for gap in self._outline.gaps:
            key = "atlas_gap" if gap.patterns else "atlas_no_gap"
            yield list_item(self._say(key, gap=gap.text, count=str(gap.patterns)))
            for under in gap.under:
                for bases, patterns in under.by_bases:
                    for base in bases:
                        for items in patterns:
                            line = f"{base}{self._say('text_colon')}{self._pattern(items)}"
                            line += self._say("text_semicolon") + self._under(under)
                            yield Padding(text_line(line), (0, 0, 0, 4))

    def _groups(self) -> Iterator[RenderableType]:
        yield from self._headed("atlas_groups", "atlas_groups_note")
        for alike in self._outline.groups:
            table = self._table("atlas_representative", "atlas_size", "atlas_sets", "atlas_any")
            table.title, table.title_justify = self._join(alike.bases, "text_semicolon"), "left"
            for group in alike.groups[:SHOWN_GROUPS]:
                table.add_row(
                    text_line(self._pattern([item.id for item in group.pattern.items])),
                    str(group.patterns),
                    str(len(group.sets)),
                    text_line(self._ends(group.ends)),
                )
            yield table
            more = len(alike.groups) - SHOWN_GROUPS
            if more > 0:
                yield Text(self._say("atlas_more_groups", count=str(more)))

    def _heat(self) -> Iterator[RenderableType]:
        yield from self._headed("atlas_heat", "atlas_heat_note")
        yield from map(self._heat_table, self._outline.heat)
        example = f"{self._outline.bases[0].id}:{self._outline.items[0].id}"
        opened = self._say("atlas_open")
        command = f"wenze atlas {self._outline.regulation} --example '{example}' | wenze outcomes -"
        yield Text(f"\n{opened}\n{command}")

    def _heat_table(self, heat: HeatTable) -> Table:
        named, count = self._join(heat.bases, "text_semicolon"), str(heat.combinations)
        title = self._say("atlas_heat_base", base=named, count=count)
        table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
        marks = [item.id for item in self._outline.items]
        for mark in ("", *marks):
            table.add_column(Text(mark.replace("(", "\n(")), overflow="fold")
        for mark, row in zip(marks, heat.rows, strict=True):
            table.add_row(Text(mark), *map(_square, row))
        return table


def _square(square: HeatSquare) -> str:
    return "–" if square.sets is None else f"{square.sets}{'×' if square.clashes else ''}"


def _percent(number: int, whole: int) -> str:
    return f"{100 * number / whole:.1f}%" if whole else "–"
