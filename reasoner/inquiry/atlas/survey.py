"""One base of the atlas surveyed: what all its patterns lead to, counted and told exactly."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from clingo.symbol import Symbol

from ...i18n import Words
from ...solver.diagram import Node
from .patterns import Pattern, count, cubes, minimal, smallest, tally
from .situation import Situation, Verdicts

Items = tuple[str, ...]  # a pattern by the names of its items
When = Mapping[str, tuple[str, ...]]  # the options that each of some readings may take
ByPerson = Mapping[Symbol, tuple[Symbol, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a diagram: the steps to which the options of a ``reading`` lead, by number, or the
    verdicts at which it ends.
    """

    reading: str | None
    options: Mapping[str, int]
    verdicts: ByPerson


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns that lead to the same verdicts under all readings, told by one of fewest items.

    ``start`` is the step from which the readings lead to the verdicts; ``sets`` are these, each
    with the number of combinations of readings that lead to it.
    """

    items: Items
    patterns: int
    start: int
    readings: tuple[str, ...]
    sets: tuple[tuple[ByPerson, int], ...]

    @property
    def splits(self) -> bool:
        """Whether the verdicts differ between readings."""
        return len(self.sets) > 1


@dataclass(frozen=True, slots=True)
class Clash:
    """A pattern in which two effects clash, and in no pattern of only some of its items.

    ``when`` are the readings under which they do, and ``options`` what each option of the reading
    that settles the clash then leads to.
    """

    reading: str
    items: Items
    when: tuple[When, ...]
    options: Mapping[str, ByPerson]


@dataclass(frozen=True, slots=True)
class GapSeen:
    """A gap: in how many patterns it is seen, and those of fewest items with the readings."""

    gap: str
    patterns: int
    least: tuple[tuple[Items, tuple[When, ...]], ...]


@dataclass(frozen=True, slots=True)
class ItemUse:
    """What an item does in the ``patterns`` that have it and stay consistent without it.

    It changes those that would have other verdicts without it under some readings, and the
    ``conclusions`` of those that would have others of any kind. It takes part in the split of those
    that it changes and that split, and makes the split of those that would not split without it.
    """

    patterns: int
    changes: int
    part: int
    makes: int
    conclusions: int

    @property
    def share(self) -> float:
        """The share of these patterns in whose split the item takes part."""
        return self.part / self.patterns if self.patterns else 0.0


@dataclass(frozen=True, slots=True)
class ReadingUse:
    """In how many patterns two options of a reading give different verdicts, and in how many
    different conclusions of any kind, other readings being equal.
    """

    verdicts: int
    conclusions: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items and no others, or one: under how many combinations of readings effects clash, and
    how many different sets of verdicts the readings lead to; None where the pair is refused.
    """

    items: tuple[str, str]
    clashes: int
    sets: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is found of a base. ``combinations`` are those of the ``readings`` that act on it;
    ``refused`` are the smallest patterns that contradict themselves, with the reasons.
    """

    base: str
    patterns: int
    admitted: int
    splitting: int
    acting: tuple[str, ...]
    combinations: int
    steps: tuple[Step, ...]
    groups: tuple[Group, ...]
    clashes: tuple[Clash, ...]
    gaps: tuple[GapSeen, ...]
    items: Mapping[str, ItemUse]
    readings: Mapping[str, ReadingUse]
    pairs: tuple[Pair, ...]
    refused: tuple[tuple[Items, tuple[Words, ...]], ...]


def survey(situation: Situation) -> Survey:
    """Look at all patterns of a base under all readings."""
    return _Surveyor(situation).survey()


class _Surveyor:
    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._diagrams = diagrams = situation.diagrams
        self._first = situation.first_reading
        self._items = range(self._first)
        #: What each pattern leads to under all readings, as a diagram; None where it is refused.
        self._behaviour = self._led_to(situation.verdicts)
        self._concluded = self._led_to(situation.conclusions)
        self._splits = diagrams.relabelled(self._is_split, self._behaviour)
        functions = [situation.verdicts, *situation.clashes.values()]
        asked = {v for each in functions for v in diagrams.variables(each) if v >= self._first}
        self._acting = sorted(asked)
        self._numbers: dict[Node, int] = {}
        self._steps: dict[int, Step] = {}

    def _led_to(self, node: Node) -> Node:
        refused = self._diagrams.leaf(None)
        return self._diagrams.cut(node, self._first, lambda n: None if n == refused else n)

    def _is_split(self, behaviour: Node | None) -> bool:
        return behaviour is not None and bool(self._diagrams.asks(behaviour)[1])

    def survey(self) -> Survey:
        situation, names = self._situation, self._situation.variables.names
        refused = (situation.refusal(dropped) for dropped in situation.dropped)
        groups = tuple(self._groups())
        return Survey(
            base=situation.base.id,
            patterns=2**self._first,
            admitted=self._count(situation.admitted),
            splitting=self._count(self._splits),
            acting=tuple(names[variable] for variable in self._acting),
            combinations=count(self._diagrams, self._diagrams.true, self._acting),
            steps=tuple(step for _, step in sorted(self._steps.items())),
            groups=groups,
            clashes=tuple(self._clashes()),
            gaps=tuple(self._gaps()),
            items={name: self._item(n) for n, name in enumerate(situation.items)},
            readings=self._readings(),
            pairs=tuple(self._pairs()),
            refused=tuple((self._named(pattern), words) for pattern, words in refused),
        )

    def _count(self, node: Node, without: int | None = None) -> int:
        """In how many patterns of the items, one of them left out, something is true."""
        return count(self._diagrams, node, [item for item in self._items if item != without])

    def _named(self, pattern: Iterable[int]) -> Items:
        return tuple(self._situation.items[item] for item in pattern)

    # --- what patterns lead to

    def _groups(self) -> Iterable[Group]:
        numbers = tally(self._diagrams, self._behaviour, self._items)
        least = smallest(self._diagrams, self._behaviour)
        for behaviour in sorted(least, key=lambda each: (len(least[each]), least[each])):
            if isinstance(behaviour, int):
                node = Node(behaviour)
                sets = tally(self._diagrams, node, self._acting)
                names = self._situation.variables.names
                yield Group(
                    self._named(least[behaviour]),
                    numbers[behaviour],
                    self._step(node),
                    tuple(names[reading] for reading in self._diagrams.variables(node)),
                    tuple((self._by_person(s), sets[s]) for s in self._diagrams.values(node)),
                )

    def _step(self, node: Node) -> int:
        """The number of a step, told with all that it leads to."""
        if node in self._numbers:
            return self._numbers[node]
        number = self._numbers[node] = len(self._numbers)
        variable, branches = self._diagrams.asks(node)
        if branches:
            reading = self._situation.variables.names[variable]
            options = self._situation.variables.options[reading]
            ends = dict(zip(options, map(self._step, branches), strict=True))
            self._steps[number] = Step(reading, ends, {})
        else:
            self._steps[number] = Step(None, {}, self._by_person(self._diagrams.value(node, {})))
        return number

    def _when(self, cube: Mapping[int, tuple[int, ...]]) -> When:
        variables = self._situation.variables
        return {
            variables.names[reading]: tuple(
                variables.options[variables.names[reading]][answer] for answer in answers
            )
            for reading, answers in cube.items()
        }

    def _where(self, truth: Node) -> tuple[When, ...]:
        """Readings under which something is true, each combination of them once."""
        return tuple(self._when(cube) for cube, true in cubes(self._diagrams, truth) if true)

    def _by_person(self, verdicts: Iterable[Symbol]) -> ByPerson:
        found: dict[Symbol, tuple[Symbol, ...]] = {}
        for verdict in self._situation.in_order(verdicts):
            person, word = verdict.arguments
            found[person] = (*found.get(person, ()), word)
        return found

    # --- clashes and gaps

    def _at(self, node: Node, pattern: Pattern) -> Any:
        """What a diagram over the items says of a pattern."""
        there = {item: 0 if item in pattern else 1 for item in self._items}
        return self._diagrams.value(node, there)

    def _by_pattern(self, node: Node) -> Node:
        """A diagram over the items, of what is left of a diagram over the readings."""
        return self._diagrams.cut(node, self._first, lambda left: left)

    def _anywhere(self, node: Node) -> Node:
        """The patterns for which something is true under some readings."""
        return self._diagrams.cut(node, self._first, lambda left: left != self._diagrams.false)

    def _clashes(self) -> Iterable[Clash]:
        for reading in (r.id for r in self._situation.pack.readings):
            clash = self._situation.clashes.get(reading, self._diagrams.false)
            by_pattern = self._by_pattern(clash)
            for pattern in minimal(self._diagrams, self._anywhere(clash)):
                where = self._at(by_pattern, pattern)
                verdicts = self._at(self._behaviour, pattern)
                options = self._options(reading, where, verdicts)
                yield Clash(reading, self._named(pattern), self._where(where), options)

    def _options(self, reading: str, where: Node, verdicts: Node) -> Mapping[str, ByPerson]:
        """What each option of a reading leads to where effects clash, whatever other readings."""
        variable = self._situation.variables.readings[reading]
        found: dict[str, ByPerson] = {}
        for answer, option in enumerate(self._situation.variables.options[reading]):
            clash, ends = (
                self._diagrams.restricted(node, {variable: answer}) for node in (where, verdicts)
            )
            there = self._diagrams.values(self._diagrams.combined(_where, ends, clash))
            sets: Iterable[Verdicts] = (each for each in there if each is not None)
            found[option] = self._by_person(frozenset[Symbol]().union(*sets))
        return found

    def _gaps(self) -> Iterable[GapSeen]:
        for gap, node in self._situation.gaps.items():
            anywhere = self._anywhere(node)
            by_pattern = self._by_pattern(node)
            least = tuple(
                (self._named(pattern), self._where(self._at(by_pattern, pattern)))
                for pattern in minimal(self._diagrams, anywhere)
            )
            if least:
                yield GapSeen(gap, self._count(anywhere), least)

    # --- what makes a difference

    def _item(self, item: int) -> ItemUse:
        def halves(node: Node) -> tuple[Node, Node]:
            there, absent = (self._diagrams.restricted(node, {item: a}) for a in (0, 1))
            return there, absent

        both = self._diagrams.both
        changed = self._diagrams.combined(_differ, *halves(self._behaviour))
        concluded = self._diagrams.combined(_differ, *halves(self._concluded))
        splits, split_without = halves(self._splits)
        admitted = both(*halves(self._situation.admitted))
        made = self._diagrams.negation(split_without)
        return ItemUse(
            patterns=self._count(admitted, item),
            changes=self._count(changed, item),
            part=self._count(both(splits, changed), item),
            makes=self._count(both(both(splits, made), admitted), item),
            conclusions=self._count(concluded, item),
        )

    def _readings(self) -> Mapping[str, ReadingUse]:
        verdicts = self._depending(self._situation.verdicts)
        conclusions = self._depending(self._situation.conclusions)
        names = [reading.id for reading in self._situation.pack.readings]
        return {name: ReadingUse(verdicts[name], conclusions[name]) for name in names}

    def _depending(self, node: Node) -> Counter[str]:
        """In how many patterns what follows depends on a reading, for each reading."""
        asked = self._diagrams.cut(node, self._first, self._diagrams.variables)
        found: Counter[str] = Counter()
        for readings, patterns in tally(self._diagrams, asked, self._items).items():
            for reading in readings if isinstance(readings, tuple) else ():
                found[self._situation.variables.names[reading]] += patterns
        return found

    def _pairs(self) -> Iterable[Pair]:
        clashes = self._situation.clashes.values()
        clash = self._by_pattern(reduce(self._diagrams.either, clashes, self._diagrams.false))
        for one in self._items:
            for other in range(one, self._first):
                behaviour = self._at(self._behaviour, (one, other))
                under = count(self._diagrams, self._at(clash, (one, other)), self._acting)
                sets = None if behaviour is None else len(self._diagrams.values(behaviour))
                first, second = self._named((one, other))
                yield Pair((first, second), under, sets)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _where(value: object, there: bool) -> Any:
    return value if there else None
