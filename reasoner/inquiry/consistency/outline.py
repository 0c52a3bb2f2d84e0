"""Outline of decided cases held together, and of a new case, as a document in one language."""

from collections.abc import Iterable, Iterator

from clingo.symbol import Symbol

from ...atoms import plain, read_atom
from ...pack.model import Reading
from ...solver.results import Outcome
from ..document import Block, Document, Paragraph, Point
from .consistency import Consistency
from .decision_words import DecisionSpeaker
from .new_case import NewCase


def outline(found: Consistency, lang: str) -> Document:
    """Outline decided cases held together."""
    return tuple(_Outliner(found, lang).blocks())


class _Outliner(DecisionSpeaker):
    def __init__(self, found: Consistency, lang: str) -> None:
        super().__init__(found.pack, found.explained, lang)
        self._found = found

    def blocks(self) -> Iterator[Block]:
        yield self.law()
        yield self.heading("consistency_title")
        yield from self._explanations()
        yield from self._conflicts()
        if self._found.unequal:
            yield self.heading("consistency_unequal")
        for numbers, explained in self._found.unequal:
            yield Point(self.unequal(numbers, explained=explained))
        yield self.heading("consistency_decided")
        yield self.table(
            ("consistency_number", "consistency_decision", "consistency_demanded"),
            map(self._decided, range(len(self._found.explained))),
        )
        yield from self._new()
        if not self._found.complete:
            count = str(len(self._found.unreached))
            yield Paragraph(f"\n{self.say('consistency_unfinished', count=count)}")

    # --- the past

    def _explanations(self) -> Iterator[Block]:
        found = self._found
        numbers = {"count": found.space.count(found.explaining), "combinations": found.space.total}
        yield self.paragraph("consistency_count", **{k: f"{n:,}" for k, n in numbers.items()})
        if not found.consistent:
            yield Paragraph(lead=self.say("consistency_inconsistent"))
            return
        bound = [reading for reading in self.pack.readings if found.standing(reading) != "free"]
        if not bound:
            yield self.paragraph("consistency_no_bearing")
            return
        ways, exhausted = found.ways
        yield self.paragraph("consistency_ways" if exhausted else "consistency_ways_some")
        yield from (Point(self.pins(pins)) for pins in ways)
        yield self.heading("consistency_readings")
        yield self.table(
            ("consistency_reading", "consistency_remain", "consistency_excluded"),
            map(self._bound, bound),
        )

    def _bound(self, reading: Reading) -> tuple[str, ...]:
        remaining = self._found.remaining(reading)
        excluded = [option for option in reading.option_ids if option not in remaining]
        left = self.options(reading.id, remaining)
        if self._found.standing(reading) == "tied":
            left = self.say("consistency_tied", options=left)
        return self.question(reading.id), left, self.options(reading.id, excluded)

    def _conflicts(self) -> Iterator[Block]:
        conflicts, exhausted = self._found.conflicts
        alone = [numbers for numbers, *others in conflicts if not others]
        if alone:
            yield self.heading("consistency_alone")
            yield from (Point(self.together(numbers)) for numbers in alone)
        sets = [conflict for conflict in conflicts if len(conflict) > 1]
        if sets:
            yield self.heading("consistency_conflicts")
            yield self.paragraph("consistency_conflicts_about")
        for place, conflict in enumerate(sets, start=1):
            yield Paragraph(lead=self.say("consistency_set", number=str(place)))
            yield from (Point(self.together(numbers)) for numbers in conflict)
        if not exhausted:
            yield self.paragraph("consistency_conflicts_some")

    def _decided(self, number: int) -> tuple[str | Document, ...]:
        demands = [Point(way) for way in self.demands(number)]
        pinned = self.pinned(number)
        own = [self.paragraph("consistency_pinned", pins=pinned)] if pinned else []
        dispositions = self._found.explained[number].decision.dispositions
        decision = (
            self.say("consistency_disposition", person=p, disposition=self.labels([w]))
            for p, w in dispositions.items()
        )
        return self.name(number), "\n".join(decision), (*own, *demands)

    # --- the new case

    def _new(self) -> Iterator[Block]:
        new, case = self._found.new, self._found.case
        if case is None:
            return
        yield self.heading("consistency_new")
        if case.title:
            yield Paragraph(case.title)
        if new is None:
            if not self._found.consistent:
                yield self.paragraph("consistency_new_none")
            return
        if not any(new.verdicts.values()):
            yield self.paragraph("consistency_none_in_line")
        yield self.table(
            ("text_person", "consistency_in_line", "consistency_departing"),
            (
                (plain(person), self._verdicts(verdicts), self._verdicts(new.departed(person)))
                for person, verdicts in new.verdicts.items()
            ),
        )
        if new.demanded:
            yield Paragraph(lead=self.say("consistency_past"))
            yield self.table(
                ("consistency_reading", "consistency_remain"),
                (
                    (self.question(name), self.options(name, options))
                    for name, options in new.demanded.items()
                ),
            )
        else:
            yield self.paragraph("consistency_past_none")
        yield from self._outcomes(new)

    def _verdicts(self, verdicts: Iterable[Symbol]) -> str:
        return self.verdicts(verdicts) or self.say("consistency_nothing")

    def _outcomes(self, new: NewCase) -> Iterator[Block]:
        if new.outcomes:
            count = str(len(new.outcomes))
            yield Paragraph(lead=self.say("consistency_outcomes", count=count))
        for outcome in new.outcomes:
            yield from self._outcome(outcome)
        if new.departing:
            positions = self.join(map(_position, new.departing))
            numbers = {"count": str(len(new.departing)), "outcomes": positions}
            yield self.paragraph("consistency_departing_outcomes", **numbers)
        if not new.exhausted:
            yield self.paragraph("consistency_outcomes_some")

    def _outcome(self, outcome: Outcome) -> Iterator[Block]:
        verdicts = (s for s in outcome.conclusions if s.name == self.pack.verdict)
        said = self.join(map(self.atom, verdicts))
        yield Point(said, f"{_position(outcome)}.")
        for fact, is_found in outcome.disputed.items():
            key = "text_found" if is_found else "text_not_found"
            yield Point(self.say(key, fact=self.atom(read_atom(fact))), level=2)
        for taken in outcome.readings.items():
            yield Point(self.taken(*taken), level=2)


def _position(outcome: Outcome) -> str:
    return outcome.id.partition("-")[0]
