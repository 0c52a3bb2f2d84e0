"""What a rule says of predicates: those it draws, those it asks for."""

from collections.abc import Iterator

from clingo import ast

Signature = tuple[str, int]


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
    if node.ast_type is ast.ASTType.SymbolicAtom:
        symbol = node.symbol
        if symbol.ast_type is ast.ASTType.UnaryOperation:
            symbol = symbol.argument
        alternatives = symbol.arguments if symbol.ast_type is ast.ASTType.Pool else (symbol,)
        yield from (a for a in alternatives if a.ast_type is ast.ASTType.Function)
        return
    for key in node.child_keys:
        child = getattr(node, key)
        if isinstance(child, ast.AST):
            yield from functions(child)
        elif isinstance(child, ast.ASTSequence):
            for item in child:
                yield from functions(item)
