"""A hypothetical case: the case with every fact open that may be stated of it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Literal

import clingo
from clingo.symbol import Symbol

from ..atoms import atom
from ..case.findings import Findings
from ..graphs import reachable
from ..pack.model import Pack
from ..solver.control import Numbers, add_copy, new_control, solve
from ..solver.program import ground
from ..solver.splitting import GroundRule, atoms_of, rests_on

_Kind = Literal["verdicts", "conclusions", "bases"]


class Hypothetical:
    """A case grounded once over `facts`, each of which may be stated or not.

    Disputed facts stay disputed; pins and denied facts of the case are kept.
    """

    def __init__(self, pack: Pack, findings: Findings, facts: Collection[Symbol]) -> None:
        self.pack = pack
        self._solver = cache(self._new_solver)
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
        #: The verdicts that no facts can change.
        self.certain = frozenset(fact for fact in self.ground.facts if fact.name == pack.verdict)
        #: The atoms that refuse the case.
        self.refusals = tuple(n for s, n in named.items() if s.name == "refused")

    @property
    def certainly_refused(self) -> bool:
        """True if the case is refused whichever of the facts it states."""
        return any(fact.name == "refused" for fact in self.ground.facts)

    def rules(self, reported: Iterable[int]) -> Sequence[GroundRule]:
        """The ground rules that the truth of the atoms `reported`, and a refusal of the case,
        depend on.
        """
        every, rests_on = self._rests_on
        whole = (atom for rule in every if not rule.head for atom in atoms_of(rule))
        needed = reachable([*reported, *self.refusals, *whole], rests_on)
        return [rule for rule in every if not rule.head or not needed.isdisjoint(rule.head)]

    @cached_property
    def _rests_on(self) -> tuple[Sequence[GroundRule], Mapping[int, Collection[int]]]:
        program = self.ground.program
        every: list[GroundRule] = [*program.rules, *program.weight_rules]
        return every, rests_on(every)

    def assumptions(self, stated: Collection[Symbol], numbers: Mapping[int, int]) -> list[int]:
        """Literals for stating exactly the facts `stated`, in a copy with the atom numbers
        `numbers`.
        """
        return [
            numbers[n] if fact in stated else -numbers[n]
            for fact, n in self.stated_by.items()
            if n in numbers
        ]

    def add_admitted(
        self, backend: clingo.Backend, rules: Iterable[GroundRule], numbers: Numbers | None = None
    ) -> Numbers:
        """Add a copy of ground rules in which the case is not refused; return its atom numbers."""
        numbers = add_copy(backend, rules, numbers)
        for number in self.refusals:
            backend.add_rule([], [numbers[number]])
        return numbers

    def admitted_verdicts(self, stated: Collection[Symbol]) -> frozenset[Symbol] | None:
        """The brave consequences among verdicts of the case that states exactly `stated`; None if
        it is refused.
        """
        found = self._brave("verdicts", stated)
        return None if found is None else self.certain | found

    def admitted_conclusions(self, stated: Collection[Symbol]) -> frozenset[Symbol] | None:
        """The brave consequences among conclusions of the case that states exactly `stated`,
        without those that hold under any facts; None if it is refused.
        """
        return self._brave("conclusions", stated)

    def bases(self, stated: Collection[Symbol]) -> frozenset[Symbol]:
        """The atoms ``basis(Verdict, Provision)`` of all outcomes of the case that states exactly
        `stated`.
        """
        certain = filter(self._is_reported["bases"], self.ground.facts)
        return frozenset(certain) | (self._brave("bases", stated) or frozenset())

    @cached_property
    def _is_reported(self) -> Mapping[_Kind, Callable[[Symbol], bool]]:
        verdict, conclusions = self.pack.verdict, self.pack.conclusions
        return {
            "verdicts": lambda symbol: symbol.name == verdict,
            "conclusions": lambda symbol: symbol.name in conclusions,
            "bases": lambda s: s.name == "basis" and s.arguments[0].name == verdict,
        }

    def _brave(self, kind: _Kind, stated: Collection[Symbol]) -> frozenset[Symbol] | None:
        """The brave consequences of one kind, without certain ones; None if the case is refused."""
        control, numbers = self._solver(kind)
        found: set[Symbol] = set()
        result = solve(
            control,
            self.assumptions(stated, numbers),
            on_last=lambda model: found.update(model.symbols(shown=True)),
        )
        return frozenset(found) if result.satisfiable else None

    def _new_solver(self, kind: _Kind) -> tuple[clingo.Control, Numbers]:
        """A solver of the brave consequences of one kind, with its atom numbers."""
        is_reported = self._is_reported[kind]
        reported = {n: symbol for symbol, n in self.ground.atoms.items() if is_reported(symbol)}
        control = new_control(brave=True)
        with control.backend() as backend:
            named = {number: backend.add_atom(symbol) for number, symbol in reported.items()}
            return control, self.add_admitted(backend, self.rules(reported), named)
