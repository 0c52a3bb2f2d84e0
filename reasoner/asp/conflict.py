"""Program conflicts: the fewest demands of a program that cannot be met together."""

from collections.abc import Sequence
from dataclasses import dataclass

import clingo

from ..solver.control import first_model, solve, true_among
from ..solver.minimal_conflicts import smallest_conflict
from ..solver.program import add_rules
from .relaxation import Demand, Relaxation
from .source import SourceRule


@dataclass(frozen=True, slots=True)
class ProgramConflict:
    """Demands that cannot be met together, none of which can be left out; ``smallest`` where no
    conflict has fewer.
    """

    demands: tuple[Demand, ...]
    smallest: bool

    def as_json(self) -> dict[str, object]:
        """The form that interfaces promise."""
        return {
            "satisfiable": False,
            "conflict": [demand.as_json() for demand in self.demands],
            "smallest": self.smallest,
        }


def conflict(program: Sequence[SourceRule]) -> ProgramConflict:
    """The smallest conflict of a program that has no answer set."""
    relaxation = Relaxation(program)
    solver = _Solver(relaxation)
    everything = frozenset(range(len(relaxation.demands)))
    numbers, smallest = smallest_conflict(len(everything), solver.meet, solver.core(everything))
    return ProgramConflict(
        tuple(relaxation.demands[number] for number in sorted(numbers)), smallest
    )


class _Solver:
    """The relaxed program with a solver that finds which demands can be met together."""

    def __init__(self, relaxation: Relaxation) -> None:
        # Demands decided first and as made: the first answer set leaves out no demand needlessly.
        self._control = clingo.Control(
            ["--warn=none", "--heuristic=Domain"], logger=lambda _code, _text: None
        )
        add_rules(self._control, relaxation.statements)
        self._control.ground([("base", [])])
        guards = {atom.symbol: atom.literal for atom in self._control.symbolic_atoms}
        self._literals = [
            guards[relaxation.guard(number)] for number in range(len(relaxation.demands))
        ]

    def core(self, demands: frozenset[int]) -> frozenset[int]:
        """Some of these demands, which cannot be met, that cannot either."""
        literals: set[int] = set()
        solve(self._control, self._assumed(demands), on_core=literals.update)
        return frozenset(n for n in demands if self._literals[n] in literals)

    def meet(self, demands: frozenset[int]) -> frozenset[int] | None:
        """The demands met along with these, if these can be."""
        literals = dict(enumerate(self._literals))
        return first_model(
            self._control, lambda model: true_among(model, literals), self._assumed(demands)
        )

    def _assumed(self, demands: frozenset[int]) -> list[int]:
        return [self._literals[number] for number in sorted(demands)]
