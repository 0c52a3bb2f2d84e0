"""Brave consequences: the atoms that hold in some answer set of a whole case."""

from collections.abc import Collection, Mapping

from clingo.symbol import Symbol

from .control import add_copy, new_control, solve
from .program import GroundCase


def brave(
    case: GroundCase,
    reported: Mapping[int, Symbol],
    refused: Collection[int],
    idle: Collection[int] = (),
) -> frozenset[Symbol]:
    """The brave consequences of a ground case among the `reported` atoms, by number.

    No combination of disputed facts may make a ``refused`` atom true. ``idle`` disputed facts
    change no conclusion: they count as not found, so that nothing is said to rest on them.
    """
    control = new_control(brave=True)
    with control.backend() as backend:
        numbers = {number: backend.add_atom(symbol) for number, symbol in reported.items()}
        add_copy(backend, (*case.program.rules, *case.program.weight_rules), numbers)
        for number in refused:
            backend.add_rule([], [numbers[number]])
    found: set[Symbol] = set()
    # Each model is closer to all consequences than the one before: the last one has them.
    solve(
        control,
        [-numbers[number] for number in idle],
        on_last=lambda model: found.update(model.symbols(shown=True)),
    )
    return frozenset(found)
