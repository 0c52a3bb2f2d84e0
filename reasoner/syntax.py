"""Syntax trees of clingo's statements: their parts, and the predicates they draw and ask for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from clingo import ast


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement as clingo parses it, and where it stands as it is written; lines and columns
    count from 1, columns in bytes.
    """

    statement: ast.AST
    file: str
    line: int
    column: int
    text: str


# Predicate name, with ``-`` before it where it is strongly negated, and number of arguments.
Signature = tuple[str, int]
# clingo works out the keys of a node's children anew each time; they hang on its kind only.
_CHILD_KEYS: dict[ast.ASTType, list[str]] = {}
_ATOM = ast.ASTType.SymbolicAtom
_ELEMENTS = (
    ast.ASTType.ConditionalLiteral,
    ast.ASTType.BodyAggregateElement,
    ast.ASTType.HeadAggregateElement,
    ast.ASTType.TheoryAtomElement,
)


def parsed(text: str) -> list[ast.AST]:
    """The statements of a program text, which begin the base part."""
    statements: list[ast.AST] = []
    ast.parse_string(text, statements.append)
    return statements


def below(node: ast.AST, stop: Collection[ast.ASTType] = ()) -> Iterator[ast.AST]:
    """A node and all nodes below it, in the order of the text; none below nodes of kinds in
    ``stop``.
    """
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        kind = node.ast_type
        if kind in stop:
            continue
        if kind not in _CHILD_KEYS:
            _CHILD_KEYS[kind] = node.child_keys
        children: list[ast.AST] = []
        for key in _CHILD_KEYS[kind]:
            child = getattr(node, key)
            if isinstance(child, ast.AST):
                children.append(child)
            elif isinstance(child, ast.ASTSequence):
                children += child
        pending += reversed(children)


def variables(*nodes: ast.AST, stop: Collection[ast.ASTType] = ()) -> set[str]:
    """The variables below some nodes, ``_`` among them."""
    found = (each for node in nodes for each in below(node, stop))
    return {each.name for each in found if each.ast_type is ast.ASTType.Variable}


def shared_variables(rule: ast.AST) -> frozenset[str]:
    """The named variables that mean the same everywhere in a rule: those outside of elements of
    aggregates, of disjunctions and of conditional literals.
    """
    return frozenset(variables(rule, stop=_ELEMENTS) - {"_"})


def unsigned(symbol: ast.AST) -> tuple[ast.AST, str]:
    """The symbol of an atom without its strong negation, and ``-`` where it has one."""
    sign = ""
    while symbol.ast_type is ast.ASTType.UnaryOperation:
        symbol, sign = symbol.argument, "" if sign else "-"
    return symbol, sign


def functions(node: ast.AST) -> Iterator[ast.AST]:
    """The atoms below a node, as the functions they are; strong negation is looked through."""
    for atom in below(node, (_ATOM,)):
        if atom.ast_type is _ATOM:
            symbol, _ = unsigned(atom.symbol)
            pooled = symbol.ast_type is ast.ASTType.Pool
            for each in symbol.arguments if pooled else (symbol,):
                if each.ast_type is ast.ASTType.Function:
                    yield each


def drawn(statement: ast.AST) -> Iterator[ast.AST]:
    """The atoms that a statement can make true, as the functions they are."""
    head = getattr(statement, "head", None)
    if head is not None:
        for element in getattr(head, "elements", (head,)):
            yield from functions(getattr(element, "literal", element))


def asked(statement: ast.AST) -> Iterator[ast.AST]:
    """The atoms that a statement asks for, in its body or in the conditions of its head, as the
    functions they are.
    """
    for literal in getattr(statement, "body", ()):
        yield from functions(literal)
    for element in getattr(getattr(statement, "head", None), "elements", ()):
        for condition in getattr(element, "condition", ()):
            yield from functions(condition)


def heads(statement: ast.AST) -> set[Signature]:
    """The predicates that a statement can make true."""
    return {(each.name, len(each.arguments)) for each in drawn(statement)}


def uses(statement: ast.AST) -> set[Signature]:
    """The predicates that a statement asks for, in its body or in the conditions of its head."""
    return {(each.name, len(each.arguments)) for each in asked(statement)}


def constants(statement: ast.AST, name: str) -> set[tuple[str, ...]]:
    """The argument lists, as far as they are plain names, with which a predicate is asked for."""
    return {
        tuple(str(argument) for argument in function.arguments)
        for function in functions(statement)
        if function.name == name
        and all(a.ast_type is ast.ASTType.SymbolicTerm for a in function.arguments)
    }


def apart(one: ast.AST, other: ast.AST) -> bool:
    """True if no atom is an instance of both patterns, which are of one predicate: fixed words and
    numbers differ.
    """
    constant = ast.ASTType.SymbolicTerm
    return any(
        first.ast_type is second.ast_type is constant and first.symbol != second.symbol
        for first, second in zip(one.arguments, other.arguments, strict=True)
    )


@dataclass(frozen=True, slots=True)
class HeadAtom:
    """An atom in a rule's head, and the conditions under which it stands there."""

    atom: ast.AST
    conditions: tuple[ast.AST, ...] = ()


def head_atoms(statement: ast.AST) -> list[HeadAtom]:
    """The atoms in the head of a rule without pools."""
    head = statement.head
    if head.ast_type is ast.ASTType.Literal:
        return [HeadAtom(head.atom)] if draws(head) else []
    return [
        HeadAtom(element.literal.atom, tuple(element.condition))
        for element in getattr(head, "elements", ())
        if element.ast_type is ast.ASTType.ConditionalLiteral and draws(element.literal)
    ]


def draws(literal: ast.AST) -> bool:
    """True if a literal in a head is an atom that the rule makes true."""
    return bool(literal.sign == ast.Sign.NoSign and literal.atom.ast_type is _ATOM)


def atom_literal(place: ast.Location, name: str, *arguments: ast.AST) -> ast.AST:
    """The literal of an atom with this name and these arguments."""
    symbol = ast.Function(place, name, list(arguments), 0)
    return ast.Literal(place, ast.Sign.NoSign, ast.SymbolicAtom(symbol))
