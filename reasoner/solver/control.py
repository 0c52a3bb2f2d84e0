"""Ground rules in solvers of their own, which keep to the budget in force."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import clingo
from clingo.symbol import Symbol
from clingox.program import Rule

from .. import budget
from .splitting import GroundRule

Numbers = dict[int, int]
T = TypeVar("T")
K = TypeVar("K")


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
    """A clingo solver set to list all models, projected models or brave consequences."""
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


def at_least(backend: clingo.Backend, count: int, atoms: Iterable[int]) -> int:
    """Add an atom that is true where at least `count` of `atoms` are."""
    found = backend.add_atom()
    backend.add_weight_rule([found], count, [(atom, 1) for atom in atoms])
    return found


def renumbered(literals: Iterable[int], numbers: Mapping[int, int]) -> list[int]:
    """Literals in the numbers of a copy."""
    return [numbers[each] if each > 0 else -numbers[-each] for each in literals]


def literals(atoms: Iterable[int], true: Collection[int], numbers: Mapping[int, int]) -> list[int]:
    """Literals of atoms in the numbers of a copy, those of `true` ones positive."""
    return [numbers[atom] if atom in true else -numbers[atom] for atom in atoms]


def solve(
    control: clingo.Control,
    assumptions: Sequence[int] = (),
    *,
    on_model: Callable[[clingo.Model], bool | None] | None = None,
    on_last: Callable[[clingo.Model], None] | None = None,
    on_core: Callable[[Sequence[int]], None] | None = None,
) -> clingo.SolveResult:
    """Solve within the budget in force, and stop the solver when that is spent.

    `on_model` runs in the solver's thread, where no budget is in force. Without a budget too the
    solver has a thread of its own: an interrupt that surfaced in a callback of clingo's would end
    the process. Raises TimeUp.
    """
    budget.check()
    with control.solve(assumptions, on_model=on_model, async_=True) as handle:
        budget.wait(handle)
        result: clingo.SolveResult = handle.get()
        if on_core is not None and result.unsatisfiable:
            on_core(handle.core())
        if on_last is not None and (last := handle.last()) is not None:
            on_last(last)
    return result


def first_model(
    control: clingo.Control, read: Callable[[clingo.Model], T], assumptions: Sequence[int] = ()
) -> T | None:
    """The value that `read` makes of the first model; None without one. Raises TimeUp."""
    found: list[T] = []

    def stop(model: clingo.Model) -> bool:
        found.append(read(model))
        return False

    solve(control, assumptions, on_model=stop)
    return found[0] if found else None


def true_among(model: clingo.Model, literals: Mapping[K, int]) -> frozenset[K]:
    """The keys of the literals that are true in a model."""
    return frozenset(key for key, literal in literals.items() if model.is_true(literal))


def all_models(
    control: clingo.Control, read: Callable[[clingo.Model], T], assumptions: Sequence[int] = ()
) -> list[T]:
    """The values that `read` makes of the models, in the solver's order. Raises TimeUp."""
    found: list[T] = []
    solve(control, assumptions, on_model=lambda model: found.append(read(model)))
    return found
