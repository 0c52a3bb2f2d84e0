"""Candidate solver of a counterexample-guided search (CEGAR): which facts flip, with which effects.

The solver holds two worlds. In the first the case is admitted, and all answers (to readings,
disputed facts and discretion) are free. The second is copied under every definite answer known so
far; in it verdicts are to be missed. Both have the same facts, unless a fact may be parted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import clingo
from clingo.symbol import Function, Symbol

from ...solver.control import all_models, at_least
from ..hypothetical import Hypothetical
from .changes import Effect, Flips, renames, replaces
from .rule_layers import Answers, LayerCopies, RuleLayers

# How many changes are looked for together at most; a replacement flips two facts.
MOST_CHANGES = 2
# A solver for the many small questions that one case gives rise to (of clasp's ways to search, this
# one needs the least time here).
_OPTIONS = ["--warn=none", "--project=project", "--configuration=frumpy"]
#: That a case is not refused, as the verdict of an effect.
ADMITTED = Function("")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Facts that flip, the effects they may have, and the `parted` facts that flip in the second
    world only.
    """

    flips: Flips
    parted: Flips
    effects: tuple[Effect, ...]


class CandidateSolver:
    """Proposes facts that flip. Its switches are atoms that are false unless they are assumed."""

    def __init__(
        self,
        case: Hypothetical,
        layers: RuleLayers,
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
            here = {fact: backend.add_atom() for fact in (*stated, *unstated)}
            for fact, atom in here.items():
                flip = self.flips[fact]
                backend.add_rule([atom], [-flip if fact in stated else flip])
            #: The facts of the world in which verdicts are missed.
            self._missing = {**here, **self._add_parted(backend, here, parting)}
            self._add_effects(backend, case, layers, here)
            backend.add_project([*self.flips.values()])
        inputs = {case.stated_by[fact]: atom for fact, atom in self._missing.items()}
        self._copies = LayerCopies(layers, inputs)

    # --- what is put into the solver

    def _add_changes(
        self, backend: clingo.Backend, stated: Sequence[Symbol], unstated: Sequence[Symbol]
    ) -> None:
        """Add the ways to flip a fact: withdrawn or added alone, replaced or replacing another."""
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
            count: at_least(backend, count + 1, changes) for count in range(1, MOST_CHANGES + 1)
        }
        self.flipped = {
            count: at_least(backend, count, self.flips.values())
            for count in range(1, 2 * MOST_CHANGES + 2)
        }

    def _add_parted(
        self, backend: clingo.Backend, here: Mapping[Symbol, int], parting: bool
    ) -> dict[Symbol, int]:
        """Add the facts of the second world: those of the first, unless a stated fact is parted,
        which is withdrawn, or has a value replaced, in one of the worlds only.
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
        layers: RuleLayers,
        here: Mapping[Symbol, int],
    ) -> None:
        inputs = {case.stated_by[fact]: atom for fact, atom in here.items()}
        numbers = case.add_admitted(backend, layers.rules, {**inputs})
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
        """Exclude supersets of the flips `found` as minimal flips with `effect`."""
        with self._control.backend() as backend:
            for flips in found:
                own = [self.flips[fact] for fact in self.flips if fact in flips]
                backend.add_rule([], [self.minimal, self.wanted[effect], *own])

    def learn(self, effect: Effect, answers: Answers) -> None:
        """Exclude as a loss of a verdict all facts that reach it under `answers`."""
        number = self._numbers.get(effect.verdict)
        with self._control.backend() as backend:
            reached = self._copies.add(backend, number, answers)
            backend.add_rule([], [self.wanted[effect], *reached])

    def learn_facts(self, effect: Effect, facts: Collection[Symbol]) -> None:
        """Exclude exactly these facts as a loss of a verdict."""
        exactly = [atom if fact in facts else -atom for fact, atom in self._missing.items()]
        with self._control.backend() as backend:
            backend.add_rule([], [self.wanted[effect], *exactly])

    # --- guessing

    def any_of(self, effects: Sequence[Effect]) -> int:
        """Add a switch that demands at least one of `effects`."""
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
    ) -> list[Candidate]:
        """Propose at most `most` candidates (all, where it is 0) under the switches `true` and
        `false`; the effects in `free` may be demanded or not.
        """
        free_switches = {*true, *(self.wanted[effect] for effect in free)}
        off = [*false, *(switch for switch in self._switches if switch not in free_switches)]
        solving = cast("clingo.Configuration", self._control.configuration.solve)
        solving.models = most
        return all_models(
            self._control,
            lambda model: Candidate(
                frozenset(model.symbols(shown=True)),
                frozenset(f for f, atom in self._differs.items() if model.is_true(atom)),
                tuple(e for e, atom in self.wanted.items() if model.is_true(atom)),
            ),
            [*true, *(-switch for switch in off)],
        )
