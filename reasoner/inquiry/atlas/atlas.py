"""The atlas: the law examined before any case, over all patterns of its items and all readings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...answer.receipt import Json, law
from ...atoms import plain
from ...i18n import message
from ...pack.model import Pack
from ...pack.provision import Provision
from .example import example_case, example_id
from .plan import AtlasPlan, Base, Item, atlas_plan
from .situation import Situation
from .survey import (
    ByPerson,
    Clash,
    GapSeen,
    Group,
    Items,
    ItemUse,
    ReadingUse,
    Step,
    Survey,
    survey,
)

Track = Callable[[Sequence[Base]], Iterable[Base]]


@dataclass(frozen=True, slots=True)
class Atlas:
    """What is found of each base that the pack's plan names; nothing, where it names none."""

    pack: Pack = field(repr=False)
    plan: AtlasPlan = field(repr=False)
    surveys: tuple[Survey, ...]

    # --- what never makes a difference

    @property
    def idle_readings(self) -> tuple[str, ...]:
        """The readings that change no conclusion in any pattern of any base, whatever others are
        taken.
        """
        return tuple(
            reading.id
            for reading in self.pack.readings
            if not any(s.readings[reading.id].conclusions for s in self.surveys)
        )

    @property
    def idle_items(self) -> tuple[str, ...]:
        """The items that change no conclusion in any pattern of any base under any readings."""
        return tuple(
            item.id
            for item in self.plan.items
            if not any(s.items[item.id].conclusions for s in self.surveys)
        )

    # --- bases that are alike

    def alike_in_pairs(self) -> list[list[Survey]]:
        """The bases, those together in which all pairs of items are alike."""
        return _together(self.surveys, lambda found: (found.pairs, found.combinations))

    def alike_in_groups(self) -> list[list[Survey]]:
        """The bases, those together that have the same groups with the same verdicts."""

        def told(found: Survey) -> object:
            return [(group.items, group.patterns, group.sets) for group in found.groups]

        return _together(self.surveys, told)

    # --- as data

    def as_json(self, lang: str) -> Json:
        """All of it as plain data."""
        return {
            "pack": law(self.pack),
            "exhausted": True,
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
        """What was examined, in a sentence."""
        if not self.surveys or not self.plan.items:
            return message("atlas_nothing").say(lang)
        return message(
            "atlas_summary",
            bases=str(len(self.surveys)),
            items=str(len(self.plan.items)),
            patterns=str(sum(s.patterns for s in self.surveys)),
        ).say(lang)

    def pattern(self, items: Iterable[str], lang: str) -> str:
        """A pattern in words: the provisions of its items."""
        named = {item.id: item for item in self.plan.items}
        said = [self.cited(named[name], lang) for name in items]
        return " + ".join(said) or message("atlas_no_items").say(lang)

    def cited(self, item: Item, lang: str) -> str:
        """The provisions of an item, and what it is where other items have the same."""
        cited = message("text_cite_separator").say(lang).join(cite(item.provisions, lang))
        alike = [other for other in self.plan.items if other.provisions == item.provisions]
        if len(alike) == 1:
            return cited
        return cited + message("text_brackets", text=item.said).say(lang)

    def base(self, name: str) -> Base:
        """The base of a survey."""
        return next(base for base in self.plan.bases if base.id == name)

    def _base(self, found: Survey, lang: str) -> Json:
        base = self.base(found.base)
        return {
            "id": base.id,
            "text": base.said.say(lang),
            "patterns": found.patterns,
            "admitted": found.admitted,
            "splitting": found.splitting,
            "readings": list(found.acting),
            "reading_combinations": found.combinations,
            "refused": [
                {"pattern": list(items), "text": "; ".join(w.say(lang) for w in words)}
                for items, words in found.refused
            ],
            "pairs": [
                {"items": list(pair.items), "clashes": pair.clashes, "sets": pair.sets}
                for pair in found.pairs
            ],
            "steps": [_step(step) for step in found.steps],
        }

    def _item(self, item: Item, lang: str) -> Json:
        return {
            "id": item.id,
            "text": item.said.say(lang),
            "effect": item.effect,
            "effect_text": self.plan.effects[item.effect].said.say(lang),
            "provisions": list(item.provisions),
            "bases": {s.base: _item_use(s.items[item.id]) for s in self.surveys},
        }

    def _readings(self, lang: str) -> Iterator[Json]:
        for reading in self.pack.readings:
            yield {
                "id": reading.id,
                "text": reading.question.said.say(lang),
                "provisions": list(reading.provisions),
                "bases": {s.base: _reading_use(s.readings[reading.id]) for s in self.surveys},
            }

    def _group(self, found: Survey, group: Group, lang: str) -> Json:
        return {
            **self._example(found, group.items, lang),
            "patterns": group.patterns,
            "splits": group.splits,
            "readings": list(group.readings),
            "sets": [
                {"persons": by_person(verdicts), "reading_combinations": number}
                for verdicts, number in group.sets
            ],
            "start": group.start,
        }

    def _clash(self, found: Survey, clash: Clash, lang: str) -> Json:
        return {
            **self._example(found, clash.items, lang),
            "reading": clash.reading,
            "when": [_lists(when) for when in clash.when],
            "options": {option: by_person(ends) for option, ends in clash.options.items()},
        }

    def _gaps(self, lang: str) -> Iterator[Json]:
        for gap in self.plan.gaps:
            seen = [(s, each) for s in self.surveys for each in s.gaps if each.gap == gap.id]
            yield {
                "id": gap.id,
                "text": gap.said.say(lang),
                "patterns": sum(each.patterns for _, each in seen),
                "least": [least for s, each in seen for least in self._least(s, each, lang)],
            }

    def _least(self, found: Survey, gap: GapSeen, lang: str) -> Iterator[Json]:
        for items, where in gap.least:
            when = [_lists(each) for each in where]
            yield {**self._example(found, items, lang), "when": when}

    def _example(self, found: Survey, items: Items, lang: str) -> Json:
        """A pattern with a case that shows it."""
        base = self.base(found.base)
        return {
            "id": example_id(base.id, items),
            "base": base.id,
            "pattern": list(items),
            "text": self.pattern(items, lang),
            "case": example_case(self.pack, self.plan, base, items),
        }


def atlas(pack: Pack, track: Track = iter) -> Atlas:
    """Examine a pack, base by base; ``track`` hands the bases on, and may tell how far it is.

    Raises PackError for a plan that cannot be carried out.
    """
    plan = atlas_plan(pack)
    return Atlas(
        pack, plan, tuple(survey(Situation(pack, plan, base)) for base in track(plan.bases))
    )


def _together(surveys: Iterable[Survey], told: Callable[[Survey], object]) -> list[list[Survey]]:
    """Surveys of which the same is told together, in the order of the first of each."""
    found: list[tuple[object, list[Survey]]] = []
    for each in surveys:
        known = next((alike for other, alike in found if other == told(each)), None)
        if known is None:
            found.append((told(each), [each]))
        else:
            known.append(each)
    return [alike for _, alike in found]


def cite(provisions: Iterable[str], lang: str) -> list[str]:
    """Provisions as they are cited."""
    return [Provision.parse(name).cite(lang) for name in provisions]


def by_person(verdicts: ByPerson) -> dict[str, list[str]]:
    """Verdicts by person, as plain data."""
    return {plain(person): [str(word) for word in words] for person, words in verdicts.items()}


def _step(step: Step) -> Json:
    if step.reading is None:
        return {"persons": by_person(step.verdicts)}
    return {"reading": step.reading, "options": dict(step.options)}


def _item_use(use: ItemUse) -> Json:
    return {
        "patterns": use.patterns,
        "changes": use.changes,
        "part": use.part,
        "makes": use.makes,
        "conclusions": use.conclusions,
        "share": round(use.share, 4),
    }


def _reading_use(use: ReadingUse) -> Json:
    return {"verdicts": use.verdicts, "conclusions": use.conclusions}


def _lists(when: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {reading: list(options) for reading, options in when.items()}
