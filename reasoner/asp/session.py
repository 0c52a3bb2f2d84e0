"""A program answered: read, refused where it must be, solved, certified and proved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clingo.symbol import Symbol

from ..errors import WenzeError
from ..explanation.proof_graph import Proof
from ..explanation.worded_steps import PLAIN, WordedSteps, proof_of
from ..proof.bridge import ProverMissing
from ..proof.literal_ordering import Unsupported
from ..proof.prover import Prover, Session
from .conflict import ProgramConflict, conflict
from .read import read_program
from .solve import AnswerSet, GroundProgram
from .source import ProgramRefused, SourceRule, unsupported_at

# Worlds share what is the same in them; after so many it is forgotten, and memory stays bounded.
_SHARING = 500


@dataclass
class UnknownAtom(WenzeError):
    """An atom whose predicate the program does not know."""

    atom: str


@dataclass(frozen=True, slots=True)
class ProvedAnswerSet:
    """The shown part of an answer set, with the requested proofs; None without SWI-Prolog."""

    shown: tuple[Symbol, ...]
    proofs: Mapping[Symbol, Proof] | None


def answer(
    paths: Sequence[str], stdin: bytes, models: int, why: Symbol | None
) -> Iterator[ProvedAnswerSet | ProgramConflict]:
    """Yield the answer sets of a program, each certified and proved, or its conflict.

    ``models`` limits their number, 0 for all; ``why`` is the one atom to prove, else everything
    shown is. Raises OSError, ProgramRefused, UnknownAtom, CertificateFailed.
    """
    program = GroundProgram(read_program(paths, stdin))
    witness = _Witness(program)
    if why is not None and not program.knows(why):
        raise UnknownAtom(str(why))
    found = False
    for answer_set in program.answer_sets(models):
        found = True
        wanted = answer_set.shown if why is None else (why,)
        yield ProvedAnswerSet(answer_set.shown, witness.proofs(answer_set, wanted))
    if not found:
        yield conflict(program.program)


class _Witness:
    """The prover over the rules of one program, if SWI-Prolog is installed."""

    def __init__(self, program: GroundProgram) -> None:
        try:
            self._prover = Prover(program.rules, program.constants)
        except Unsupported as refusal:
            file = _file_of(refusal, program)
            raise ProgramRefused(
                [unsupported_at(file, refusal.location, refusal.construct)]
            ) from None
        # The engine is loaded before memory may run short, which would look as if it were missing.
        self._session: Session | None = self._prover.session()
        self._worlds = 0
        try:
            self._session.world(())
        except ProverMissing:
            self._session = None

    def proofs(self, answer_set: AnswerSet, wanted: Sequence[Symbol]) -> dict[Symbol, Proof] | None:
        """Certify an answer set and prove the wanted atoms that hold in it; None without SWI-
        Prolog.

        Raises CertificateFailed.
        """
        if self._session is None:
            return None
        if self._worlds == _SHARING:
            self._session.close()
            self._session, self._worlds = self._prover.session(), 0
        self._worlds += 1
        world = self._session.world(answer_set.atoms)
        world.certify()
        held = frozenset(answer_set.atoms)
        steps = WordedSteps(PLAIN)
        steps.prove(world, *(symbol for symbol in wanted if symbol in held))
        found = {}
        for symbol in wanted:
            if symbol in answer_set.terms:
                found[symbol] = proof_of(world, symbol, steps, shown=True)
            if symbol in held and (symbol not in found or _twice(symbol, found[symbol])):
                found[symbol] = proof_of(world, symbol, steps)
        return found


def _twice(shown: Symbol, proof: Proof) -> bool:
    """True if the proof of a term that is shown rests on the term as an atom."""
    name = str(shown)
    return any(node.atom == name and node.kind != "absent" for node in list(proof)[1:])


def _file_of(refusal: Unsupported, program: GroundProgram) -> str:
    """The file of what cannot be proved from: parsed text does not know it."""
    begin = refusal.location.begin
    rules = [rule for rule in program.rules if rule.spans(begin.line, begin.column)]
    guilty = rules if len(rules) == 1 else [rule for rule in rules if _alone(rule, program)]
    return guilty[0].file if guilty else ""


def _alone(rule: SourceRule, program: GroundProgram) -> bool:
    """True if a rule by itself cannot be proved from."""
    try:
        Prover([rule], program.constants)
    except Unsupported:
        return True
    return False
