"""The parts of the page of the atlas, made from what the interface answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...reasoner.pack.provision import Provision
from .case_state import Json
from .citations import cited
from .hidden import hidden
from .views.lawbook import LawBook
from .words import say

# How many shades there are, from one range of dispositions to the most.
SHADES = 6

Citations = Sequence[Mapping[str, str]]
# What may become of each person.
Ends = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a pattern, with the provisions that it is of."""

    text: str
    cites: Citations


@dataclass(frozen=True, slots=True)
class Example:
    """A case that shows a pattern under one base."""

    base: str
    case: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Items that come together, and a case under each base in which they do."""

    parts: Sequence[Part]
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """Options of a reading, one of which is to be taken."""

    labels: Sequence[str]
    cites: Citations


@dataclass(frozen=True, slots=True)
class Under:
    """Patterns of which something is so under the same readings: one of several ways to take them,
    or, where a way asks for nothing, whatever is taken.
    """

    ways: Sequence[Sequence[Taken]]
    patterns: Sequence[Pattern]

    @property
    def always(self) -> bool:
        """Whether it is so under all readings."""
        return not all(self.ways)


@dataclass(frozen=True, slots=True)
class Alike:
    """Collisions with the same consequences: where each option leads, and where they are met."""

    options: Sequence[tuple[str, Ends]]
    under: Sequence[Under]


@dataclass(frozen=True, slots=True)
class Settled:
    """The collisions that one reading settles."""

    name: str
    question: str
    cites: Citations
    count: int
    alike: Sequence[Alike]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that ought not to come out, in how many patterns it does, and the smallest."""

    text: str
    count: int
    under: Sequence[Under]


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns that come out alike: the smallest of them, and what may become of whom, in all and
    under so many combinations of readings each.
    """

    pattern: Pattern
    count: int
    ends: Ends
    sets: Sequence[tuple[Ends, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What an item does under one base, of the patterns that have it."""

    base: str
    changes: str
    part: str
    makes: int


@dataclass(frozen=True, slots=True)
class ItemUse:
    """An item with what it does under each base; ``idle`` where it never matters."""

    text: str
    effect: str
    cites: Citations
    shares: Sequence[Share]
    idle: bool


@dataclass(frozen=True, slots=True)
class ReadingUse:
    """A reading with the numbers of patterns in which its options lead to other dispositions, and
    to other conclusions at all, base by base; ``idle`` where it never matters.
    """

    question: str
    cites: Citations
    numbers: Sequence[tuple[str, int, int]]
    idle: bool


@dataclass(frozen=True, slots=True)
class Square:
    """Two items together: ranges of dispositions over all readings (None where the two contradict
    each other), the share of readings under which they clash, and a shade.
    """

    sets: int | None
    clashes: str | None
    shade: int


@dataclass(frozen=True, slots=True)
class Heat:
    """The pairs of items of bases that are alike in them."""

    bases: Sequence[str]
    readings: int
    parts: Sequence[Part]
    rows: Sequence[Sequence[Square]]


