"""Values of the prover: steps of proofs, attempts, and failed certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from clingo import ast
from clingo.symbol import Symbol

from ..atoms import functor
from ..errors import WenzeError
from ..syntax import Sourced
from .terms import Json, named_symbol, term_symbol
from .translate import SHOWN, RuleData, Signature


@dataclass
class CertificateFailed(WenzeError):
    """A world that the prover does not find to be an answer set; a fault of Wenze."""

    unsupported: tuple[str, ...]
    violated: tuple[str, ...]

    def __str__(self) -> str:
        atoms = "; ".join(f"no proof of {atom}" for atom in self.unsupported)
        rules = "; ".join(f"not kept: {rule}" for rule in self.violated)
        return "; ".join(part for part in (atoms, rules) if part)


@dataclass
class NotTrue(WenzeError):
    """An atom that does not hold in a world has no proof there."""

    atom: str

    def __str__(self) -> str:
        return self.atom


@dataclass(frozen=True, slots=True)
class PlainRule:
    """A rule without pools: one of those that a statement of the source stands for."""

    source: Sourced
    statement: ast.AST
    data: RuleData


@dataclass(frozen=True, slots=True)
class AtomPattern:
    """An atom some of whose arguments may be anything at all (None)."""

    signature: Signature
    arguments: tuple[Symbol | None, ...]

    def __str__(self) -> str:
        name = self.signature[0]
        if not self.arguments:
            return name
        return f"{name}({','.join('_' if a is None else str(a) for a in self.arguments)})"

    @property
    def symbol(self) -> Symbol | None:
        """The atom itself, where nothing is left open."""
        found = [argument for argument in self.arguments if argument is not None]
        if len(found) < len(self.arguments):
            return None
        return named_symbol(self.signature[0], found)


# A condition as a step shows it: an atom, an absent one, or something computed.
Shown = Symbol | AtomPattern | None


@dataclass(frozen=True, slots=True)
class Step:
    """A rule instance with the atom it draws; without a rule what is given.

    ``size`` counts the nodes of the atom's proof as a tree.
    """

    atom: Symbol
    size: int
    rule: PlainRule | None
    values: tuple[Symbol | None, ...]
    shown: tuple[Shown, ...]

    @property
    def name(self) -> str:
        """The atom as text; the term itself, where that is shown."""
        return str(self.atom.arguments[0] if self.atom.name == SHOWN[0] else self.atom)


Became = Literal["met", "absent", "missing", "blocking", "false", "open"]
FAILING: tuple[Became, ...] = ("missing", "blocking", "false")


@dataclass(frozen=True, slots=True)
class Mark:
    """A condition of an attempt: its place in the body (or -1), and what became of it.

    ``absent`` conditions are absent as they should be.
    """

    literal: int
    became: Became
    atom: Symbol | AtomPattern | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule's attempt to draw an atom, as near as it came; ``more`` if others came as near."""

    rule: PlainRule
    values: tuple[Symbol | None, ...]
    marks: tuple[Mark, ...]
    more: bool


def goal_pattern(goal: Symbol, *, shown: bool = False) -> AtomPattern:
    """The pattern of an atom, or of a term that is shown."""
    if shown:
        return AtomPattern(SHOWN, (goal,))
    return AtomPattern((functor(goal), len(goal.arguments)), tuple(goal.arguments))


def symbols(values: Iterable[Json]) -> tuple[Symbol | None, ...]:
    """Terms from Prolog's data; None for those left open there."""
    return tuple(None if value is None else term_symbol(value) for value in values)
