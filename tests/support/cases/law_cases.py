"""The worked cases of the law, each solved once, and their programs in clingo's hands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

import clingo
from clingo.symbol import Symbol

from support.cases.worked import worked
from support.packs import LAW_FOLDER
from wenze import Outcomes, Reasoner
from wenze.reasoner.case.findings import Findings
from wenze.reasoner.pack import Pack
from wenze.reasoner.solver.program import COMMON, bridge, given
from wenze.reasoner.solver.results import Outcome

LAW = Reasoner(LAW_FOLDER)
ANSWERED = {case.file: case for case in worked(LAW_FOLDER) if not case.refused}
DEMONSTRATION = str(LAW.pack.about.demonstration)
SEVERAL_PERSONS = "86_several_persons_each_their_own.yaml"


@cache
def solved(file: str) -> Outcomes:
    """The outcomes of a worked case."""
    return LAW.solve(ANSWERED[file].case)


def sample(found: Outcomes, most: int) -> list[Outcome]:
    """At most so many outcomes, spread over all of them."""
    listed = list(found)
    return listed[:: -(-len(listed) // most)]


class WholeProgram:
    """A case with all rules of its law: files and facts loaded as text, grounded at once."""

    def __init__(self, pack: Pack, findings: Findings) -> None:
        self._control = clingo.Control(["--warn=none", "--models=0"])
        for path in sorted(pack.folder.rglob("*.lp")):
            self._control.load(str(path))
        facts = "\n".join(f"{fact}." for fact in given(pack, findings))
        self._control.add("base", [], "\n".join([COMMON, bridge(pack), facts]))
        self._control.ground([("base", [])])
        self._known = frozenset(each.symbol for each in self._control.symbolic_atoms)

    def answer_sets(
        self, true: Iterable[Symbol] = (), false: Iterable[Symbol] = ()
    ) -> Iterator[frozenset[Symbol]]:
        """The answer sets in which some atoms hold and others fail."""
        assumptions = [*((atom, True) for atom in true), *((atom, False) for atom in false)]
        with self._control.solve(assumptions=assumptions, yield_=True) as models:
            for model in models:
                yield frozenset(model.symbols(atoms=True))

    def is_answer_set(self, atoms: frozenset[Symbol]) -> bool:
        """Whether exactly these atoms hold in one of the answer sets."""
        return list(self.answer_sets(atoms, self._known - atoms)) == [atoms]

    def cautious(self) -> frozenset[Symbol]:
        """What holds in every answer set, if there is any."""
        found: list[frozenset[Symbol]] = []
        solver = cast("clingo.Configuration", self._control.configuration.solve)
        solver.enum_mode = "cautious"
        self._control.solve(on_model=lambda m: found.append(frozenset(m.symbols(atoms=True))))
        solver.enum_mode = "auto"
        return found[-1]


@cache
def whole_program(file: str) -> WholeProgram:
    """The program of a worked case."""
    return WholeProgram(LAW.pack, solved(file).findings)
