"""The atlas: a regulation examined before any case, over all patterns of items and all readings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import cast

from ...answer.receipt import law
from ...atoms import read_atom
from ...budget import TimeUp, anytime
from ...case.json import CaseJson
from ...i18n import message
from ...pack.model import Pack
from ...pack.provision import Provision
from ...pack.words import Speaker
from .example import example_case, example_id
from .json import (
    AtlasBaseJson,
    AtlasGapJson,
    AtlasItemJson,
    AtlasJson,
    AtlasReadingJson,
    EndStepJson,
    GapPatternJson,
    ItemUseJson,
    PatternCollisionJson,
    PatternExampleJson,
    PatternGroupJson,
    ReadingStepJson,
    ReadingUseJson,
)
from .plan import AtlasPlan, Base, Item, atlas_plan
from .survey import (
    ByPerson,
    Clash,
    DiagramStep,
    GapSeen,
    Group,
    Items,
    ItemUse,
    Survey,
    When,
)
from .survey_cache import SurveyCache

Track = Callable[[Sequence[Base]], Iterable[Base]]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Surveys of the bases that the pack's plan names."""

    pack: Pack = field(repr=False)
    plan: AtlasPlan = field(repr=False)
    surveys: tuple[Survey, ...]

    @property
    def complete(self) -> bool:
        """True if every base of the plan was surveyed."""
        return len(self.surveys) == len(self.plan.bases)

    @property
    def idle_readings(self) -> tuple[str, ...]:
        """Readings that change no conclusion in any pattern, whatever options others take."""
        return tuple(
            reading.id
            for reading in self.pack.readings
            if not any(s.readings[reading.id].conclusions for s in self.surveys)
        )

    @property
    def idle_items(self) -> tuple[str, ...]:
        """Items that change no conclusion in any pattern under any readings."""
        return tuple(
            item.id
            for item in self.plan.items
            if not any(s.items[item.id].conclusions for s in self.surveys)
        )

    def as_json(self, lang: str) -> AtlasJson:
        """The whole atlas as plain data."""
        return {
            "pack": law(self.pack),
            "exhausted": self.complete,
            "text": self.summary(lang),
            "bases": [self._base(found, lang) for found in self.surveys],
            "items": [self._item(item, lang) for item in self.plan.items],
            "idle_items": list(self.idle_items),
            "readings": list(self._readings(lang)),
            "idle_readings": list(self.idle_readings),
            "groups": [self._group(s, g, lang) for s in self.surveys for g in s.groups],
            "collisions": [self._clash(s, c, lang) for s in self.surveys for c in s.clashes],
            "gaps": list(self._gaps(lang)),
        }

    def summary(self, lang: str) -> str:
        """Say in a sentence what was examined."""
        if not self.surveys or not self.plan.items:
            return message("atlas_nothing").say(lang)
        summary = message(
            "atlas_summary",
            bases=str(len(self.surveys)),
            items=str(len(self.plan.items)),
            patterns=str(sum(s.patterns for s in self.surveys)),
        ).say(lang)
        if self.complete:
            return summary
        left = (base.said.say(lang) for base in self.plan.bases[len(self.surveys) :])
        separator = message("text_semicolon").say(lang)
        return f"{summary} {message('atlas_unfinished', bases=separator.join(left)).say(lang)}"

    def pattern(self, items: Iterable[str], lang: str) -> str:
        """Say a pattern by the provisions of its items."""
        named = {item.id: item for item in self.plan.items}
        cited = [self.cited(named[name], lang) for name in items]
        return " + ".join(cited) or message("atlas_no_items").say(lang)

    def cited(self, item: Item, lang: str) -> str:
        """Cite the provisions of an item; add its words where other items have the same."""
        cites = (Provision.parse(name).cite(lang) for name in item.provisions)
        cited = message("text_cite_separator").say(lang).join(cites)
        alike = [other for other in self.plan.items if other.provisions == item.provisions]
        if len(alike) == 1:
            return cited
        return cited + message("text_brackets", text=item.said).say(lang)

    def case(self, base: str, items: Items) -> CaseJson:
        """Make the case file that shows a pattern in a base."""
        return example_case(self.pack, self.plan, self.base(base), items)

    def base(self, name: str) -> Base:
        """Find the base with this id."""
        return next(base for base in self.plan.bases if base.id == name)

    def _base(self, found: Survey, lang: str) -> AtlasBaseJson:
        base, speaker = self.base(found.base), Speaker(self.pack)
        return {
            "id": base.id,
            "text": base.said.say(lang),
            "patterns": found.patterns,
            "admitted": found.admitted,
            "splitting": found.splitting,
            "readings": list(found.acting),
            "reading_combinations": found.combinations,
            "refused": [
                {"pattern": list(items), "text": "; ".join(refusals(speaker, atoms, lang))}
                for items, atoms in found.refused
            ],
            "pairs": [
                {"items": list(pair.items), "clashes": pair.clashes, "sets": pair.sets}
                for pair in found.pairs
            ],
            "steps": [_step(step) for step in found.steps],
        }

    def _item(self, item: Item, lang: str) -> AtlasItemJson:
        return {
            "id": item.id,
            "text": item.said.say(lang),
            "effect": item.effect,
            "effect_text": self.plan.effects[item.effect].said.say(lang),
            "provisions": list(item.provisions),
            "bases": {s.base: _item_use(s.items[item.id]) for s in self.surveys},
        }

    def _readings(self, lang: str) -> Iterator[AtlasReadingJson]:
        for reading in self.pack.readings:
            yield {
                "id": reading.id,
                "text": reading.question.said.say(lang),
                "provisions": list(reading.provisions),
                "bases": {
                    s.base: cast("ReadingUseJson", asdict(s.readings[reading.id]))
                    for s in self.surveys
                },
            }

    def _group(self, found: Survey, group: Group, lang: str) -> PatternGroupJson:
        return {
            **self._example(found, group.items, lang),
            "patterns": group.patterns,
            "splits": group.splits,
            "readings": list(group.readings),
            "sets": [
                {"persons": _lists(verdicts), "reading_combinations": number}
                for verdicts, number in group.sets
            ],
            "start": group.start,
        }

    def _clash(self, found: Survey, clash: Clash, lang: str) -> PatternCollisionJson:
        return {
            **self._example(found, clash.items, lang),
            "reading": clash.reading,
            "when": [_lists(when) for when in clash.when],
            "options": {option: _lists(ends) for option, ends in clash.options.items()},
        }

    def _gaps(self, lang: str) -> Iterator[AtlasGapJson]:
        for gap in self.plan.gaps:
            seen = [(s, each) for s in self.surveys for each in s.gaps if each.gap == gap.id]
            yield {
                "id": gap.id,
                "text": gap.said.say(lang),
                "patterns": sum(each.patterns for _, each in seen),
                "least": [least for s, each in seen for least in self._least(s, each, lang)],
            }

    def _least(self, found: Survey, gap: GapSeen, lang: str) -> Iterator[GapPatternJson]:
        for items, where in gap.least:
            when = [_lists(each) for each in where]
            yield {**self._example(found, items, lang), "when": when}

    def _example(self, found: Survey, items: Items, lang: str) -> PatternExampleJson:
        return {
            "id": example_id(found.base, items),
            "base": found.base,
            "pattern": list(items),
            "text": self.pattern(items, lang),
            "case": self.case(found.base, items),
        }


