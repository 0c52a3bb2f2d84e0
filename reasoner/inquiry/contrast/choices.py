"""The choices in which two outcomes differ, and the fewest of them that make the difference.

Each outcome is taken as a world: answers to all open questions, and an exercise of discretion.
Readings that an outcome does not name make no difference in it, and so take what the other outcome
has, or their first option; of several exercises of discretion those are compared that differ least.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from typing import Literal

from clingo.symbol import Symbol

from ...solver.components import Exercise
from ...solver.outcomes import Outcomes
from ...solver.results import Outcome
from .minimal_switches import Costs, Switches, better, fewest_switches

Way = frozenset[Symbol]
Value = bool | str | Way
Kind = Literal["disputed", "reading", "discretion"]


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of discretion: a predicate and all its arguments but the last, which is chosen."""

    name: str
    arguments: tuple[Symbol, ...]

    @classmethod
    def of(cls, choice: Symbol) -> "Matter":
        """The matter that a choice decides."""
        return cls(choice.name, tuple(choice.arguments[:-1]))

    def __str__(self) -> str:
        return f"{self.name}({','.join(map(str, self.arguments))})" if self.arguments else self.name


@dataclass(frozen=True, slots=True)
class Choice:
    """A disputed fact, a reading (by name) or a matter of discretion, and how two outcomes decide
    it; None where an outcome does not name the reading, or the matter is not open in it.
    """

    kind: Kind
    subject: str | Matter
    a: Value | None
    b: Value | None

    @property
    def differs(self) -> bool:
        """True if both outcomes decide it, each in its way."""
        return None not in {self.a, self.b} and self.a != self.b


