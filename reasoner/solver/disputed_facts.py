"""Disputed facts: the combinations that a case admits, those that drop out, and why."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from clingo.symbol import Symbol

from ..errors import PackError
from ..graphs import UnionFind, recursive
from .diagram import Node
from .prime_implicants import Implicant, prime_implicants
from .strata import Strata
from .variables import Variables

Combination = tuple[bool, ...]
Partial = tuple[tuple[str, bool], ...]
# How many facts are found, and the answers.
Quiet = tuple[float, dict[int, int]]

# Facts that are bound together and admit more combinations than this are not all listed.
MAX_LISTED = 2**8


@dataclass(frozen=True, slots=True)
class Dropped:
    """A smallest combination of disputed facts that a case refuses, with the reasons."""

    combination: Partial
    refusals: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """Disputed facts that contradictions bind together: not every combination is ``admitted``."""

    facts: tuple[int, ...]
    admitted: Node


class DisputedFacts:
    """The disputed facts of a case, by variable, and the combinations it admits.

    ``refusals`` are the atoms that refuse a case, by number; each hangs on disputed facts only.
    """

    def __init__(
        self, settled: Strata, variables: Variables, refusals: Mapping[int, Symbol]
    ) -> None:
        self.names = tuple(variables.facts)
        self._diagrams = variables.diagrams
        self._when = {symbol: settled.truth(number) for number, symbol in refusals.items()}
        for symbol, when in self._when.items():
            if variables.readings_among(self._diagrams.variables(when)):
                raise PackError(str(symbol), "a refusal that hangs on a reading")

    # --- what is admitted

    @cached_property
    def groups(self) -> tuple[Bound, ...]:
        """The facts of which some combination is refused, bound together as they are by that."""
        bonds = UnionFind[int]()
        for when in self._when.values():
            bonds.union(*self._diagrams.variables(when))
        groups = [tuple(sorted(facts)) for facts in bonds.sets()]
        return tuple(Bound(facts, self._admitted(facts)) for facts in sorted(groups))

    def _admitted(self, facts: Collection[int]) -> Node:
        """Combinations of these facts that nothing refuses."""
        hanging = {
            when: self._diagrams.variables(when)
            for when in self._when.values()
            if not set(facts).isdisjoint(self._diagrams.variables(when))
        }
        return self._diagrams.all_of(
            self._diagrams.negation(when) for when in sorted(hanging, key=hanging.__getitem__)
        )

    def admitted_among(self, variables: Iterable[int]) -> Node:
        """Combinations in which none of these facts is refused."""
        wanted = set(variables)
        return self._diagrams.all_of(
            group.admitted for group in self.groups if not wanted.isdisjoint(group.facts)
        )

    @property
    def refused(self) -> bool:
        """True if no combination is admitted."""
        impossible = any(group.admitted == self._diagrams.false for group in self.groups)
        return impossible or self._diagrams.true in self._when.values()

    def refusals(self) -> frozenset[Symbol]:
        """Atoms that refuse some combination."""
        return frozenset(s for s, when in self._when.items() if when != self._diagrams.false)

    def combinations(self, telling: Collection[int]) -> Iterator[Mapping[str, bool]]:
        """One admitted combination for each set of answers to the telling facts, with the fewest
        other facts found, so that none is cited without need; those with a fact stand before those
        without it.
        """
        diagrams = self._diagrams
        place = {fact: n for n, group in enumerate(self.groups) for fact in group.facts}
        idle = [fact for fact in range(len(self.names)) if fact not in telling]
        order = [fact for fact in range(len(self.names)) if fact in telling]
        start = tuple(diagrams.some(idle, group.admitted) for group in self.groups)
        pending: list[tuple[tuple[int, ...], tuple[Node, ...]]] = []
        if diagrams.false not in start:
            pending.append(((), start))
        while pending:
            answers, possible = pending.pop()
            if len(answers) == len(order):
                yield self.completed(dict(zip(order, answers, strict=True)))
                continue
            fact = order[len(answers)]
            for answer in (1, 0):  # the last that is put there is taken first
                left = possible
                if fact in place:
                    group = place[fact]
                    node = diagrams.restricted(possible[group], {fact: answer})
                    left = (*possible[:group], node, *possible[group + 1 :])
                if diagrams.false not in left:
                    pending.append(((*answers, answer), left))

    def completed(self, answers: Mapping[int, int]) -> Mapping[str, bool]:
        """An admitted combination with these answers that finds fewest of the other facts."""
        found = dict(answers)
        for group in self.groups:
            found |= self._quietest(self._diagrams.restricted(group.admitted, answers))
        return {name: found.get(fact, 1) == 0 for fact, name in enumerate(self.names)}

    def _quietest(self, admitted: Node) -> dict[int, int]:
        """The answers that are admitted and find fewest facts; what is not named is not found."""
        known: dict[Node, Quiet] = {
            self._diagrams.true: (0, {}),
            self._diagrams.false: (float("inf"), {}),
        }

        def best(node: Node) -> Generator[Node, Quiet, Quiet]:
            variable, (found, absent) = self._diagrams.asks(node)
            with_it, without = (yield found), (yield absent)
            if with_it[0] + 1 <= without[0]:
                return with_it[0] + 1, {**with_it[1], variable: 0}
            return without[0], {**without[1], variable: 1}

        return recursive(best, admitted, known)[1]

    # --- what makes a difference

    def telling(self, functions: Collection[Node]) -> tuple[frozenset[int], bool]:
        """The disputed facts that can change a conclusion, and whether that list is exact.

        They are in a smallest difference between two admitted combinations for which some function
        has different values; functions are None where a case is refused. Facts of a group with too
        many combinations all count: then the list is not exact.
        """
        found = {fact for fact in range(len(self.names)) if self._tells_alone(fact, functions)}
        exact = True
        for group in self.groups:
            facts = frozenset(group.facts)
            concerned = [f for f in functions if not facts.isdisjoint(self._diagrams.variables(f))]
            if found >= facts or not concerned:
                continue
            combinations = [*islice(self._admitted_combinations(group), MAX_LISTED + 1)]
            if len(combinations) <= MAX_LISTED:
                found |= self._tell_together(group.facts, combinations, concerned, found)
            else:
                found |= facts
                exact = False
        return frozenset(found), exact

    def _tells_alone(self, fact: int, functions: Collection[Node]) -> bool:
        return any(
            self._differ(function, {fact: 0}, {fact: 1})
            for function in functions
            if fact in self._diagrams.variables(function)
        )

    def _tell_together(
        self,
        facts: Sequence[int],
        combinations: Sequence[Combination],
        functions: Collection[Node],
        known: Collection[int],
    ) -> set[int]:
        found = set(known)
        for first, second in neighbours(combinations):
            one = {f: 0 if held else 1 for f, held in zip(facts, first, strict=True)}
            other = {f: 0 if held else 1 for f, held in zip(facts, second, strict=True)}
            apart = {fact for fact in one if one[fact] != other[fact]}
            if not apart <= found and any(self._differ(f, one, other) for f in functions):
                found |= apart
        return found

    def _admitted_combinations(self, group: Bound) -> Iterator[Combination]:
        """The combinations of a group that are not refused; none is looked for in vain."""
        pending: list[tuple[Combination, Node]] = [((), group.admitted)]
        while pending:
            begun, node = pending.pop()
            if len(begun) == len(group.facts):
                yield begun
                continue
            found, absent = self._diagrams.below(node, group.facts[len(begun)])
            for held, branch in ((False, absent), (True, found)):
                if branch != self._diagrams.false:
                    pending.append(((*begun, held), branch))

    def _differ(self, function: Node, first: Mapping[int, int], second: Mapping[int, int]) -> bool:
        """True if a function has different values, none of them None, under two sets of answers,
        all else being equal.
        """
        one = self._diagrams.restricted(function, first)
        other = self._diagrams.restricted(function, second)
        if one == other:
            return False
        return True in self._diagrams.values(self._diagrams.combined(_differ, one, other))

    # --- what drops out

    def dropped(self) -> list[Dropped]:
        """The smallest combinations refused, in the order of the facts."""
        reasons: dict[Implicant, list[Symbol]] = {}
        for symbol, when in self._when.items():
            for implicant in prime_implicants(self._diagrams, when):
                reasons.setdefault(implicant, []).append(symbol)
        by_first: dict[tuple[int, int] | None, list[frozenset[tuple[int, int]]]] = {}
        for combination in reasons:
            first = combination[0] if combination else None
            by_first.setdefault(first, []).append(frozenset(combination))

        def is_smallest(combination: Implicant) -> bool:
            parts = (part for first in (None, *combination) for part in by_first.get(first, ()))
            return not any(part < frozenset(combination) for part in parts)

        return [
            Dropped(tuple((self.names[f], a == 0) for f, a in each), tuple(reasons[each]))
            for each in sorted(reasons, key=lambda each: (len(each), each))
            if is_smallest(each)
        ]


def neighbours(combinations: Sequence[Combination]) -> Iterator[tuple[Combination, Combination]]:
    """Pairs of combinations with no other combination between them: none agrees with both wherever
    they agree. Where all combinations are admitted these are the pairs that differ in one fact.
    """
    known = set(combinations)
    width = len(combinations[0]) if combinations else 0
    whole = len(known) == 2**width
    for index, first in enumerate(combinations):
        for position in range(width):
            second = (*first[:position], not first[position], *first[position + 1 :])
            if first[position] and second in known:
                yield first, second
        if not whole:
            yield from _far_neighbours(first, combinations[index + 1 :], known)


def _far_neighbours(
    first: Combination, others: Iterable[Combination], known: Collection[Combination]
) -> Iterator[tuple[Combination, Combination]]:
    """Neighbours of a combination that differ from it in more than one fact."""
    apart = {other: _apart(first, other) for other in known if other != first}
    smallest: list[frozenset[int]] = []
    nearest: set[Combination] = set()
    for other in sorted(apart, key=lambda other: len(apart[other])):
        if not any(mask < apart[other] for mask in smallest):
            smallest.append(apart[other])
            nearest.add(other)
    yield from ((first, o) for o in others if o in nearest and len(apart[o]) > 1)


def _apart(first: Combination, second: Combination) -> frozenset[int]:
    return frozenset(i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)


def _differ(first: object, second: object) -> bool:
    return first is not None and second is not None and first != second
