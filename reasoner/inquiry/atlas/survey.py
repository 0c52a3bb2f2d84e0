"""Survey of one base of the atlas: the verdicts of all its patterns, counted exactly.

A survey is plain data, names and numbers without words, so that it can be kept as JSON.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from clingo.symbol import Symbol

from ...atoms import plain
from ...solver.diagram import Node
from .patterns import Pattern, count, cubes, minimal, smallest, tally
from .situation import Situation, Verdicts

Items = tuple[str, ...]  # a pattern by the names of its items
When = Mapping[str, tuple[str, ...]]  # the options that each of some readings may take
ByPerson = Mapping[str, tuple[str, ...]]  # verdict words by the name of the person


@dataclass(frozen=True, slots=True)
class DiagramStep:
    """Step of a decision diagram: its `options` lead to steps by number; at a leaf, there is no
    `reading` but `verdicts`.
    """

    reading: str | None
    options: Mapping[str, int]
    verdicts: ByPerson


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns with the same verdicts under all readings; `items` is one of fewest items.

    `start` is the step from which readings lead to verdicts; `sets` are these verdicts, each
    with the number of combinations of readings that lead to it.
    """

    items: Items
    patterns: int
    start: int
    readings: tuple[str, ...]
    sets: tuple[tuple[ByPerson, int], ...]

    @property
    def splits(self) -> bool:
        """True if verdicts differ between readings."""
        return len(self.sets) > 1


@dataclass(frozen=True, slots=True)
class Clash:
    """A minimal pattern in which two effects clash: without any of its items they do not.

    They clash under the readings `when`; each of the `options` of the `reading` that settles
    the clash then leads to these verdicts.
    """

    reading: str
    items: Items
    when: tuple[When, ...]
    options: Mapping[str, ByPerson]


@dataclass(frozen=True, slots=True)
class GapSeen:
    """A gap that was found: number of `patterns`, minimal patterns with the readings."""

    gap: str
    patterns: int
    least: tuple[tuple[Items, tuple[When, ...]], ...]


@dataclass(frozen=True, slots=True)
class ItemUse:
    """Effect of an item: how often adding it changes verdicts, over the patterns that have it.

    `patterns`: those that have it and are admitted without it.

    `changes`: without the item, verdicts differ under some readings. `conclusions`: conclusions
    of any kind differ. `part`: patterns among `changes` whose verdicts differ between readings.
    `makes`: verdicts differ between readings, but not without the item.
    """

    patterns: int
    changes: int
    part: int
    makes: int
    conclusions: int

    @property
    def share(self) -> float:
        """Share of `part` in `patterns`."""
        return self.part / self.patterns if self.patterns else 0.0


