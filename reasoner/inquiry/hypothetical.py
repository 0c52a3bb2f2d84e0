"""A case in which everything that may be stated is open: what it would come to with other facts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import clingo
import networkx as nx
from clingo.symbol import Symbol

from reasoner.atoms import atom
from reasoner.deadline import sheltered
from reasoner.findings import Findings
from reasoner.pack.model import Pack
from reasoner.program import ground
from reasoner.solve import add_copy, new_control
from reasoner.split import GroundRule, atoms_of


class Hypothetical:
    """A case grounded once over some facts, each of which may be stated or not.

    What the case disputes is found or not, as it always is; its pins are kept, and what it denies.
    """

    def __init__(self, pack: Pack, findings: Findings, facts: Collection[Symbol]) -> None:
        self.pack = pack
        self.findings = findings
        #: What may be stated, in the order given; what the case disputes is not among it.
        self.facts = tuple(
            dict.fromkeys(
                fact for fact in (*findings.stated, *facts) if fact not in findings.disputed
            )
        )
        opened = replace(findings, stated=(), disputed=(*self.facts, *findings.disputed))
        self.ground = ground(pack, opened)
        named = self.ground.atoms
        #: The atom numbers by which facts are stated.
        self.stated_by = {fact: named[atom("asserted", fact)] for fact in self.facts}
        #: The verdicts that some facts admit, by atom number.
        self.verdicts = {n: s for s, n in named.items() if s.name == pack.verdict}
        #: The atoms that refuse the case.
        self.refusals = tuple(n for s, n in named.items() if s.name == "refused")

    @property
    def certainly_refused(self) -> bool:
        """Whether no facts among these make a case that is not refused."""
        return any(fact.name == "refused" for fact in self.ground.facts)

    def rules(self, reported: Iterable[int]) -> Sequence[GroundRule]:
        """The ground rules on which it hangs whether some atoms are true, and whether the case is
        refused.
        """
        program = self.ground.program
        every: list[GroundRule] = [*program.rules, *program.weight_rules]
        rests: nx.DiGraph[int] = nx.DiGraph()
        for number, rule in enumerate(every, start=1):
            # Rules are nodes too, under negative numbers: whoever needs a head needs all of them.
            rests.add_edges_from((head, -number) for head in rule.head)
            rests.add_edges_from((-number, each) for each in atoms_of(rule))
            if not rule.head:  # it bears on everything
                rests.add_edge(0, -number)
        rests.add_edges_from((0, each) for each in (*reported, *self.refusals))
        needed = nx.descendants(rests, 0)
        return [rule for number, rule in enumerate(every, start=1) if -number in needed]

    def assumptions(self, stated: Collection[Symbol], numbers: Mapping[int, int]) -> list[int]:
        """That these facts are stated and no others, in a copy with other atom numbers."""
        return [
            numbers[n] if fact in stated else -numbers[n]
            for fact, n in self.stated_by.items()
            if n in numbers
        ]

    def admitted_verdicts(self, stated: Collection[Symbol]) -> frozenset[Symbol] | None:
        """Every verdict of some outcome of the case that states these facts and no others; None
        where that case is refused.
        """
        control, numbers = self._brave
        found: set[Symbol] = set()
        with sheltered(control):
            result = control.solve(
                assumptions=self.assumptions(stated, numbers),
                on_last=lambda model: found.update(model.symbols(shown=True)),
            )
        return frozenset(found) if result.satisfiable else None

    @cached_property
    def _brave(self) -> tuple[clingo.Control, Mapping[int, int]]:
        """A solver that runs towards all verdicts of a case, and the atoms' numbers there."""
        control = new_control(brave=True)
        with control.backend() as backend:
            numbers = {n: backend.add_atom(symbol) for n, symbol in self.verdicts.items()}
            add_copy(backend, self.rules(self.verdicts), numbers)
            for number in self.refusals:
                backend.add_rule([], [numbers[number]])
        return control, numbers