class ChoiceComparison:
    """Two outcomes of a case, choice by choice."""

    def __init__(self, outcomes: Outcomes, a: Outcome, b: Outcome) -> None:
        self._outcomes = outcomes
        self._variables = outcomes.model.variables
        self._diagrams = outcomes.model.variables.diagrams
        self._a, self._b = a, b

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The choices that both outcomes decide, each in its way."""
        return tuple(choice for choice in self.decided if choice.differs)

    @cached_property
    def followers(self) -> tuple[Choice, ...]:
        """The choices that are open in one of the outcomes only."""
        return tuple(c for c in self.decided if None in {c.a, c.b})

    @cached_property
    def decided(self) -> tuple[Choice, ...]:
        """The disputed facts, readings and matters of discretion that an outcome decides."""
        a, b = self._a, self._b
        found = [
            Choice("disputed", name, a.disputed[name], b.disputed[name]) for name in a.disputed
        ]
        found += [
            Choice("reading", name, a.readings.get(name), b.readings.get(name))
            for name in self._variables.readings
            if name in a.readings or name in b.readings
        ]
        of_a, of_b = (_by_matter(symbol for way in ways for symbol in way) for ways in self._ways)
        symbols = {s for matters in (of_a, of_b) for way in matters.values() for s in way}
        matters = dict.fromkeys(map(Matter.of, self._outcomes.model.in_order(symbols)))
        found += [Choice("discretion", m, of_a.get(m), of_b.get(m)) for m in matters]
        return tuple(found)

    # --- the discretion that is compared

    @cached_property
    def _ways(self) -> tuple[list[Way], list[Way]]:
        """The exercises of discretion of each part for the one outcome and for the other: of all
        that lead there the two that differ least, and the first of these.
        """
        of_a, of_b = self._leading(self._a, self._b), self._leading(self._b, self._a)
        pairs = [
            min(product(*ways), key=lambda pair: _distance(*pair))
            for ways in zip(of_a, of_b, strict=True)
        ]
        return [way for way, _ in pairs], [way for _, way in pairs]

    def _leading(self, outcome: Outcome, other: Outcome) -> list[list[Way]]:
        """The exercises of discretion of each part that lead to an outcome, shortest first."""
        options = {**other.readings, **outcome.readings}
        given = self._variables.answers(outcome.branch.combination, options)
        answers = dict.fromkeys(range(len(self._variables.names)), 0) | given
        ways = []
        for part, local in zip(self._outcomes.model.parts, outcome.parts[1:], strict=True):
            found: Iterable[Exercise] = self._diagrams.value(part.exercises, answers)
            leading = (way for conclusions, way in found if conclusions == local.conclusions)
            ways.append(sorted(leading, key=lambda way: (len(way), sorted(way))))
        return ways

    # --- the fewest that make the difference

    @cached_property
    def needed(self) -> Switches:
        """The fewest of ``choices``, by number, that lead from the first outcome to one with the
        conclusions of the second, when they are decided as the second does (minimal switches). All
        else that the first decides stays as it is; what is open only then is free.
        """
        every = Switches(tuple(range(len(self.choices))))  # does it, if nothing smaller does
        return self._fewest() or every

    @cached_property
    def always_needed(self) -> frozenset[int]:
        """The needed choices that are in every set, as small, that does it: without one it takes
        more.
        """
        needed = self.needed
        if needed.unique:
            return frozenset(needed.chosen)
        least = len(needed.chosen)
        others = ((number, self._fewest(without=number)) for number in needed.chosen)
        return frozenset(n for n, other in others if other is None or len(other.chosen) > least)

    def _fewest(self, without: int | None = None) -> Switches | None:
        """The fewest choices that do it, or that do it without one of them."""
        variables = self._variables
        of_a = variables.answers(self._a.disputed, self._a.readings)
        of_b = variables.answers(self._b.disputed, self._b.readings)
        costs: dict[int, Costs] = {}
        number = 0  # questions come first among the choices, in the order of their variables
        for variable, size in enumerate(self._diagrams.sizes):
            if variable not in of_a:
                costs[variable] = dict.fromkeys(range(size), Switches())
            elif of_b.get(variable, of_a[variable]) != of_a[variable]:
                switched = {of_b[variable]: Switches((number,))} if number != without else {}
                costs[variable] = {of_a[variable]: Switches(), **switched}
                number += 1
        kept = {variable: answer for variable, answer in of_a.items() if variable not in costs}
        needs = (
            self._diagrams.relabelled(self._needs(local.conclusions, without), part.exercises)
            for part, local in zip(self._outcomes.model.parts, self._b.parts[1:], strict=True)
        )
        admitted = (
            self._diagrams.relabelled(_free, node) for node in self._outcomes.model.admitted
        )
        factors = [self._diagrams.restricted(node, kept) for node in (*needs, *admitted)]
        return fewest_switches(self._diagrams, factors, costs)

    def _needs(
        self, wanted: Way, without: int | None
    ) -> Callable[[Iterable[Exercise] | None], Switches | None]:
        """The fewest matters of discretion to be decided otherwise for these conclusions, or those
        without one of them.
        """

        def needs(exercises: Iterable[Exercise] | None) -> Switches | None:
            ways = (way for conclusions, way in exercises or () if conclusions == wanted)
            switched = (each for each in map(self._switched, ways) if each is not None)
            kept = (each for each in switched if without not in each.chosen)
            return reduce(better, kept, None)

        return needs

    def _switched(self, way: Way) -> Switches | None:
        """The matters that an exercise of discretion decides as the second outcome does and not as
        the first; None where it decides one that the first decides in a third way.
        """
        switched = []
        for matter, value in _by_matter(way).items():
            if self._kept.get(matter, value) != value:
                number = self._switchable.get((matter, value))
                if number is None:
                    return None
                switched.append(number)
        return Switches(tuple(sorted(switched)))

    @cached_property
    def _kept(self) -> Mapping[str | Matter, Value]:
        """The decisions of the first outcome by discretion."""
        decided = (each for each in self.decided if each.kind == "discretion")
        return {each.subject: each.a for each in decided if each.a is not None}

    @cached_property
    def _switchable(self) -> Mapping[tuple[str | Matter, Value | None], int]:
        """The decisions by discretion in which the second outcome differs, with their numbers."""
        return {
            (each.subject, each.b): number
            for number, each in enumerate(self.choices)
            if each.kind == "discretion"
        }


def _by_matter(symbols: Iterable[Symbol]) -> dict[Matter, Way]:
    """The atoms chosen in each matter."""
    found: dict[Matter, set[Symbol]] = {}
    for symbol in symbols:
        found.setdefault(Matter.of(symbol), set()).add(symbol)
    return {matter: frozenset(chosen) for matter, chosen in found.items()}


def _distance(one: Way, other: Way) -> tuple[int, int]:
    """The number of matters in which two exercises of discretion differ, and of those that only one
    of them decides.
    """
    first, second = _by_matter(one), _by_matter(other)
    shared = first.keys() & second.keys()
    differing = sum(first[matter] != second[matter] for matter in shared)
    return differing, len(first) + len(second) - 2 * len(shared)


def _free(admitted: bool) -> Switches | None:
    return Switches() if admitted else None
