"""Answer sets behind the outcomes, one witness for each way in which an outcome comes about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import clingo
from clingo.symbol import Symbol

from .control import LocalOutcome, add_copy, first_model, new_control
from .program import GroundCase
from .results import Branch
from .variables import ChoiceAtoms

Way = frozenset[Symbol]


class AnswerSets:
    """Answer sets of a case, found for given outcomes.

    ``settled`` atoms hold in all of them; a world is the set of the other atoms that hold in one.
    ``telling`` atoms tell answer sets apart once readings and disputed facts are fixed: conclusions
    and discretion.
    """

    def __init__(
        self, ground: GroundCase, questions: ChoiceAtoms, telling: Iterable[Symbol]
    ) -> None:
        self.settled = ground.facts
        self._ground = ground
        self._questions = questions
        self._telling = {symbol: ground.atoms[symbol] for symbol in telling}

    @cached_property
    def _solver(self) -> tuple[clingo.Control, Mapping[int, int]]:
        """The whole ground program, and its atoms' numbers there; each has its name, by which the
        solver tells those that are true quicker than it can be asked about every one.
        """
        control = new_control()
        program = self._ground.program
        with control.backend() as backend:
            named = {n: backend.add_atom(symbol) for symbol, n in self._ground.atoms.items()}
            numbers = add_copy(backend, [*program.rules, *program.weight_rules], named)
        return control, numbers

    def of(self, branch: Branch, joint: Sequence[LocalOutcome]) -> Iterator[frozenset[Symbol]]:
        """Worlds of the outcome that joins these local outcomes: one in which each comes about in
        its first way, then one for every other way of each.
        """
        first = [local.ways[0] if local.ways else frozenset() for local in joint]
        yield self._world(branch, joint, first)
        for place, local in enumerate(joint):
            for way in local.ways[1:]:
                yield self._world(branch, joint, [*first[:place], way, *first[place + 1 :]])

    def _world(
        self, branch: Branch, joint: Sequence[LocalOutcome], ways: Sequence[Way]
    ) -> frozenset[Symbol]:
        control, numbers = self._solver
        true = frozenset[Symbol]().union(*(local.conclusions for local in joint), *ways)
        literals = [
            *self._answers(branch),
            *((number if symbol in true else -number) for symbol, number in self._telling.items()),
        ]
        assumptions = [
            numbers[literal] if literal > 0 else -numbers[-literal] for literal in literals
        ]
        world = first_model(
            control, lambda model: frozenset(model.symbols(atoms=True)), assumptions
        )
        assert world is not None, "an outcome has an answer set"  # noqa: S101
        return world

    def _answers(self, branch: Branch) -> Iterator[int]:
        """Literals that answer the open questions; a reading that is not live takes its first
        option.
        """
        for name, options in self._questions.readings.items():
            yield options.get(branch.readings.get(name, ""), next(iter(options.values())))
        for name, number in self._questions.disputed.items():
            yield number if branch.combination[name] else -number
