"""Outline of an atlas: situations, items, readings, clashes, gaps, groups and pairs of items."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...case.json import CaseJson
from ...explanation.outline import Citation
from ...grouping import grouped
from ...pack.provision import Provision
from ..law_writer import LawWriter
from .atlas import Atlas, refusals
from .survey import ByPerson, Clash, Group, Items, ItemUse, Pair, ReadingUse, Survey, When

# Shades of a heat map, from one range of verdicts to the most.
SHADES = 6
# Labels of verdicts by person.
Ends = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Circumstance:
    """An item of a pattern."""

    id: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A case that shows a pattern in the situation `base`."""

    base: str
    case: CaseJson


@dataclass(frozen=True, slots=True)
class Pattern:
    """Items that come together, with a case for each base in which they do."""

    items: tuple[Circumstance, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class TakenOptions:
    """Options of a reading, one of which is to be taken."""

    labels: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PatternsUnder:
    """Patterns found under the same readings, in `ways`; a way without options is always."""

    ways: tuple[tuple[TakenOptions, ...], ...]
    patterns: tuple[Pattern, ...]
    #: The same by situations: those with the same patterns together.
    by_bases: tuple[tuple[tuple[str, ...], tuple[Items, ...]], ...]

    @property
    def always(self) -> bool:
        """True if some way asks for no option."""
        return not all(self.ways)


@dataclass(frozen=True, slots=True)
class LikeClashes:
    """Clashes with the same consequences: verdicts by option, and where they are met."""

    options: tuple[tuple[str, Ends], ...]
    under: tuple[PatternsUnder, ...]


@dataclass(frozen=True, slots=True)
class SettledClashes:
    """Minimal clashes that one reading settles."""

    question: str
    citations: tuple[Citation, ...]
    patterns: int
    alike: tuple[LikeClashes, ...]


@dataclass(frozen=True, slots=True)
class GapOutline:
    """A gap: number of patterns that have it, and the minimal ones."""

    text: str
    patterns: int
    under: tuple[PatternsUnder, ...]


@dataclass(frozen=True, slots=True)
class GroupOutline:
    """Patterns with the same verdicts: a pattern of fewest items, all verdicts, and each set of
    verdicts with the number of combinations of readings that lead to it.
    """

    pattern: Pattern
    patterns: int
    ends: Ends
    sets: tuple[tuple[Ends, int], ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups of situations that are alike in them, largest group first."""

    bases: tuple[str, ...]
    groups: tuple[GroupOutline, ...]


@dataclass(frozen=True, slots=True)
class BaseOutline:
    """A situation with its numbers, and the minimal patterns that are refused in it."""

    id: str
    text: str
    patterns: int
    admitted: int
    splitting: int
    groups: int
    combinations: int
    refused: tuple[tuple[Items, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its uses by situation; `idle` if it never makes a difference."""

    id: str
    text: str
    label: str
    effect: str
    citations: tuple[Citation, ...]
    uses: tuple[tuple[str, ItemUse], ...]
    idle: bool


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading with its uses by situation; `idle` if it never makes a difference."""

    question: str
    citations: tuple[Citation, ...]
    uses: tuple[tuple[str, ReadingUse], ...]
    idle: bool


@dataclass(frozen=True, slots=True)
class HeatSquare:
    """Two items together: number of sets of verdicts (None: refused), share of combinations of
    readings under which effects clash, and shade.
    """

    sets: int | None
    clashes: str | None
    shade: int


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Pairs of items in situations that are alike in them; a row and a column for each item."""

    bases: tuple[str, ...]
    combinations: int
    rows: tuple[tuple[HeatSquare, ...], ...]


@dataclass(frozen=True, slots=True)
class AtlasOutline:
    """Outline of an atlas; `bases` are all situations, the rest is of those chosen.

    `provisions` are those that have items, articles before their parts.
    """

    regulation: str
    law: str
    number: str
    summary: str
    exhausted: bool
    bases: tuple[BaseOutline, ...]
    items: tuple[ItemRow, ...]
    readings: tuple[ReadingRow, ...]
    settled: tuple[SettledClashes, ...]
    gaps: tuple[GapOutline, ...]
    groups: tuple[GroupTable, ...]
    heat: tuple[HeatTable, ...]
    provisions: tuple[Citation, ...]

    @property
    def examined(self) -> bool:
        """True if there is anything to tell."""
        return bool(self.bases and self.items)


def outline(found: Atlas, lang: str, base: str = "", provision: str = "") -> AtlasOutline:
    """Outline an atlas, of one `base` only if it is named; clashes and gaps only of a
    `provision`, if that is.
    """
    return _Outliner(found, lang, base, provision).outline()


class _Outliner(LawWriter):
    def __init__(self, found: Atlas, lang: str, base: str, provision: str) -> None:
        super().__init__(found.pack, lang)
        self._atlas = found
        self._provision = Provision.parse(provision) if provision else None
        self._surveys = [each for each in found.surveys if base in {"", each.base}]
        self._items = {
            item.id: Circumstance(item.id, item.said.say(lang), self.cite(item.provisions))
            for item in found.plan.items
        }
        self._bases = {base.id: base.said.say(lang) for base in found.plan.bases}

    def outline(self) -> AtlasOutline:
        atlas, about = self._atlas, self._atlas.pack.about
        cited = {Provision.parse(n) for item in atlas.plan.items for n in item.provisions}
        return AtlasOutline(
            atlas.pack.id,
            about.title.said.say(self.lang),
            about.number.said.say(self.lang),
            atlas.summary(self.lang),
            atlas.complete,
            tuple(map(self._base, atlas.surveys)),
            tuple(self._item_uses()),
            tuple(self._reading_uses()),
            tuple(self._settled()),
            tuple(self._gaps()),
            tuple(self._groups()),
            tuple(self._heat()),
            self.cite(sorted(cited | {Provision(each.article) for each in cited})),
        )

    # --- numbers

    def _base(self, found: Survey) -> BaseOutline:
        return BaseOutline(
            found.base,
            self._bases[found.base],
            found.patterns,
            found.admitted,
            found.splitting,
            len(found.groups),
            found.combinations,
            tuple(
                (items, tuple(refusals(self.speaker, atoms, self.lang)))
                for items, atoms in found.refused
            ),
        )

    def _item_uses(self) -> Iterator[ItemRow]:
        for item in self._atlas.plan.items:
            yield ItemRow(
                item.id,
                item.said.say(self.lang),
                self._atlas.cited(item, self.lang),
                self._atlas.plan.effects[item.effect].said.say(self.lang),
                self._items[item.id].citations,
                tuple((self._bases[each.base], each.items[item.id]) for each in self._surveys),
                item.id in self._atlas.idle_items,
            )

    def _reading_uses(self) -> Iterator[ReadingRow]:
        for reading in self._atlas.pack.readings:
            yield ReadingRow(
                self.question(reading.id),
                self.cite(reading.provisions),
                tuple((self._bases[s.base], s.readings[reading.id]) for s in self._surveys),
                reading.id in self._atlas.idle_readings,
            )

    # --- clashes and gaps

    def _settled(self) -> Iterator[SettledClashes]:
        clashes = [(s.base, c) for s in self._surveys for c in s.clashes if self._concerns(c.items)]
        for reading in self._atlas.pack.readings:
            own = [(base, clash) for base, clash in clashes if clash.reading == reading.id]
            if own:
                yield SettledClashes(
                    self.question(reading.id),
                    self.cite(reading.provisions),
                    len({clash.items for _, clash in own}),
                    tuple(self._alike(own)),
                )

    def _alike(self, clashes: Iterable[tuple[str, Clash]]) -> Iterator[LikeClashes]:
        for alike in grouped(clashes, lambda each: _frozen(each[1].options)).values():
            first = alike[0][1]
            options = tuple(
                (self.option(first.reading, option), self._ends(ends))
                for option, ends in first.options.items()
            )
            yield LikeClashes(options, self._under((b, c.items, c.when) for b, c in alike))

    def _gaps(self) -> Iterator[GapOutline]:
        for gap in self._atlas.plan.gaps:
            seen = [(s.base, each) for s in self._surveys for each in s.gaps if each.gap == gap.id]
            least = (
                (base, items, when)
                for base, each in seen
                for items, when in each.least
                if self._concerns(items)
            )
            count = sum(each.patterns for _, each in seen)
            yield GapOutline(gap.said.say(self.lang), count, self._under(least))

    def _concerns(self, items: Items) -> bool:
        chosen = self._provision
        cited = (Provision.parse(c.number) for i in items for c in self._items[i].citations)
        return chosen is None or any(own.within(chosen) or chosen.within(own) for own in cited)

    def _under(
        self, found: Iterable[tuple[str, Items, tuple[When, ...]]]
    ) -> tuple[PatternsUnder, ...]:
        """Group patterns by the readings under which they are found."""
        return tuple(
            PatternsUnder(
                tuple(map(self._way, alike[0][2])),
                tuple(
                    self._pattern(items, [base for base, other, _ in alike if other == items])
                    for items in dict.fromkeys(items for _, items, _ in alike)
                ),
                tuple(self._by_bases(alike)),
            )
            for alike in grouped(found, lambda each: tuple(map(_frozen, each[2]))).values()
        )

    def _by_bases(
        self, found: Iterable[tuple[str, Items, object]]
    ) -> Iterator[tuple[tuple[str, ...], tuple[Items, ...]]]:
        by_base = {
            base: tuple(items for _, items, _ in each)
            for base, each in grouped(found, lambda each: each[0]).items()
        }
        for items, bases in grouped(by_base, by_base.__getitem__).items():
            yield tuple(self._bases[base] for base in bases), items

    def _way(self, when: When) -> tuple[TakenOptions, ...]:
        return tuple(
            TakenOptions(
                tuple(self.option(reading, option) for option in options),
                self.cite(self.leaving_open([reading])),
            )
            for reading, options in when.items()
        )

    def _pattern(self, items: Items, bases: Iterable[str]) -> Pattern:
        return Pattern(
            tuple(self._items[item] for item in items),
            tuple(Example(self._bases[base], self._atlas.case(base, items)) for base in bases),
        )

    # --- groups

    def _groups(self) -> Iterator[GroupTable]:
        def key(found: Survey) -> Hashable:
            return tuple(
                (g.items, g.patterns, tuple((_frozen(ends), n) for ends, n in g.sets))
                for g in found.groups
            )

        for alike in grouped(self._surveys, key).values():
            bases = [each.base for each in alike]
            groups = sorted(alike[0].groups, key=lambda group: -group.patterns)
            yield GroupTable(
                tuple(self._bases[base] for base in bases),
                tuple(self._group(group, bases) for group in groups),
            )

    def _group(self, group: Group, bases: Iterable[str]) -> GroupOutline:
        united: dict[str, set[str]] = {}
        for verdicts, _ in group.sets:
            for person, words in verdicts.items():
                united.setdefault(person, set()).update(words)
        order = [*self.pack.verdict_labels]
        ends = {person: (*sorted(words, key=order.index),) for person, words in united.items()}
        return GroupOutline(
            self._pattern(group.items, bases),
            group.patterns,
            self._ends(ends),
            tuple((self._ends(verdicts), number) for verdicts, number in group.sets),
        )

    def _ends(self, verdicts: ByPerson) -> Ends:
        return tuple(
            (person, tuple(self.labels([word]) for word in words))
            for person, words in verdicts.items()
        )

    # --- two items together

    def _heat(self) -> Iterator[HeatTable]:
        pairs = (pair for each in self._atlas.surveys for pair in each.pairs)
        most = max((pair.sets or 1 for pair in pairs), default=1)
        for alike in grouped(self._surveys, lambda s: (s.pairs, s.combinations)).values():
            found = alike[0]
            squares = {
                frozenset(pair.items): _square(pair, found.combinations, most)
                for pair in found.pairs
            }
            yield HeatTable(
                tuple(self._bases[each.base] for each in alike),
                found.combinations,
                tuple(
                    tuple(squares[frozenset((one, other))] for other in self._items)
                    for one in self._items
                ),
            )


def _square(pair: Pair, combinations: int, most: int) -> HeatSquare:
    clashes = percent(pair.clashes, combinations) if pair.clashes else None
    shade = ((pair.sets or 1) - 1) * (SHADES - 1) // max(most - 1, 1)
    return HeatSquare(pair.sets, clashes, shade)


def percent(number: int, whole: int) -> str:
    """Share in percent; a share above nothing is never rounded to nothing."""
    if not whole:
        return "–"
    share = 100 * number / whole
    return "<1%" if 0 < share < 1 else f"{share:.0f}%"


def _frozen(found: Mapping[str, object]) -> Hashable:
    return tuple(
        (name, _frozen(each) if isinstance(each, Mapping) else each) for name, each in found.items()
    )
