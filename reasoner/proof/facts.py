"""Facts: most rules of many programs, read without the machinery that other rules need."""

from collections.abc import Mapping

from clingo import ast
from clingo.symbol import Function, Symbol, SymbolType

from ..syntax import draws, unsigned
from .terms import named_symbol


def ground_fact(statement: ast.AST, constants: Mapping[str, Symbol]) -> Symbol | None:
    """The atom of a statement that says no more than that it holds; None for any other."""
    if statement.ast_type is not ast.ASTType.Rule or len(statement.body):
        return None
    head = statement.head
    if head.ast_type is not ast.ASTType.Literal or not draws(head):
        return None
    symbol, sign = unsigned(head.atom.symbol)
    if symbol.ast_type is not ast.ASTType.Function:
        return None
    arguments = _terms(symbol, constants)
    return None if arguments is None else named_symbol(sign + symbol.name, arguments)


def _terms(function: ast.AST, constants: Mapping[str, Symbol]) -> list[Symbol] | None:
    """The arguments of a function, where there is nothing to compute in them."""
    found = []
    for argument in function.arguments:
        term = _term(argument, constants)
        if term is None:
            return None
        found.append(term)
    return found


def _term(term: ast.AST, constants: Mapping[str, Symbol]) -> Symbol | None:
    match term.ast_type:
        case ast.ASTType.SymbolicTerm:
            symbol: Symbol = term.symbol
            if symbol.type is SymbolType.Function and not symbol.arguments:
                return constants.get(symbol.name, symbol)
            return symbol
        case ast.ASTType.Function if not term.external:
            arguments = _terms(term, constants)
            return None if arguments is None else Function(term.name, arguments)
    return None
