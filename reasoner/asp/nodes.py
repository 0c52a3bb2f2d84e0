"""The parts of a parsed statement."""

from collections.abc import Iterator

from clingo import ast


def below(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all nodes below it."""
    yield node
    for key in node.child_keys:
        child = getattr(node, key)
        if isinstance(child, ast.AST):
            yield from below(child)
        elif isinstance(child, ast.ASTSequence):
            for each in child:
                yield from below(each)


def variables(node: ast.AST) -> set[str]:
    """The variables below a node, ``_`` among them."""
    return {each.name for each in below(node) if each.ast_type is ast.ASTType.Variable}


def predicates(node: ast.AST) -> set[tuple[str, int, bool]]:
    """The predicates below a node: name, number of arguments, and false if strongly negated."""
    found = set()
    for atom in below(node):
        if atom.ast_type is ast.ASTType.SymbolicAtom:
            symbol, positive = atom.symbol, True
            while symbol.ast_type is ast.ASTType.UnaryOperation:
                symbol, positive = symbol.argument, not positive
            pooled = symbol.ast_type is ast.ASTType.Pool
            for each in symbol.arguments if pooled else (symbol,):
                found.add((str(each.name), len(each.arguments), positive))
    return found
