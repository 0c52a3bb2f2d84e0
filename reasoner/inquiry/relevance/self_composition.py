"""Two copies of a case with different facts, searched for different conclusions.

Both copies have the same readings and disputed facts. Discretion that the first copy exercises is
exercised in the second wherever it is open there: where ``Coupling.total`` holds, each outcome of
the first then has a partner. So without a model, the second copy can conclude whatever the first
does, and the other way round, since either may be the first: the facts that may differ are
irrelevant. A model is a difference if no discretion at all gives the second copy the conclusions of
the first (self-composition: Barthe, D'Argenio and Rezk, Secure Information Flow by
Self-Composition, CSFW 2004).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import clingo
from clingo.symbol import Symbol

from ...graphs import reachable
from ...solver.control import Numbers, add_copy, at_least, first_model, literals, renumbered, solve
from ...solver.splitting import GroundRule, body_of, dependents
from ..hypothetical import Hypothetical
from .coupling import Coupling

# The search for one difference is given up after so many conflicts, or false differences.
MAX_CONFLICTS, MAX_FALSE = 50_000, 100
# So often a reason why there is no difference is made smaller.
_ROUNDS = 2
# Of the solver's ways to search these were the quickest.
_SEARCH = ("--configuration=trendy", "--no-init-moms")


class OutOfEffort(Exception):
    """The search was given up with neither a difference nor a proof that there is none."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Two sets of further facts with which a case concludes differently, under the same readings
    and findings.
    """

    first: frozenset[Symbol]
    second: frozenset[Symbol]

    @property
    def differing(self) -> frozenset[Symbol]:
        """The facts of one set only."""
        return self.first ^ self.second

    @property
    def common(self) -> frozenset[Symbol]:
        """The facts of both sets."""
        return self.first & self.second

    def with_it(self, fact: Symbol) -> tuple[frozenset[Symbol], frozenset[Symbol]]:
        """The set without a fact, and the one with it."""
        return (self.second, self.first) if fact in self.first else (self.first, self.second)


class SelfComposition:
    """Two copies of a case in one solver, each with its stated facts and any of `further` facts."""

    def __init__(self, case: Hypothetical, further: Collection[Symbol]) -> None:
        conclusions = _conclusions(case)
        rules = case.rules(conclusions)
        self._case = case
        self._control = clingo.Control(["--warn=none", "--models=1", *_SEARCH])
        self._control.configuration.solve.solve_limit = str(MAX_CONFLICTS)  # type: ignore[union-attr]
        self.coupling = Coupling(case, rules)
        #: What may be stated beside what the case states.
        self.further = tuple(further)
        self._further = {case.stated_by[fact]: fact for fact in further}
        self._single = _Single(case, rules, conclusions, self.coupling.openings)
        varying = reachable([*self._further, *self.coupling.openings], dependents(rules))
        with self._control.backend() as backend:
            self._first = add_copy(backend, rules)
            for number in case.stated_by.values():
                if number not in self._further:  # what the case states
                    backend.add_rule([_atom(backend, self._first, number)])
            shared = {n: own for n, own in self._first.items() if n not in varying}
            copied = [rule for rule in rules if self._varies(rule, varying)]
            self._second = add_copy(backend, copied, shared)
            self._conclusions = [n for n in conclusions if n in self._first]
            self._bind(backend, [n for n in self._conclusions if n in varying])
        #: The atoms by which readings and disputed facts are settled.
        self._questions = self._single.questions
        self._more_than: dict[tuple[str, int], int] = {}

    def _varies(self, rule: GroundRule, varying: Collection[int]) -> bool:
        """True if the second copy needs a rule of its own; its facts follow from the first."""
        if rule.choice and all(head in self._further for head in rule.head):
            return False
        return any(atom in varying for atom in rule.head or body_of(rule))

    def _bind(self, backend: clingo.Backend, conclusions: Collection[int]) -> None:
        """Demand that neither copy is refused, that their conclusions differ, and some facts that
        may.
        """
        first, second = self._first, self._second
        for number in self._case.refusals:
            for copy in (first, second):
                backend.add_rule([], [copy[number]])
        different, fresh = backend.add_atom(), backend.add_atom()
        for number in conclusions:
            backend.add_rule([different], [first[number], -second[number]])
            backend.add_rule([different], [second[number], -first[number]])
        self._differs: dict[Symbol, int] = {}
        self._fresh: dict[Symbol, int] = {}
        self._common: dict[Symbol, int] = {}
        for number, fact in self._further.items():
            one, other = (_atom(backend, copy, number) for copy in (first, second))
            differs, new, common = (backend.add_atom() for _ in range(3))
            self._differs[fact], self._fresh[fact], self._common[fact] = differs, new, common
            backend.add_rule([differs, new], [], choice=True)
            backend.add_rule([other], [one, -differs])
            backend.add_rule([other], [differs, -one])
            backend.add_rule([common], [one, -differs])
            backend.add_rule([fresh], [differs, new])
        backend.add_rule([], [-different])
        backend.add_rule([], [-fresh])
        self._choose_alike(backend)

    def _choose_alike(self, backend: clingo.Backend) -> None:
        """Let the second copy choose what the first does, where that is open, unless that is
        loosened; and what is preferred.
        """
        self._loosened = backend.add_atom()
        self._preferred: dict[int, int] = {}
        self._opened: dict[int, int] = {}
        self._followed: dict[int, list[int]] = {}
        backend.add_rule([self._loosened], [], choice=True)
        for number, bodies in self.coupling.openings.items():
            here, there = (_opened(backend, copy, bodies) for copy in (self._first, self._second))
            self._opened[number] = there
            one, other = self._first[number], self._second[number]
            backend.add_rule([], [one, there, -other, -self._loosened])
            self._prefer(backend, number, there, -other)
            if number in self.coupling.free:
                backend.add_rule([], [-one, here, other, -self._loosened])
                self._prefer(backend, -number, there, other)

    def _prefer(self, backend: clingo.Backend, literal: int, opened: int, against: int) -> None:
        """Add an assumption that an option, or its absence, is chosen where that is open."""
        self._preferred[literal] = preferred = backend.add_atom()
        backend.add_rule([preferred], [], choice=True)
        backend.add_rule([], [preferred, opened, against])

    def difference(
        self,
        *,
        apart: int | None,
        common: int | None,
        equal: Collection[Symbol] = (),
        known: Collection[Symbol] = (),
        within: Collection[Symbol] | None = None,
    ) -> Witness | None:
        """Find two sets of further facts with which the case concludes differently.

        At most `apart` facts differ, at least one of them not `known` and none of those `equal`; at
        most `common` facts are in both sets, all of them `within` some. None if there is no such
        difference, which is certain where the coupling is total. Raises OutOfEffort.
        """
        assumed = [-self._loosened, *(-each for each in self._preferred.values())]
        assumed += [-self._differs[fact] for fact in self._differs if fact in equal]
        assumed += [-self._fresh[fact] for fact in self._fresh if fact in known]
        if within is not None:
            assumed += [-self._common[fact] for fact in self._common if fact not in within]
        assumed += self._at_most("apart", self._differs, apart)
        assumed += self._at_most("common", self._common, common)
        for _ in range(MAX_FALSE):
            model = self._solve(assumed)
            if model is None:
                return None
            way = model.way_out(self._single)
            if way is None:
                return model.witness
            self._exclude(model, way)
            self._follow(model, way)
        raise OutOfEffort

    def _at_most(self, what: str, atoms: Mapping[Symbol, int], most: int | None) -> list[int]:
        if most is None:
            return []
        if (what, most) not in self._more_than:
            with self._control.backend() as backend:
                self._more_than[what, most] = at_least(backend, most + 1, atoms.values())
        return [-self._more_than[what, most]]

    def _solve(self, assumed: Sequence[int]) -> "_Model | None":
        found: list[_Model] = []
        result = solve(
            self._control, assumed, on_model=lambda model: found.append(self._read(model))
        )
        if result.satisfiable is None:
            raise OutOfEffort
        return found[0] if found else None

    def _read(self, model: clingo.Model) -> "_Model":
        true = model.is_true
        first, second = (
            frozenset(fact for n, fact in self._further.items() if true(copy[n]))
            for copy in (self._first, self._second)
        )
        return _Model(
            Witness(first, second),
            frozenset(n for n in self._questions if true(self._first[n])),
            frozenset(n for n in self._conclusions if true(self._first[n])),
            frozenset(n for n in self._conclusions if true(self._second[n])),
            *(
                frozenset(n for n in self.coupling.openings if true(copy[n]))
                for copy in (self._first, self._second)
            ),
        )

    def _exclude(self, model: "_Model", way: Collection[int]) -> None:
        """Exclude a model that is no difference, because the second copy has a `way` to the
        conclusions of the first: and with it every model for which the same reasons hold.
        """
        facts = {n for n, fact in self._further.items() if fact in model.witness.first}
        situation = [
            *literals([*self._further, *self._questions], facts | model.answers, self._first),
            *literals(self.coupling.openings, model.chosen, self._first),
        ]
        for fact, differs in self._differs.items():
            situation.append(differs if fact in model.witness.differing else -differs)
        preferred = [
            atom
            for literal, atom in self._preferred.items()
            if (literal in way if literal > 0 else -literal not in way)
        ]
        reasons = self._core([*situation, *preferred, self._loosened])
        with self._control.backend() as backend:
            backend.add_rule(
                [], [each for each in situation if each in reasons] + [-self._loosened]
            )

    def _follow(self, model: "_Model", way: frozenset[int]) -> None:
        """Choose from now on as in `way`, wherever the first copy has the conclusion that this
        second copy lacked and makes no such choice; ways found earlier go first.
        """
        lacked = sorted(model.first - model.second, key=self._conclusions.index)
        for option in sorted(way - model.second_chosen):
            group = self.coupling.together[option]
            if lacked and model.chosen.isdisjoint(group):
                earlier = self._followed.setdefault(min(group), [])
                with self._control.backend() as backend:
                    follows = backend.add_atom()
                    none_chosen = [-self._first[each] for each in sorted(group)]
                    backend.add_rule(
                        [follows],
                        [self._first[lacked[0]], *none_chosen, *(-each for each in earlier)],
                    )
                    there = self._opened[option]
                    backend.add_rule([], [follows, there, -self._second[option], -self._loosened])
                earlier.append(follows)

    def _core(self, assumed: Sequence[int]) -> Sequence[int]:
        """Assumptions among `assumed` that suffice to exclude every difference; all of them, if
        they do not.
        """
        for _ in range(_ROUNDS):
            found: list[Sequence[int]] = []
            solve(self._control, assumed, on_core=found.append)
            if not found:
                break
            assumed = found[0]
        return assumed


@dataclass(frozen=True, slots=True)
class _Model:
    """A model: the facts of both copies, the questions answered with yes, the conclusions and
    choices of each.
    """

    witness: Witness
    answers: frozenset[int]
    first: frozenset[int]
    second: frozenset[int]
    chosen: frozenset[int]
    second_chosen: frozenset[int]

    def way_out(self, case: "_Single") -> frozenset[int] | None:
        """Choices with which the second copy concludes as the first does; None if there are none,
        or if the first cannot conclude as the second does.
        """
        if case.way_to(self.second, self.answers, self.witness.first) is None:
            return None
        return case.way_to(self.first, self.answers, self.witness.second)


class _Single:
    def __init__(
        self,
        case: Hypothetical,
        rules: Sequence[GroundRule],
        conclusions: Collection[int],
        openings: Collection[int],
    ) -> None:
        self._case = case
        self._stated = frozenset(case.findings.stated)
        self._control = clingo.Control(["--warn=none", "--models=1"])
        with self._control.backend() as backend:
            self._numbers = add_copy(backend, rules)
        stated = set(case.stated_by.values())
        #: The atoms by which readings and disputed facts are settled.
        self.questions = [
            number
            for symbol, number in case.ground.atoms.items()
            if symbol.name in ("reading", "asserted")
            and number in self._numbers
            and number not in stated
        ]
        self._conclusions = [number for number in conclusions if number in self._numbers]
        self._openings = tuple(openings)

    def way_to(
        self, conclusions: frozenset[int], answers: frozenset[int], further: frozenset[Symbol]
    ) -> frozenset[int] | None:
        """The choices of an outcome with exactly these conclusions, answers and further facts; None
        if there is no such outcome.
        """
        numbers = self._numbers
        assumed = [
            *self._case.assumptions(self._stated | further, numbers),
            *literals(self.questions, answers, numbers),
            *literals(self._conclusions, conclusions, numbers),
        ]
        return first_model(
            self._control,
            lambda model: frozenset(n for n in self._openings if model.is_true(numbers[n])),
            assumed,
        )


def _conclusions(case: Hypothetical) -> list[int]:
    """The conclusions that some facts may change, by atom number, verdicts first."""
    named = case.ground.atoms.items()
    conclusions = [(symbol, n) for symbol, n in named if symbol.name in case.pack.conclusions]
    return [n for _, n in sorted(conclusions, key=lambda each: each[0].name != case.pack.verdict)]


def _atom(backend: clingo.Backend, numbers: Numbers, number: int) -> int:
    """The atom of a copy with this number, added if no rule has it."""
    if number not in numbers:
        numbers[number] = backend.add_atom()
    return numbers[number]


def _opened(
    backend: clingo.Backend, numbers: Mapping[int, int], bodies: Collection[Sequence[int]]
) -> int:
    opened = backend.add_atom()
    for body in bodies:
        backend.add_rule([opened], renumbered(body, numbers))
    return opened
