"""Dependencies of rules: the atoms in their bodies, and which predicates rest on which."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from clingo import ast

from ..graphs import components
from ..syntax import Signature, below, head_atoms, unsigned
from .source import SourceRule

_AGGREGATES = (ast.ASTType.BodyAggregate, ast.ASTType.Aggregate)


@dataclass(frozen=True, slots=True)
class BodyAtom:
    """An atom that a rule's body asks for.

    ``positive`` atoms must be founded. ``parities`` are the numbers of negations in front of it,
    odd or even: within an aggregate it may count as either. ``around`` is the aggregate or
    conditional literal in which it stands, ``element`` the part of that.
    """

    atom: ast.AST
    positive: bool
    parities: frozenset[int]
    around: ast.AST | None = None
    element: ast.AST | None = None


def signature(atom: ast.AST) -> Signature:
    """The predicate of a symbolic atom without pools."""
    symbol, sign = unsigned(atom.symbol)
    return sign + symbol.name, len(symbol.arguments)


def predicates(node: ast.AST) -> set[tuple[str, int, bool]]:
    """The predicates below a node: name, number of arguments, and false if strongly negated."""
    found = set()
    for atom in below(node):
        if atom.ast_type is ast.ASTType.SymbolicAtom:
            symbol, sign = unsigned(atom.symbol)
            pooled = symbol.ast_type is ast.ASTType.Pool
            for each in symbol.arguments if pooled else (symbol,):
                found.add((str(each.name), len(each.arguments), not sign))
    return found


def is_fact(statement: ast.AST) -> bool:
    """True if a rule is a plain atom without a body."""
    return not statement.body and statement.head.ast_type is ast.ASTType.Literal


def is_choice(statement: ast.AST) -> bool:
    """True if a rule leaves its head open, but for bounds."""
    return bool(statement.head.ast_type is ast.ASTType.Aggregate)


def body_atoms(statement: ast.AST) -> Iterator[BodyAtom]:
    """The atoms in the body of a rule without pools."""
    for literal in statement.body:
        if literal.ast_type is ast.ASTType.ConditionalLiteral:
            inner = (literal.literal, *literal.condition)
            yield from _inside(inner, literal, literal, True)
        elif literal.atom.ast_type in _AGGREGATES:
            plain = literal.sign == ast.Sign.NoSign
            for element in literal.atom.elements:
                own = [element.literal] if literal.atom.ast_type is _AGGREGATES[1] else []
                yield from _inside((*own, *element.condition), literal, element, plain)
        else:
            yield from plain_atoms([literal])


def plain_atoms(literals: Iterable[ast.AST]) -> Iterator[BodyAtom]:
    """The atoms among some literals of a body, or of the conditions of a head."""
    for literal in literals:
        if literal.atom.ast_type is ast.ASTType.SymbolicAtom:
            sign = int(literal.sign)
            yield BodyAtom(literal.atom, sign == 0, frozenset({sign % 2}))


def _inside(
    literals: Iterable[ast.AST], around: ast.AST, element: ast.AST, plain: bool
) -> Iterator[BodyAtom]:
    for literal in literals:
        if literal.atom.ast_type is ast.ASTType.SymbolicAtom:
            positive = plain and literal.sign == ast.Sign.NoSign
            yield BodyAtom(literal.atom, positive, frozenset({0, 1}), around, element)


def plain_rules(statements: Iterable[SourceRule]) -> Iterator[tuple[SourceRule, ast.AST]]:
    """The rules that are grounded and have a body or a choice of heads, without pools."""
    for source in statements:
        statement = source.statement
        if source.base and statement.ast_type is ast.ASTType.Rule and not is_fact(statement):
            for plain in statement.unpool():
                yield source, plain


def positive_graph(rules: Iterable[ast.AST]) -> Mapping[Signature, Collection[Signature]]:
    """The graph with an edge from each predicate to those on which it rests."""
    graph: dict[Signature, set[Signature]] = {}
    for rule in rules:
        body = [signature(each.atom) for each in body_atoms(rule) if each.positive]
        for head in head_atoms(rule):
            own = [signature(each.atom) for each in plain_atoms(head.conditions) if each.positive]
            graph.setdefault(signature(head.atom), set()).update(body, own)
    return graph


def circles(graph: Mapping[Signature, Collection[Signature]]) -> dict[Signature, int]:
    """The number of its circle for each predicate that rests on itself."""
    found: dict[Signature, int] = {}
    for number, component in enumerate(components(graph)):
        if len(component) > 1 or component[0] in graph.get(component[0], ()):
            found.update(dict.fromkeys(component, number))
    return found
