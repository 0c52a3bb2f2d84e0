"""Refusals that show only in the ground program."""

from collections.abc import Iterable, Iterator

import clingo
from clingo import ast

from .dependency import predicates
from .source import ProgramFault, SourceRule, unsupported


def refused_values(
    program: Iterable[SourceRule], control: clingo.Control
) -> Iterator[ProgramFault]:
    """Constants that come to nothing, and externals under conditions that are not settled."""
    for source in program:
        statement = source.statement
        match statement.ast_type:
            case ast.ASTType.Definition if control.get_const(statement.name) is None:
                yield unsupported(source, statement, source.text, "asp_constant_undefined")
            case ast.ASTType.External if source.base and str(statement.external_type) != "false":
                for literal in statement.body:
                    if not _settled(literal, control):
                        yield unsupported(source, literal, str(literal), "asp_external_open")


def _settled(literal: ast.AST, control: clingo.Control) -> bool:
    """True if the same atoms of a literal's predicates hold in every answer set.

    clingo makes an external of whatever may come under its condition, so that it can hold in an
    answer set in which the condition does not.
    """
    return all(
        atom.is_fact
        for name, arity, positive in predicates(literal)
        for atom in control.symbolic_atoms.by_signature(name, arity, positive)
    )
