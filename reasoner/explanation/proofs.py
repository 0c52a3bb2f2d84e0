"""Proofs and certificates of the outcomes of a case, by the prover."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice

from clingo import ast
from clingo.symbol import Symbol

from ..i18n import message
from ..pack.model import Pack
from ..pack.provision import Provision
from ..proof.bridge import ProverMissing
from ..proof.prover import Prover
from ..proof.session import Session, World
from ..proof.steps import goal_pattern
from ..solver.answer_sets import AnswerSets
from ..solver.outcomes import Outcomes
from ..solver.program import given, own_statements
from ..solver.results import Branch, Outcome
from ..syntax import Sourced
from .absence_reasons import AbsenceReasons, cited_words
from .law_wording import LawWording
from .proof_graph import Proof
from .why_not import why_not
from .worded_steps import Cache, WordedSteps, proof_of

# How many worlds keep their words, and how many cases their proofs, in each thread.
MAX_KEPT = 100
MAX_CASES = 8
# How many worlds are certified together, and how many conclusions are proved together.
MAX_TOGETHER = 20
MAX_PROVED = 50


@dataclass(frozen=True, slots=True)
class _PackState:
    """A pack, equal to any with the same files."""

    id: str
    digest: str
    pack: Pack = field(compare=False)


def prover(pack: Pack) -> Prover:
    """The prover with a pack's rules, translated once. Raises Unsupported."""
    return _prover(_PackState(pack.id, pack.digest, pack))


@lru_cache(maxsize=8)
def _prover(state: _PackState) -> Prover:
    pack = state.pack
    own = [
        Sourced(statement, "engine", 1, 1, str(statement))
        for statement in own_statements(pack)
        if statement.ast_type is ast.ASTType.Rule
    ]
    return Prover([*own, *pack.rules])


@dataclass(frozen=True, slots=True)
class Others:
    """Further proofs, smallest first. ``count`` is of all proofs, counted as trees; where it is not
    ``exact`` there are more, in which atoms that could support each other change places.
    """

    count: int
    exact: bool
    proofs: tuple[Proof, ...]


class Proofs:
    """Proves what is concluded in the outcomes of one case.

    A context: it ends by forgetting; without one, that happens when nobody holds it any more.
    """

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._worded: dict[frozenset[Symbol], _WordedWorld] = {}
        self._first: dict[str, frozenset[Symbol]] = {}
        self._cache: Cache = {}
        # The branches that have been certified, by their first positions.
        self._certified: set[int] = set()

    def __enter__(self) -> "Proofs":
        return self

    def __exit__(self, *_: object) -> None:
        if "_session" in self.__dict__:
            self._session.close()

    @cached_property
    def _session(self) -> Session:
        return prover(self._pack).session(given(self._pack, self._outcomes.findings))

    @cached_property
    def _worlds(self) -> AnswerSets:
        return self._outcomes.model.worlds()

    # --- the certificate

    def certify(self, branches: Iterable[Branch]) -> None:
        """Check that every outcome of these branches is an answer set; one check covers each local
        outcome.

        Outcomes of one branch combine local outcomes freely, and no rule speaks of two parts; so it
        is enough that each local outcome is part of one world that is checked.
        Raises CertificateFailed, ProverMissing, ProverError.
        """
        wanted = [branch for branch in branches if branch.first not in self._certified]
        worlds = self._certifying(wanted)
        while together := list(islice(worlds, MAX_TOGETHER)):
            self._session.certify(together)
        self._certified.update(branch.first for branch in wanted)

    def _certifying(self, branches: Iterable[Branch]) -> Iterator[World]:
        """Worlds in which each local outcome of these branches has a part."""
        for branch in branches:
            for row in range(max(map(len, branch.parts))):
                joint = tuple(choices[row % len(choices)] for choices in branch.parts)
                yield self._in_prover(next(self._worlds.of(branch, joint)))

    def _in_prover(self, atoms: frozenset[Symbol]) -> World:
        return self._session.world(atoms, self._worlds.settled)

    def _world(self, atoms: frozenset[Symbol]) -> "_WordedWorld":
        """A world with its worded steps, kept for the next question about it."""
        if atoms not in self._worded:
            if len(self._worded) >= MAX_KEPT:
                del self._worded[next(iter(self._worded))]
            world = self._in_prover(atoms)
            wording = LawWording(self._pack, self._outcomes.findings, world)
            reasons = AbsenceReasons(world, wording)
            self._worded[atoms] = _WordedWorld(
                world, wording, reasons, WordedSteps(wording, reasons.absence, self._cache)
            )
        return self._worded[atoms]

    # --- why, and why not

    def why(self, conclusion: Symbol, outcome: Outcome) -> Proof | None:
        """The smallest proof of an atom in an outcome; None where it does not hold there."""
        atoms = self._where(conclusion, outcome, holds=True)
        if atoms is None:
            return None
        here = self._world(atoms)
        if len(outcome.conclusions) <= MAX_PROVED:
            # Their proofs have most in common, and the next question will be about one of them.
            here.steps.prove(here.world, *outcome.conclusions)
        proof = proof_of(here.world, conclusion, here.steps)
        return _citing(proof, here.wording.bases.get(conclusion, ()))

    def others(self, conclusion: Symbol, outcome: Outcome, limit: int) -> "Others":
        """Further proofs of an atom that holds in an outcome, smallest first, and how many proofs
        there are in all.
        """
        atoms = self._where(conclusion, outcome, holds=True)
        if atoms is None:
            return Others(0, True, ())
        here = self._world(atoms)
        alternatives = here.world.alternatives(conclusion)
        found = []
        for other in islice(alternatives, 1, limit + 1):
            steps = WordedSteps(here.wording, here.reasons.absence, self._cache)
            steps.add(other.values())
            proof = steps.proof(conclusion)
            found.append(_citing(proof, here.wording.bases.get(conclusion, ())))
        return Others(alternatives.count, alternatives.exact, tuple(found))

    def why_not(self, conclusion: Symbol, outcome: Outcome) -> Proof | None:
        """The explanation why an atom does not hold in an outcome; None if it always does."""
        atoms = self._where(conclusion, outcome, holds=False)
        if atoms is None:
            return None
        here = self._world(atoms)
        return why_not(here.world, goal_pattern(conclusion), here.steps)

    def _where(
        self, conclusion: Symbol, outcome: Outcome, *, holds: bool
    ) -> frozenset[Symbol] | None:
        """The first world of an outcome in which an atom holds, or in which it fails."""
        settled = conclusion in self._worlds.settled
        worlds = self._of(outcome)
        return next((w for w in worlds if (settled or conclusion in w) == holds), None)

    def _of(self, outcome: Outcome) -> Iterator[frozenset[Symbol]]:
        """The worlds of an outcome; the first is kept, for most questions end with it."""
        if outcome.id not in self._first:
            if len(self._first) >= MAX_KEPT:
                del self._first[next(iter(self._first))]
            self._first[outcome.id] = next(self._worlds.of(outcome.branch, outcome.parts))
        yield self._first[outcome.id]
        yield from islice(self._worlds.of(outcome.branch, outcome.parts), 1, None)

    # --- which outcome

    def first_where(self, conclusion: Symbol, *, holds: bool) -> Outcome | None:
        """The first outcome in which an atom holds, or in which it fails."""
        if self._outcomes.model.tells_of(conclusion):
            drawn, absent = ([conclusion], []) if holds else ([], [conclusion])
            return self._outcomes.first_with(drawn, absent)
        for branch in self._outcomes.branches():
            for position in _telling_positions(branch):
                outcome = self._outcomes.outcome_at(branch, position)
                if self._where(conclusion, outcome, holds=holds) is not None:
                    return outcome
        return None


