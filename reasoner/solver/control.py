"""Ground rules in solvers of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

import clingo
from clingo.symbol import Symbol
from clingox.program import Rule

from .splitting import GroundRule

Numbers = dict[int, int]


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
    # Towards all brave consequences each model should have what others lack: a tenth of the choices
    # at random (from a fixed seed) makes them differ, and saves two thirds of them in large cases.
    return clingo.Control([*options, "--enum-mode=brave", "--rand-freq=0.1"] if brave else options)


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