@dataclass(frozen=True, slots=True)
class ReadingUse:
    """Patterns in which two options of a reading give different verdicts, and those in which they
    give different conclusions of any kind, other readings being equal.
    """

    verdicts: int
    conclusions: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Pattern of two items, or of one twice: combinations of readings under which effects clash,
    and number of `sets` of verdicts; None where the pair is refused.
    """

    items: tuple[str, str]
    clashes: int
    sets: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """Survey of a base. `combinations` are those of the readings `acting` on it; `refused`
    are the minimal patterns that contradict themselves, with the atoms that refuse them.
    """

    base: str
    patterns: int
    admitted: int
    splitting: int
    acting: tuple[str, ...]
    combinations: int
    steps: tuple[DiagramStep, ...]
    groups: tuple[Group, ...]
    clashes: tuple[Clash, ...]
    gaps: tuple[GapSeen, ...]
    items: Mapping[str, ItemUse]
    readings: Mapping[str, ReadingUse]
    pairs: tuple[Pair, ...]
    refused: tuple[tuple[Items, tuple[str, ...]], ...]


def survey(situation: Situation) -> Survey:
    """Survey all patterns of a base under all readings."""
    return _Surveyor(situation).survey()


class _Surveyor:
    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._diagrams = diagrams = situation.diagrams
        self._first = situation.first_reading
        self._items = range(self._first)
        #: For each pattern, the diagram over the readings; None where the pattern is refused.
        self._behaviour = self._led_to(situation.verdicts)
        self._concluded = self._led_to(situation.conclusions)
        self._splits = diagrams.relabelled(self._is_split, self._behaviour)
        functions = [situation.verdicts, *situation.clashes.values()]
        acting = {v for each in functions for v in diagrams.variables(each) if v >= self._first}
        self._acting = sorted(acting)
        self._numbers: dict[Node, int] = {}
        self._steps: dict[int, DiagramStep] = {}

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
            refused=tuple((self._named(pattern), atoms) for pattern, atoms in refused),
        )

    def _count(self, node: Node, without: int | None = None) -> int:
        """Count the patterns of the items, or of all but one, for which `node` is true."""
        return count(self._diagrams, node, [item for item in self._items if item != without])

    def _named(self, pattern: Iterable[int]) -> Items:
        return tuple(self._situation.items[item] for item in pattern)

    # --- groups

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
        """Number a step; note it and all steps below it."""
        if node in self._numbers:
            return self._numbers[node]
        number = self._numbers[node] = len(self._numbers)
        variable, branches = self._diagrams.asks(node)
        if branches:
            reading = self._situation.variables.names[variable]
            options = self._situation.variables.options[reading]
            ends = dict(zip(options, map(self._step, branches), strict=True))
            self._steps[number] = DiagramStep(reading, ends, {})
        else:
            self._steps[number] = DiagramStep(
                None, {}, self._by_person(self._diagrams.value(node, {}))
            )
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
        """Readings under which `truth` is true, each combination once."""
        return tuple(self._when(cube) for cube, true in cubes(self._diagrams, truth) if true)

    def _by_person(self, verdicts: Iterable[Symbol]) -> ByPerson:
        found: dict[str, tuple[str, ...]] = {}
        for verdict in self._situation.in_order(verdicts):
            person, word = plain(verdict.arguments[0]), str(verdict.arguments[1])
            found[person] = (*found.get(person, ()), word)
        return found

    # --- clashes and gaps

    def _at(self, node: Node, pattern: Pattern) -> Any:
        there = {item: 0 if item in pattern else 1 for item in self._items}
        return self._diagrams.value(node, there)

    def _by_pattern(self, node: Node) -> Node:
        """Cut a diagram at the readings: its values are diagrams over the readings."""
        return self._diagrams.cut(node, self._first, lambda left: left)

    def _anywhere(self, node: Node) -> Node:
        """Patterns for which `node` is true under some readings."""
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
        """Verdicts of each option of a reading where effects clash, under any other readings."""
        variable = self._situation.variables.readings[reading]
        found: dict[str, ByPerson] = {}
        for answer, option in enumerate(self._situation.variables.options[reading]):
            clash, ends = (
                self._diagrams.restricted(node, {variable: answer}) for node in (where, verdicts)
            )
            there = self._diagrams.values(self._diagrams.where(ends, clash))
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

    # --- differences

    def _item(self, item: int) -> ItemUse:
        def halves(node: Node) -> tuple[Node, Node]:
            there, absent = (self._diagrams.restricted(node, {item: a}) for a in (0, 1))
            return there, absent

        both = self._diagrams.both
        changed = self._diagrams.combined(differ, *halves(self._behaviour))
        concluded = self._diagrams.combined(differ, *halves(self._concluded))
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
        """Count for each reading the patterns whose values depend on it."""
        bearing = self._diagrams.cut(node, self._first, self._diagrams.variables)
        found: Counter[str] = Counter()
        for readings, patterns in tally(self._diagrams, bearing, self._items).items():
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


def differ(one: object, other: object) -> bool:
    """True if two values differ, neither of them that of a refused pattern."""
    return one is not None and other is not None and one != other
