"""Counting outcomes, and finding one by its position, without listing them.

The outcomes of a case are the sum, over disputed facts and options of live readings, of the product
of what its parts admit, taken one variable at a time (bucket elimination).

A reading that is live only under some findings gets one extra answer, counted as minus one, to
cancel double counting: under it, a part that finds the reading live has nothing, and any other part
what it has whatever the option. It counts so once for every option but one.
"""

from bisect import bisect
from collections import Counter as Multiset
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import add, mul

from .diagram import Diagrams, Node
from .elimination import Fold, eliminated
from .variables import Variables

# How many sums are kept.
MAX_KEPT = 1000


class Counter:
    """Number and position of a case's outcomes, from what each component admits.

    ``admits`` has for each part the possible sets of conclusions, None where the case is refused;
    ``admitted`` says where groups of disputed facts are not refused. Outcomes tell the ``telling``
    facts apart, and no others.
    """

    def __init__(
        self,
        variables: Variables,
        admits: Sequence[Node],
        admitted: Sequence[Node],
        telling: Collection[int],
    ) -> None:
        self._source = variables.diagrams
        self._first_reading = variables.first_reading
        self._telling = sorted(telling)
        live = [self._source.cut(node, self._first_reading, self._live) for node in admits]
        sets = [
            [found for found in self._source.values(node) if found is not None] for node in live
        ]
        self._ever_live = sorted({reading for each in sets for found in each for reading in found})
        always = {r for each in sets if each for r in frozenset.intersection(*each)}
        self._varying = frozenset(self._ever_live) - always
        self._diagrams = Diagrams(
            [size + (variable in self._varying) for variable, size in enumerate(self._source.sizes)]
        )
        self._factors = [self._copied(node) for node in admitted]
        self._totals: dict[tuple[tuple[tuple[int, int], ...], Node | None], int] = {}
        for node, count in Multiset(zip(admits, live, strict=True)).items():
            factor = self._factor(*node)
            self._factors.append(self._diagrams.relabelled(_power(count), factor))

    # --- factors

    def _live(self, admits: Node) -> frozenset[int] | None:
        """The readings that a part finds live once disputed facts are answered."""
        refused = self._source.values(admits) == [None]
        return None if refused else frozenset(self._source.variables(admits))

    def _factor(self, admits: Node, live: Node) -> Node:
        """Number of sets of conclusions that a part admits, under additional answers as well."""
        counted = self._copied(self._source.relabelled(_number, admits))
        for reading in sorted(self._varying):
            lives = self._source.relabelled(_has(reading), live)
            if lives != self._source.false:
                counted = self._times(counted, self._unless_more(reading, self._copied(lives)))
        return counted

    def _unless_more(self, reading: int, lives: Node) -> Node:
        """Zero where a live reading has the additional answer, else one."""
        diagrams = self._diagrams
        options = (diagrams.false,) * self._source.sizes[reading]
        more = diagrams.test(reading, (*options, diagrams.true))
        return diagrams.relabelled(_denied, diagrams.both(lives, more))

    def _copied(self, node: Node) -> Node:
        """A diagram of the case among those to count with. What it has under an answer more is what
        it has under the first, which counts only where that makes no difference.
        """
        same = dict(enumerate(range(len(self._source.sizes))))
        return self._diagrams.adopted(self._source, node, same, more=self._varying)

    # --- sums

    def total(
        self, disputed: Mapping[int, int] | None = None, condition: Node | None = None
    ) -> int:
        """Number of outcomes, or of those under these answers on telling facts and where a
        condition holds.
        """
        key = (tuple(sorted((disputed or {}).items())), condition)
        if key not in self._totals:
            if len(self._totals) >= MAX_KEPT:
                self._totals.clear()
            self._totals[key] = self._total(disputed or {}, condition)
        return self._totals[key]

    def _total(self, answers: Mapping[int, int], condition: Node | None) -> int:
        factors = [self._diagrams.restricted(f, answers) for f in self._conditioned(condition)]
        idle = [fact for fact in range(self._first_reading) if fact not in self._telling]
        factors = self._without(factors, dict.fromkeys(idle, self._greatest))
        open_facts = [fact for fact in self._telling if fact not in answers]
        sums = {variable: self._sum_over(variable) for variable in (*open_facts, *self._ever_live)}
        return int(self._diagrams.value(self._product(self._without(factors, sums)), {}))

    def _conditioned(self, condition: Node | None) -> list[Node]:
        return self._factors + ([] if condition is None else [self._copied(condition)])

    def _without(self, factors: Iterable[Node], folds: Mapping[int, Fold]) -> list[Node]:
        return eliminated(self._diagrams, factors, folds, self._product)

    def _product(self, factors: Iterable[Node]) -> Node:
        """The product of factors; equal ones are raised to a power at once."""
        powers = [
            self._diagrams.relabelled(_power(count), factor) if count > 1 else factor
            for factor, count in Multiset(factors).items()
        ]
        powers.sort(key=lambda node: (self._diagrams.variables(node), node))
        return reduce(self._times, powers, self._diagrams.leaf(1))

    def _times(self, first: Node, second: Node) -> Node:
        return self._diagrams.combined(mul, first, second)

    def _plus(self, first: Node, second: Node) -> Node:
        return self._diagrams.combined(add, first, second)

    def _greatest(self, branches: Sequence[Node]) -> Node:
        """Maximum over a fact that makes no difference: the count where it is not refused."""
        return reduce(lambda one, other: self._diagrams.combined(max, one, other), branches)

    def _sum_over(self, variable: int) -> Fold:
        options = self._source.sizes[variable]

        def fold(branches: Sequence[Node]) -> Node:
            found = reduce(self._plus, branches[:options])
            for more in branches[options:]:
                surplus = self._times(self._diagrams.leaf(1 - options), more)
                found = self._plus(found, surplus)
            return found

        return fold

    # --- positions

    def located(self, position: int, condition: Node | None = None) -> tuple[dict[int, int], int]:
        """The findings of the outcome at a position, and its place among outcomes with the same
        findings. Both count from 0, and with `condition` only outcomes that have answers under
        which it holds.

        Raises IndexError where there are not so many.
        """
        if not 0 <= position < self.total({}, condition):
            raise IndexError(position)
        answers: dict[int, int] = {}
        for fact in self._telling:
            found = self.total({**answers, fact: 0}, condition)
            answers[fact] = 0 if position < found else 1
            if position >= found:
                position -= found
        return answers, position

    def before(self, disputed: Mapping[int, int]) -> int:
        """Number of outcomes whose answers on telling facts come before these."""
        return sum(
            self.total({**{f: disputed[f] for f in self._telling if f < fact}, fact: 0})
            for fact in self._telling
            if disputed[fact] == 1
        )

    def options(
        self, disputed: Mapping[int, int], live: Sequence[int], condition: Node | None = None
    ) -> "ByOptions":
        """The outcomes under answers on all disputed facts, by options of the live readings."""
        factors = (self._diagrams.restricted(f, disputed) for f in self._conditioned(condition))
        sizes = {reading: self._source.sizes[reading] for reading in live}
        return ByOptions(self._diagrams, self._product(factors), sizes)


