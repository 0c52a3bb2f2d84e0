"""Predicates of a rule: those it draws, those it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from clingo import ast

# Predicate name, with ``-`` before it where it is strongly negated, and number of arguments.
Signature = tuple[str, int]
# clingo works out the keys of a node's children anew each time; they hang on its kind only.
_CHILD_KEYS: dict[ast.ASTType, list[str]] = {}


def heads(statement: ast.AST) -> set[Signature]:
    """The predicates that a statement can make true."""
    head = getattr(statement, "head", None)
    if head is None:
        return set()
    if head.ast_type is ast.ASTType.Literal:
        return set(_signatures(head))
    return {
        signature
        for element in getattr(head, "elements", ())
        for signature in _signatures(getattr(element, "literal", element))
    }


@dataclass(frozen=True, slots=True)
class HeadAtom:
    """An atom in a rule's head, and the conditions under which it stands there."""

    atom: ast.AST
    conditions: tuple[ast.AST, ...] = ()


def head_atoms(statement: ast.AST) -> list[HeadAtom]:
    """The atoms in the head of a rule without pools."""
    head = statement.head
    if head.ast_type is ast.ASTType.Literal:
        return [HeadAtom(head.atom)] if _is_atom(head) else []
    return [
        HeadAtom(element.literal.atom, tuple(element.condition))
        for element in getattr(head, "elements", ())
        if element.ast_type is ast.ASTType.ConditionalLiteral and _is_atom(element.literal)
    ]


def _is_atom(literal: ast.AST) -> bool:
    return bool(
        literal.sign == ast.Sign.NoSign and literal.atom.ast_type is ast.ASTType.SymbolicAtom
    )


def uses(statement: ast.AST) -> set[Signature]:
    """The predicates that a statement asks for, in its body or in the conditions of its head."""
    used = {s for literal in getattr(statement, "body", ()) for s in _signatures(literal)}
    for element in getattr(getattr(statement, "head", None), "elements", ()):
        for condition in getattr(element, "condition", ()):
            used |= set(_signatures(condition))
    return used


def constants(statement: ast.AST, name: str) -> set[tuple[str, ...]]:
    """The argument lists, as far as they are plain names, with which a predicate is asked for."""
    return {
        tuple(str(argument) for argument in function.arguments)
        for function in functions(statement)
        if function.name == name
        and all(a.ast_type is ast.ASTType.SymbolicTerm for a in function.arguments)
    }


def _signatures(node: ast.AST) -> Iterator[Signature]:
    for function in functions(node):
        yield function.name, len(function.arguments)


def functions(node: ast.AST) -> Iterator[ast.AST]:
    """The atoms below a node, as the functions they are; strong negation is looked through."""
    kind = node.ast_type
    if kind is ast.ASTType.SymbolicAtom:
        symbol = node.symbol
        kind = symbol.ast_type
        if kind is ast.ASTType.UnaryOperation:
            symbol = symbol.argument
            kind = symbol.ast_type
        if kind is ast.ASTType.Pool:
            yield from (a for a in symbol.arguments if a.ast_type is ast.ASTType.Function)
        elif kind is ast.ASTType.Function:
            yield symbol
        return
    if kind not in _CHILD_KEYS:
        _CHILD_KEYS[kind] = node.child_keys
    for key in _CHILD_KEYS[kind]:
        child = getattr(node, key)
        if isinstance(child, ast.AST):
            yield from functions(child)
        elif isinstance(child, ast.ASTSequence):
            for item in child:
                yield from functions(item)
