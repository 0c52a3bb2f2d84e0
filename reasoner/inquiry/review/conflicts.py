"""Conflicts of a decision: minimal sets of facts and provisions that exclude it.

Every provision may be given up, or several together where rules rest on them together. A rule
stands under the atom of the provisions that it cites; where these are given up, the rule need not
apply, and any head of it that some facts could give may hold without its conditions. A stated fact
that is given up may be withdrawn; facts that are not stated stay so. Readings, discretion and
disputed facts are open, as in outcomes. A conflict is a minimal set of facts and provisions that,
if kept, leave no way to the decision, whichever others are given up (a minimal unsatisfiable
subset, MUS).

A provision of a conflict opposes the decision if, all others of it kept, it is enough that its
rules need not apply. If their heads must hold without conditions, the provision does not exclude
the decision: it could have carried it, and its conditions are not met.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import clingo
from clingo import ast
from clingo.backend import HeuristicType
from clingo.symbol import Function, Number, Symbol

from ...atoms import atom, read_atom
from ...pack.literate import Rule
from ...pack.predicates import REPORTED
from ...pack.provision import Provision
from ...solver.control import first_model
from ...solver.minimal_conflicts import MinimalConflicts
from ...solver.outcomes import Outcomes
from ...solver.program import add_rules, given, own_statements
from ...syntax import atom_literal, head_atoms, heads, parsed

# The atom under which the rules of a provision stand, and what marks the atoms that they may draw.
_LAW, _DRAWN = "_law", "_drawn"


@dataclass(frozen=True, slots=True)
class DecisionConflict:
    """A minimal set of stated facts and provisions that exclude a decision; provisions stand
    together where rules rest on them together. ``opposing`` ones exclude it by applying, ``unmet``
    ones could have carried it.
    """

    facts: tuple[Symbol, ...]
    opposing: tuple[tuple[Provision, ...], ...]
    unmet: tuple[tuple[Provision, ...], ...]

    @property
    def provisions(self) -> tuple[tuple[Provision, ...], ...]:
        """Opposing and unmet provisions, in the order of the text."""
        return tuple(sorted((*self.opposing, *self.unmet)))

    @property
    def cited(self) -> tuple[Provision, ...]:
        """Every provision of the conflict, once."""
        return each_once(self.provisions)


def each_once(provisions: Iterable[Iterable[Provision]]) -> tuple[Provision, ...]:
    """Every provision of these, once, in the order of the text."""
    return tuple(sorted({each for together in provisions for each in together}))


def conflicts(
    outcomes: Outcomes, verdicts: Collection[Symbol], facts: Collection[Symbol]
) -> Iterator[DecisionConflict | None]:
    """Yield the conflicts of a decision, smallest first; None at the end if there may be others.

    ``facts`` is the fact space of the case.
    """
    law = _RelaxedLaw(outcomes, verdicts, facts)
    stated = outcomes.findings.stated
    for found in MinimalConflicts(len(law.demands), law.meet).each():
        if found is None:
            yield None
            return
        laws = sorted(n for n in found if n >= len(stated))
        opposing = [n for n in laws if law.is_opposed_by(n, found)]
        yield DecisionConflict(
            tuple(stated[n] for n in sorted(found) if n < len(stated)),
            tuple(law.provisions[n - len(stated)] for n in opposing),
            tuple(law.provisions[n - len(stated)] for n in laws if n not in opposing),
        )


class _RelaxedLaw:
    """The law over a case, with its stated facts and then its provisions as demands by number."""

    def __init__(
        self, outcomes: Outcomes, verdicts: Collection[Symbol], facts: Collection[Symbol]
    ) -> None:
        rules = [rule for rule in outcomes.pack.rules if _draws(rule)]
        self.provisions = tuple(sorted({tuple(rule.provisions) for rule in rules}))
        # Demands are decided first, and as met: an answer set then meets as many as it can.
        self._control = clingo.Control(["--warn=none", "--heuristic=Domain"], logger=_ignore)
        self._ground(outcomes, rules, facts)
        stated = outcomes.findings.stated
        self.demands = [
            *map(self._literal, (atom("asserted", fact) for fact in stated)),
            *map(self._law, range(len(self.provisions))),
        ]
        with self._control.backend() as backend:
            for literal in self.demands:
                backend.add_heuristic(literal, HeuristicType.True_, 1, 1, [])
            # For each provision, that what it may draw may hold without its conditions.
            self._free = [backend.add_atom() for _ in self.provisions]
            backend.add_rule(self._free, choice=True)
            for head, law, marked in self._drawable():
                backend.add_rule([head], [-self._law(law), marked], choice=True)
                backend.add_rule([head], [-self._law(law), self._free[law]], choice=True)
            for body in self._fixed(outcomes, facts):
                backend.add_rule([], body)
        self._decided = self._exactly(verdicts)

    def _ground(self, outcomes: Outcomes, rules: Iterable[Rule], facts: Collection[Symbol]) -> None:
        """Ground the law, its provisions open, over a case in which everything is open."""
        findings = outcomes.findings
        opened = dict.fromkeys((*findings.stated, *findings.disputed, *facts))
        laws = f"{{ {_LAW}(0..{len(self.provisions) - 1}) }}."
        statements = [*own_statements(outcomes.pack), *parsed(laws)]
        add_rules(self._control, [*statements, *(s for r in rules for s in self._guarded(r))])
        with self._control.backend() as backend:
            for fact in given(outcomes.pack, replace(findings, stated=(), disputed=(*opened,))):
                backend.add_rule([backend.add_atom(fact)])
        self._control.ground([("base", [])])

    def _guarded(self, rule: Rule) -> Iterator[ast.AST]:
        """Yield a rule under its provision's atom, and rules that mark its heads as drawable."""
        statement, place = rule.statement, rule.statement.location
        number = ast.SymbolicTerm(place, Number(self.provisions.index(tuple(rule.provisions))))
        yield statement.update(body=[*statement.body, atom_literal(place, _LAW, number)])
        for head in head_atoms(statement):
            marked = atom_literal(place, _DRAWN, number, head.atom.symbol)
            yield ast.Rule(place, marked, [*statement.body, *head.conditions])

    def _drawable(self) -> Iterator[tuple[int, int, int]]:
        """Yield each head that may be drawn, the provision of the rule, and the literal that is
        true where the rule would draw it. All of them are drawable under some facts, so they are
        grounded already.
        """
        known = self._control.symbolic_atoms
        for marked in known.by_signature(_DRAWN, 2):
            number, symbol = marked.symbol.arguments
            if symbol in known:
                yield self._literal(symbol), number.number, marked.literal

    def _fixed(self, outcomes: Outcomes, facts: Collection[Symbol]) -> Iterator[list[int]]:
        """Yield the bodies of constraints: facts that are not stated, and combinations of disputed
        facts that are refused.
        """
        findings = outcomes.findings
        known = frozenset((*findings.stated, *findings.disputed))
        for fact in facts:
            if fact not in known:
                yield [self._literal(atom("asserted", fact))]
        for dropped in outcomes.model.dropped:
            found = ((read_atom(name), held) for name, held in dropped.combination)
            literals = ((self._literal(atom("asserted", fact)), held) for fact, held in found)
            yield [literal if held else -literal for literal, held in literals]

    def _exactly(self, verdicts: Collection[Symbol]) -> list[int] | None:
        """Literals for exactly these verdicts on their persons; None if no rule can draw them."""
        persons = {verdict.arguments[0] for verdict in verdicts}
        name = next(iter(verdicts)).name
        possible = [
            each.symbol
            for each in self._control.symbolic_atoms.by_signature(name, 2)
            if each.symbol.arguments[0] in persons
        ]
        if not set(possible).issuperset(verdicts):
            return None
        return [self._literal(s) if s in verdicts else -self._literal(s) for s in possible]

    def _law(self, number: int) -> int:
        return self._literal(Function(_LAW, [Number(number)]))

    def _literal(self, symbol: Symbol) -> int:
        found = self._control.symbolic_atoms[symbol]
        if found is None:
            raise KeyError(str(symbol))
        return found.literal

    def meet(self, demands: frozenset[int]) -> frozenset[int] | None:
        """The demands that can be met with `demands` and the decision, as many as possible; None if
        these cannot be met.
        """
        return self._met(demands, self._free)

    def is_opposed_by(self, demand: int, conflict: frozenset[int]) -> bool:
        """True if the rest of a conflict can be met where the rules of one of its provisions need
        not apply.
        """
        bound = demand - (len(self.demands) - len(self.provisions))
        free = [-each if n == bound else each for n, each in enumerate(self._free)]
        return self._met(conflict - {demand}, free) is not None

    def _met(self, demands: frozenset[int], free: Sequence[int]) -> frozenset[int] | None:
        if self._decided is None:
            return None
        held = (self.demands[number] for number in sorted(demands))
        return first_model(
            self._control,
            lambda model: frozenset(
                n for n, each in enumerate(self.demands) if model.is_true(each)
            ),
            [*self._decided, *held, *free],
        )


def _draws(rule: Rule) -> bool:
    """True if a rule draws an atom other than citations and refusals, or is a constraint."""
    names = {name for name, _ in heads(rule.statement)}
    is_rule = rule.statement.ast_type is ast.ASTType.Rule
    return is_rule and bool(rule.provisions) and names.isdisjoint(REPORTED)


def _ignore(code: clingo.MessageCode, text: str) -> None:
    """Nothing to report: packs are checked when they are made."""
