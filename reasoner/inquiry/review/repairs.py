"""Repairs: the fewest changes of stated facts with which a decision would be defensible.

Every fact of the fact space is open in one program. The solver finds the least number of changes
under which the verdicts are possible and the case is not refused, and then every set of facts that
takes no more (cardinality-minimal repairs). A replaced value is one change, so as many withdrawn
and added facts as possible are paired; a pair is no smallest repair where withdrawing or adding
alone suffices. The solver decides facts first, and as they are: an answer set flips none that it
can spare.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import clingo
from clingo.backend import HeuristicType
from clingo.symbol import Symbol

from ...pack.provision import Provision
from ...solver.control import Numbers, at_least, solve
from ..hypothetical import Hypothetical
from ..what_if.changes import Change, Flips, fewest_changes, replaces

# How many conflicts of the solver may be spent on each search: seconds.
MAX_EFFORT = 100_000
# How many sets of changes are gone through to list the first of them.
MAX_FOUND = 200


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes with which the verdicts are possible, and the provisions that carry each of them
    then.
    """

    changes: tuple[Change, ...]
    provisions: Mapping[Symbol, tuple[Provision, ...]]


def smallest_repairs(
    case: Hypothetical, verdicts: Collection[Symbol], limit: int
) -> tuple[tuple[Repair, ...], int | None]:
    """The first `limit` smallest repairs that admit these verdicts and no others on the same
    persons, and the number of all; None if that is not known.
    """
    return _Search(case, verdicts).smallest(limit)


class _Search:
    """One solver that holds the case with every fact open, and demands the verdicts."""

    def __init__(self, case: Hypothetical, verdicts: Collection[Symbol]) -> None:
        self._case = case
        self._verdicts = frozenset(verdicts)
        self._stated = frozenset(case.findings.stated)
        self._order = {fact: place for place, fact in enumerate(case.facts)}
        self._control = clingo.Control(
            [
                "--warn=none",
                "--heuristic=Domain",
                "--models=0",
                "--opt-strategy=usc",
                f"--solve-limit={MAX_EFFORT}",
            ]
        )

    def smallest(self, limit: int) -> tuple[tuple[Repair, ...], int | None]:
        """The smallest repairs in the order of the facts."""
        if not self._possible():
            return (), 0
        least, known = self._least()
        if least is None or not known:
            return (), 0 if known else None
        found, whole = self._of_size(least)
        found.sort(key=lambda flips: sorted(map(self._order.__getitem__, flips)))
        admissions = tuple(
            Repair(fewest_changes(flips, self._order, self._stated), self._carrying(flips))
            for flips in found[:limit]
        )
        return admissions, len(found) if whole else None

    def _possible(self) -> bool:
        """True if some facts may give the verdicts, as far as grounding tells."""
        known = self._case.certain.union(self._case.verdicts.values())
        return self._verdicts <= known and not self._case.certainly_refused

    # --- the program

    @cached_property
    def _numbers(self) -> Numbers:
        """The atom numbers of the case in the solver; atoms of provisions that carry the verdicts
        are named.
        """
        case = self._case
        bases = {
            number: symbol
            for symbol, number in case.ground.atoms.items()
            if symbol.name == "basis" and symbol.arguments[0] in self._verdicts
        }
        persons = {verdict.arguments[0] for verdict in self._verdicts}
        with self._control.backend() as backend:
            numbers: Numbers = {n: backend.add_atom(s) for n, s in bases.items()}
            case.add_admitted(backend, case.rules([*case.verdicts, *bases]), numbers)
            for number, verdict in case.verdicts.items():
                if verdict.arguments[0] in persons:
                    wanted = verdict in self._verdicts
                    backend.add_rule([], [-numbers[number] if wanted else numbers[number]])
        return numbers

    @cached_property
    def _flips(self) -> Mapping[Symbol, int]:
        """The literal that a fact flips, for each fact that the verdicts depend on."""
        stated_by = ((fact, self._numbers.get(n)) for fact, n in self._case.stated_by.items())
        return {f: -n if f in self._stated else n for f, n in stated_by if n is not None}

    @cached_property
    def _changes(self) -> Sequence[int]:
        """A literal for each fact that may be withdrawn or added: true if it is, unless it is an
        added one that replaces a withdrawn one. Each is replaced by one at most.
        """
        found, flips = [], self._flips
        replacing: dict[Symbol, list[int]] = {
            fact: [] for fact in flips if fact not in self._stated
        }
        with self._control.backend() as backend:
            for old in (fact for fact in flips if fact in self._stated):
                found.append(flips[old])
                pairs = []
                for new in (fact for fact in replacing if fact.name == old.name):
                    if replaces(new, old):
                        pairs.append(backend.add_atom())
                        backend.add_rule([pairs[-1]], [flips[old], flips[new]], choice=True)
                        replacing[new].append(pairs[-1])
                backend.add_weight_rule([], 2, [(pair, 1) for pair in pairs])
            for new, pairs in replacing.items():
                found.append(backend.add_atom())
                backend.add_rule([found[-1]], [flips[new], *(-pair for pair in pairs)])
        return found

    # --- the search

    def _least(self) -> tuple[int | None, bool]:
        """The least number of changes, None if there is none, and whether that is certain."""
        changes = [(change, 1) for change in self._changes]
        with self._control.backend() as backend:
            backend.add_minimize(0, changes)
        costs: list[int] = []
        result = solve(self._control, on_model=lambda model: costs.extend(model.cost))
        return (costs[-1] if costs else None), result.exhausted

    def _of_size(self, size: int) -> tuple[list[Flips], bool]:
        """The sets of flips that come to `size` changes and contain no other such set, and whether
        these are all: each is found, and then forbidden with all its supersets.
        """
        self._ask("auto", 1)
        with self._control.backend() as backend:
            more, new = at_least(backend, size + 1, self._changes), backend.add_atom()
            backend.add_rule([new], choice=True)
            for literal in self._flips.values():
                modifier = HeuristicType.False_ if literal > 0 else HeuristicType.True_
                backend.add_heuristic(abs(literal), modifier, 1, 1, [])
        found: list[Flips] = []
        while len(found) <= MAX_FOUND:
            known = len(found)
            result = solve(
                self._control,
                [-more, new],
                on_model=lambda model: found.append(
                    frozenset(f for f, literal in self._flips.items() if model.is_true(literal))
                ),
            )
            if len(found) == known:
                return found, not result.interrupted
            with self._control.backend() as backend:
                backend.add_rule([], [new, *(self._flips[fact] for fact in sorted(found[-1]))])
        return found[:MAX_FOUND], False

    def _ask(self, mode: str, models: int) -> None:
        """Let the solver search answer sets whatever their number of changes."""
        solve = cast("clingo.Configuration", self._control.configuration.solve)
        solve.opt_mode, solve.enum_mode, solve.models = "ignore", mode, models

    def _carrying(self, flips: Flips) -> Mapping[Symbol, tuple[Provision, ...]]:
        self._ask("brave", 0)
        found = {fact for fact in self._case.ground.facts if fact.name == "basis"}
        solve(
            self._control,
            [n if fact in flips else -n for fact, n in self._flips.items()],
            on_last=lambda model: found.update(model.symbols(shown=True)),
        )
        cited = [basis.arguments for basis in found]
        return {
            verdict: tuple(sorted(Provision.parse(p.string) for v, p in cited if v == verdict))
            for verdict in sorted(self._verdicts)
        }