class _Kept(threading.local):
    """The proofs of cases, kept by each thread as the outcomes are."""

    def __init__(self) -> None:
        self.of = lru_cache(maxsize=MAX_CASES)(Proofs)


_kept = _Kept()


def proofs_of(outcomes: Outcomes) -> Proofs:
    """The proofs of a case, kept by this thread for the next question about the same outcomes.

    They hold worlds in Prolog, and all that has been certified and worded; Prolog forgets the
    worlds when the proofs are dropped.
    """
    return _kept.of(outcomes)


def forget_proofs() -> None:
    """Drop the proofs that this thread keeps."""
    _kept.of.cache_clear()


def certificate(outcomes: Outcomes, branches: Iterable[Branch]) -> bool | None:
    """Certify the outcomes of these branches; None where SWI-Prolog is not installed.

    Raises CertificateFailed, ProverError.
    """
    try:
        proofs_of(outcomes).certify(branches)
    except ProverMissing:
        return None
    return True


@dataclass(frozen=True, slots=True)
class _WordedWorld:
    """A world with its wording and the steps worded so far."""

    world: World
    wording: LawWording
    reasons: AbsenceReasons
    steps: WordedSteps


def _telling_positions(branch: Branch) -> list[int]:
    """Positions that show each local outcome once, in order: an atom hangs on one part only."""
    positions, stride = {branch.first}, 1
    for choices in reversed(branch.parts):
        positions |= {branch.first + stride * index for index in range(len(choices))}
        stride *= len(choices)
    return sorted(positions)


def _citing(proof: Proof, bases: Sequence[Provision]) -> Proof:
    """A proof whose conclusion cites the provisions that carry it and that the proof comes to; what
    else carries it is named as another ground.
    """
    reached = {provision for node in proof for provision in node.provisions}
    shown = tuple(basis for basis in bases if any(p.within(basis) for p in reached))
    others = [basis for basis in bases if basis not in shown]
    root = proof.nodes[proof.root]
    detail = root.detail
    if others:
        detail += (message("told_other_grounds", provisions=cited_words(others)),)
    root = replace(root, provisions=shown or root.provisions, detail=detail)
    return Proof(proof.root, {**proof.nodes, proof.root: root})
