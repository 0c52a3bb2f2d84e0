"""Words for decided cases: their pins, the demands of their decisions, conflicts between these."""

from collections.abc import Iterable, Sequence

from ...grouping import grouped
from ...pack.model import Pack
from ..law_writer import LawWriter
from .explained_case import ExplainedCase

# Ways to meet a demand that are said.
MAX_SAID = 4


class DecisionSpeaker(LawWriter):
    """Says decided cases in one language."""

    def __init__(self, pack: Pack, cases: Sequence[ExplainedCase], lang: str) -> None:
        super().__init__(pack, lang)
        self._cases = cases

    def name(self, number: int) -> str:
        """Name a decided case by `number`, from 0, and its name or else its title."""
        decided = self._cases[number].decided
        name = decided.name or decided.case.title
        key = "consistency_unnamed" if name is None else "consistency_named"
        return self.say(key, number=str(number + 1), name=name or "")

    def pinned(self, number: int) -> str:
        """Say what a case pins itself, the pins of a school by its name; empty for nothing."""
        findings = self._cases[number].findings
        named = findings.case.school
        school = None if named is None else self.pack.school(named.id)
        of_school = {} if school is None else school.pins
        own = {name: option for name, option in findings.pins.items() if name not in of_school}
        pins = [self.pins(own)] if own else []
        if school is not None:
            pins.insert(0, self.say("consistency_pinned_school", label=school.label.said))
        return self.join(pins, "text_semicolon")

    def demands(self, number: int) -> list[str]:
        """Say the ways to read the law that a decision demands, beside the pins of its case."""
        case = self._cases[number]
        ways, exhausted = case.ways
        if not ways:
            key = "consistency_pinned_out" if case.pinned_out else "consistency_never"
            return [self.say(key)]
        if case.findings.pins and not any(ways):
            return [self.say("consistency_nothing_more")]
        demands = [self.pins(pins) for pins in ways[:MAX_SAID]]
        if not exhausted or len(ways) > MAX_SAID:
            demands.append(self.say("consistency_others"))
        return demands

    def conflict(self, groups: Iterable[Sequence[int]]) -> str:
        """Say decisions that cannot stand together, or one that cannot by itself."""
        return self.join(map(self.together, groups), "text_semicolon")

    def together(self, numbers: Sequence[int]) -> str:
        """Say decisions that the same combinations explain: their demands, those with the same
        pins together, or what excludes each.
        """
        alike = grouped(numbers, lambda n: (self.pinned(n), self._cases[n].pinned_out))
        stands = bool(self._cases[numbers[0]].ways[0])
        return self.join(
            map(self._alike, alike.values()), "text_or" if stands else "text_semicolon"
        )

    def _alike(self, numbers: Sequence[int]) -> str:
        case, pinned = self._cases[numbers[0]], self.pinned(numbers[0])
        labels = [*map(self.name, numbers)]
        if not case.ways[0]:
            key = "consistency_pinned_out_of" if case.pinned_out else "consistency_never_of"
            return self.say(key, decisions=self.join(labels, "text_separator"), pins=pinned)
        return self.say(
            "consistency_demands_pinning" if pinned else "consistency_demands",
            decisions=self.join(labels, "consistency_either"),
            pins=pinned,
            ways=self.join(self.demands(numbers[0]), "text_or"),
        )

    def unequal(self, numbers: Sequence[int], *, explained: bool) -> str:
        """Say that cases of the same facts were decided differently, and what can explain it."""
        key = "consistency_unequal_never"
        if explained:
            disputed = self._cases[numbers[0]].findings.disputed
            key = "consistency_unequal_found" if disputed else "consistency_unequal_choice"
        return self.say(key, decisions=self.join(map(self.name, numbers), "text_separator"))