class ByOptions:
    """Numbers of outcomes under each combination of options of some readings.

    ``sizes`` says how many options each of these has, in the order of outcomes.
    """

    def __init__(self, diagrams: Diagrams, counts: Node, sizes: Mapping[int, int]) -> None:
        self._diagrams = diagrams
        self._counts = counts
        self._readings = [*sizes.items()]
        self._known: dict[tuple[Node, int], int] = {}

    def at(self, position: int) -> tuple[tuple[int, ...], int]:
        """The options of the outcome at a position, counted from 0, and its position among those
        with these options.
        """
        node = self._counts
        chosen: list[int] = []
        for place in range(len(self._readings)):
            branches = self._branches(node, place)
            sums = [*accumulate((self._outcomes(b, place + 1) for b in branches), initial=0)]
            chosen.append(bisect(sums, position) - 1)
            position -= sums[chosen[-1]]
            node = branches[chosen[-1]]
        return tuple(chosen), position

    def before(self, chosen: Sequence[int]) -> int:
        """Number of outcomes whose options come before these."""
        node, found = self._counts, 0
        for place, option in enumerate(chosen):
            branches = self._branches(node, place)
            found += sum(self._outcomes(branch, place + 1) for branch in branches[:option])
            node = branches[option]
        return found

    def _branches(self, node: Node, place: int) -> Sequence[Node]:
        reading, options = self._readings[place]
        return self._diagrams.below(node, reading)[:options]

    def _outcomes(self, node: Node, place: int) -> int:
        if place == len(self._readings):
            return int(self._diagrams.value(node, {}))
        key = (node, place)
        if key not in self._known:
            branches = self._branches(node, place)
            self._known[key] = sum(self._outcomes(branch, place + 1) for branch in branches)
        return self._known[key]


def _number(found: Collection[object] | None) -> int:
    return 0 if found is None else len(found)


def _has(reading: int) -> Callable[[frozenset[int] | None], bool]:
    return lambda live: live is not None and reading in live


def _denied(value: bool) -> int:
    return 0 if value else 1


def _power(exponent: int) -> Callable[[int], int]:
    return lambda value: value**exponent
