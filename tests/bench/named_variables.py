"""Rules without anonymous variables, for a program that cannot do with them.

A negated atom with some gets a predicate of its own, true where the atom is for any values there;
elsewhere they are given names.
"""

from collections.abc import Iterable
from itertools import count

from clingo import ast


class _Namer(ast.Transformer):
    def __init__(self) -> None:
        self._numbers = count(1)
        self.projections: dict[str, str] = {}

    def visit_Literal(self, literal: ast.AST) -> ast.AST:  # noqa: N802 - clingo's name
        if literal.sign and literal.atom.ast_type is ast.ASTType.SymbolicAtom:
            term = literal.atom.symbol
            if term.ast_type is ast.ASTType.Function and "_" in map(str, term.arguments):
                literal = literal.update(atom=literal.atom.update(symbol=self._projected(term)))
        return literal.update(**self.visit_children(literal))

    def visit_Variable(self, variable: ast.AST) -> ast.AST:  # noqa: N802 - clingo's name
        name = variable.name
        return variable.update(name=f"Any{next(self._numbers)}") if name == "_" else variable

    def _projected(self, term: ast.AST) -> ast.AST:
        kept = [place for place, each in enumerate(term.arguments) if str(each) != "_"]
        name = "_".join(["some", term.name, *map(str, kept)])
        every = ",".join(f"V{place}" for place in range(len(term.arguments)))
        head = f"{name}({','.join(f'V{place}' for place in kept)})" if kept else name
        self.projections[name] = f"{head} :- {term.name}({every})."
        return term.update(name=name, arguments=[term.arguments[place] for place in kept])


def named_variables(rules: Iterable[ast.AST]) -> list[str]:
    """The rules as text, with the same answer sets but for the predicates added."""
    namer = _Namer()
    named = [str(namer.visit(rule)) for rule in rules]
    return [*named, *namer.projections.values()]
