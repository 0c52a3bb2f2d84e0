"""A case under the schools of its law as text: a table of persons, what is shared, what parts."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from clingo.symbol import Symbol
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.atoms import plain
from ...reasoner.inquiry.schools.distinguishing_readings import Readings
from ...reasoner.inquiry.schools.schools import Schools, Step, UnderSchool
from ...reasoner.pack.provision import Provision
from ...reasoner.pack.reading_words import ReadingSpeaker
from ...reasoner.pack.words import Speaker
from ...reasoner.solver.outcomes import Outcomes
from .lines import Teller, list_item, text_line


class SchoolsText(Teller):
    """Says what a case comes to under each school."""

    def __init__(self, found: Schools, lang: str) -> None:
        self._found = found
        self._speaker = Speaker(found.pack)
        self._readings = ReadingSpeaker(found.pack, lang)
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """The whole answer, section by section."""
        about = self._found.pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        yield Text(head, style="bold")
        if self._found.case.title:
            yield text_line(self._found.case.title)
        if not self._found.under:
            yield Text(self._say("schools_none"))
            return
        yield self._heading("schools_title")
        if self._found.case.school is not None:
            yield Text(self._say("schools_set_aside"))
        yield self._table()
        yield self._heading("schools_reasons")
        for each in self._found.under:
            yield from self._school(each)
        if len(self._found.compared) > 1:
            yield from self._shared()
            yield from self._splits()

    def _verdicts(self, verdicts: Iterable[Symbol]) -> str:
        *_, kind = self._found.pack.word_list.predicates[self._found.pack.verdict].args.values()
        labels = (self._speaker.label(kind, verdict.arguments[1]) for verdict in verdicts)
        return self._join(label.say(self._lang) for label in labels)

    def _table(self) -> Table:
        table = Table(show_lines=True)
        table.add_column(self._say("text_person"), overflow="fold")
        compared = [(each.school, each.found) for each in self._found.under if each.found]
        for school, _ in compared:
            table.add_column(school.label.said.say(self._lang), overflow="fold")
        for person in self._found.persons:
            cells = (self._cell(found, person) for _, found in compared)
            table.add_row(text_line(plain(person)), *cells)
        counts = ("?" if found.count is None else str(found.count) for _, found in compared)
        table.add_row(self._say("schools_outcomes"), *counts)
        return table

    def _cell(self, found: Outcomes, person: Symbol) -> Text:
        if person not in found.persons:
            return Text()
        each = found.persons[person]
        text = Text(self._verdicts(each.verdicts))
        if each.contested:
            text.append(f"\n{self._say('text_brackets', text=self._say('text_contested'))}", "dim")
        return text

    def _school(self, each: UnderSchool) -> Iterator[RenderableType]:
        words = (each.school.label, each.school.reason)
        label, reason = (text.said.say(self._lang) for text in words)
        yield Padding(Text.assemble((label, "bold"), self._say("text_colon"), reason), (0, 0, 0, 1))
        for key, names in self._readings_of(each):
            yield Padding(Text(self._say(key)), (0, 0, 0, 4))
            for name in names:
                option = each.school.pins.get(name)
                said = (
                    self._readings.question(name)
                    if option is None
                    else self._readings.taken(name, option)
                )
                yield Padding(list_item(said), (0, 0, 0, 4))

    def _readings_of(self, each: UnderSchool) -> Iterator[tuple[str, Readings]]:
        """What is to be said of a school's readings in this case, and of which."""
        if each.found is None:
            yield "schools_against", each.against
            return
        yield ("schools_matters" if each.matter else "schools_matters_none"), each.matter
        if each.found.live_anywhere:
            yield "schools_open", each.found.live_anywhere

    def _shared(self) -> Iterator[RenderableType]:
        yield self._heading("schools_shared")
        table = Table()
        for key in ("text_person", "schools_possible"):
            table.add_column(self._say(key), overflow="fold")
        for person, verdicts in self._found.persons.items():
            shared = self._verdicts(verdicts) or self._say("schools_shared_nothing")
            table.add_row(text_line(plain(person)), Text(shared))
        yield table
        yield from self._always()

    def _always(self) -> Iterator[RenderableType]:
        """What follows whatever the school, verdicts left out: these have their table."""
        provisions = self._found.provisions()
        rest = [s for s in self._found.always if s.name != self._found.pack.verdict]
        if rest:
            yield Text(self._say("schools_always"))
        for (*_, cited), group in groupby(
            rest, lambda s: (s.name, s.arguments[:-1], provisions.get(s, ()))
        ):
            told = self._speaker.say_alike([*group]).say(self._lang)
            names = (Provision.parse(name).cite(self._lang) for name in cited)
            yield list_item(f"{told} [{self._join(names, 'text_cite_separator')}]")

    def _splits(self) -> Iterator[RenderableType]:
        yield self._heading("schools_splits")
        for together in self._found.alike:
            if len(together) > 1:
                labels = self._join(school.label.said.say(self._lang) for school in together)
                yield list_item(self._say("schools_alike", schools=labels))
        if not self._found.steps:
            return
        yield Text(self._say("schools_smallest"))
        for there, back in zip(self._found.steps[::2], self._found.steps[1::2], strict=True):
            if there.smallest == back.smallest:
                yield from self._step(there, "⇄")
            else:
                yield from self._step(there, "→")
                yield from self._step(back, "→")

    def _step(self, step: Step, arrow: str) -> Iterator[RenderableType]:
        """How one school comes to the result of another, or with another arrow each to the
        other's.
        """
        labels = [school.label.said.say(self._lang) for school in (step.start, step.goal)]
        yield Padding(Text(f" {arrow} ".join(labels), "bold"), (0, 0, 0, 1))
        if step.smallest is None:
            yield Padding(Text(self._say("schools_undecided")), (0, 0, 0, 4))
        for number, names in enumerate(step.smallest or ()):
            if number:
                yield Padding(Text(self._say("text_alternative"), "dim"), (0, 0, 0, 4))
            for name in names:
                pins = (school.pins.get(name) for school in (step.start, step.goal))
                options = f" {arrow} ".join(self._readings.option(name, option) for option in pins)
                said = self._readings.question(name)
                yield Padding(list_item(f"{said} {options}"), (0, 0, 0, 4))
