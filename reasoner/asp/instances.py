"""Instances of suspected circles: which of them are there among the atoms themselves.

clingo runs through the rule's instances: each rule becomes rules over ``atom(Name, Arguments)``,
true of every atom that the program can make true, and draws from which atom to which it leads.
Negative literals and the values of aggregates are left out, so that no circle is missed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import clingo
from clingo import ast
from clingo.symbol import Function, String, Symbol

from ..graphs import numbered_components
from ..solver.program import add_rules
from ..syntax import (
    HeadAtom,
    Signature,
    atom_literal,
    head_atoms,
    shared_variables,
    unsigned,
    variables,
)
from .dependency import (
    BodyAtom,
    body_atoms,
    plain_atoms,
    signature,
)
from .source import SourceRule

_PLACE = ast.Position("<edges>", 1, 1)
_HERE = ast.Location(_PLACE, _PLACE)


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two atoms of one rule that must not rest on each other: its head and one inside an aggregate
    or conditional literal, or two of its heads.
    """

    source: SourceRule
    rule: ast.AST
    head: HeadAtom
    other: BodyAtom | HeadAtom


def circular(
    rules: Iterable[ast.AST],
    suspects: Sequence[Suspect],
    inside: set[Signature],
    definitions: Iterable[ast.AST],
    control: clingo.Control,
) -> list[Suspect]:
    """The suspects whose atoms do rest on each other in the program that was grounded.

    ``inside`` are the predicates on a circle with a suspect, ``definitions`` the constants.
    """
    edges = [edge for rule in rules for edge in _edges(rule, inside)]
    edges += [
        _leading(suspect.rule, suspect.head, suspect.other, number)
        for number, suspect in enumerate(suspects)
    ]
    atoms = _atoms_of(control)
    messages: list[str] = []
    finder = clingo.Control(["--warn=none"], logger=lambda _, text: messages.append(text))
    add_rules(finder, (*definitions, *edges))
    with finder.backend() as backend:
        for atom in atoms:
            backend.add_rule([backend.add_atom(atom)])
    try:
        finder.ground([("base", [])])
    except RuntimeError:
        return list(suspects)  # a variable that only an aggregate binds: the atoms cannot be told
    graph: dict[Symbol, list[Symbol]] = {}
    pairs = []
    for found in finder.symbolic_atoms.by_signature("leads", 3):
        start, end, number = found.symbol.arguments
        suspect = suspects[number.number] if number.number >= 0 else None
        if suspect is None or isinstance(suspect.other, BodyAtom):
            graph.setdefault(start, []).append(end)
        if suspect is not None:
            pairs.append((start, end, number.number))
    circle = numbered_components(graph)
    guilty = {
        number
        for start, end, number in pairs
        if start in circle
        and circle[start] == circle.get(end)
        and (start != end or isinstance(suspects[number].other, BodyAtom))
    }
    return [suspect for number, suspect in enumerate(suspects) if number in guilty]


def _atoms_of(control: clingo.Control) -> Iterator[Symbol]:
    for atom in control.symbolic_atoms:
        symbol = atom.symbol
        name = String(symbol.name if symbol.positive else f"-{symbol.name}")
        yield Function("atom", [name, Function("", symbol.arguments)])


def _edges(rule: ast.AST, inside: set[Signature]) -> Iterator[ast.AST]:
    """The edges from each head of a rule to the atoms on which it rests, aggregates aside."""
    for head in head_atoms(rule):
        if signature(head.atom) in inside:
            for other in (*body_atoms(rule), *plain_atoms(head.conditions)):
                if other.positive and other.around is None and signature(other.atom) in inside:
                    yield _leading(rule, head, other, -1)


def _leading(rule: ast.AST, head: HeadAtom, other: BodyAtom | HeadAtom, number: int) -> ast.AST:
    """``leads(Head, Other, Number)``, wherever an instance of the rule may lead so."""
    shared = shared_variables(rule)
    body = _Body(_Renaming("", None))
    for literal in rule.body:
        body.take(literal)
    body.renaming = _Renaming("'1", shared)
    start = body.term(head.atom)
    for literal in head.conditions:
        body.take(literal)
    if isinstance(other, HeadAtom) or other.around is not None:
        body.renaming = _Renaming("'2", shared)
    end = body.term(other.atom)
    beside = other.conditions if isinstance(other, HeadAtom) else _beside(other)
    for literal in beside:
        body.take(literal)
    number_term = ast.SymbolicTerm(_HERE, clingo.Number(number))
    leads = atom_literal(_HERE, "leads", start, end, number_term)
    return ast.Rule(_HERE, leads, body.literals())


