"""Search for facts other than the stated ones under which verdicts are gained or lost.

A solver can be asked whether facts reach a verdict. That they miss it is a statement about all
answers to readings, disputed facts and discretion, and is asked of ever more answers: candidates
miss the verdict under every answer known, and an answer under which a candidate still reaches it is
added (counterexample-guided refinement of quantified formulas: Janota, Klieber, Marques-Silva and
Clarke, SAT 2012). A solver with free answers verifies every candidate; the search is complete.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property
from typing import cast

import clingo
from clingo.symbol import Symbol

from ...solver.control import all_models, new_control
from ...solver.splitting import atoms_of
from ..hypothetical import Hypothetical
from .candidate_solver import ADMITTED, Candidate, CandidateSolver
from .changes import Effect, Flips
from .rule_layers import Answers, RuleLayers

# The verdicts of a case; None where it is refused.
Admitted = frozenset[Symbol] | None


class Search:
    """Finds facts that a case might state."""

    def __init__(self, case: Hypothetical) -> None:
        self._case = case
        self._stated = frozenset(case.findings.stated)
        self._admitted = cache(case.admitted_verdicts)
        self._layers = RuleLayers(case)
        bearing = {atom for rule in self._layers.rules for atom in atoms_of(rule)}
        # A stated fact that bears on nothing may be replaced by one that does.
        facts = [fact for fact, n in case.stated_by.items() if n in bearing or fact in self._stated]
        self._facts = facts
        self._solver = CandidateSolver(case, self._layers, facts)

    def admitted(self, flips: Flips = frozenset()) -> Admitted:
        """The verdicts that the case admits where `flips` flip."""
        return self._admitted(self._stated ^ flips)

    def effects(self) -> list[Effect]:
        """Every effect that some facts may have."""
        base = self.admitted() or frozenset()
        return [Effect(v, gained=v not in base) for v in self._case.verdicts.values()]

    def minimal(self, effect: Effect, changes: int) -> Iterator[Flips]:
        """Yield minimal flips with `effect` that come to `changes` changes: no part of them that is
        admitted has the effect. Flips found before are left out.
        """
        solver = self._solver
        for count in range(changes, 2 * changes + 1):
            true = [solver.wanted[effect], solver.minimal, solver.flipped[count]]
            false = [solver.flipped[count + 1], solver.more_than[changes]]
            # One candidate at a time as long as they teach something; then ever more together.
            most = 0 if effect.gained else 1
            while tried := solver.some(true, false, most=most):
                found = [
                    candidate.flips
                    for candidate in tried
                    if effect.gained or not self._disproved(candidate, solver)
                ]
                solver.exclude(effect, found)
                yield from found
                if effect.gained:
                    break
                most = 2 * most if len(found) == len(tried) else 1

    def differing(self, effects: Collection[Effect], kept: Collection[Symbol]) -> Flips | None:
        """Flips that have one of `effects` where only stated facts that are not `kept` are
        withdrawn or have a value replaced that names no entity; None if there are none.
        """
        solver = self._solver
        true = [solver.any_of([*effects])]
        false = [solver.adding, solver.renaming, *(solver.flips[fact] for fact in kept)]
        found = self._borne_out(solver, true, false, effects)
        return None if found is None else found.flips

    def bears(self, fact: Symbol) -> bool:
        """True if changing one stated fact alone, or with others, changes the verdicts: it is
        withdrawn, or a value of it that names no entity is replaced.
        """
        solver = self._parting
        missed = [effect for effect in solver.wanted if not effect.gained]
        true = [solver.any_of(missed), solver.apart, solver.parted[fact]]
        false = [solver.adding, solver.renaming]
        return self._borne_out(solver, true, false, missed) is not None

    # --- counterexamples

    def _borne_out(
        self,
        solver: CandidateSolver,
        true: Collection[int],
        false: Collection[int],
        effects: Collection[Effect],
    ) -> Candidate | None:
        """The first candidate that has one of its effects; None if there is none."""
        while tried := solver.some(true, false, effects):
            [candidate] = tried
            gained = any(effect.gained for effect in candidate.effects)
            if gained or not self._disproved(candidate, solver):
                return candidate
        return None

    def _disproved(self, candidate: Candidate, solver: CandidateSolver) -> bool:
        """True if the facts keep every verdict that the candidate is to lose; the solver learns."""
        facts = self._stated ^ candidate.flips ^ candidate.parted
        lost = [effect for effect in candidate.effects if not effect.gained]
        if not all(self._reached(effect.verdict, facts) for effect in lost):
            return False
        for effect in lost:
            if self._layers.definite:
                solver.learn(effect, self._answers(effect.verdict, facts))
            else:
                solver.learn_facts(effect, facts)
        return True

    def _reached(self, verdict: Symbol, facts: frozenset[Symbol]) -> bool:
        admitted = self._admitted(facts)
        return admitted is not None and (verdict == ADMITTED or verdict in admitted)

    def _answers(self, verdict: Symbol, facts: frozenset[Symbol]) -> Answers:
        control, numbers = self._witness
        reached = [numbers[self._case.ground.atoms[verdict]]] if verdict != ADMITTED else []
        found = all_models(
            control,
            lambda model: frozenset(n for n in self._layers.chosen if model.is_true(numbers[n])),
            [*self._case.assumptions(facts, numbers), *reached],
        )
        return found[0]

    @cached_property
    def _parting(self) -> CandidateSolver:
        """A candidate solver in which facts may be parted; it is slower than the one without."""
        return CandidateSolver(self._case, self._layers, self._facts, parting=True)

    @cached_property
    def _witness(self) -> tuple[clingo.Control, Mapping[int, int]]:
        """A solver that finds one answer set of the case, with its atom numbers."""
        control = new_control()
        cast("clingo.Configuration", control.configuration.solve).models = 1
        with control.backend() as backend:
            return control, self._case.add_admitted(backend, self._case.rules(self._case.verdicts))
