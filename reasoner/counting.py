"""Counting outcomes, and finding one by its position, without listing them.

The outcomes of a case are the sum, over disputed facts and options of live readings, of the product of
what its parts admit. A sum of products is taken one variable at a time, each over the factors that
depend on it (bucket elimination: Dechter, Bucket Elimination: A Unifying Framework for Reasoning,
Artificial Intelligence 113, 1999).

Which readings are live hangs on the disputed facts, so the sum over a reading's options has to be one
value where no part finds it live. Where that varies, the reading gets one answer more: under it, a
part that finds the reading live has nothing, and any other part what it has whatever the option. This
answer counts minus once for every option but one, and so takes away what the sum over the options of a
reading that is not live has too much.
"""

from collections import Counter as Multiset
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import add, mul

from reasoner.diagram import Diagrams, Node
from reasoner.questions import Variables

Fold = Callable[[Sequence[Node]], Node]


class Counter:
    """Counts the outcomes of a case.

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
        self._joints: dict[tuple[tuple[int, int], ...], Node] = {}
        self._factors += [self._factor(*pair) for pair in zip(admits, live, strict=True)]

    # --- factors

    def _live(self, admits: Node) -> frozenset[int] | None:
        """The readings that a part finds live once disputed facts are answered."""
        refused = self._source.values(admits) == [None]
        return None if refused else frozenset(self._source.variables(admits))

    def _factor(self, admits: Node, live: Node) -> Node:
        """How many sets of conclusions a part admits, also under the answers there are more."""
        counted = self._copied(self._source.relabelled(_number, admits))
        for reading in sorted(self._varying):
            lives = self._source.relabelled(_has(reading), live)
            if lives != self._source.false:
                counted = self._times(counted, self._unless_more(reading, self._copied(lives)))
        return counted

    def _unless_more(self, reading: int, lives: Node) -> Node:
        """0 where a reading that is live has the answer more, else 1."""
        diagrams = self._diagrams
        options = (diagrams.false,) * self._source.sizes[reading]
        more = diagrams.test(reading, (*options, diagrams.true))
        return diagrams.relabelled(_denied, diagrams.both(lives, more))

    def _copied(self, node: Node) -> Node:
        """A diagram of the case among those to count with. What it has under an answer more is what
        it has under the first, which counts only where that makes no difference.
        """
        known: dict[Node, Node] = {}

        def walk(node: Node) -> Node:
            if node not in known:
                variable, branches = self._source.asks(node)
                if branches:
                    copies = [walk(branch) for branch in branches]
                    more = copies[:1] if variable in self._varying else []
                    known[node] = self._diagrams.test(variable, (*copies, *more))
                else:
                    known[node] = self._diagrams.leaf(self._source.value(node, {}))
            return known[node]

        return walk(node)

    # --- sums

    def total(self, disputed: Mapping[int, int] | None = None) -> int:
        """How many outcomes there are, or how many under these answers on telling facts."""
        answers = disputed or {}
        factors = [self._diagrams.restricted(factor, answers) for factor in self._factors]
        idle = [fact for fact in range(self._first_reading) if fact not in self._telling]
        factors = self._without(factors, dict.fromkeys(idle, self._greatest))
        open_facts = [fact for fact in self._telling if fact not in answers]
        sums = {variable: self._sum_over(variable) for variable in (*open_facts, *self._ever_live)}
        return int(self._diagrams.value(self._product(self._without(factors, sums)), {}))

    def _without(self, factors: Iterable[Node], folds: Mapping[int, Fold]) -> list[Node]:
        """Factors without these variables, their product folded over each; the variable comes first
        that binds fewest others.
        """
        scopes = {n: (f, self._diagrams.variables(f)) for n, f in enumerate(factors)}
        concerned: dict[int, set[int]] = {variable: set() for variable in folds}
        for number, (_, scope) in scopes.items():
            for variable in concerned.keys() & scope:
                concerned[variable].add(number)

        def bound(variable: int) -> tuple[int, int]:
            return len({v for n in concerned[variable] for v in scopes[n][1]}), variable

        while concerned:
            variable = min(concerned, key=bound)
            taken = concerned.pop(variable)
            product = self._product([scopes.pop(number)[0] for number in sorted(taken)])
            folded = self._diagrams.folded(variable, folds[variable], product)
            new = max(scopes, default=0) + max(taken, default=0) + 1
            scopes[new] = (folded, self._diagrams.variables(folded))
            for other, numbers in concerned.items():
                numbers -= taken
                if other in scopes[new][1]:
                    numbers.add(new)
        return [factor for factor, _ in scopes.values()]

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
        """For a fact that makes no difference: what there is where it is not refused."""
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

    def located(self, position: int) -> tuple[dict[int, int], int]:
        """The answers on telling facts of the outcome at a position, counted from 0, and its
        position among the outcomes under these. Raises IndexError.
        """
        left = self.total()
        if not 0 <= position < left:
            raise IndexError(position)
        answers: dict[int, int] = {}
        for fact in self._telling:
            found = self.total({**answers, fact: 0})
            answers[fact] = 0 if position < found else 1
            if position >= found:
                position -= found
        return answers, position

    def options(
        self, disputed: Mapping[int, int], live: Sequence[int], position: int
    ) -> tuple[tuple[int, ...], int]:
        """The options of live readings of the outcome at a position, counted from 0, among those
        under definite answers on all disputed facts, and its position among the outcomes of these.
        """
        node = self._joint(disputed)
        known: dict[tuple[Node, int], int] = {}

        def branches(node: Node, place: int) -> Sequence[Node]:
            asked, below = self._diagrams.asks(node)
            options = self._source.sizes[live[place]]
            return below[:options] if asked == live[place] else (node,) * options

        def outcomes(node: Node, place: int) -> int:
            if place == len(live):
                return int(self._diagrams.value(node, {}))
            key = (node, place)
            if key not in known:
                known[key] = sum(outcomes(b, place + 1) for b in branches(node, place))
            return known[key]

        chosen: list[int] = []
        for place in range(len(live)):
            for option, branch in enumerate(branches(node, place)):
                found = outcomes(branch, place + 1)
                if position < found:
                    chosen.append(option)
                    node = branch
                    break
                position -= found
        return tuple(chosen), position

    def _joint(self, disputed: Mapping[int, int]) -> Node:
        """How many outcomes there are by options of readings, under answers on disputed facts."""
        key = tuple(sorted(disputed.items()))
        if key not in self._joints:
            restricted = (self._diagrams.restricted(f, disputed) for f in self._factors)
            self._joints[key] = self._product(restricted)
        return self._joints[key]


def _number(found: Collection[object] | None) -> int:
    return 0 if found is None else len(found)


def _has(reading: int) -> Callable[[frozenset[int] | None], bool]:
    return lambda live: live is not None and reading in live


def _denied(value: bool) -> int:
    return 0 if value else 1


def _power(exponent: int) -> Callable[[int], int]:
    return lambda value: value**exponent
