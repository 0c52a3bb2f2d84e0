"""Discretion made equal in two copies of a case, and whether each use of it leads to an outcome.

Where each choice takes exactly one of its options, or any of them, where no other rule draws a
chosen atom, and no rule depends on itself through negation, some choices never limit the others:
whatever they take, the case has an outcome with it (splitting set, choice by choice: Lifschitz and
Turner, Splitting a Logic Program, ICLP 1994).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clingo import ast
from clingo.symbol import Symbol
from clingox.program import Rule

from ...graphs import UnionFind, reachable
from ...pack.model import Pack
from ...solver.control import new_control, renumbered, solve
from ...solver.splitting import (
    GroundRule,
    dependents,
    literals_of,
    negative_loops,
    rests_on,
)
from ...syntax import Signature, apart, functions, variables
from ..hypothetical import Hypothetical


@dataclass(frozen=True, slots=True)
class _Choice:
    """A rule of a pack that leaves a choice: its options as patterns, whether exactly `one` is
    taken, and whether its form is understood (`sound`).
    """

    options: tuple[ast.AST, ...]
    one: bool
    sound: bool


class Coupling:
    """Couples the choices of one copy of a case to those of another; `rules` are the ground rules
    of a copy. Readings and stated facts are not choices here.
    """

    def __init__(self, case: Hypothetical, rules: Sequence[GroundRule]) -> None:
        self._case = case
        self._rules = rules
        names = {number: symbol for symbol, number in case.ground.atoms.items()}
        #: The bodies of the rules by which each atom may be chosen.
        self.openings: dict[int, list[Sequence[int]]] = {}
        for rule in rules:
            for head in rule.head if rule.choice else ():
                if head not in names or names[head].name not in ("reading", "asserted"):
                    self.openings.setdefault(head, []).append(tuple(literals_of(rule)))
        self._choices = tuple(_choices(case.pack))
        free = [option for each in self._choices if not each.one for option in each.options]
        #: What may be chosen or not, whatever else is chosen.
        self.free = frozenset(
            n for n in self.openings if n in names and any(_fits(p, names[n]) for p in free)
        )

    @cached_property
    def together(self) -> Mapping[int, Collection[int]]:
        """The options that are chosen from together with each option, or more than these."""
        groups: UnionFind[int] = UnionFind(self.openings)
        offers = [rule for rule in self._rules if rule.choice and self.openings.keys() & rule.head]
        for rule in offers:
            groups.union(*rule.head)
        for called, options in self._calls():
            bodies = set(options)
            groups.union(
                *(r.head[0] for r in offers if frozenset(literals_of(r)) in bodies or not called)
            )
        return {atom: group for group in groups.sets() for atom in group}

    @cached_property
    def total(self) -> bool:
        """True if under any facts and readings every use of some open choices is in an outcome of
        the case; False also where the rules do not tell.
        """
        return (
            all(choice.sound for choice in self._choices)
            and _drawn_once(self._case.pack, self._choices)
            and all(isinstance(rule, Rule) for rule in self._rules if rule.choice)
            and not negative_loops(self._rules, dependents(self._rules))
            and reachable(self._case.refusals, rests_on(self._rules)).isdisjoint(self.openings)
            and not self._lacks_options()
        )

    def _lacks_options(self) -> bool:
        """True if some facts and readings call for a choice without any option."""
        # The calls for choices all of whose options have conditions of their own.
        doubtful = [(called, options) for called, options in self._calls() if called not in options]
        if not doubtful:
            return False
        control = new_control()
        with control.backend() as backend:
            numbers = self._case.add_admitted(backend, (r for r in self._rules if r.head))
            lacking = backend.add_atom()
            for called, options in doubtful:
                open_options = [backend.add_atom() for _ in options]
                for atom, body in zip(open_options, options, strict=True):
                    backend.add_rule([atom], renumbered(body, numbers))
                closed = [-atom for atom in open_options]
                backend.add_rule([lacking], [*renumbered(called, numbers), *closed])
            backend.add_rule([], [-lacking])
        return solve(control).satisfiable is not False

    def _calls(self) -> Iterator[tuple[Collection[int], Sequence[Collection[int]]]]:
        """Yield the conditions that call for a choice, and the bodies of the rules that offer its
        options. A rule without head makes such a call.
        """
        bodies = [frozenset(literals_of(rule)) for rule in self._rules if rule.choice]
        for rule in self._rules:
            if not rule.head:
                called = frozenset(literal for literal in literals_of(rule) if literal > 0)
                yield called, [body for body in bodies if called <= body]


def _choices(pack: Pack) -> Iterator[_Choice]:
    """Yield the rules of a pack that leave a choice, or have several heads."""
    for rule in pack.rules:
        head = rule.statement.head
        if head.ast_type is ast.ASTType.Aggregate:
            guards = [
                None if guard is None else (guard.comparison, str(guard.term))
                for guard in (head.left_guard, head.right_guard)
            ]
            one = guards == [(ast.ComparisonOperator.LessEqual, "1")] * 2
            options = tuple(o for element in head.elements for o in functions(element.literal))
            sound = guards == [None, None] or (one and _tells_its_others(rule.statement))
            yield _Choice(options, one, sound)
        elif head.ast_type is not ast.ASTType.Literal:
            yield _Choice((), one=False, sound=False)


def _tells_its_others(statement: ast.AST) -> bool:
    """True if each option of a choice determines the others: a variable of the body is in all of
    them, or in none of them and no condition.
    """
    elements = statement.head.elements
    outside = variables(*statement.body)
    first, *others = [variables(element.literal) & outside for element in elements]
    conditions = [variables(*element.condition) & outside for element in elements]
    return all(each == first for each in others) and all(each <= first for each in conditions)


def _drawn_once(pack: Pack, choices: Collection[_Choice]) -> bool:
    """True if no atom that may be chosen can be drawn or chosen by another rule as well."""
    others: dict[Signature, list[ast.AST]] = {}
    for rule in pack.rules:
        if rule.statement.head.ast_type is ast.ASTType.Literal:
            for atom in functions(rule.statement.head):
                others.setdefault(_signature(atom), []).append(atom)
    for option in (option for choice in choices for option in choice.options):
        alike = others.setdefault(_signature(option), [])
        if not all(apart(option, other) for other in alike):
            return False
        alike.append(option)
    return True


def _signature(atom: ast.AST) -> Signature:
    return atom.name, len(atom.arguments)


def _fits(pattern: ast.AST, atom: Symbol) -> bool:
    """True if an atom may be an instance of a pattern."""
    return _signature(pattern) == (atom.name, len(atom.arguments)) and all(
        term.ast_type is not ast.ASTType.SymbolicTerm or term.symbol == argument
        for term, argument in zip(pattern.arguments, atom.arguments, strict=True)
    )
