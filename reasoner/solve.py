"""Ground rules in solvers of their own: what the open questions settle, and what a part admits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import clingo
from clingo.symbol import Symbol
from clingox.program import Rule

from reasoner.split import GroundRule, Part

Numbers = dict[int, int]
Vector = tuple[bool, ...]
World = Mapping[str, frozenset[Symbol]]


@dataclass(frozen=True, slots=True)
class LocalOutcome:
    """One set of conclusions that a part admits.

    ``remarks`` are the other atoms to be reported with it; ``ways`` the sets of discretionary
    choices that lead to it, shortest first.
    """

    conclusions: frozenset[Symbol]
    remarks: frozenset[Symbol]
    ways: tuple[frozenset[Symbol], ...]


def new_control(*, project: bool = False, brave: bool = False) -> clingo.Control:
    """A solver that runs through every model, through every distinct projection to what is named
    for it, or towards all brave consequences.
    """
    options = ["--warn=none", "--models=0", f"--project={'project' if project else 'no'}"]
    return clingo.Control([*options, "--enum-mode=brave"] if brave else options)


def add_copy(
    backend: clingo.Backend, rules: Iterable[GroundRule], numbers: Numbers | None = None
) -> Numbers:
    """Add a copy of ground rules under new atom numbers, and say which they are.

    ``numbers`` are the atoms that are there already.
    """
    numbers = {} if numbers is None else numbers

    def atom(number: int) -> int:
        if number not in numbers:
            numbers[number] = backend.add_atom()
        return numbers[number]

    def literal(number: int) -> int:
        return atom(number) if number > 0 else -atom(-number)

    for rule in rules:
        head = [atom(number) for number in rule.head]
        if isinstance(rule, Rule):
            backend.add_rule(head, [literal(number) for number in rule.body], rule.choice)
        else:
            body = [(literal(number), weight) for number, weight in rule.body]
            backend.add_weight_rule(head, rule.lower_bound, body, rule.choice)
    return numbers


def watch(backend: clingo.Backend, numbers: Numbers, wanted: Iterable[int]) -> list[int]:
    """The wanted atoms in a copy; what no rule there decides gets an atom that is false."""
    for number in wanted:
        if number not in numbers:
            numbers[number] = backend.add_atom()
    return [numbers[number] for number in wanted]


class PartSolver:
    """Enumerates what a part admits once its interface is settled; each vector is solved once."""

    def __init__(
        self,
        part: Part,
        classify: Callable[[Symbol], str],
    ) -> None:
        self._part = part
        self._known: dict[Vector, tuple[LocalOutcome, ...]] = {}
        self._kinds = {symbol: classify(symbol) for symbol in part.outputs.values()}

    @cached_property
    def _solver(self) -> tuple[clingo.Control, list[int]]:
        """The part's rules, its interface left open, and the interface's atoms there."""
        control = new_control()
        with control.backend() as backend:
            numbers = {n: backend.add_atom(symbol) for n, symbol in self._part.outputs.items()}
            numbers = add_copy(backend, self._part.rules, numbers)
            watched = watch(backend, numbers, self._part.interface)
            for number in watched:
                backend.add_rule([number], choice=True)
        return control, watched

    def outcomes(self, vector: Vector) -> tuple[LocalOutcome, ...]:
        """All sets of conclusions under these truth values of the interface, in no order."""
        if vector not in self._known:
            self._known[vector] = tuple(self._solve(vector))
        return self._known[vector]

    def _solve(self, vector: Vector) -> list[LocalOutcome]:
        if not self._part.rules:
            truth = dict(zip(self._part.interface, vector, strict=True))
            return [_collect([self._sorted(s for n, s in self._part.outputs.items() if truth[n])])]
        control, watched = self._solver
        assumptions = [n if true else -n for n, true in zip(watched, vector, strict=True)]
        with control.solve(assumptions=assumptions, yield_=True) as found:
            worlds = [self._sorted(model.symbols(shown=True)) for model in found]
        alike: dict[frozenset[Symbol], list[World]] = {}
        for world in worlds:
            alike.setdefault(world["conclusion"], []).append(world)
        return [_collect(same) for same in alike.values()]

    def _sorted(self, symbols: Iterable[Symbol]) -> World:
        """The atoms of a world by kind."""
        world: dict[str, list[Symbol]] = {"conclusion": [], "remark": [], "discretion": []}
        for symbol in symbols:
            world[self._kinds[symbol]].append(symbol)
        return {kind: frozenset(found) for kind, found in world.items()}


def _collect(worlds: Sequence[World]) -> LocalOutcome:
    """Worlds with the same conclusions as one outcome."""
    ways = {world["discretion"] for world in worlds}
    return LocalOutcome(
        worlds[0]["conclusion"],
        frozenset().union(*(world["remark"] for world in worlds)),
        tuple(sorted(ways, key=lambda way: (len(way), sorted(way)))),
    )


def models(
    control: clingo.Control, assumptions: Sequence[int], watched: Sequence[int]
) -> Iterator[Vector]:
    """The truth values of the watched atoms, model by model."""
    with control.solve(assumptions=assumptions, yield_=True) as found:
        for model in found:
            yield tuple(map(model.is_true, watched))
