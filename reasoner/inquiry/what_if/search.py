"""Facts other than those that a case states, under which verdicts are gained or lost.

That facts reach a verdict is one question to a solver; that they do not is a question about all
answers to readings, disputed facts and discretion. It is asked of ever more answers: facts are
guessed under which none of those known reaches the verdict; where others still do, these are added
(counterexample-guided refinement of quantified formulas: Janota, Klieber, Marques-Silva and Clarke,
SAT 2012). What is found is verified by a solver that is free in all answers; what is not found is
not there.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import cast

import clingo
from clingo.symbol import Symbol

from ...solver.control import add_copy, all_models, new_control
from ...solver.splitting import atoms_of
from ..hypothetical import Hypothetical
from .candidate_solver import ADMITTED, Guess, Guesses
from .changes import Effect, Flips
from .rule_layers import Answers, Layers

# The verdicts of a case; None where it is refused.
Admitted = frozenset[Symbol] | None


class Search:
    """Looks for facts that a case might state."""

    def __init__(self, case: Hypothetical) -> None:
        self._case = case
        self._stated = frozenset(case.findings.stated)
        self._known: dict[frozenset[Symbol], Admitted] = {}
        self._layers = Layers(case)
        bearing = {atom for rule in self._layers.rules for atom in atoms_of(rule)}
        # A stated fact that bears on nothing may be replaced by one that does.
        facts = [fact for fact, n in case.stated_by.items() if n in bearing or fact in self._stated]
        self._facts = facts
        self._guesses = Guesses(case, self._layers, facts)

    def admitted(self, flips: Flips = frozenset()) -> Admitted:
        """What is admitted where these facts flip."""
        return self._admitted(self._stated ^ flips)

    def _admitted(self, facts: frozenset[Symbol]) -> Admitted:
        if facts not in self._known:
            self._known[facts] = self._case.admitted_verdicts(facts)
        return self._known[facts]

    def effects(self) -> list[Effect]:
        """Every effect that some facts may have."""
        base = self.admitted() or frozenset()
        return [Effect(v, gained=v not in base) for v in self._case.verdicts.values()]

    def minimal(self, effect: Effect, changes: int) -> Iterator[Flips]:
        """The flips that come to so many changes at most and have this effect, but no part of them
        that is admitted has it; those found before are left out.
        """
        guesses = self._guesses
        for count in range(changes, 2 * changes + 1):
            true = [guesses.wanted[effect], guesses.minimal, guesses.flipped[count]]
            false = [guesses.flipped[count + 1], guesses.more_than[changes]]
            # One guess at a time as long as they teach something; then ever more together.
            most = 0 if effect.gained else 1
            while tried := guesses.some(true, false, most=most):
                found = [
                    guess.flips
                    for guess in tried
                    if effect.gained or not self._disproved(guess, self._stated ^ guess.flips)
                ]
                guesses.exclude(effect, found)
                yield from found
                if effect.gained:
                    break
                most = 2 * most if len(found) == len(tried) else 1

    def differing(self, effects: Collection[Effect], kept: Collection[Symbol]) -> Flips | None:
        """What may flip where stated facts, all but those kept, are withdrawn or have a value
        replaced that names no entity, so that one of some effects is there; None where nothing
        does.
        """
        guesses = self._guesses
        true = [guesses.any_of([*effects])]
        false = [guesses.adding, guesses.renaming, *(guesses.flips[fact] for fact in kept)]
        while tried := guesses.some(true, false, effects):
            [guess] = tried
            gained = any(effect.gained for effect in guess.effects)
            if gained or not self._disproved(guess, self._stated ^ guess.flips):
                return guess.flips
        return None

    def bears(self, fact: Symbol) -> bool:
        """Whether it changes what is admitted that a stated fact is withdrawn, or a value of it
        replaced that names no entity, when the same is done with some of the others or with none.
        """
        guesses = self._parting
        missed = [effect for effect in guesses.wanted if not effect.gained]
        true = [guesses.any_of(missed), guesses.apart, guesses.parted[fact]]
        false = [guesses.adding, guesses.renaming]
        while tried := guesses.some(true, false, missed):
            [guess] = tried
            if not self._disproved(guess, self._stated ^ guess.flips ^ guess.parted, guesses):
                return True
        return False

    # --- counterexamples

    def _disproved(
        self, guess: Guess, facts: frozenset[Symbol], guesses: Guesses | None = None
    ) -> bool:
        """Whether these facts keep all that the guess takes to be lost, and what that teaches."""
        guesses = guesses or self._guesses
        lost = [effect for effect in guess.effects if not effect.gained]
        if not all(self._reached(effect.verdict, facts) for effect in lost):
            return False
        for effect in lost:
            if self._layers.definite:
                guesses.learn(effect, self._answers(effect.verdict, facts))
            else:
                guesses.learn_facts(effect, facts)
        return True

    def _reached(self, verdict: Symbol, facts: frozenset[Symbol]) -> bool:
        admitted = self._admitted(facts)
        return admitted is not None and (verdict == ADMITTED or verdict in admitted)

    def _answers(self, verdict: Symbol, facts: frozenset[Symbol]) -> Answers:
        """Answers by which facts reach a verdict."""
        control, numbers = self._witness
        reached = [numbers[self._verdicts[verdict]]] if verdict != ADMITTED else []
        found = all_models(
            control,
            lambda model: frozenset(n for n in self._layers.chosen if model.is_true(numbers[n])),
            [*self._case.assumptions(facts, numbers), *reached],
        )
        return found[0]

    @cached_property
    def _parting(self) -> Guesses:
        """Guesses in which the worlds may part; the others are sooner found without."""
        return Guesses(self._case, self._layers, self._facts, parting=True)

    @cached_property
    def _verdicts(self) -> Mapping[Symbol, int]:
        return {symbol: number for number, symbol in self._case.verdicts.items()}

    @cached_property
    def _witness(self) -> tuple[clingo.Control, Mapping[int, int]]:
        """A solver that finds an answer set of the case, and the atoms' numbers there."""
        control = new_control()
        cast("clingo.Configuration", control.configuration.solve).models = 1
        with control.backend() as backend:
            numbers = add_copy(backend, self._case.rules(self._case.verdicts))
            for number in self._case.refusals:
                backend.add_rule([], [numbers[number]])
        return control, numbers