def atlas(pack: Pack, track: Track = iter, seconds: float | None = None) -> Atlas:
    """Survey every base of a pack, those reached until then after `seconds`; `track` hands the
    bases on and may report progress.

    Raises PackError for a plan that cannot be carried out; TimeUp if no base was surveyed.
    """
    plan = atlas_plan(pack)
    kept = SurveyCache(pack, plan)
    surveys = list[Survey]()
    with anytime(seconds):
        for base in track(plan.bases):
            surveys.append(kept.survey(base))
    if plan.bases and not surveys:
        raise TimeUp
    return Atlas(pack, plan, tuple(surveys))


def refusals(speaker: Speaker, atoms: Iterable[str], lang: str) -> list[str]:
    """Say why a pattern is refused."""
    return [speaker.refusal(read_atom(atom)).say(lang) for atom in atoms]


def _step(step: DiagramStep) -> ReadingStepJson | EndStepJson:
    if step.reading is None:
        return {"persons": _lists(step.verdicts)}
    return {"reading": step.reading, "options": dict(step.options)}


def _item_use(use: ItemUse) -> ItemUseJson:
    return cast("ItemUseJson", {**asdict(use), "share": round(use.share, 4)})


def _lists(found: When | ByPerson) -> dict[str, list[str]]:
    return {name: list(words) for name, words in found.items()}
