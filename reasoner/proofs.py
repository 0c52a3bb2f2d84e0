"""Proofs and certificates of a case's outcomes, by the second engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from clingo import ast
from clingo.symbol import Symbol

from reasoner.bilingual import LANGS, Words, message
from reasoner.outcomes import Outcomes
from reasoner.pack.model import Pack
from reasoner.pack.provision import Provision
from reasoner.program import given, statements
from reasoner.proof.absence import why_not
from reasoner.proof.engine import ProverMissing
from reasoner.proof.graph import Proof
from reasoner.proof.prover import Prover
from reasoner.proof.session import Session, World
from reasoner.proof.steps import goal_pattern
from reasoner.results import Branch, Outcome
from reasoner.solve import LocalOutcome
from reasoner.telling import LawTeller
from reasoner.worlds import Worlds


@dataclass(frozen=True, slots=True)
class EngineRule:
    """A rule of the engine's own: what is stated holds, and each reading takes one option."""

    statement: ast.AST
    text: str
    file: str = "engine"
    line: int = 1
    column: int = 1
    provisions: tuple[Provision, ...] = ()
    words: Words | None = None


@lru_cache(maxsize=8)
def _prover(pack_id: str, digest: str) -> dict[str, Prover]:
    """A place for the prover of a pack: translated once for as long as it is in use."""
    del pack_id, digest
    return {}


def prover(pack: Pack) -> Prover:
    """The proof engine with a pack's rules. Raises Unsupported."""
    place = _prover(pack.id, pack.digest)
    if "prover" not in place:
        own = {id(rule.statement) for rule in pack.rules}
        engine = [
            EngineRule(statement, str(statement))
            for statement in statements(pack)
            if statement.ast_type is ast.ASTType.Rule and id(statement) not in own
        ]
        place["prover"] = Prover([*engine, *pack.rules])
    return place["prover"]


def certificate(outcomes: Outcomes, branches: Iterable[Branch]) -> bool | None:
    """Whether the second engine has checked the outcomes of these branches; None where it is not
    installed.

    Raises CertificateFailed, ProverError.
    """
    try:
        with Proofs(outcomes) as proofs:
            proofs.certify(branches)
    except ProverMissing:
        return None
    return True


class Proofs:
    """Proves what is concluded in the outcomes of one case. A context: it ends by forgetting."""

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack

    def __enter__(self) -> "Proofs":
        return self

    def __exit__(self, *_: object) -> None:
        if "_session" in self.__dict__:
            self._session.close()

    @cached_property
    def _session(self) -> Session:
        return prover(self._pack).session(given(self._pack, self._outcomes.findings))

    @cached_property
    def _worlds(self) -> Worlds:
        return self._outcomes.worlds()

    # --- the certificate

    def certify(self, branches: Iterable[Branch]) -> None:
        """Check that every outcome of these branches is an answer set of the law's rules.

        Outcomes of one branch combine local outcomes freely, and no rule speaks of two parts; so it
        is enough that each local outcome is part of one world that is checked.
        Raises CertificateFailed, ProverMissing, ProverError.
        """
        for branch in branches:
            for row in range(max(map(len, branch.parts))):
                joint = tuple(choices[row % len(choices)] for choices in branch.parts)
                self._world(branch, joint).certify()

    def _world(self, branch: Branch, joint: tuple[LocalOutcome, ...]) -> World:
        return self._in_engine(next(self._worlds.of(branch, joint)))

    def _in_engine(self, atoms: frozenset[Symbol]) -> World:
        return self._session.world(atoms, self._worlds.settled)

    # --- why, and why not

    def why(self, conclusion: Symbol, outcome: Outcome) -> Proof | None:
        """The smallest proof of an atom in an outcome; None where it does not hold there."""
        atoms = self._where(conclusion, outcome, holds=True)
        if atoms is None:
            return None
        world = self._in_engine(atoms)
        proof = world.proof(conclusion, self._teller(world))
        return _citing(proof, [p for c, p in _bases(world) if c == conclusion])

    def why_not(self, conclusion: Symbol, outcome: Outcome) -> Proof | None:
        """Why an atom does not hold in an outcome; None where it always does there."""
        atoms = self._where(conclusion, outcome, holds=False)
        if atoms is None:
            return None
        world = self._in_engine(atoms)
        return why_not(world, goal_pattern(conclusion), self._teller(world))

    def _where(
        self, conclusion: Symbol, outcome: Outcome, *, holds: bool
    ) -> frozenset[Symbol] | None:
        """The first world of an outcome in which an atom holds, or in which it fails."""
        settled = conclusion in self._worlds.settled
        worlds = self._worlds.of(outcome.branch, outcome.parts)
        return next((w for w in worlds if (settled or conclusion in w) == holds), None)

    def _teller(self, world: World) -> LawTeller:
        return LawTeller(self._pack, self._outcomes.findings, world)

    # --- which outcome

    def first_where(self, conclusion: Symbol, *, holds: bool) -> Outcome | None:
        """The first outcome in which an atom holds, or in which it fails."""
        for branch in self._outcomes.branches():
            for position in _telling_positions(branch):
                outcome = self._outcomes.outcome_at(branch, position)
                if self._where(conclusion, outcome, holds=holds) is not None:
                    return outcome
        return None


def _telling_positions(branch: Branch) -> list[int]:
    """Positions that show each local outcome once, in order: an atom hangs on one part only."""
    positions, stride = {branch.first}, 1
    for choices in reversed(branch.parts):
        positions |= {branch.first + stride * index for index in range(len(choices))}
        stride *= len(choices)
    return sorted(positions)


def _bases(world: World) -> Iterator[tuple[Symbol, Provision]]:
    """Conclusions with the provisions that carry them in a world."""
    for atom in world:
        if atom.name == "basis" and len(atom.arguments) == 2:
            yield atom.arguments[0], Provision.parse(atom.arguments[1].string)


def _citing(proof: Proof, bases: Iterable[Provision]) -> Proof:
    """A proof whose conclusion cites the provisions that carry it and that the proof comes to; what
    else carries it is named as another ground.
    """
    reached = {provision for node in proof for provision in node.provisions}
    shown = tuple(sorted(basis for basis in bases if basis in reached))
    others = sorted(basis for basis in bases if basis not in reached)
    root = proof.nodes[proof.root]
    detail = root.detail
    if others:
        cited = Words(
            {
                lang: message("text_cite_separator").say(lang).join(o.cite(lang) for o in others)
                for lang in LANGS
            }
        )
        detail += (message("told_other_grounds", provisions=cited),)
    root = replace(root, provisions=shown or root.provisions, detail=detail)
    return Proof(proof.root, {**proof.nodes, proof.root: root})
