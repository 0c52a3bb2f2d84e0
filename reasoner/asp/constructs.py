"""Constructs that are refused, as they stand or once the program is grounded: nothing can be proved
from them.
"""

from collections.abc import Iterable, Iterator

import clingo
from clingo import ast

from ..syntax import below
from .dependency import predicates
from .source import ProgramFault, SourceRule, unsupported

_EVERYWHERE = {
    ast.ASTType.Script: "#script",
    ast.ASTType.TheoryDefinition: "#theory",
}


def refused_constructs(program: Iterable[SourceRule]) -> Iterator[ProgramFault]:
    """The constructs of a program that are not supported; parts never grounded may use any."""
    for source in program:
        statement = source.statement
        kind = statement.ast_type
        if kind in _EVERYWHERE:
            yield unsupported(source, statement, _EVERYWHERE[kind])
        elif not source.base:
            continue
        elif kind is ast.ASTType.Edge:
            yield unsupported(source, statement, source.text)
        else:
            yield from _in_rule(source)
            # Text is searched first: looking through every statement of a long list takes time.
            if "@" in source.text:
                for node in below(statement):
                    if node.ast_type is ast.ASTType.Function and node.external:
                        yield unsupported(source, node, str(node))


def _in_rule(source: SourceRule) -> Iterator[ProgramFault]:
    statement = source.statement
    head = getattr(statement, "head", None)
    if head is not None and head.ast_type in (
        ast.ASTType.TheoryAtom,
        ast.ASTType.HeadAggregate,
    ):
        yield unsupported(source, statement, str(head))  # clingo is off by one for a theory atom
    for literal in getattr(statement, "body", ()):
        if getattr(literal, "atom", literal).ast_type is ast.ASTType.TheoryAtom:
            yield unsupported(source, literal, str(literal))


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
