"""What holds in some outcome, and what in all: brave and cautious reasoning over a whole case."""

from collections.abc import Collection, Mapping, Sequence

from clingo.symbol import Symbol

from reasoner.program import GroundCase
from reasoner.solve import add_copy, new_control


class Consequences:
    """The consequences of a ground case among the atoms that are told, by number.

    ``refused`` are atoms that no combination of disputed facts may make true. ``idle`` are disputed
    facts that change no conclusion: they are taken not to be found, so that nothing is said to rest
    on them.
    """

    def __init__(
        self,
        case: GroundCase,
        told: Mapping[int, Symbol],
        refused: Collection[int],
        idle: Collection[int] = (),
    ) -> None:
        self._control = new_control()
        with self._control.backend() as backend:
            numbers = {number: backend.add_atom(symbol) for number, symbol in told.items()}
            self._numbers = add_copy(
                backend, (*case.program.rules, *case.program.weight_rules), numbers
            )
            for number in refused:
                backend.add_rule([], [self._numbers[number]])
        self._unfound = [-self._numbers[number] for number in idle]

    def brave(self, assumed: Sequence[int] = ()) -> frozenset[Symbol]:
        """What holds in at least one answer set in which the assumed atoms are true."""
        return self._found("brave", assumed)

    def cautious(self) -> frozenset[Symbol]:
        """What holds in every answer set."""
        return self._found("cautious", ())

    def _found(self, mode: str, assumed: Sequence[int]) -> frozenset[Symbol]:
        self._control.configuration.solve.enum_mode = mode  # type: ignore[union-attr]
        assumptions = [*self._unfound, *(self._numbers[number] for number in assumed)]
        found: set[Symbol] = set()
        # Each model is closer to all consequences than the one before: the last one has them.
        self._control.solve(
            assumptions=assumptions,
            on_last=lambda model: found.update(model.symbols(shown=True)),
        )
        return frozenset(found)
