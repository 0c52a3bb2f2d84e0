"""Components of a case: the conclusions each admits, as a function of the open questions."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from clingo.symbol import Symbol

from .control import LocalOutcome
from .diagram import Node
from .disputed_facts import DisputedFacts
from .partial_evaluation import GuardedRule, Reduct, answer_sets, guarded_rules
from .splitting import Part, body_of
from .strata import Strata
from .variables import Disputed, Options, Variables

Verdicts = frozenset[Symbol]
World = Mapping[str, frozenset[Symbol]]
# Conclusions, and the discretionary choices that lead to them.
Exercise = tuple[frozenset[Symbol], frozenset[Symbol]]


class CasePart:
    """One independent component of a case: the conclusions on some persons or organs.

    ``kind`` says what an atom is to an outcome; ``verdicts`` are the verdict atoms of each person
    judged in it; ``order`` sorts its outcomes.
    """

    def __init__(
        self,
        part: Part,
        *,
        settled: Strata,
        variables: Variables,
        disputed: DisputedFacts,
        kind: Callable[[Symbol], str],
        verdicts: Mapping[Symbol, Verdicts],
        order: Callable[[LocalOutcome], Any],
    ) -> None:
        self._part = part
        self._settled = settled
        self._variables = variables
        self._diagrams = variables.diagrams
        self._disputed = disputed
        self._kinds = {number: kind(symbol) for number, symbol in part.outputs.items()}
        self._order = order
        self.verdicts = verdicts
        self._sorted: dict[int, tuple[LocalOutcome, ...]] = {}
        self._judged: dict[Symbol, Node] = {}
        self._live: dict[tuple[tuple[int, int], ...], tuple[str, ...]] = {}

    @cached_property
    def _rules(self) -> list[GuardedRule]:
        return guarded_rules(self._part, self._settled, self._diagrams)

    @cached_property
    def _core(self) -> Reduct:
        """The reduct that reports conclusions."""
        return self._reporting("conclusion")

    def _reporting(self, *kinds: str) -> Reduct:
        """A reduct that reports atoms of these kinds, without rules that draw remarks only."""
        reported = {n: kind for n, kind in self._kinds.items() if kind in kinds}
        remarks = {number for number, kind in self._kinds.items() if kind == "remark"}
        remarks.difference_update(n for rule in self._part.rules for n in body_of(rule))
        rules = [g for g in self._rules if not g.rule.head or not remarks.issuperset(g.rule.head)]
        return Reduct(rules, reported, self._diagrams)

    @cached_property
    def admits(self) -> Node:
        """The possible sets of conclusions under each combination of answers, as sets of numbers;
        None where the case is refused.
        """
        template = self._core.template
        node = self._diagrams.relabelled(
            lambda state: frozenset(answer_sets(template, state)), self._core.states
        )
        return self._unless_refused(node)

    @cached_property
    def exercises(self) -> Node:
        """The possible sets of conclusions, each with the discretion that leads to it, under each
        combination of answers; None where the case is refused.
        """
        residual = self._reporting("conclusion", "discretion")

        def exercised(state: int) -> frozenset[Exercise]:
            worlds = answer_sets(residual.template, state)
            return frozenset(
                (world["conclusion"], world["discretion"])
                for world in (self._world(residual, numbers) for numbers in worlds)
            )

        return self._unless_refused(self._diagrams.relabelled(exercised, residual.states))

    def _unless_refused(self, node: Node) -> Node:
        admitted = self._disputed.admitted_among(self._diagrams.variables(node))
        return self._diagrams.where(node, admitted)

    # --- local outcomes

    @cached_property
    def _whole(self) -> Reduct:
        """The reduct that reports everything."""
        return Reduct(self._rules, self._kinds, self._diagrams)

    def at(self, disputed: Disputed, options: Options) -> tuple[LocalOutcome, ...]:
        """The outcomes of this component under one full set of answers, in order.

        A reading that is not named makes no difference to conclusions and takes its first option.
        One that is named may carry other provisions here even where it changes no conclusion.
        """
        answers = dict.fromkeys(self._whole.variables, 0)
        answers |= self._variables.answers(disputed, options)
        return self._outcomes(self._whole.state(answers))

    def outcomes(self) -> Iterator[LocalOutcome]:
        """Every local outcome under some answer to the open questions; some may come twice."""
        for state in self._diagrams.values(self._unless_refused(self._whole.states)):
            if state is not None:
                yield from self._outcomes(state)

    def _outcomes(self, state: int) -> tuple[LocalOutcome, ...]:
        if state not in self._sorted:
            alike: dict[frozenset[Symbol], list[World]] = {}
            for numbers in answer_sets(self._whole.template, state):
                world = self._world(self._whole, numbers)
                alike.setdefault(world["conclusion"], []).append(world)
            self._sorted[state] = tuple(sorted(map(_outcome, alike.values()), key=self._order))
        return self._sorted[state]

    def _world(self, residual: Reduct, numbers: Iterable[int]) -> World:
        """Reported atoms of a world, by kind."""
        found: dict[str, list[Symbol]] = {"conclusion": [], "remark": [], "discretion": []}
        for number in numbers:
            atom = residual.atoms[number - 1]
            found[self._kinds[atom]].append(self._part.outputs[atom])
        return {kind: frozenset(symbols) for kind, symbols in found.items()}

    # --- what makes a difference

    def live(self, disputed: Disputed | None = None) -> tuple[str, ...]:
        """The readings of which two options admit different conclusions here, under `disputed` or
        under any combination of disputed facts.
        """
        answers = self._variables.answers(disputed or {})
        key = tuple((each, answers[each]) for each in self._bearing if each in answers)
        if key not in self._live:
            node = self._diagrams.restricted(self.admits, dict(key))
            self._live[key] = self._variables.readings_among(self._diagrams.variables(node))
        return self._live[key]

    @cached_property
    def _bearing(self) -> tuple[int, ...]:
        """The disputed facts on which the admitted conclusions depend."""
        return self._variables.facts_among(self._diagrams.variables(self.admits))

    @cached_property
    def conclusions(self) -> frozenset[Symbol]:
        """The conclusions that the part may draw."""
        outputs = self._part.outputs.items()
        return frozenset(symbol for n, symbol in outputs if self._kinds[n] == "conclusion")

    def projected(self, symbols: Collection[Symbol]) -> Node:
        """The possible sets of these conclusions, others left out, under each combination of
        answers; None where the case is refused.
        """
        kept = self._numbers(self.conclusions.intersection(symbols))

        def among(admitted: frozenset[frozenset[int]] | None) -> frozenset[Verdicts] | None:
            if admitted is None:
                return None
            return frozenset(frozenset(self._symbols(each & kept)) for each in admitted)

        return self._diagrams.relabelled(among, self.admits)

    def where(self, drawn: Collection[Symbol], absent: Collection[Symbol]) -> Node:
        """Answers under which some outcome of the part draws all it may of the ``drawn``
        conclusions, and none of the ``absent`` ones.
        """
        own = self.conclusions.intersection(drawn)
        wanted, unwanted = self._numbers(own), self._numbers(self.conclusions.intersection(absent))
        if len(wanted) < len(own):  # some are drawn under no answers
            return self._diagrams.false

        def found(admitted: frozenset[frozenset[int]] | None) -> bool:
            return any(wanted <= each and unwanted.isdisjoint(each) for each in admitted or ())

        return self._diagrams.relabelled(found, self.admits)

    def first_with(
        self,
        outcomes: Sequence[LocalOutcome],
        drawn: Collection[Symbol],
        absent: Collection[Symbol],
    ) -> int:
        """The index of the first local outcome with all of `drawn` that this component can draw,
        and none of `absent`. Raises ValueError where there is none.
        """
        wanted = self.conclusions.intersection(drawn)
        fits = [
            wanted <= each.conclusions and each.conclusions.isdisjoint(absent) for each in outcomes
        ]
        return fits.index(True)

    def lives(self, reading: str) -> Node:
        """Combinations of disputed facts under which a reading is live here."""
        variable = self._variables.readings[reading]
        return self._diagrams.cut(
            self.admits,
            self._variables.first_reading,
            lambda node: variable in self._diagrams.variables(node),
        )

    def always(self) -> frozenset[Symbol]:
        """Cautious consequences: the conclusions of every outcome."""
        admitted = (found for found in self._diagrams.values(self.admits) if found)
        common = frozenset.intersection(*(frozenset.intersection(*found) for found in admitted))
        return frozenset(self._symbols(common))

    def _numbers(self, symbols: frozenset[Symbol]) -> frozenset[int]:
        """The numbers that conclusions have in what is admitted."""
        return frozenset(
            number
            for number, atom in enumerate(self._core.atoms, start=1)
            if self._part.outputs.get(atom) in symbols
        )

    def _symbols(self, numbers: Iterable[int]) -> Iterator[Symbol]:
        return (self._part.outputs[self._core.atoms[number - 1]] for number in numbers)

    def contested(self, person: Symbol) -> bool:
        """True if a person's set of verdicts differs between answers to the open questions."""
        return len(set(self._diagrams.values(self._verdicts(person))) - {None}) > 1

    def readings_of(self, person: Symbol) -> tuple[str, ...]:
        """The open readings whose options change a person's set of verdicts."""
        return self._variables.readings_among(self._diagrams.variables(self._verdicts(person)))

    def verdicts_under(self, person: Symbol, options: Options) -> Verdicts:
        """Every verdict on a person that some answers give, these options being taken."""
        answers = self._variables.answers({}, options)
        node = self._diagrams.restricted(self._verdicts(person), answers)
        found = {number for verdicts in self._diagrams.values(node) for number in verdicts or ()}
        return frozenset(self._symbols(found))

    def words_of(self, person: Symbol) -> Node:
        """The words of a person's verdicts under each combination of answers; None where the case
        is refused.
        """

        def words(verdicts: frozenset[int] | None) -> frozenset[Symbol] | None:
            if verdicts is None:
                return None
            return frozenset(verdict.arguments[1] for verdict in self._symbols(verdicts))

        return self._diagrams.relabelled(words, self._verdicts(person))

    def _verdicts(self, person: Symbol) -> Node:
        """A person's set of verdicts under each combination of answers, as numbers; None where the
        case is refused.
        """
        if person not in self._judged:
            verdicts = self._numbers(self.verdicts[person])

            def among(admitted: frozenset[frozenset[int]] | None) -> frozenset[int] | None:
                return None if admitted is None else verdicts & frozenset().union(*admitted)

            self._judged[person] = self._diagrams.relabelled(among, self.admits)
        return self._judged[person]


def _outcome(worlds: Sequence[World]) -> LocalOutcome:
    """Worlds with the same conclusions as one outcome."""
    ways = {world["discretion"] for world in worlds}
    return LocalOutcome(
        worlds[0]["conclusion"],
        frozenset().union(*(world["remark"] for world in worlds)),
        tuple(sorted(ways, key=lambda way: (len(way), sorted(way)))),
    )
