"""What changes of stated facts do, by the plain definitions: every combination of them is tried."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain, combinations, product

from clingo.symbol import Symbol, SymbolType

# What is admitted of a case that states some facts: its verdicts, None where it is refused.
Admit = Callable[[frozenset[Symbol]], frozenset[Symbol] | None]
Flips = frozenset[Symbol]
# A verdict, and whether it is gained.
Effect = tuple[Symbol, bool]


def subsets(facts: Iterable[Symbol]) -> Iterator[frozenset[Symbol]]:
    """Every set of some of these facts."""
    every = list(facts)
    return map(
        frozenset, chain.from_iterable(combinations(every, n) for n in range(len(every) + 1))
    )


def replaces(new: Symbol, old: Symbol) -> bool:
    """Whether exactly one value is another."""
    values = zip(new.arguments, old.arguments, strict=False)
    return new.name == old.name and [a == b for a, b in values].count(False) == 1


def moves(new: Symbol, old: Symbol) -> bool:
    """Whether exactly one value is another, and it is no name."""
    values = zip(new.arguments, old.arguments, strict=False)
    [*differing] = (a for a, b in values if a != b)
    return replaces(new, old) and differing[0].type is not SymbolType.String


class BruteChanges:
    """A case's stated facts, what else may be stated, and what any facts come to."""

    def __init__(self, admit: Admit, stated: Collection[Symbol], facts: Collection[Symbol]) -> None:
        self._known: dict[frozenset[Symbol], frozenset[Symbol] | None] = {}
        self._admit = admit
        self.stated = frozenset(stated)
        self.unstated = frozenset(facts) - self.stated
        self.base = self.admitted(self.stated) or frozenset()

    def admitted(self, facts: frozenset[Symbol]) -> frozenset[Symbol] | None:
        """What these facts come to."""
        if facts not in self._known:
            self._known[facts] = self._admit(facts)
        return self._known[facts]

    def singles(self) -> set[Flips]:
        """Every single change."""
        alone = {frozenset([fact]) for fact in self.stated | self.unstated}
        pairs = product(self.stated, self.unstated)
        return alone | {frozenset(pair) for pair in pairs if replaces(pair[1], pair[0])}

    def effects(self, flips: Flips) -> set[Effect]:
        """What a change gains and loses; nothing where the case is then refused."""
        after = self.admitted(self.stated ^ flips)
        if after is None:
            return set()
        return {(v, True) for v in after - self.base} | {(v, False) for v in self.base - after}

    def minimal(self) -> Mapping[Effect, tuple[set[Flips], set[Flips]]]:
        """The minimal single changes, and the minimal pairs, with each effect."""
        singles = self.singles()
        pairs = {one | other for one, other in combinations(singles, 2) if not one & other}
        found: dict[Effect, tuple[set[Flips], set[Flips]]] = {}
        for place, changes in enumerate((singles, pairs - singles)):
            for flips in changes:
                smaller = [self.effects(part) for part in subsets(flips) if part < flips]
                for effect in self.effects(flips).difference(*smaller):
                    found.setdefault(effect, (set(), set()))[place].add(flips)
        return found

    def touched(self, facts: Collection[Symbol]) -> Iterator[Flips]:
        """Every way to withdraw some of these facts, or to replace values that are no names."""
        ways = [[(), *self.moves(fact)] for fact in facts]
        for chosen in product(*ways):
            flipped = [*chain.from_iterable(chosen)]
            if len(set(flipped)) == len(flipped):  # no fact takes the place of two
                yield frozenset(flipped)

    def moves(self, fact: Symbol) -> list[tuple[Symbol, ...]]:
        """The ways to withdraw a fact or to replace a value that is no name."""
        return [(fact,), *((fact, new) for new in self.unstated if moves(new, fact))]

    def carry(self, kept: Collection[Symbol], person: Symbol) -> bool:
        """Whether facts keep what is defensible for a person whatever is done with the others."""
        return not any(
            verdict.arguments[0] == person
            for flips in self.touched(self.stated - set(kept))
            for verdict, _ in self.effects(flips)
        )

    def idle(self) -> set[Symbol]:
        """The facts to which nothing done changes anything, whatever is done to the others."""
        return {
            fact
            for fact in self.stated
            if all(
                self.admitted(self.stated ^ others) == self.admitted(self.stated ^ others ^ {*own})
                for others in self.touched(self.stated - {fact})
                for own in self.moves(fact)
                if others.isdisjoint(own)
            )
        }
