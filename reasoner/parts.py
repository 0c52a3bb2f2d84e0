"""The parts of a case: what each admits, as a function of the open questions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from clingo.symbol import Symbol

from reasoner.diagram import Node
from reasoner.disputed import DisputedFacts
from reasoner.questions import Disputed, Options, Variables
from reasoner.residual import Residual
from reasoner.settled import Settled
from reasoner.solve import LocalOutcome
from reasoner.split import Part, body_of

Conclusions = frozenset[Symbol]
Verdicts = frozenset[Symbol]


class CasePart:
    """One independent part of a case: what is concluded of some persons or organs.

    ``kind`` says what an atom is to an outcome; ``verdicts`` are the verdict atoms of each person
    judged in it; ``order`` sorts its outcomes.
    """

    def __init__(
        self,
        part: Part,
        settled: Settled,
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
        self._kinds = {symbol: kind(symbol) for symbol in part.outputs.values()}
        self._order = order
        self.verdicts = verdicts
        self._sorted: dict[int, tuple[LocalOutcome, ...]] = {}
        self._live: dict[tuple[tuple[int, int], ...], tuple[str, ...]] = {}

    @cached_property
    def admits(self) -> Node:
        """The possible sets of conclusions under each combination of answers; None where the case
        is refused.
        """
        remarks = {n for n, symbol in self._part.outputs.items() if self._kinds[symbol] == "remark"}
        remarks.difference_update(n for rule in self._part.rules for n in body_of(rule))
        core = Residual(self._part, self._settled, self._diagrams, remarks)

        def conclusions(state: int) -> frozenset[Conclusions]:
            return frozenset(self._of_kind("conclusion", w) for w in core.answer_sets(state))

        return self._unless_refused(self._diagrams.relabelled(conclusions, core.states))

    def _unless_refused(self, node: Node) -> Node:
        admitted = self._disputed.admitted_among(self._diagrams.variables(node))
        return self._diagrams.combined(_where, node, admitted)

    # --- local outcomes

    @cached_property
    def _whole(self) -> Residual:
        return Residual(self._part, self._settled, self._diagrams)

    def at(self, disputed: Disputed, options: Options) -> tuple[LocalOutcome, ...]:
        """The local outcomes under definite answers, in order.

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
            alike: dict[Conclusions, list[frozenset[Symbol]]] = {}
            for world in self._whole.answer_sets(state):
                alike.setdefault(self._of_kind("conclusion", world), []).append(world)
            found = (self._outcome(conclusions, worlds) for conclusions, worlds in alike.items())
            self._sorted[state] = tuple(sorted(found, key=self._order))
        return self._sorted[state]

    def _outcome(
        self, conclusions: Conclusions, worlds: Sequence[frozenset[Symbol]]
    ) -> LocalOutcome:
        ways = {self._of_kind("discretion", world) for world in worlds}
        return LocalOutcome(
            conclusions,
            frozenset().union(*(self._of_kind("remark", world) for world in worlds)),
            tuple(sorted(ways, key=lambda way: (len(way), sorted(way)))),
        )

    def _of_kind(self, kind: str, world: Iterable[Symbol]) -> frozenset[Symbol]:
        return frozenset(symbol for symbol in world if self._kinds[symbol] == kind)

    # --- what makes a difference

    def live(self, disputed: Disputed | None = None) -> tuple[str, ...]:
        """The readings two options of which admit different conclusions here, under a combination
        of disputed facts, or under any.
        """
        answers = self._variables.answers(disputed or {})
        key = tuple((each, answers[each]) for each in self._bearing if each in answers)
        if key not in self._live:
            node = self._diagrams.restricted(self.admits, dict(key))
            self._live[key] = self._variables.readings_among(self._diagrams.variables(node))
        return self._live[key]

    @cached_property
    def _bearing(self) -> tuple[int, ...]:
        """The disputed facts on which it hangs what is admitted."""
        return self._variables.facts_among(self._diagrams.variables(self.admits))

    def contested(self, person: Symbol) -> bool:
        """Whether a person's set of verdicts differs between answers to the open questions."""
        return len(set(self._diagrams.values(self._verdicts(person))) - {None}) > 1

    def readings_of(self, person: Symbol) -> tuple[str, ...]:
        """The open readings whose options change a person's set of verdicts."""
        return self._variables.readings_among(self._diagrams.variables(self._verdicts(person)))

    def verdicts_under(self, person: Symbol, options: Options) -> Verdicts:
        """Every verdict on a person that some answers give, these options being taken."""
        answers = self._variables.answers({}, options)
        node = self._diagrams.restricted(self._verdicts(person), answers)
        return frozenset().union(*(found for found in self._diagrams.values(node) if found))

    def _verdicts(self, person: Symbol) -> Node:
        """A person's set of verdicts under each combination of answers; None where it is refused."""
        verdicts = self.verdicts[person]

        def among(admitted: frozenset[Conclusions] | None) -> Verdicts | None:
            return None if admitted is None else verdicts & frozenset().union(*admitted)

        return self._diagrams.relabelled(among, self.admits)


def _where(value: object, admitted: bool) -> Any:
    return value if admitted else None
