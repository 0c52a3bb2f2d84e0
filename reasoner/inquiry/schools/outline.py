"""Outline of a case under schools of interpretation, as a document in one language."""

from collections.abc import Iterator
from itertools import groupby

from ...atoms import plain
from ..document import Block, Document, Paragraph, Point, Table
from ..law_writer import LawWriter
from .distinguishing_readings import Readings
from .schools import SchoolChange, Schools, UnderSchool


def outline(found: Schools, lang: str) -> Document:
    """Outline a case under schools."""
    return tuple(_Outliner(found, lang).blocks())


class _Outliner(LawWriter):
    def __init__(self, found: Schools, lang: str) -> None:
        super().__init__(found.pack, lang)
        self._found = found

    def blocks(self) -> Iterator[Block]:
        found = self._found
        yield self.law()
        if found.case.title:
            yield Paragraph(found.case.title)
        if not (found.under or found.unreached):
            yield self.paragraph("schools_none")
            return
        yield self.heading("schools_title")
        if found.case.school is not None:
            yield self.paragraph("schools_set_aside")
        yield self._persons()
        yield self.heading("schools_reasons")
        for each in found.under:
            yield from self._school(each)
        if len(found.compared) > 1 and not found.unreached:
            yield from self._shared()
            yield from self._splits()
        if not found.complete:
            left = self.join(school.label.said.say(self.lang) for school in found.unreached)
            said = self.say(
                "schools_unfinished", schools=left or self.say("schools_shared_nothing")
            )
            yield Paragraph(f"\n{said}")

    def _persons(self) -> Table:
        compared = [(each.school, each.found) for each in self._found.under if each.found]
        contested = self.say("text_brackets", text=self.say("text_contested"))
        rows: list[tuple[str | Document, ...]] = []
        for person in self._found.persons:
            cells = []
            for _, found in compared:
                each = found.summary.persons.get(person)
                cell = [] if each is None else [Paragraph(self.verdicts(each.verdicts))]
                cell += [Paragraph(contested, faint=True)] if each and each.contested else []
                cells.append(tuple(cell))
            rows.append((plain(person), *cells))
        counts = ("?" if found.count is None else str(found.count) for _, found in compared)
        rows.append((self.say("schools_outcomes"), *counts))
        labels = (school.label.said.say(self.lang) for school, _ in compared)
        return Table((self.say("text_person"), *labels), tuple(rows), ruled=True)

    def _school(self, each: UnderSchool) -> Iterator[Block]:
        label, reason = (w.said.say(self.lang) for w in (each.school.label, each.school.reason))
        yield Paragraph(f"{self.say('text_colon')}{reason}", lead=label, level=1)
        for key, names in _notes(each):
            yield Paragraph(self.say(key), level=2)
            for name in names:
                option = each.school.pins.get(name)
                taken = (name,) if option is None else (name, option)
                words = self.question if option is None else self.taken
                yield Point(words(*taken), level=2)

    def _shared(self) -> Iterator[Block]:
        yield self.heading("schools_shared")
        nothing = self.say("schools_shared_nothing")
        columns = (self.say("text_person"), self.say("schools_possible"))
        persons = self._found.persons.items()
        yield Table(columns, tuple((plain(p), self.verdicts(v) or nothing) for p, v in persons))
        provisions = self._found.provisions()
        rest = [s for s in self._found.always if s.name != self._found.pack.verdict]
        if rest:
            yield self.paragraph("schools_always")
        for (*_, cited), group in groupby(
            rest, lambda s: (s.name, s.arguments[:-1], provisions.get(s, ()))
        ):
            said = self.speaker.say_alike([*group]).say(self.lang)
            yield Point(f"{said} [{self.cited(cited)}]")

    def _splits(self) -> Iterator[Block]:
        yield self.heading("schools_splits")
        for together in self._found.alike:
            if len(together) > 1:
                labels = self.join(school.label.said.say(self.lang) for school in together)
                yield Point(self.say("schools_alike", schools=labels))
        changes = self._found.changes
        if changes:
            yield self.paragraph("schools_smallest")
        for there, back in zip(changes[::2], changes[1::2], strict=True):
            if there.smallest == back.smallest:
                yield from self._split(there, "⇄")
            else:
                yield from self._split(there, "→")
                yield from self._split(back, "→")

    def _split(self, change: SchoolChange, arrow: str) -> Iterator[Block]:
        labels = (s.label.said.say(self.lang) for s in (change.start, change.goal))
        yield Paragraph(lead=f" {arrow} ".join(labels), level=1)
        if change.smallest is None:
            yield Paragraph(self.say("schools_undecided"), level=2)
        for number, names in enumerate(change.smallest or ()):
            if number:
                yield Paragraph(self.say("text_alternative"), faint=True, level=2)
            for name in names:
                pins = (school.pins.get(name) for school in (change.start, change.goal))
                options = f" {arrow} ".join(self.option(name, each) for each in pins)
                yield Point(f"{self.question(name)} {options}", level=2)


def _notes(each: UnderSchool) -> Iterator[tuple[str, Readings]]:
    """Keys of the headings under a school, with the readings listed there."""
    if each.found is None:
        yield "schools_against", each.against
        return
    yield ("schools_matters" if each.matter else "schools_matters_none"), each.matter
    if each.found.model.live_anywhere:
        yield "schools_open", each.found.model.live_anywhere
