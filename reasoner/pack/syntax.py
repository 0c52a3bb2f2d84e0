"""What a rule says of predicates: those it draws, those it asks for."""

from collections.abc import Iterator

from clingo import ast

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
