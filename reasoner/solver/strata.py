"""Strata: the truth of each settled atom as a function of the answers to the open questions.

Strata rules are stratified: no atom hangs on its own negation (`splitting` puts those that do
among the undecided). So their one answer set under given answers is reached stratum by stratum
(Apt, Blair and Walker, Towards a Theory of Declarative Knowledge, 1988), and under all answers at
once when truth is a decision diagram in place of a truth value.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import add

from clingox.program import Rule

from ..graphs import components
from .diagram import Node
from .splitting import GroundRule, atoms_of
from .variables import Variables


class Strata:
    """The truth of atoms that depend on nothing but the open questions."""

    def __init__(self, rules: Iterable[GroundRule], variables: Variables) -> None:
        self._diagrams = variables.diagrams
        self._truths = variables.truths()
        self._deciding: dict[int, list[GroundRule]] = {}
        for rule in rules:
            for head in rule.head:
                self._deciding.setdefault(head, []).append(rule)

    def truth(self, atom: int) -> Node:
        """The truth of an atom; one that no rule decides is never true."""
        if atom not in self._truths:
            self._settle(atom)
        return self._truths[atom]

    def literal(self, literal: int) -> Node:
        """The truth of a literal: an atom's number, negative for its absence."""
        truth = self.truth(abs(literal))
        return truth if literal > 0 else self._diagrams.negation(truth)

    def body(self, rule: GroundRule) -> Node:
        """The truth of the body of a settled rule."""
        if isinstance(rule, Rule):
            return self._diagrams.all_of(map(self.literal, rule.body))
        total = self._diagrams.leaf(0)
        for literal, weight in rule.body:
            worth = self._diagrams.relabelled(_worth(weight), self.literal(literal))
            total = self._diagrams.combined(add, total, worth)
        bound = rule.lower_bound
        return self._diagrams.relabelled(lambda reached: reached >= bound, total)

    def _settle(self, atom: int) -> None:
        """Settle an atom, after everything that it rests on."""
        rests: dict[int, list[int]] = {}
        pending = [atom]
        while pending:
            head = pending.pop()
            if head not in rests:
                rules = self._deciding.get(head, ())
                rests[head] = [n for rule in rules for n in atoms_of(rule) if n not in self._truths]
                pending += rests[head]
        for component in components(rests):
            self._settle_together(sorted(component))

    def _settle_together(self, atoms: Sequence[int]) -> None:
        """Settle atoms that rest on each other: the least fixed point of their rules."""
        self._truths.update(dict.fromkeys(atoms, self._diagrams.false))
        changed = True
        try:
            while changed:
                changed = False
                for atom in atoms:
                    truth = self._truths[atom]
                    for rule in self._deciding.get(atom, ()):
                        truth = self._diagrams.either(truth, self.body(rule))
                    if truth != self._truths[atom]:
                        self._truths[atom] = truth
                        changed = len(atoms) > 1  # one alone adds nothing by resting on itself
        except BaseException:
            for atom in atoms:  # not settled yet
                del self._truths[atom]
            raise


def _worth(weight: int) -> Callable[[bool], int]:
    return lambda held: weight if held else 0