def _beside(other: BodyAtom) -> tuple[ast.AST, ...]:
    """The literals that stand with an atom in one element of an aggregate."""
    element = other.element
    if element is None:
        return ()
    own = (element.literal,) if element.ast_type is ast.ASTType.ConditionalLiteral else ()
    return (*own, *element.condition)


@dataclass(frozen=True)
class _Renaming:
    """Names for an element's own variables, apart from those of the same name elsewhere."""

    mark: str
    shared: frozenset[str] | None

    def __call__(self, name: str) -> str:
        return name if self.shared is None or name in self.shared else name + self.mark


class _Body(ast.Transformer):
    """The body of a rule over atoms: what is computed in an atom becomes an equation beside it."""

    def __init__(self, renaming: _Renaming) -> None:
        self.renaming = renaming
        self._atoms: list[ast.AST] = []
        self._tests: list[ast.AST] = []
        self._fresh = 0

    def take(self, literal: ast.AST) -> None:
        """Add a literal, if it says something about possible atoms or about values."""
        atom = getattr(literal, "atom", None)
        if atom is None:
            return
        if atom.ast_type is ast.ASTType.Comparison:
            self._tests.append(_Names(self.renaming).visit(literal))
        elif atom.ast_type is ast.ASTType.SymbolicAtom and literal.sign == ast.Sign.NoSign:
            self.term(atom)

    def term(self, atom: ast.AST) -> ast.AST:
        """The term that stands for an atom, which must be possible."""
        symbol, sign = unsigned(atom.symbol)
        name = ast.SymbolicTerm(_HERE, String(sign + symbol.name))
        arguments = [self.visit(argument) for argument in symbol.arguments]
        literal = atom_literal(_HERE, "atom", name, ast.Function(_HERE, "", arguments, 0))
        self._atoms.append(literal)
        term: ast.AST = literal.atom.symbol
        return term

    def literals(self) -> list[ast.AST]:
        """The atoms, and of the tests those whose variables the others bind."""
        bound = variables(*self._atoms)
        while assigned := {v for test in self._tests for v in _assigned(test, bound)} - bound:
            bound |= assigned
        return [*self._atoms, *(test for test in self._tests if variables(test) <= bound)]

    def visit_Variable(self, node: ast.AST) -> ast.AST:  # noqa: N802 - as clingo names it
        if node.name == "_":
            return self._new()
        return node.update(name=self.renaming(node.name))

    def _computed(self, node: ast.AST) -> ast.AST:
        variable = self._new()
        guard = ast.Guard(ast.ComparisonOperator.Equal, _Names(self.renaming).visit(node))
        test = ast.Comparison(variable, [guard])
        self._tests.append(ast.Literal(_HERE, ast.Sign.NoSign, test))
        return variable

    visit_BinaryOperation = visit_UnaryOperation = visit_Interval = _computed  # noqa: N815

    def _new(self) -> ast.AST:
        self._fresh += 1
        return ast.Variable(_HERE, f"V'{self._fresh}'")


class _Names(ast.Transformer):
    """Renames variables and leaves the rest."""

    def __init__(self, renaming: _Renaming) -> None:
        self._renaming = renaming

    def visit_Variable(self, node: ast.AST) -> ast.AST:  # noqa: N802 - as clingo names it
        return node.update(name=self._renaming(node.name))


def _assigned(test: ast.AST, bound: set[str]) -> Iterator[str]:
    """The variable to which an equation gives a value, if the other side is known."""
    guards = test.atom.guards
    if test.sign != ast.Sign.NoSign or len(guards) != 1:
        return
    if guards[0].comparison == ast.ComparisonOperator.Equal:
        for side, other in ((test.atom.term, guards[0].term), (guards[0].term, test.atom.term)):
            if side.ast_type is ast.ASTType.Variable and variables(other) <= bound:
                yield side.name
