"""The prover of one program: worlds in, certificates and proofs out."""

from collections.abc import Iterable, Mapping

from clingo.symbol import Symbol

from ..syntax import Sourced
from .rulebook import Rulebook
from .session import Session, World
from .steps import CertificateFailed, NotTrue

__all__ = ["CertificateFailed", "NotTrue", "Prover", "Session", "World"]


class Prover:
    """Proves from the rules of one program, which Prolog loads with the first request."""

    def __init__(
        self, rules: Iterable[Sourced], constants: Mapping[str, Symbol] | None = None
    ) -> None:
        """Translate the rules. Raises Unsupported for one that cannot be proved from."""
        self._rulebook = Rulebook(rules, constants or {})

    def session(self, given: Iterable[Symbol] = ()) -> Session:
        """Open a session of worlds that share what is the same in them, and ``given`` atoms."""
        return Session(self._rulebook, frozenset(given))

    def world(self, atoms: Iterable[Symbol], given: Iterable[Symbol] = ()) -> World:
        """Open one world by itself: a context, at whose end Prolog forgets it.

        Raises ProverMissing, ProverError.
        """
        return self.session(given).world(atoms)
