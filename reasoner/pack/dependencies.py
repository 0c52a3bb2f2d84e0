"""Uses of one provision's conclusions by the rules of another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clingo import ast

from .literate import Article, Rule
from .model import Pack
from .provision import Provision

# What rules say to the engine, not to one another.
_REMARKS = frozenset({"basis", "collides", "refused"})


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Uses of one provision's conclusions by another: for each pair, first the one that draws
    them, the predicates. ``drawing`` are the provisions with rules, in the order of the text.
    """

    drawing: tuple[Provision, ...]
    uses: Mapping[tuple[Provision, Provision], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    places: tuple[Provision, ...]
    heads: tuple[ast.AST, ...]
    needed: tuple[ast.AST, ...]


def dependencies(pack: Pack, by_article: bool) -> Dependencies:
    """The uses between the articles of a pack, or between its provisions.

    A rule counts for the provisions it cites of the article on whose page it stands. An atom is
    used where a rule can draw it: fixed words and numbers must be the same.
    """
    rules = [
        _Drawn(
            _places(rule, article, by_article),
            tuple(_heads(rule.statement)),
            tuple(_needed(rule.statement)),
        )
        for article in pack.articles
        for rule in article.rules
        if rule.provisions and rule.head not in _REMARKS
    ]
    uses: dict[tuple[Provision, Provision], dict[str, None]] = {}
    for user in rules:
        for drawer in rules:
            names = [h.name for h in drawer.heads for a in user.needed if _may_be(h, a)]
            for pair in _pairs(drawer.places, user.places) if names else ():
                uses.setdefault(pair, {}).update(dict.fromkeys(names))
    drawing = sorted({place for rule in rules for place in rule.places})
    return Dependencies(tuple(drawing), {pair: tuple(uses[pair]) for pair in sorted(uses)})


def _pairs(
    drawers: Iterable[Provision], users: tuple[Provision, ...]
) -> Iterator[tuple[Provision, Provision]]:
    return ((one, other) for one in drawers for other in users if one not in users)


def _places(rule: Rule, article: Article, by_article: bool) -> tuple[Provision, ...]:
    own = [p for p in rule.provisions if p.article == article.number] or rule.provisions
    found = (Provision(p.article) if by_article else p for p in own)
    return tuple(dict.fromkeys(found))


def _heads(statement: ast.AST) -> Iterator[ast.AST]:
    head = statement.head if hasattr(statement, "head") else None
    if head is None:
        return
    for element in getattr(head, "elements", (head,)):
        yield from _atoms(getattr(element, "literal", element))


def _needed(statement: ast.AST) -> Iterator[ast.AST]:
    for literal in getattr(statement, "body", ()):
        yield from _atoms(literal)
    for element in getattr(getattr(statement, "head", None), "elements", ()):
        for condition in getattr(element, "condition", ()):
            yield from _atoms(condition)


def _atoms(node: ast.AST) -> Iterator[ast.AST]:
    """The functions that are the atoms below a node, strong negation looked through."""
    if node.ast_type is ast.ASTType.SymbolicAtom:
        symbol = node.symbol
        if symbol.ast_type is ast.ASTType.UnaryOperation:
            symbol = symbol.argument
        pool = symbol.arguments if symbol.ast_type is ast.ASTType.Pool else (symbol,)
        yield from (each for each in pool if each.ast_type is ast.ASTType.Function)
        return
    for key in node.child_keys:
        child = getattr(node, key)
        for part in child if isinstance(child, ast.ASTSequence) else (child,):
            if isinstance(part, ast.AST):
                yield from _atoms(part)


def _may_be(drawn: ast.AST, needed: ast.AST) -> bool:
    """True if the atom that a rule draws can be the one that another rule needs."""
    constant = ast.ASTType.SymbolicTerm
    return (
        drawn.name == needed.name
        and len(drawn.arguments) == len(needed.arguments)
        and not any(
            one.ast_type is other.ast_type is constant and one.symbol != other.symbol
            for one, other in zip(drawn.arguments, needed.arguments, strict=True)
        )
    )
