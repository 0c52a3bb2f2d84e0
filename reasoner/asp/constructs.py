"""Constructs that are refused wherever they stand: nothing can be proved from them."""

from collections.abc import Iterable, Iterator

from clingo import ast

from ..syntax import below
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
