"""Decided cases held together as text, rendered from their outline."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.inquiry.consistency.outline import ConsistencyOutline, NewCaseOutline
from .lines import Renderer, list_item, text_line


class ConsistencyText(Renderer):
    """Text of decided cases held together."""

    def __init__(self, found: ConsistencyOutline, lang: str) -> None:
        self._found = found
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """Render the whole answer, section by section."""
        yield Text(self._found.law, style="bold")
        yield self._heading("consistency_title")
        yield from self._answer()
        yield from self._conflicts()
        if self._found.unequal:
            yield self._heading("consistency_unequal")
        yield from map(list_item, self._found.unequal)
        yield self._heading("consistency_decided")
        yield self._decided()
        if self._found.case is not None:
            yield self._heading("consistency_new")
            if self._found.case:
                yield text_line(self._found.case)
            if self._found.new is not None:
                yield from self._new(self._found.new)
            elif not self._found.explained:
                yield Text(self._say("consistency_new_none"))
        if not self._found.complete:
            unreached = str(self._found.unreached)
            yield Text(f"\n{self._say('consistency_unfinished', count=unreached)}")

    def _table(self, *keys: str) -> Table:
        table = Table(show_lines=True)
        for key in keys:
            table.add_column(self._say(key), overflow="fold")
        return table

    def _answer(self) -> Iterator[RenderableType]:
        found = self._found
        numbers = {"count": found.explained, "combinations": found.combinations}
        yield Text(
            self._say("consistency_count", **{n: f"{each:,}" for n, each in numbers.items()})
        )
        if not found.explained:
            yield Text(self._say("consistency_inconsistent"), style="bold")
            return
        if not found.bound:
            yield Text(self._say("consistency_no_bearing"))
            return
        key = "consistency_ways" if found.ways_exhausted else "consistency_ways_some"
        yield Text(self._say(key))
        yield from map(list_item, found.ways)
        yield self._heading("consistency_readings")
        table = self._table("consistency_reading", "consistency_remain", "consistency_excluded")
        for each in found.bound:
            left = self._join(each.remaining)
            left = self._say("consistency_tied", options=left) if each.tied else left
            table.add_row(each.question, left, self._join(each.excluded))
        yield table

    def _conflicts(self) -> Iterator[RenderableType]:
        if self._found.alone:
            yield self._heading("consistency_alone")
            yield from map(list_item, self._found.alone)
        if self._found.conflicts:
            yield self._heading("consistency_conflicts")
            yield Text(self._say("consistency_conflicts_about"))
        for place, conflict in enumerate(self._found.conflicts, start=1):
            yield Text(self._say("consistency_set", number=str(place)), style="bold")
            yield from map(list_item, conflict)
        if not self._found.conflicts_exhausted:
            yield Text(self._say("consistency_conflicts_some"))

    def _decided(self) -> Table:
        table = self._table("consistency_number", "consistency_decision", "consistency_demanded")
        for each in self._found.decided:
            decision = "\n".join(
                self._say("consistency_disposition", person=person, disposition=label)
                for person, label in each.decision
            )
            demands = [list_item(way, depth=0) for way in each.demands]
            if each.pinned:
                demands.insert(0, Text(self._say("consistency_pinned", pins=each.pinned)))
            table.add_row(text_line(each.label), text_line(decision), Group(*demands))
        return table

    def _new(self, new: NewCaseOutline) -> Iterator[RenderableType]:
        if not new.in_line:
            yield Text(self._say("consistency_none_in_line"))
        table = self._table("text_person", "consistency_in_line", "consistency_departing")
        for person, *verdicts in new.persons:
            table.add_row(text_line(person), *map(self._verdicts, verdicts))
        yield table
        if new.demanded:
            yield Text(self._say("consistency_past"), style="bold")
            table = self._table("consistency_reading", "consistency_remain")
            for question, options in new.demanded:
                table.add_row(question, self._join(options))
            yield table
        else:
            yield Text(self._say("consistency_past_none"))
        yield from self._outcomes(new)

    def _verdicts(self, labels: Iterable[str]) -> Text:
        return Text(self._join(labels) or self._say("consistency_nothing"))

    def _outcomes(self, new: NewCaseOutline) -> Iterator[RenderableType]:
        if new.outcomes:
            count = str(len(new.outcomes))
            yield Text(self._say("consistency_outcomes", count=count), style="bold")
        for outcome in new.outcomes:
            yield list_item(self._join(outcome.verdicts), f"{outcome.position}.")
            yield from (Padding(list_item(each), (0, 0, 0, 4)) for each in outcome.taken)
        if new.departing:
            said = {"count": str(len(new.departing)), "outcomes": self._join(new.departing)}
            yield Text(self._say("consistency_departing_outcomes", **said))
        if not new.exhausted:
            yield Text(self._say("consistency_outcomes_some"))
