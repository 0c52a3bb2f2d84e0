"""Ground rules in solvers of their own: what the open questions settle, and what a part admits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import clingo
from clingo.symbol import Symbol
from clingox.program import Rule

from reasoner.split import GroundRule, Part

Numbers = dict[int, int]
Vector = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class LocalOutcome:
    """One set of conclusions that a part admits.

    ``remarks`` are the other atoms to be reported with it; ``ways`` the sets of discretionary
    choices that lead to it, shortest first.
    """

    conclusions: frozenset[Symbol]
    remarks: frozenset[Symbol]
    ways: tuple[frozenset[Symbol], ...]


def new_control(*, project: bool = False) -> clingo.Control:
    """A solver that runs through every model, or every distinct projection to what is named so."""
    return clingo.Control(
        ["--warn=none", "--models=0", f"--project={'project' if project else 'no'}"]
    )


def add_copy(backend: clingo.Backend, rules: Iterable[GroundRule]) -> Numbers:
    """Add a copy of ground rules under new atom numbers, and say which they are."""
    numbers: Numbers = {}

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


class PartSolver:
    """Enumerates what a part admits once its interface is settled; each vector is solved once."""

    def __init__(
        self,
        part: Part,
        classify: Callable[[Symbol], str],
        order: Callable[[LocalOutcome], Any],
    ) -> None:
        self._part = part
        self._order = order
        self._known: dict[Vector, tuple[LocalOutcome, ...]] = {}
        self._kinds = {number: classify(symbol) for number, symbol in part.outputs.items()}
        self._control = new_control()
        with self._control.backend() as backend:
            self._numbers = add_copy(backend, part.rules)
            for number in (*part.interface, *part.outputs):
                if number not in self._numbers:
                    self._numbers[number] = backend.add_atom()
            for number in part.interface:
                backend.add_rule([self._numbers[number]], choice=True)

    def outcomes(self, vector: Vector) -> tuple[LocalOutcome, ...]:
        """All sets of conclusions under these truth values of the interface."""
        if vector not in self._known:
            self._known[vector] = tuple(sorted(self._solve(vector), key=self._order))
        return self._known[vector]

    def _solve(self, vector: Vector) -> list[LocalOutcome]:
        if not self._part.rules:
            return [self._collect([dict(zip(self._part.interface, vector, strict=True))])]
        assumptions = [
            (self._numbers[number] if value else -self._numbers[number])
            for number, value in zip(self._part.interface, vector, strict=True)
        ]
        worlds: dict[frozenset[Symbol], list[Mapping[int, bool]]] = {}
        with self._control.solve(assumptions=assumptions, yield_=True) as models:
            for model in models:
                world = {n: model.is_true(self._numbers[n]) for n in self._part.outputs}
                worlds.setdefault(self._true(world, "conclusion"), []).append(world)
        return [self._collect(same) for same in worlds.values()]

    def _true(self, world: Mapping[int, bool], kind: str) -> frozenset[Symbol]:
        return frozenset(
            symbol
            for number, symbol in self._part.outputs.items()
            if self._kinds[number] == kind and world[number]
        )

    def _collect(self, worlds: Sequence[Mapping[int, bool]]) -> LocalOutcome:
        ways = {self._true(world, "discretion") for world in worlds}
        return LocalOutcome(
            self._true(worlds[0], "conclusion"),
            frozenset().union(*(self._true(world, "remark") for world in worlds)),
            tuple(sorted(ways, key=lambda way: (len(way), sorted(way)))),
        )


def models(
    control: clingo.Control, assumptions: Sequence[int], watched: Sequence[int]
) -> Iterator[Vector]:
    """The truth values of the watched atoms, model by model."""
    with control.solve(assumptions=assumptions, yield_=True) as found:
        for model in found:
            yield tuple(map(model.is_true, watched))
