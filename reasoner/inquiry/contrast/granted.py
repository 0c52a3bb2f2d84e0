"""Grants of discretion: the rules and provisions that leave something to it."""

from collections.abc import Iterator

from clingo import ast
from clingo.symbol import Number

from ...pack.literate import Rule
from ...pack.model import Pack
from ...pack.provision import Provision
from .choices import Matter

# The least that a bound to the left of a choice may be, for something to be chosen.
_LEAST = {
    ast.ComparisonOperator.LessThan: 0,
    ast.ComparisonOperator.LessEqual: 1,
    ast.ComparisonOperator.Equal: 1,
}


def optional(pack: Pack) -> Iterator[Rule]:
    """The rules of discretion that also let nothing be chosen: such a decision would go unseen."""
    for rule in pack.rules:
        if rule.head in pack.predicates_of("discretion"):
            head = rule.statement.head
            if head.ast_type is ast.ASTType.Aggregate and not _bounded(head.left_guard):
                yield rule


def _bounded(guard: ast.AST | None) -> bool:
    """True if a bound lets nothing be left unchosen."""
    if guard is None or guard.term.ast_type is not ast.ASTType.SymbolicTerm:
        return False
    least = _LEAST.get(ast.ComparisonOperator(guard.comparison))
    return least is not None and guard.term.symbol >= Number(least)


def granting(pack: Pack, matter: Matter) -> list[Provision]:
    """The provisions of the rules that leave a matter to discretion, in the order of the law."""
    found = {
        provision
        for rule in pack.rules
        if rule.head == matter.name
        and any(_is_about(atom, matter) for atom in _atoms(rule.statement.head))
        for provision in rule.provisions
    }
    return sorted(found)


def _atoms(head: ast.AST) -> Iterator[ast.AST]:
    """The atoms in the head of a rule, alone or as elements of a choice or a disjunction."""
    literals = (e.literal for e in head.elements) if hasattr(head, "elements") else (head,)
    return (literal.atom.symbol for literal in literals)


def _is_about(atom: ast.AST, matter: Matter) -> bool:
    """True if an atom of a rule may decide a matter: no word of it is another one."""
    pairs = zip(atom.arguments, matter.arguments, strict=False)
    words = ((a.symbol, value) for a, value in pairs if a.ast_type is ast.ASTType.SymbolicTerm)
    return all(word == value for word, value in words)
