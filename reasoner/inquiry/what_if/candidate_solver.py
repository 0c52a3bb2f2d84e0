"""A solver that guesses which facts of a case flip, and what that does under answers known so far.

Two worlds stand in it: one with the facts that are guessed, free in all its answers, in which the
case is admitted; and one, copied under definite answers over and over, in which verdicts are to be
missed. Their facts are the same, but for one that may be parted where this is asked for.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import clingo
from clingo.symbol import Function, Symbol

from ...solver.control import add_copy, solve
from ..hypothetical import Hypothetical
from .changes import Effect, Flips, renames, replaces
from .rule_layers import Answers, Copies, Layers

# How many changes are looked for together at most; a replacement flips two facts.
MOST_CHANGES = 2
# A solver for the many small questions that one case gives rise to (of clasp's ways to search, this
# one needs the least time here).
_OPTIONS = ["--warn=none", "--project=project", "--configuration=frumpy"]
#: That a case is not refused, where it is asked for like a verdict.
ADMITTED = Function("")


@dataclass(frozen=True, slots=True)
class Guess:
    """Facts that flip, and effects that this is guessed to have; and the facts in which the other
    world differs.
    """

    flips: Flips
    parted: Flips
    effects: tuple[Effect, ...]


class Guesses:
    """Guesses which of some facts flip. Its switches are atoms that are false where they are not
    asked for.
    """

    def __init__(
        self,
        case: Hypothetical,
        layers: Layers,
        facts: Sequence[Symbol],
        *,
        parting: bool = False,
    ) -> None:
        self._numbers = {symbol: number for number, symbol in case.verdicts.items()}
        stated = [fact for fact in facts if fact in case.findings.stated]
        unstated = [fact for fact in facts if fact not in case.findings.stated]
        self._control = clingo.Control(_OPTIONS)
        with self._control.backend() as backend:
            #: By which a fact flips.
            self.flips = {fact: backend.add_atom(fact) for fact in facts}
            self._add_changes(backend, stated, unstated)
            here = self._add_facts(backend, stated, unstated)
            #: The facts of the world in which verdicts are missed.
            self._missing = {**here, **self._add_parted(backend, here, parting)}
            self._add_effects(backend, case, layers, here)
            backend.add_project([*self.flips.values()])
        inputs = {case.stated_by[fact]: atom for fact, atom in self._missing.items()}
        self._copies = Copies(layers, inputs)

    # --- what is put into the solver

    def _add_changes(
        self, backend: clingo.Backend, stated: Sequence[Symbol], unstated: Sequence[Symbol]
    ) -> None:
        """What flips a fact: that it is withdrawn or added alone, or replaced or replaces."""
        ways: dict[Symbol, list[int]] = {fact: [] for fact in self.flips}
        changes: list[int] = []
        #: That facts are added alone; that a fact is made another entity's.
        self.adding, self.renaming = backend.add_atom(), backend.add_atom()
        # How a stated fact may be withdrawn, or a value of it replaced that names no entity.
        self._moves: dict[Symbol, dict[tuple[Symbol, ...], int]] = {}

        def change(*facts: Symbol) -> int:
            changes.append(backend.add_atom())
            backend.add_rule(changes[-1:], choice=True)
            for fact in facts:
                ways[fact].append(changes[-1])
                backend.add_rule([self.flips[fact]], changes[-1:])
            return changes[-1]

        for fact in stated:
            self._moves[fact] = {(fact,): change(fact)}
        for fact in unstated:
            backend.add_rule([self.adding], [change(fact)])
            for old in stated:
                if replaces(fact, old):
                    way = change(old, fact)
                    if renames(fact, old):
                        backend.add_rule([self.renaming], [way])
                    else:
                        self._moves[old][old, fact] = way
        for each in ways.values():
            backend.add_weight_rule([], 2, [(way, 1) for way in each])
        #: That there are more changes than this, and as many flips at least.
        self.more_than = {
            count: _at_least(backend, count + 1, changes) for count in range(1, MOST_CHANGES + 1)
        }
        self.flipped = {
            count: _at_least(backend, count, self.flips.values())
            for count in range(1, 2 * MOST_CHANGES + 2)
        }

    def _add_facts(
        self, backend: clingo.Backend, stated: Sequence[Symbol], unstated: Sequence[Symbol]
    ) -> dict[Symbol, int]:
        here = {fact: backend.add_atom() for fact in (*stated, *unstated)}
        for fact in stated:
            backend.add_rule([here[fact]], [-self.flips[fact]])
        for fact in unstated:
            backend.add_rule([here[fact]], [self.flips[fact]])
        return here

    def _add_parted(
        self, backend: clingo.Backend, here: Mapping[Symbol, int], parting: bool
    ) -> dict[Symbol, int]:
        """Facts in the other world: the same, but for a stated fact that may be parted, which is
        withdrawn or has a value replaced in one of the worlds only.
        """
        #: By which a stated fact is parted.
        self.parted = {fact: backend.add_atom() for fact in self._moves if parting}
        # That a fact differs.
        self._differs: dict[Symbol, int] = {}
        for fact, parted in self.parted.items():
            moved = {facts: backend.add_atom() for facts in self._moves[fact]}
            backend.add_rule([parted], choice=True)
            backend.add_rule([*moved.values()], [parted], choice=True)
            backend.add_rule([], [parted, *(-move for move in moved.values())])
            backend.add_weight_rule([], 2, [(move, 1) for move in moved.values()])
            for facts, move in moved.items():
                for each in facts:
                    differs = self._differs.setdefault(each, backend.add_atom())
                    backend.add_rule([differs], [move])
                    backend.add_rule([], [move, self.flips[each], -self._moves[fact][facts]])
        there = {fact: backend.add_atom() for fact in self._differs}
        for fact, differs in self._differs.items():
            backend.add_rule([there[fact]], [here[fact], -differs])
            backend.add_rule([there[fact]], [-here[fact], differs])
        return there

    def _add_effects(
        self,
        backend: clingo.Backend,
        case: Hypothetical,
        layers: Layers,
        here: Mapping[Symbol, int],
    ) -> None:
        inputs = {case.stated_by[fact]: atom for fact, atom in here.items()}
        numbers = add_copy(backend, layers.rules, {**inputs})
        for refusal in case.refusals:
            backend.add_rule([], [numbers[refusal]])
        #: By which an effect is wanted.
        self.wanted = {
            Effect(verdict, gained): backend.add_atom()
            for verdict in case.verdicts.values()
            for gained in (True, False)
        }
        self.wanted[Effect(ADMITTED, gained=False)] = backend.add_atom()
        #: That what is missed there must be reached here; that parts of effects are left out.
        self.apart, self.minimal = backend.add_atom(), backend.add_atom()
        self._switches = (
            *self.wanted.values(),
            *self.parted.values(),
            self.apart,
            self.minimal,
        )
        for switch in (*self.wanted.values(), self.apart, self.minimal):
            backend.add_rule([switch], choice=True)
        for effect, wanted in self.wanted.items():
            if effect.verdict in self._numbers:
                reached = numbers.setdefault(self._numbers[effect.verdict], backend.add_atom())
                condition = [] if effect.gained else [self.apart]
                backend.add_rule([], [*condition, wanted, -reached])

    # --- what is learnt

    def exclude(self, effect: Effect, found: Iterable[Flips]) -> None:
        """Flips that have these among them are no minimal ones with this effect."""
        with self._control.backend() as backend:
            for flips in found:
                own = [self.flips[fact] for fact in self.flips if fact in flips]
                backend.add_rule([], [self.minimal, self.wanted[effect], *own])

    def learn(self, effect: Effect, answers: Answers) -> None:
        """Whatever facts reach a verdict under these answers do not lose it."""
        number = self._numbers.get(effect.verdict)
        with self._control.backend() as backend:
            reached = self._copies.add(backend, number, answers)
            backend.add_rule([], [self.wanted[effect], *reached])

    def learn_facts(self, effect: Effect, facts: Collection[Symbol]) -> None:
        """These very facts do not lose a verdict."""
        exactly = [atom if fact in facts else -atom for fact, atom in self._missing.items()]
        with self._control.backend() as backend:
            backend.add_rule([], [self.wanted[effect], *exactly])

    # --- guessing

    def any_of(self, effects: Sequence[Effect]) -> int:
        """A switch by which one of some effects is wanted at least."""
        with self._control.backend() as backend:
            found: int = backend.add_atom()
            for effect in effects:
                backend.add_rule([found], [self.wanted[effect]])
        return found

    def some(
        self,
        true: Iterable[int],
        false: Iterable[int],
        free: Collection[Effect] = (),
        *,
        most: int = 1,
    ) -> list[Guess]:
        """Guesses with these switches as they should be, and these effects wanted or not: as many
        as there are, but no more than ``most``, where that is not 0.
        """
        asked = {*true, *(self.wanted[effect] for effect in free)}
        off = [*false, *(switch for switch in self._switches if switch not in asked)]
        solving = cast("clingo.Configuration", self._control.configuration.solve)
        solving.models = most
        found: list[Guess] = []
        solve(
            self._control,
            [*true, *(-switch for switch in off)],
            on_model=lambda model: found.append(
                Guess(
                    frozenset(model.symbols(shown=True)),
                    frozenset(f for f, atom in self._differs.items() if model.is_true(atom)),
                    tuple(e for e, atom in self.wanted.items() if model.is_true(atom)),
                )
            ),
        )
        return found


def _at_least(backend: clingo.Backend, count: int, atoms: Iterable[int]) -> int:
    """An atom that is true where as many of these are."""
    found = backend.add_atom()
    backend.add_weight_rule([found], count, [(atom, 1) for atom in atoms])
    return found
