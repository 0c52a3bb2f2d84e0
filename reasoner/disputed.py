"""Disputed facts: which combinations of them a case admits, which drop out and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clingo.symbol import Symbol

from reasoner.solve import add_copy, models, new_control
from reasoner.split import Settled, atoms_of

Combination = tuple[bool, ...]
Partial = tuple[tuple[str, bool], ...]

# With more disputed facts than this the combinations are not all listed.
MAX_LISTED = 8


@dataclass(frozen=True, slots=True)
class Dropped:
    """A smallest combination of disputed facts that a case refuses, with the reasons."""

    combination: Partial
    refusals: tuple[Symbol, ...]


class DisputedFacts:
    """The disputed facts of a case and the combinations it admits.

    ``refusals`` are the atoms that refuse a case, by number; each hangs on disputed facts only.
    """

    def __init__(
        self,
        settled: Settled,
        facts: Mapping[str, int],
        refusals: Mapping[int, Symbol],
    ) -> None:
        self.facts = tuple(facts)
        self._refusals = refusals
        self._deciding = settled.deciding(refusals)
        touched = {number for rule in self._deciding for number in atoms_of(rule)}
        self._bearing = [name for name, number in facts.items() if number in touched]
        self._control = new_control()
        with self._control.backend() as backend:
            numbers = add_copy(backend, self._deciding)
        self._fact_atoms = [numbers[facts[name]] for name in self._bearing]
        self._refusal_atoms = [numbers[number] for number in refusals]

    def admitted(self) -> Iterator[Mapping[str, bool]]:
        """The combinations that are not refused: with each fact first, then without it."""
        return self._completions({})

    def _completions(self, chosen: Mapping[str, bool]) -> Iterator[Mapping[str, bool]]:
        """The admitted combinations that begin with these choices; none is looked for in vain."""
        if not self._admissible(chosen):
            return
        if len(chosen) == len(self.facts):
            yield chosen
            return
        name = self.facts[len(chosen)]
        for value in (True, False):
            yield from self._completions({**chosen, name: value})

    def _admissible(self, chosen: Mapping[str, bool]) -> bool:
        """Whether some combination with these choices is not refused."""
        assumptions = [
            atom if chosen[name] else -atom
            for name, atom in zip(self._bearing, self._fact_atoms, strict=True)
            if name in chosen
        ]
        assumptions += [-atom for atom in self._refusal_atoms]
        return next(models(self._control, assumptions, ()), None) is not None

    def refusals(self) -> frozenset[Symbol]:
        """Everything that refuses some combination: brave consequences."""
        control = new_control(brave=True)
        with control.backend() as backend:
            told = {number: backend.add_atom(symbol) for number, symbol in self._refusals.items()}
            add_copy(backend, self._deciding, told)
        found: frozenset[Symbol] = frozenset()
        with control.solve(yield_=True) as consequences:
            for model in consequences:  # each has those found so far
                found = frozenset(model.symbols(shown=True))
        return found

    def dropped(self) -> list[Dropped]:
        """The smallest combinations refused, in the order of the facts."""
        if not self._bearing or len(self._bearing) > MAX_LISTED:
            return []
        refused: dict[Symbol, set[Combination]] = {
            symbol: set() for symbol in self._refusals.values()
        }
        width = len(self._bearing)
        for world in models(self._control, (), (*self._fact_atoms, *self._refusal_atoms)):
            for symbol, true in zip(self._refusals.values(), world[width:], strict=True):
                if true:
                    refused[symbol].add(world[:width])
        reasons: dict[Partial, list[Symbol]] = {}
        for symbol, combinations in refused.items():
            for smallest in _smallest(combinations):
                named = tuple(
                    (name, value)
                    for name, value in zip(self._bearing, smallest, strict=True)
                    if value is not None
                )
                reasons.setdefault(named, []).append(symbol)
        return [
            Dropped(combination, tuple(reasons[combination]))
            for combination in sorted(reasons, key=lambda c: (len(c), [self._rank(f) for f in c]))
            if not any(set(other) < set(combination) for other in reasons)
        ]

    def _rank(self, literal: tuple[str, bool]) -> tuple[int, bool]:
        return self._bearing.index(literal[0]), not literal[1]


def _smallest(combinations: Iterable[Combination]) -> list[tuple[bool | None, ...]]:
    """The prime implicants of a set of combinations: those parts of a combination all completions
    of which are in the set, and no smaller part (Quine, A Way to Simplify Truth Functions, 1955).
    """
    found: list[tuple[bool | None, ...]] = []
    level: set[tuple[bool | None, ...]] = set(combinations)
    while level:
        merged: set[tuple[bool | None, ...]] = set()
        larger: set[tuple[bool | None, ...]] = set()
        for partial in level:
            for position, value in enumerate(partial):
                other = (*partial[:position], False, *partial[position + 1 :])
                if value is True and other in level:
                    merged |= {partial, other}
                    larger.add((*partial[:position], None, *partial[position + 1 :]))
        found += level - merged
        level = larger
    return found


def neighbours(combinations: Sequence[Combination]) -> Iterator[tuple[Combination, Combination]]:
    """Pairs of combinations with no third between them, that is, none that agrees with both where
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
