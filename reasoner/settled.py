"""What the open questions settle for a part: its interface, as a function of their answers.

Whether an answer makes a difference is asked of two copies of the settled rules at once, each with
answers of its own: one question to the solver, in place of a list of all combinations.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from math import prod

import clingo

from reasoner.questions import Disputed, Options, Questions
from reasoner.solve import Vector, add_copy, models, new_control, watch
from reasoner.split import GroundRule, Part, Settled, atoms_of


class SettledSolver:
    """Answers what the open questions settle for one part.

    ``refused`` are atoms that no combination of disputed facts may make true.
    """

    def __init__(
        self, settled: Settled, part: Part, questions: Questions, refused: Collection[int]
    ) -> None:
        self._refused = tuple(refused)
        self._interface = part.interface
        deciding = settled.deciding(part.interface)
        self._bearing = questions.among({n for rule in deciding for n in atoms_of(rule)})
        self._rules = settled.deciding((*part.interface, *self._refused)) if refused else deciding
        self._questions = questions.among({n for rule in self._rules for n in atoms_of(rule)})

    @property
    def readings(self) -> tuple[str, ...]:
        """The open readings that the part may depend on, in the pack's order."""
        return tuple(self._bearing.readings)

    @property
    def disputed(self) -> tuple[str, ...]:
        """The disputed facts that the part may depend on."""
        return tuple(self._bearing.disputed)

    def combinations(self, readings: Iterable[str]) -> int:
        """How many combinations of options these readings have."""
        return prod(len(self._questions.readings[reading]) for reading in readings)

    def vectors(self) -> Iterator[Vector]:
        """Every distinct truth value of the interface that some combination of answers gives."""
        return self._single.models(())

    def at(self, disputed: Disputed, options: Options) -> Vector:
        """The interface under these answers; a reading not named takes its first option."""
        return next(self._single.models(self._single.answers(disputed, options, rest=True)))

    def listed(
        self, disputed: Disputed, readings: Sequence[str]
    ) -> Iterator[tuple[tuple[str, ...], Vector]]:
        """The interface for every combination of options of some readings, each of the others
        taking its first option.
        """
        return self._every.listed(disputed, readings)

    def differing_readings(
        self, free: str, disputed: Disputed | None = None
    ) -> Iterator[tuple[Vector, Vector]]:
        """Distinct pairs of unequal interfaces between which one reading alone has changed from its
        first option to another.
        """
        if free not in self._bearing.readings:
            return iter(())
        return self._twin.pairs(free, disputed, disputed)

    def differing_facts(self, first: Disputed, second: Disputed) -> Iterator[tuple[Vector, Vector]]:
        """Distinct pairs of unequal interfaces under two combinations of disputed facts, the
        readings being equal.
        """
        return self._twin.pairs(None, first, second)

    @cached_property
    def _single(self) -> "_Single":
        return _Single(self._rules, self._interface, self._questions, self._refused, project=True)

    @cached_property
    def _every(self) -> "_Single":
        return _Single(self._rules, self._interface, self._questions, self._refused, project=False)

    @cached_property
    def _twin(self) -> "_Twin":
        return _Twin(self._rules, self._interface, self._questions, self._refused)


class _Single:
    """One copy of the settled rules; projected, each state of the interface is met once."""

    def __init__(
        self,
        rules: Sequence[GroundRule],
        interface: Sequence[int],
        questions: Questions,
        refused: Iterable[int],
        *,
        project: bool,
    ) -> None:
        self._questions = questions
        self._control = new_control(project=project)
        with self._control.backend() as backend:
            self._numbers = add_copy(backend, rules)
            self._watched = watch(backend, self._numbers, interface)
            if project:
                backend.add_project(self._watched)
            for number in refused:
                backend.add_rule([], [self._numbers[number]])

    def models(self, assumptions: Sequence[int]) -> Iterator[Vector]:
        return models(self._control, assumptions, self._watched)

    def listed(
        self, disputed: Disputed, readings: Sequence[str]
    ) -> Iterator[tuple[tuple[str, ...], Vector]]:
        """Every combination of options of these readings with the interface it gives."""
        open_options = [self._questions.readings[reading] for reading in readings]
        first = {
            name: next(iter(options))
            for name, options in self._questions.readings.items()
            if name not in readings
        }
        asked = [self._numbers[atom] for options in open_options for atom in options.values()]
        names = [option for options in open_options for option in options]
        assumptions = self.answers(disputed, first, rest=False)
        for world in models(self._control, assumptions, (*asked, *self._watched)):
            truth = zip(names, world, strict=False)
            yield tuple(name for name, true in truth if true), world[len(asked) :]

    def answers(self, disputed: Disputed, options: Options, rest: bool) -> list[int]:
        """Assumptions for these answers, and with ``rest`` for every other reading."""
        literals = [
            self._numbers[number] if disputed[name] else -self._numbers[number]
            for name, number in self._questions.disputed.items()
            if name in disputed
        ]
        for name, atoms in self._questions.readings.items():
            if name in options:
                literals.append(self._numbers[atoms[options[name]]])
            elif rest:
                literals.append(self._numbers[next(iter(atoms.values()))])
        return literals


class _Twin:
    """Two copies of the settled rules, with an atom for each question they answer differently."""

    def __init__(
        self,
        rules: Sequence[GroundRule],
        interface: Sequence[int],
        questions: Questions,
        refused: Iterable[int],
    ) -> None:
        self._questions = questions
        self._control = new_control(project=True)
        with self._control.backend() as backend:
            self._copies = (add_copy(backend, rules), add_copy(backend, rules))
            first, second = (watch(backend, copy, interface) for copy in self._copies)
            self._watched = (*first, *second)
            backend.add_project(self._watched)
            for copy in self._copies:
                for number in refused:
                    backend.add_rule([], [copy[number]])
            self._unlike = _unlike(backend, zip(first, second, strict=True))
            self._differ = {
                name: _unlike(backend, (self._both(number) for number in options.values()))
                for name, options in questions.readings.items()
            } | {
                name: _unlike(backend, [self._both(number)])
                for name, number in questions.disputed.items()
            }
        self._width = len(interface)

    def _both(self, number: int) -> tuple[int, int]:
        return self._copies[0][number], self._copies[1][number]

    def pairs(
        self, free: str | None, first: Disputed | None, second: Disputed | None
    ) -> Iterator[tuple[Vector, Vector]]:
        """Pairs of unequal interfaces where only the ``free`` reading may be answered apart.

        Combinations of disputed facts fix each copy; those left out are open but equal. The first
        copy takes the free reading's first option: if any two options differ in what follows, that
        one differs from some other.
        """
        assumptions = [self._unlike]
        for name, differ in self._differ.items():
            fixed_by_answer = first is not None and name in first
            if name != free and not fixed_by_answer:
                assumptions.append(-differ)
        if free is not None:
            assumptions.append(self._copies[0][next(iter(self._questions.readings[free].values()))])
        for copy, disputed in zip(self._copies, (first, second), strict=True):
            for name, number in self._questions.disputed.items():
                if disputed is not None and name in disputed:
                    assumptions.append(copy[number] if disputed[name] else -copy[number])
        for vector in models(self._control, assumptions, self._watched):
            yield vector[: self._width], vector[self._width :]


def _unlike(backend: clingo.Backend, pairs: Iterable[tuple[int, int]]) -> int:
    """A new atom that holds when the two atoms of some pair have different truth values."""
    unlike: int = backend.add_atom()
    for first, second in pairs:
        backend.add_rule([unlike], [first, -second])
        backend.add_rule([unlike], [second, -first])
    return unlike
