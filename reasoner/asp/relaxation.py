"""A program in which each demand can be let go: constraints, bounds of choices, rules in odd loops,
and that nothing is both so and strongly not so.

A program whose predicates are in no loop through an odd number of negations has an answer set as
long as no constraint and no bound is there; so in a program without one, some of these demands
cannot be met together. Each stands under an atom of its own, which an assumption makes true.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import clingo
from clingo import ast

from ..graphs import numbered_components
from ..syntax import Signature, atom_literal, draws, head_atoms, parsed, shared_variables
from .dependency import (
    body_atoms,
    is_choice,
    is_fact,
    plain_rules,
    predicates,
    signature,
)
from .source import SourceRule

_KEPT = (ast.ASTType.Rule, ast.ASTType.External, ast.ASTType.Definition, ast.ASTType.Program)


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand of a program: a statement, or implicitly that an atom and its strong negation do not
    hold together, placed at the first rule that draws the negation.
    """

    source: SourceRule
    implicit: str | None = None

    def as_json(self) -> dict[str, object]:
        """Place and text."""
        said = self.source.as_json()
        return said if self.implicit is None else {**said, "text": self.implicit}


class Relaxation:
    """The demands of a program, and the program in which each can be let go."""

    def __init__(self, program: Sequence[SourceRule]) -> None:
        self._program = [s for s in program if s.statement.ast_type in _KEPT]
        self._looping = _in_odd_loops(program)
        self._clashes = _clashes(program)
        self.demands: list[Demand] = []
        self.statements = list(self._relaxed())

    @cached_property
    def _prefix(self) -> str:
        """A beginning that no name of the program has."""
        text = "\n".join(str(source.statement) for source in self._program)
        prefix = "relaxed_"
        while prefix in text:
            prefix += "_"
        return prefix

    def guard(self, number: int) -> clingo.Symbol:
        """The atom under which a demand stands."""
        return clingo.Function(f"{self._prefix}on", [clingo.Number(number)])

    def _relaxed(self) -> Iterator[ast.AST]:
        freeing = _Freeing({name for name, _ in self._clashes}, self._prefix)
        for source in self._program:
            for statement in self._loosened(source):
                yield freeing.visit(statement)
        for (name, arity), source in self._clashes.items():
            yield from self._clash(name, arity, source)
        yield from self._guards()

    def _loosened(self, source: SourceRule) -> Iterator[ast.AST]:
        statement = source.statement
        if statement.ast_type is not ast.ASTType.Rule or not source.base:
            yield statement
        elif _forbids(statement.head):
            guard = self._guard(Demand(source), statement.location)
            yield statement.update(body=[*statement.body, guard])
        elif is_choice(statement) and (statement.head.left_guard or statement.head.right_guard):
            yield from self._unbounded(source)
        elif self._loops(source) or _may_be_empty(statement.head):
            yield from self._escapable(source)
        else:
            yield statement

    def _loops(self, source: SourceRule) -> bool:
        return (source.file, source.line, source.column) in self._looping

    def _unbounded(self, source: SourceRule) -> Iterator[ast.AST]:
        """A choice without its bounds, and these as a constraint."""
        statement, head = source.statement, source.statement.head
        place = statement.location
        free = ast.Aggregate(head.location, None, head.elements, None)
        yield statement.update(head=free)
        bounds = ast.Literal(head.location, ast.Sign.Negation, head)
        guard = self._guard(Demand(source), place)
        yield _constraint(place, *statement.body, bounds, guard)

    def _escapable(self, source: SourceRule) -> Iterator[ast.AST]:
        """A rule with one more head, by which each of its instances may be escaped, and a
        constraint against that; pools first, since their variables are not all in each.
        """
        number = len(self.demands)
        guard = self._guard(Demand(source), source.statement.location)
        for plain in source.statement.unpool():
            head, place = plain.head, plain.location
            variables = [ast.Variable(place, name) for name in sorted(shared_variables(plain))]
            rule = [ast.SymbolicTerm(place, clingo.Number(number))]
            escape = atom_literal(place, f"{self._prefix}off", *rule, *variables)
            only = head.ast_type is ast.ASTType.Literal
            heads = [ast.ConditionalLiteral(place, head, [])] if only else list(head.elements)
            heads.append(ast.ConditionalLiteral(place, escape, []))
            yield plain.update(head=ast.Disjunction(place, heads))
            yield _constraint(place, escape, guard)

    def _clash(self, name: str, arity: int, source: SourceRule) -> list[ast.AST]:
        names = ",".join(f"X{index}" for index in range(1, arity + 1))
        atom = f"{name}({names})" if names else name
        guard = self._guard(Demand(source, f":- {atom}, -{atom}."), source.statement.location)
        return parsed(f":- {atom}, {self._prefix}{atom}, {guard}.")

    def _guard(self, demand: Demand, place: ast.Location) -> ast.AST:
        """A literal that stands for a demand's being made."""
        number = ast.SymbolicTerm(place, clingo.Number(len(self.demands)))
        self.demands.append(demand)
        return atom_literal(place, f"{self._prefix}on", number)

    def _guards(self) -> list[ast.AST]:
        """Rules that let each demand be made; the solver makes as many as it can."""
        guards = [self.guard(number) for number in range(len(self.demands))]
        return parsed("".join(f"{{ {on} }}. #heuristic {on}. [1@1, true] " for on in guards))


