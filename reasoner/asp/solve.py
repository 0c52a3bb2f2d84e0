"""A program's answer sets, found by clingo."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import clingo
from clingo import ast
from clingo.ast import AST, Location, Position
from clingo.symbol import Symbol

from ..i18n import message
from ..solver.program import add_rules
from .constructs import refused_constructs, refused_values
from .cycles import refused_cycles
from .dependency import predicates
from .read import clingo_faults
from .source import ProgramFault, ProgramRefused, SourceRule, refuse

_PROVED_FROM = (ast.ASTType.Rule, ast.ASTType.External, ast.ASTType.ShowTerm)
# These say how to search, and change no answer set.
_SEARCH = (ast.ASTType.Heuristic, ast.ASTType.ProjectAtom, ast.ASTType.ProjectSignature)


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """An answer set: its atoms, and its shown part in a fixed order.

    ``terms`` are those shown by a ``#show`` statement with a body only, not as atoms.
    """

    atoms: tuple[Symbol, ...]
    shown: tuple[Symbol, ...]
    terms: frozenset[Symbol]


class GroundProgram:
    """A program that is supported, grounded. Raises ProgramRefused where it is not."""

    def __init__(self, program: Sequence[SourceRule]) -> None:
        refuse(refused_constructs(program))
        self.program = program
        self._minimizes = any(
            source.statement.ast_type is ast.ASTType.Minimize for source in program
        )
        options = ["--opt-mode=optN"] if self._minimizes else []
        self.control = ground([s for s in program if s.statement.ast_type not in _SEARCH], options)
        refuse(refused_values(program, self.control))
        refuse(refused_cycles(program, self.control))
        self._signatures = {
            (source.statement.name, source.statement.arity, bool(source.statement.positive))
            for source in program
            if source.statement.ast_type is ast.ASTType.ShowSignature
        }

    @property
    def rules(self) -> list[SourceRule]:
        """The statements from which something is proved."""
        return [s for s in self.program if s.base and s.statement.ast_type in _PROVED_FROM]

    @property
    def constants(self) -> Mapping[str, Symbol]:
        """The values of the program's constants."""
        names = [
            source.statement.name
            for source in self.program
            if source.statement.ast_type is ast.ASTType.Definition
        ]
        values = {name: self.control.get_const(name) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def knows(self, symbol: Symbol) -> bool:
        """True if the program speaks of an atom's predicate, or could show such a term."""
        return any(
            _signature(symbol) in predicates(source.statement)
            or (
                source.statement.ast_type is ast.ASTType.ShowTerm
                and _may_be(source.statement.term, symbol)
            )
            for source in self.rules
        )

    def answer_sets(self, limit: int = 0) -> Iterator[AnswerSet]:
        """The answer sets in the order in which clingo finds them, no more than ``limit`` if that
        is not 0; with optimisation the proven optima only.
        """
        count = 0
        with self.control.solve(yield_=True) as models:
            for model in models:
                # Where nothing is left to minimize there are no costs and every model counts.
                if self._minimizes and model.cost and not model.optimality_proven:
                    continue
                yield self._answer_set(model)
                count += 1
                if count == limit:
                    return

    def _answer_set(self, model: clingo.Model) -> AnswerSet:
        atoms = tuple(model.symbols(atoms=True))
        shown = tuple(sorted(set(model.symbols(shown=True))))
        terms = frozenset(model.symbols(terms=True))
        if terms:
            held = frozenset(atoms)
            terms = frozenset(t for t in terms if t not in held or not self._shows(t))
        return AnswerSet(atoms, shown, terms)

    def _shows(self, atom: Symbol) -> bool:
        """True if a true atom is shown as such, its signature being shown."""
        return not self._signatures or _signature(atom) in self._signatures


def _signature(symbol: Symbol) -> tuple[str, int, bool]:
    return symbol.name, len(symbol.arguments), symbol.positive


def _may_be(term: ast.AST, symbol: Symbol) -> bool:
    """True if a shown term may come to a symbol, as far as its name shows."""
    if term.ast_type is ast.ASTType.Function:
        return bool(term.name == symbol.name and len(term.arguments) == len(symbol.arguments))
    if term.ast_type is ast.ASTType.SymbolicTerm:
        return bool(term.symbol == symbol)
    return True


def ground(program: Sequence[SourceRule], options: Sequence[str] = ()) -> clingo.Control:
    """Ground a program's base part. Raises ProgramRefused with what clingo has against it."""
    messages: list[str] = []
    control = _added([source.statement for source in program], options, messages)
    try:
        control.ground([("base", [])])
    except RuntimeError as error:
        reason = message("asp_clingo", reason=str(error))
        faults = _complaints(program, options) or [ProgramFault("program", reason, program[0].file)]
        raise ProgramRefused(faults) from None
    return control


def _added(
    statements: Sequence[ast.AST], options: Sequence[str], messages: list[str]
) -> clingo.Control:
    control = clingo.Control(
        ["--warn=none", "--models=0", *options], logger=lambda _, text: messages.append(text)
    )
    add_rules(control, statements)
    return control


def _complaints(program: Sequence[SourceRule], options: Sequence[str]) -> list[ProgramFault]:
    """Complaints of clingo about a program, with the names of its files."""
    messages: list[str] = []
    named = [_Named(source.file).visit(source.statement) for source in program]
    control = _added(named, options, messages)
    with contextlib.suppress(RuntimeError):
        control.ground([("base", [])])

    def construct(file: str, line: int, column: int) -> tuple[str, str | None]:
        at = (source for source in program if source.file == file and source.spans(line, column))
        return file, next((source.text for source in at if source.text), None)

    return clingo_faults(messages, construct)


class _Named(ast.Transformer):
    """Puts the name of the file into every place of a statement."""

    def __init__(self, file: str) -> None:
        self._file = file

    def visit(self, ast: AST, *args: Any, **kwargs: Any) -> AST:
        """A copy of a node that says where it was read."""
        changes: dict[str, Any] = dict(self.visit_children(ast))
        if hasattr(ast, "location"):
            begin, end = ast.location.begin, ast.location.end
            changes["location"] = Location(
                Position(self._file, begin.line, begin.column),
                Position(self._file, end.line, end.column),
            )
        return ast.update(**changes)
