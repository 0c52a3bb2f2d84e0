"""A program as clingo alone reads and solves it, apart from the reasoner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import clingo
from clingo import ast
from clingo.symbol import Symbol

Place = tuple[Path, int, int]
Json = Mapping[str, Any]


class Fault(Exception):
    """Something said that is not so."""


@dataclass(frozen=True)
class AnswerSet:
    """What clingo shows of an answer set, sorted, and all that is true in it."""

    shown: tuple[str, ...]
    atoms: frozenset[Symbol]


class Program:
    """A program as clingo reads it: its answer sets, and which statement stands where."""

    def __init__(self, *files: Path) -> None:
        self.files = [file.resolve() for file in files]
        self.folder = self.files[0].parent
        self._statements: dict[Place, ast.AST] = {}
        self.constants: list[ast.AST] = []
        self._base = True
        ast.parse_files([str(file) for file in self.files], self._keep, logger=silent)

    def _keep(self, statement: ast.AST) -> None:
        kind = statement.ast_type
        begin = statement.location.begin
        if kind is ast.ASTType.Program:
            self._base = statement.name == "base" and not statement.parameters
        elif kind is ast.ASTType.Definition:
            self.constants.append(statement)
        elif kind in (ast.ASTType.Rule, ast.ASTType.External, ast.ASTType.ShowTerm) and self._base:
            place = Path(begin.filename).resolve(), begin.line, begin.column
            self._statements[place] = statement

    def statement(self, said: Json) -> ast.AST:
        """The statement at a place that a proof names, the path as given or below the folder."""
        for path in (Path(said["file"]), self.folder / said["file"]):
            found = self._statements.get((path.resolve(), said["line"], said["column"]))
            if found is not None:
                return found
        raise Fault(f"no statement at {said['file']}:{said['line']}:{said['column']}")

    @cached_property
    def answer_sets(self) -> list[AnswerSet]:
        """Every answer set; the optimal ones, where the program optimises."""
        options = ["--warn=none", "--models=0", "--opt-mode=optN"]
        control = clingo.Control(options, logger=silent)
        for file in self.files:
            control.load(str(file))
        control.ground()
        found: list[AnswerSet] = []

        def keep(model: clingo.Model) -> None:
            if model.optimality_proven or not model.cost:
                shown = sorted(set(map(str, model.symbols(shown=True))))
                found.append(AnswerSet(tuple(shown), frozenset(model.symbols(atoms=True))))

        control.solve(on_model=keep)
        return found

    @cached_property
    def constant_values(self) -> dict[str, Symbol]:
        """What clingo replaces each program constant by."""
        control = clingo.Control(["--warn=none"], logger=silent)
        with ast.ProgramBuilder(control) as builder:
            for statement in self.constants:
                builder.add(statement)
        values = {statement.name: control.get_const(statement.name) for statement in self.constants}
        return {name: value for name, value in values.items() if value is not None}

    def satisfiable_without(self, dropped: Callable[[ast.AST], bool]) -> bool:
        """Whether the program has an answer set once some of its rules are left out."""
        control = clingo.Control(["--warn=none"], logger=silent)
        with ast.ProgramBuilder(control) as builder:
            ast.parse_files(
                [str(file) for file in self.files],
                lambda s: None if dropped(s) else builder.add(s),
                logger=silent,
            )
        control.ground()
        return bool(control.solve().satisfiable)


def is_constraint(statement: ast.AST) -> bool:
    if statement.ast_type is not ast.ASTType.Rule:
        return False
    head = statement.head
    return (
        head.ast_type is ast.ASTType.Literal
        and head.atom.ast_type is ast.ASTType.BooleanConstant
        and not head.atom.value
    )


def silent(code: clingo.MessageCode, text: str) -> None:
    """clingo's warnings are no faults; its errors are raised."""