class AtlasView:
    """What is shown of an atlas: of one base if it is named, of one provision if it is."""

    def __init__(self, found: Json, book: LawBook, base: str, provision: str) -> None:
        self._found = found
        self._book = book
        self._base = base
        self._provision = Provision.parse(provision) if provision else None
        self._items = {each["id"]: each for each in found["items"]}

    @cached_property
    def _bases(self) -> Mapping[str, str]:
        """The bases shown, in words."""
        return {
            each["id"]: each["text"]
            for each in self._found["bases"]
            if self._base in {"", each["id"]}
        }

    def provisions(self) -> list[str]:
        """The provisions that have items, articles before their parts."""
        named = {
            Provision.parse(number)
            for each in self._items.values()
            for number in each["provisions"]
        }
        articles = {Provision(each.article) for each in named}
        return [str(each) for each in sorted(named | articles)]

    # --- collisions and gaps

    def settled(self) -> list[Settled]:
        """The minimal collisions by the reading that settles them."""
        readings = [each["id"] for each in self._found["readings"]]
        clashes = sorted(
            self._shown(self._found["collisions"]), key=lambda c: readings.index(c["reading"])
        )
        by_reading: dict[str, list[Json]] = {}
        for clash in clashes:
            by_reading.setdefault(clash["reading"], []).append(clash)
        return [
            Settled(
                name,
                self._book.readings[name]["question"],
                self._cited(self._book.readings[name]["provisions"]),
                len({tuple(each["pattern"]) for each in listed}),
                self._alike(name, listed),
            )
            for name, listed in by_reading.items()
        ]

    def _shown(self, found: Iterable[Json]) -> Iterator[Json]:
        for each in found:
            numbers = (n for name in each["pattern"] for n in self._items[name]["provisions"])
            if each["base"] in self._bases and any(map(self._concerns, numbers)):
                yield each

    def _concerns(self, number: str) -> bool:
        wanted, own = self._provision, Provision.parse(number)
        return wanted is None or own.within(wanted) or wanted.within(own)

    def _alike(self, reading: str, clashes: Iterable[Json]) -> list[Alike]:
        by_ends: dict[str, list[Json]] = {}
        for clash in clashes:
            by_ends.setdefault(hidden(clash["options"]), []).append(clash)
        return [
            Alike(
                [
                    (self._book.option(reading, option), self._ends(ends))
                    for option, ends in listed[0]["options"].items()
                ],
                self._under(listed),
            )
            for listed in by_ends.values()
        ]

    def _under(self, found: Iterable[Json]) -> list[Under]:
        by_when: dict[str, list[Json]] = {}
        for each in found:
            by_when.setdefault(hidden({"when": each["when"]}), []).append(each)
        return [
            Under([self._way(when) for when in listed[0]["when"]], self._patterns(listed))
            for listed in by_when.values()
        ]

    def _way(self, when: Mapping[str, Sequence[str]]) -> list[Taken]:
        return [
            Taken(
                [self._book.option(reading, option) for option in options],
                self._cited(self._book.readings[reading]["provisions"]),
            )
            for reading, options in when.items()
        ]

    def _patterns(self, found: Iterable[Json]) -> list[Pattern]:
        """Patterns, each with all bases in which it is found."""
        patterns: dict[tuple[str, ...], Pattern] = {}
        for each in found:
            key = tuple(each["pattern"])
            pattern = patterns.setdefault(key, Pattern([*map(self._part, key)]))
            pattern.examples.append(self._example(each))
        return [*patterns.values()]

    def _part(self, item: str) -> Part:
        told = self._items[item]
        return Part(told["text"], self._cited(told["provisions"]))

    def _cited(self, numbers: Iterable[str]) -> Citations:
        return cited(numbers, self._book.lang)

    def _example(self, found: Json) -> Example:
        """A case with a title that says what it shows."""
        base = self._bases[found["base"]]
        parts = [self._items[name]["text"] for name in found["pattern"]]
        pattern = self._say("atlas_plus").join(parts) or self._say("atlas_no_items")
        title = self._say("atlas_example_title", base=base, pattern=pattern)
        return Example(base, hidden({**found["case"], "title": title}))

    def _say(self, key: str, **values: str) -> str:
        return say(self._book.lang, key, **values)

    def _ends(self, persons: Mapping[str, Sequence[str]]) -> Ends:
        return [(person, [*map(self._book.label, words)]) for person, words in persons.items()]

    def gaps(self) -> list[Gap]:
        """What was looked for and ought not to be found."""
        return [
            Gap(each["text"], each["patterns"], self._under(self._shown(each["least"])))
            for each in self._found["gaps"]
        ]

    # --- groups

    def groups(self) -> Sequence[Json]:
        """The groups of patterns of the bases shown, the largest first."""
        listed = (each for each in self._found["groups"] if each["base"] in self._bases)
        return sorted(listed, key=lambda group: -group["patterns"])

    def told_groups(self, groups: Iterable[Json]) -> list[Group]:
        """Some of them in words."""
        return [
            Group(
                Pattern([*map(self._part, each["pattern"])], [self._example(each)]),
                each["patterns"],
                self._ends(self._united(each["sets"])),
                [(self._ends(one["persons"]), one["reading_combinations"]) for one in each["sets"]],
            )
            for each in groups
        ]

    def _united(self, sets: Iterable[Json]) -> Mapping[str, Sequence[str]]:
        """All that may become of each person, in the order of the words."""
        order = [value["id"] for value in self._book.verdict["values"]]
        found: dict[str, set[str]] = {}
        for one in sets:
            for person, words in one["persons"].items():
                found.setdefault(person, set()).update(words)
        return {person: sorted(words, key=order.index) for person, words in found.items()}

    # --- shares

    def items(self) -> list[ItemUse]:
        """What each item does."""
        return [
            ItemUse(
                each["text"],
                each["effect_text"],
                self._cited(each["provisions"]),
                [self._share(base, each["bases"][base]) for base in self._bases],
                each["id"] in self._found["idle_items"],
            )
            for each in self._items.values()
        ]

    def _share(self, base: str, use: Json) -> Share:
        changes, part = (percent(use[key], use["patterns"]) for key in ("changes", "part"))
        return Share(self._bases[base], changes, part, use["makes"])

    def readings(self) -> list[ReadingUse]:
        """In how many patterns each reading makes a difference."""
        return [
            ReadingUse(
                each["text"],
                self._cited(each["provisions"]),
                [
                    (said, each["bases"][base]["verdicts"], each["bases"][base]["conclusions"])
                    for base, said in self._bases.items()
                ],
                each["id"] in self._found["idle_readings"],
            )
            for each in self._found["readings"]
        ]

    # --- two items together

    def heat(self) -> list[Heat]:
        """The pairs of items, bases that are alike in them together."""
        alike: dict[str, list[Json]] = {}
        for base in self._found["bases"]:
            if base["id"] in self._bases:
                key = hidden({"pairs": base["pairs"], "readings": base["reading_combinations"]})
                alike.setdefault(key, []).append(base)
        most = max((p["sets"] or 1 for b in self._found["bases"] for p in b["pairs"]), default=1)
        return [self._heat(bases, most) for bases in alike.values()]

    def _heat(self, bases: Sequence[Json], most: int) -> Heat:
        first, *_ = bases
        readings, names = first["reading_combinations"], [*self._items]
        pairs = {frozenset(pair["items"]): pair for pair in first["pairs"]}
        return Heat(
            [base["text"] for base in bases],
            readings,
            [*map(self._part, names)],
            [
                [_square(pairs[frozenset({one, other})], readings, most) for other in names]
                for one in names
            ],
        )


def _square(pair: Json, readings: int, most: int) -> Square:
    sets, clashes = pair["sets"], pair["clashes"]
    shade = 0 if sets is None or most == 1 else (sets - 1) * (SHADES - 1) // (most - 1)
    return Square(sets, percent(clashes, readings) if clashes else None, shade)


def percent(number: int, whole: int) -> str:
    """A share in percent; what there is at all is not rounded to nothing."""
    if not whole:
        return "–"
    share = 100 * number / whole
    return "<1%" if 0 < share < 1 else f"{share:.0f}%"
