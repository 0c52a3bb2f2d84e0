"""Decided cases in words: what they pin, what their decisions demand, how these stand together."""

from collections.abc import Iterable, Sequence

from ...i18n import message
from ...pack.model import Pack
from ...pack.reading_words import ReadingSpeaker
from .explained_case import Held

# How many ways are said where it is told what a decision demands.
MAX_SAID = 4


class DecisionSpeaker:
    """Says decided cases in one language."""

    def __init__(self, pack: Pack, held: Sequence[Held], lang: str) -> None:
        self._pack = pack
        self._held = held
        self._readings = ReadingSpeaker(pack, lang)
        self._lang = lang

    def label(self, number: int) -> str:
        """A decided case by its number, from 0, and its name, or else its title."""
        decided = self._held[number].decided
        name = decided.name or decided.case.title
        key = "consistency_unnamed" if name is None else "consistency_named"
        return self._say(key, number=str(number + 1), name=name or "")

    def pinned(self, number: int) -> str:
        """What a case pins itself, the pins of its school by its name; empty for nothing."""
        findings = self._held[number].findings
        named = findings.case.school
        school = None if named is None else self._pack.school(named.id)
        of_school = {} if school is None else school.pins
        own = {name: option for name, option in findings.pins.items() if name not in of_school}
        told = [] if school is None else [school.label.said.say(self._lang)]
        told = [self._say("consistency_pinned_school", label=label) for label in told]
        return self._join([*told, *([self._readings.pins(own)] if own else [])], "text_semicolon")

    def demands(self, number: int) -> list[str]:
        """What a decision demands of how the law is read, beside what its case pins: one of the
        ways that are told.
        """
        held = self._held[number]
        ways, exhausted = held.ways
        if not ways:
            key = "consistency_pinned_out" if held.pinned_out else "consistency_never"
            return [self._say(key)]
        if held.findings.pins and not any(ways):
            return [self._say("consistency_nothing_more")]
        told = [self._readings.pins(pins) for pins in ways[:MAX_SAID]]
        if not exhausted or len(ways) > MAX_SAID:
            told.append(self._say("consistency_others"))
        return told

    def conflict(self, groups: Iterable[Sequence[int]]) -> str:
        """Decisions that cannot stand together, or one that cannot by itself."""
        return self._join(map(self.together, groups), "text_semicolon")

    def together(self, numbers: Sequence[int]) -> str:
        """Decisions that the same combinations explain: what those that pin the same demand, or
        what keeps each out.
        """
        alike: dict[object, list[int]] = {}
        for number in numbers:
            held = self._held[number]
            key = (self.pinned(number), held.pinned_out)
            alike.setdefault(key, []).append(number)
        stands = bool(self._held[numbers[0]].ways[0])
        return self._join(
            map(self._alike, alike.values()), "text_or" if stands else "text_semicolon"
        )

    def _alike(self, numbers: Sequence[int]) -> str:
        held, pinned = self._held[numbers[0]], self.pinned(numbers[0])
        labels = [*map(self.label, numbers)]
        if not held.ways[0]:
            key = "consistency_pinned_out_of" if held.pinned_out else "consistency_never_of"
            return self._say(key, decisions=self._join(labels, "text_separator"), pins=pinned)
        return self._say(
            "consistency_demands_pinning" if pinned else "consistency_demands",
            decisions=self._join(labels, "consistency_either"),
            pins=pinned,
            ways=self._join(self.demands(numbers[0]), "text_or"),
        )

    def unequal(self, numbers: Sequence[int], *, explained: bool) -> str:
        """That cases of the same facts were decided differently, and what can explain it."""
        key = "consistency_unequal_never"
        if explained:
            disputed = self._held[numbers[0]].findings.disputed
            key = "consistency_unequal_found" if disputed else "consistency_unequal_choice"
        return self._say(key, decisions=self._join(map(self.label, numbers), "text_separator"))

    def _say(self, key: str, **values: str) -> str:
        return message(key, **values).say(self._lang)

    def _join(self, parts: Iterable[str], separator: str) -> str:
        return self._say(separator).join(parts)
