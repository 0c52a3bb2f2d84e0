"""The fewest changes of stated facts with which a decision would be defensible.

Everything that may be stated is open in one program; the solver looks for the least number of
changes under which the verdicts are possible and the case is not refused, and then for every set of
facts that takes no more. A value replaced is one change, so of what is withdrawn and what is added
as many as possible are taken as pairs.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import clingo
from clingo.symbol import Symbol

from reasoner.deadline import sheltered
from reasoner.inquiry.changes import Change, Flips, fewest_changes, replaces
from reasoner.inquiry.hypothetical import Hypothetical
from reasoner.pack.provision import Provision
from reasoner.solve import Numbers, add_copy, new_control

# How many conflicts of the solver may be spent on each search: seconds.
MAX_EFFORT = 100_000
# How many sets of changes are gone through to list the first of them.
MAX_FOUND = 200


@dataclass(frozen=True, slots=True)
class Admission:
    """Changes with which verdicts are possible, and the provisions that carry each of them then."""

    changes: tuple[Change, ...]
    provisions: Mapping[Symbol, tuple[Provision, ...]]


def smallest_changes(
    case: Hypothetical, verdicts: Collection[Symbol], limit: int
) -> tuple[tuple[Admission, ...], bool]:
    """The first of the smallest sets of changes that admit these verdicts and no others on the same
    persons, and whether there are no others of their size.
    """
    return _Search(case, verdicts).smallest(limit)


class _Search:
    def __init__(self, case: Hypothetical, verdicts: Collection[Symbol]) -> None:
        self._case = case
        self._verdicts = frozenset(verdicts)
        self._stated = frozenset(case.findings.stated)
        self._bases = {
            number: symbol
            for symbol, number in case.ground.atoms.items()
            if symbol.name == "basis" and symbol.arguments[0] in self._verdicts
        }
        self._rules = case.rules([*case.verdicts, *self._bases])

    def smallest(self, limit: int) -> tuple[tuple[Admission, ...], bool]:
        """The smallest changes in the order of the facts."""
        if not self._possible():
            return (), True
        least, known = self._least()
        if least is None or not known:
            return (), known
        found, whole = self._of_size(least)
        order = {fact: place for place, fact in enumerate(self._case.facts)}
        found.sort(key=lambda flips: sorted(map(order.__getitem__, flips)))
        admissions = tuple(
            Admission(fewest_changes(flips, order, self._stated), self._carrying(flips))
            for flips in found[:limit]
        )
        return admissions, whole and len(found) <= limit

    def _possible(self) -> bool:
        """Whether any facts at all could do it, as far as grounding tells."""
        known = self._case.certain.union(self._case.verdicts.values())
        return self._verdicts <= known and not self._case.certainly_refused

    # --- the search

    def _prepared(self, control: clingo.Control) -> tuple[Numbers, list[int]]:
        """The case with the verdicts demanded, in a solver; its atoms' numbers there, and literals
        one of which is true for each change.
        """
        case = self._case
        persons = {verdict.arguments[0] for verdict in self._verdicts}
        with control.backend() as backend:
            numbers: Numbers = {n: backend.add_atom(s) for n, s in self._bases.items()}
            add_copy(backend, self._rules, numbers)
            for number in case.refusals:
                backend.add_rule([], [numbers[number]])
            for number, verdict in case.verdicts.items():
                if verdict.arguments[0] in persons:
                    wanted = verdict in self._verdicts
                    backend.add_rule([], [-numbers[number] if wanted else numbers[number]])
            stated_by = {f: numbers[n] for f, n in case.stated_by.items() if n in numbers}
            return numbers, list(self._single(backend, stated_by))

    def _single(self, backend: clingo.Backend, stated_by: Mapping[Symbol, int]) -> Iterator[int]:
        """A literal for each fact that may be withdrawn, and for each that may be added: true where
        it is, but for an added one that replaces a withdrawn one. Each is replaced by one at most.
        """
        replacing: dict[Symbol, list[int]] = {}
        for old in (fact for fact in stated_by if fact in self._stated):
            yield -stated_by[old]
            pairs = []
            for new in stated_by:
                if new not in self._stated and replaces(new, old):
                    pairs.append(backend.add_atom())
                    body = [-stated_by[old], stated_by[new]]
                    backend.add_rule([pairs[-1]], body, choice=True)
                    replacing.setdefault(new, []).append(pairs[-1])
            twice = backend.add_atom()
            backend.add_weight_rule([twice], 2, [(pair, 1) for pair in pairs])
            backend.add_rule([], [twice])
        for new in (fact for fact in stated_by if fact not in self._stated):
            alone = backend.add_atom()
            backend.add_rule([alone], [stated_by[new], *(-pair for pair in replacing.get(new, ()))])
            yield alone

    def _least(self) -> tuple[int | None, bool]:
        """The least number of changes, None where nothing does it, and whether that is certain."""
        control = clingo.Control(
            ["--warn=none", "--models=0", "--opt-strategy=usc", f"--solve-limit={MAX_EFFORT}"]
        )
        _, changes = self._prepared(control)
        with control.backend() as backend:
            backend.add_minimize(0, [(change, 1) for change in changes])
        costs: list[int] = []
        with sheltered(control):
            result = control.solve(on_model=lambda model: costs.extend(model.cost))
        return (costs[-1] if costs else None), result.exhausted

    def _of_size(self, size: int) -> tuple[list[Flips], bool]:
        """The sets of flips that are so many changes, and whether there are no others."""
        control = new_control(project=True)
        numbers, changes = self._prepared(control)
        facts = {f: numbers[n] for f, n in self._case.stated_by.items() if n in numbers}
        with control.backend() as backend:
            backend.add_project(list(facts.values()))
            more = backend.add_atom()
            backend.add_weight_rule([more], size + 1, [(change, 1) for change in changes])
            backend.add_rule([], [more])
        with sheltered(control), control.solve(yield_=True) as models:
            found = [
                frozenset(f for f, n in facts.items() if model.is_true(n) != (f in self._stated))
                for model in islice(models, MAX_FOUND + 1)
            ]
        return found[:MAX_FOUND], len(found) <= MAX_FOUND

    # --- what carries the verdicts then

    @cached_property
    def _brave(self) -> tuple[clingo.Control, Numbers]:
        """A solver that runs towards all citations of the verdicts."""
        control = new_control(brave=True)
        numbers, _ = self._prepared(control)
        return control, numbers

    def _carrying(self, flips: Flips) -> Mapping[Symbol, tuple[Provision, ...]]:
        """The provisions that carry each verdict in some exercise, after these flips."""
        control, numbers = self._brave
        found = {fact for fact in self._case.ground.facts if fact.name == "basis"}
        with sheltered(control):
            control.solve(
                assumptions=self._case.assumptions(flips ^ self._stated, numbers),
                on_last=lambda model: found.update(model.symbols(shown=True)),
            )
        cited = [basis.arguments for basis in found]
        return {
            verdict: tuple(sorted(Provision.parse(p.string) for v, p in cited if v == verdict))
            for verdict in sorted(self._verdicts)
        }
