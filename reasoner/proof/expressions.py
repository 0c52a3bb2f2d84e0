"""Terms of rules as data for the prover: variables by number, computations apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clingo import ast
from clingo.symbol import Symbol, SymbolType

from .literal_ordering import Item, Unsupported
from .terms import Json, term_json

_BINARY = {
    ast.BinaryOperator.Plus: "+",
    ast.BinaryOperator.Minus: "-",
    ast.BinaryOperator.Multiplication: "*",
    ast.BinaryOperator.Division: "/",
    ast.BinaryOperator.Modulo: "\\",
    ast.BinaryOperator.And: "&",
    ast.BinaryOperator.Or: "?",
    ast.BinaryOperator.XOr: "^",
    ast.BinaryOperator.Power: "**",
}
_UNARY = {
    ast.UnaryOperator.Minus: "-",
    ast.UnaryOperator.Absolute: "abs",
    ast.UnaryOperator.Negation: "~",
}


@dataclass
class Expressions:
    """The terms of one rule, its variables numbered as they are met."""

    constants: Mapping[str, Symbol]
    # Names with the number of the element of the head that they belong to; 0 for all others.
    variables: dict[tuple[str, int], int] = field(default_factory=dict)
    # The element of the head that is being read, and the variables that are not its own.
    inside: tuple[frozenset[str], int] = (frozenset(), 0)

    def flat(self, term: ast.AST, items: list[Item]) -> Json:
        """A term of an atom; a computation in it becomes a variable and an item."""
        match term.ast_type:
            case ast.ASTType.Function if not term.external:
                return [term.name, *(self.flat(argument, items) for argument in term.arguments)]
            case ast.ASTType.UnaryOperation if (other := opposite(term)) is not None:
                return self.flat(other, items)
            case ast.ASTType.BinaryOperation | ast.ASTType.UnaryOperation:
                fresh = self._fresh()
                items.append({"k": "is", "l": fresh, "r": self.expression(term, items)})
                return fresh
            case _:
                return self.expression(term, items)

    def _number(self, interval: ast.AST, items: list[Item]) -> Json:
        """A variable that ranges over the numbers of an interval."""
        fresh = self._fresh()
        low = self.expression(interval.left, items)
        high = self.expression(interval.right, items)
        items.append({"k": "in", "l": fresh, "low": low, "high": high})
        return fresh

    def expression(self, term: ast.AST, items: list[Item]) -> Json:
        """A term that is computed where it stands; intervals in it get an item."""
        match term.ast_type:
            case ast.ASTType.Variable:
                return self._variable(term)
            case ast.ASTType.SymbolicTerm:
                return self._constant(term)
            case ast.ASTType.Interval:
                return self._number(term, items)
            case ast.ASTType.Function if not term.external:
                return [term.name, *(self.expression(a, items) for a in term.arguments)]
            case ast.ASTType.BinaryOperation if term.operator_type in _BINARY:
                sides = [self.expression(side, items) for side in (term.left, term.right)]
                return {"o": _BINARY[ast.BinaryOperator(term.operator_type)], "x": sides}
            case ast.ASTType.UnaryOperation if (other := opposite(term)) is not None:
                return self.expression(other, items)
            case ast.ASTType.UnaryOperation:
                operator = _UNARY[ast.UnaryOperator(term.operator_type)]
                return {"o": operator, "x": [self.expression(term.argument, items)]}
            case _:
                raise Unsupported(str(term), term.location)

    def _constant(self, term: ast.AST) -> Json:
        symbol = term.symbol
        if symbol.type is SymbolType.Function and not symbol.arguments:
            symbol = self.constants.get(symbol.name, symbol)
        return term_json(symbol)

    def _variable(self, term: ast.AST) -> Json:
        if term.name == "_":
            return self._fresh()
        shared, element = self.inside
        key = (term.name, 0 if term.name in shared else element)
        return {"v": self.variables.setdefault(key, len(self.variables))}

    def _fresh(self) -> Json:
        key = (f"_{len(self.variables)}", self.inside[1])
        return {"v": self.variables.setdefault(key, len(self.variables))}


def opposite(term: ast.AST) -> ast.AST | None:
    """The function that a minus before another one makes; None where it may be a number."""
    if term.ast_type is not ast.ASTType.UnaryOperation:
        return None
    inner = term.argument
    if term.operator_type != ast.UnaryOperator.Minus or inner.ast_type is not ast.ASTType.Function:
        return None
    if not inner.name or not inner.arguments or inner.external:
        return None
    name = inner.name[1:] if inner.name.startswith("-") else f"-{inner.name}"
    other: ast.AST = inner.update(name=name)
    return other