class _Freeing(ast.Transformer):
    """Gives strongly negated atoms a name of their own, so that they clash with nothing."""

    def __init__(self, names: set[str], prefix: str) -> None:
        self._names = names
        self._prefix = prefix

    def visit_SymbolicAtom(self, node: ast.AST) -> ast.AST:  # noqa: N802 - as clingo names it
        symbol = node.symbol
        if symbol.ast_type is not ast.ASTType.UnaryOperation:
            return node
        inner = symbol.argument
        pooled = inner.ast_type is ast.ASTType.Pool  # one name with several lists of arguments
        named = list(inner.arguments) if pooled else [inner]
        if named[0].name not in self._names:
            return node
        freed = [each.update(name=f"{self._prefix}{each.name}") for each in named]
        return node.update(symbol=inner.update(arguments=freed) if pooled else freed[0])


def _constraint(place: ast.Location, *body: ast.AST) -> ast.AST:
    false = ast.Literal(place, ast.Sign.NoSign, ast.BooleanConstant(0))
    return ast.Rule(place, false, body)


def _forbids(head: ast.AST) -> bool:
    """True if a rule with this head draws nothing and only forbids its body."""
    return bool(head.ast_type is ast.ASTType.Literal and not draws(head))


def _made(source: SourceRule) -> Iterator[Signature]:
    """The predicates that a statement can make true."""
    statement = source.statement
    if source.base and statement.ast_type is ast.ASTType.Rule:
        for plain in statement.unpool():
            yield from (signature(head.atom) for head in head_atoms(plain))
    elif source.base and statement.ast_type is ast.ASTType.External:
        for name, arity, positive in sorted(predicates(statement.atom)):
            yield (name if positive else f"-{name}"), arity


def _may_be_empty(head: ast.AST) -> bool:
    """True if a disjunction may have no disjunct, so that its rule forbids its body."""
    return head.ast_type is ast.ASTType.Disjunction and all(
        element.condition for element in head.elements
    )


def _clashes(program: Sequence[SourceRule]) -> dict[Signature, SourceRule]:
    """The predicates that are drawn both as they are and strongly negated, each with the first
    rule that draws its negation.
    """
    first: dict[Signature, SourceRule] = {}
    for source in program:
        for made in _made(source):
            first.setdefault(made, source)
    return {
        (name[1:], arity): source
        for (name, arity), source in first.items()
        if name.startswith("-") and (name[1:], arity) in first
    }


def _in_odd_loops(program: Sequence[SourceRule]) -> set[tuple[str, int, int]]:
    """The places of the rules in a loop of predicates through an odd number of negations.

    Choices are no part of a loop: what may be left out is never forced.
    """
    # Every predicate twice: reached through an even and through an odd number of negations.
    doubled: dict[tuple[Signature, int], list[tuple[Signature, int]]] = {}
    links: list[tuple[SourceRule, Signature, Signature]] = []
    for source, rule in plain_rules(program):
        if is_choice(rule) or is_fact(rule):
            continue
        heads = [signature(head.atom) for head in head_atoms(rule)]
        for head in heads:
            body = [
                (signature(each.atom), parity)
                for each in body_atoms(rule)
                for parity in each.parities
            ]
            beside = [(other, 1) for other in heads if other != head]
            for other, parity in (*body, *beside):
                links.append((source, head, other))
                for start in (0, 1):
                    doubled.setdefault((head, start), []).append((other, (start + parity) % 2))
                    doubled.setdefault((other, start), [])
    component = numbered_components(doubled)
    odd = {node for (node, _) in component if component[node, 0] == component[node, 1]}
    return {
        (source.file, source.line, source.column)
        for source, head, other in links
        if head in odd and other in odd and component[head, 0] == component[other, 0]
    }
