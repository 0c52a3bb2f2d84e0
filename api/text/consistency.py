"""Decided cases held together as text: what explains them, what cannot stand, what then is open."""

from collections.abc import Iterable, Iterator

from clingo.symbol import Symbol
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.atoms import plain, read_atom
from ...reasoner.inquiry.consistency.consistency import Consistency
from ...reasoner.inquiry.consistency.decision_words import DecisionSpeaker
from ...reasoner.inquiry.consistency.explained_case import Held
from ...reasoner.inquiry.consistency.new_case import InLine
from ...reasoner.pack.model import Reading
from ...reasoner.pack.reading_words import ReadingSpeaker
from ...reasoner.pack.words import Speaker
from .lines import Teller, list_item, text_line


class ConsistencyText(Teller):
    """Says whether decided cases agree."""

    def __init__(self, found: Consistency, lang: str) -> None:
        self._found = found
        self._pack = found.pack
        self._speaker = Speaker(found.pack)
        self._readings = ReadingSpeaker(found.pack, lang)
        self._words = DecisionSpeaker(found.pack, found.held, lang)
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """The whole answer, section by section."""
        about = self._pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        yield Text(head, style="bold")
        yield self._heading("consistency_title")
        yield from self._answer()
        yield from self._conflicts()
        yield from self._unequal()
        yield self._heading("consistency_decided")
        yield self._decided()
        if self._found.case is not None:
            yield self._heading("consistency_new")
            yield from self._new()

    def _table(self, *keys: str) -> Table:
        table = Table(show_lines=True)
        for key in keys:
            table.add_column(self._say(key), overflow="fold")
        return table

    def _verdict(self, word: str) -> str:
        *_, kind = self._pack.word_list.predicates[self._pack.verdict].args.values()
        return self._pack.types[kind].labels[word].said.say(self._lang)

    # --- the past

    def _answer(self) -> Iterator[RenderableType]:
        space = self._found.space
        count = self._say(
            "consistency_count",
            count=f"{space.count(self._found.explaining):,}",
            combinations=f"{space.total:,}",
        )
        yield Text(count)
        if not self._found.consistent:
            yield Text(self._say("consistency_inconsistent"), style="bold")
            return
        bound = [
            reading for reading in self._pack.readings if self._found.standing(reading) != "free"
        ]
        if not bound:
            yield Text(self._say("consistency_no_bearing"))
            return
        ways, exhausted = self._found.ways
        yield Text(self._say("consistency_ways" if exhausted else "consistency_ways_some"))
        yield from (list_item(self._readings.pins(pins)) for pins in ways)
        yield self._heading("consistency_readings")
        table = self._table("consistency_reading", "consistency_remain", "consistency_excluded")
        for reading in bound:
            table.add_row(*self._bound(reading))
        yield table

    def _bound(self, reading: Reading) -> tuple[str, str, str]:
        remaining = self._found.remaining(reading)
        excluded = [option for option in reading.option_ids if option not in remaining]
        left = self._options(reading.id, remaining)
        if self._found.standing(reading) == "tied":
            left = self._say("consistency_tied", options=left)
        return self._readings.question(reading.id), left, self._options(reading.id, excluded)

    def _options(self, reading: str, options: Iterable[str]) -> str:
        return self._join(self._readings.option(reading, option) for option in options)

    def _conflicts(self) -> Iterator[RenderableType]:
        conflicts, exhausted = self._found.conflicts
        alone = [numbers for numbers, *others in conflicts if not others]
        if alone:
            yield self._heading("consistency_alone")
            yield from (list_item(self._words.together(numbers)) for numbers in alone)
        sets = [conflict for conflict in conflicts if len(conflict) > 1]
        if sets:
            yield self._heading("consistency_conflicts")
            yield Text(self._say("consistency_conflicts_about"))
        for place, conflict in enumerate(sets, start=1):
            yield Text(self._say("consistency_set", number=str(place)), style="bold")
            yield from (list_item(self._words.together(numbers)) for numbers in conflict)
        if not exhausted:
            yield Text(self._say("consistency_conflicts_some"))

    def _unequal(self) -> Iterator[RenderableType]:
        if self._found.unequal:
            yield self._heading("consistency_unequal")
        for numbers, explained in self._found.unequal:
            yield list_item(self._words.unequal(numbers, explained=explained))

    def _decided(self) -> Table:
        table = self._table("consistency_number", "consistency_decision", "consistency_demanded")
        for number, held in enumerate(self._found.held):
            table.add_row(
                text_line(self._words.label(number)),
                text_line(self._decision(held)),
                self._demands(number),
            )
        return table

    def _demands(self, number: int) -> RenderableType:
        """What a case pins itself, and what its decision demands."""
        lines = [list_item(way, depth=0) for way in self._words.demands(number)]
        if pinned := self._words.pinned(number):
            lines.insert(0, Text(self._say("consistency_pinned", pins=pinned)))
        return Group(*lines)

    def _decision(self, held: Held) -> str:
        decided = held.decision.dispositions.items()
        return "\n".join(
            self._say("consistency_disposition", person=person, disposition=self._verdict(word))
            for person, word in decided
        )

    # --- the new case

    def _new(self) -> Iterator[RenderableType]:
        new, case = self._found.new, self._found.case
        if case is not None and case.title:
            yield text_line(case.title)
        if new is None:
            yield Text(self._say("consistency_new_none"))
            return
        if not any(new.verdicts.values()):
            yield Text(self._say("consistency_none_in_line"))
        table = self._table("text_person", "consistency_in_line", "consistency_departing")
        for person, verdicts in new.verdicts.items():
            departing = [v for v in new.found.persons[person].verdicts if v not in verdicts]
            cells = (Text(self._verdicts(each)) for each in (verdicts, departing))
            table.add_row(text_line(plain(person)), *cells)
        yield table
        yield from self._demanded(new)
        yield from self._outcomes(new)

    def _verdicts(self, verdicts: Iterable[Symbol]) -> str:
        said = self._join(self._verdict(str(verdict.arguments[1])) for verdict in verdicts)
        return said or self._say("consistency_nothing")

    def _demanded(self, new: InLine) -> Iterator[RenderableType]:
        if not new.demanded:
            yield Text(self._say("consistency_past_none"))
            return
        yield Text(self._say("consistency_past"), style="bold")
        table = self._table("consistency_reading", "consistency_remain")
        for name, options in new.demanded.items():
            table.add_row(self._readings.question(name), self._options(name, options))
        yield table

    def _outcomes(self, new: InLine) -> Iterator[RenderableType]:
        if new.outcomes:
            count = str(len(new.outcomes))
            yield Text(self._say("consistency_outcomes", count=count), style="bold")
        for outcome in new.outcomes:
            verdicts = (s for s in outcome.conclusions if s.name == self._pack.verdict)
            said = self._join(self._speaker.say(v).say(self._lang) for v in verdicts)
            position, _, _ = outcome.id.partition("-")
            yield list_item(said, f"{position}.")
            facts = (
                self._say(
                    "text_found" if held else "text_not_found",
                    fact=self._speaker.say(read_atom(fact)).say(self._lang),
                )
                for fact, held in outcome.disputed.items()
            )
            taken = (self._readings.taken(*each) for each in outcome.readings.items())
            for told in (*facts, *taken):
                yield Padding(list_item(told), (0, 0, 0, 4))
        if new.departing:
            positions = self._join(outcome.id.partition("-")[0] for outcome in new.departing)
            count = str(len(new.departing))
            said = self._say("consistency_departing_outcomes", count=count, outcomes=positions)
            yield Text(said)
        if not new.exhausted:
            yield Text(self._say("consistency_outcomes_some"))
