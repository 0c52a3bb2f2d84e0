"""Decision diagrams: functions of a few variables, equal ones shared.

A variable has finitely many answers; a diagram asks variables in a fixed order and ends in a value.
Reduced and shared, equal functions are one node, and a function depends on exactly the variables
that its diagram asks (Bryant, Graph-Based Algorithms for Boolean Function Manipulation, 1986; with
many answers: Srinivasan and others, Algorithms for Discrete Function Manipulation, 1990; with any
values at the ends: Fujita and others, Multi-Terminal Binary Decision Diagrams, 1997).
"""

from collections.abc import Callable, Collection, Generator, Hashable, Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import zip_longest
from operator import not_
from typing import Any, NewType

from ..budget import check
from ..graphs import recursive

# How many nodes are asked for between two looks at the time.
CHECKED = 256
Node = NewType("Node", int)
Operation = Callable[[Any, Any], Hashable]
Pair = tuple[Node, Node]
# A recursive function of nodes, or of pairs of them.
Walk = Generator[Node, Node, Node]
PairWalk = Generator[Pair, Node, Node]


class Diagrams:
    """Diagrams over the same variables, which have ``sizes`` answers, numbered from 0."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._end = len(self.sizes)  # leaves stand below every variable
        self._variables: list[int] = []
        self._branches: list[tuple[Node, ...]] = []
        self._values: list[Any] = []
        self._leaves: dict[tuple[type, Hashable], Node] = {}
        self._tests: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._combined: dict[Operation, dict[Pair, Node]] = {}
        self._negations: dict[Node, Node] = {}
        self._both: dict[Pair, Node] = {}
        self._asked: dict[Node, tuple[int, ...]] = {}
        self._tested = 0
        self.false, self.true = self.leaf(False), self.leaf(True)

    # --- making them

    def leaf(self, value: Hashable) -> Node:
        """The diagram that has one value whatever is answered."""
        key = (type(value), value)
        if key not in self._leaves:
            self._leaves[key] = self._new(self._end, (), value)
        return self._leaves[key]

    def test(self, variable: int, branches: tuple[Node, ...]) -> Node:
        """The diagram that asks a variable and goes on with the branch of its answer. The branches
        ask later variables only.
        """
        # Every step of a function of diagrams comes here, also one that makes no node.
        self._tested += 1
        if not self._tested % CHECKED:
            check()
        first = branches[0]
        if all(branch == first for branch in branches):
            return first
        key = (variable, branches)
        if key not in self._tests:
            self._tests[key] = self._new(variable, branches, None)
        return self._tests[key]

    def answered(self, variable: int, answer: int) -> Node:
        """True where a variable has this answer."""
        options = range(self.sizes[variable])
        return self.test(
            variable, tuple(self.true if each == answer else self.false for each in options)
        )

    def _new(self, variable: int, branches: tuple[Node, ...], value: Hashable) -> Node:
        self._variables.append(variable)
        self._branches.append(branches)
        self._values.append(value)
        return Node(len(self._variables) - 1)

    # --- truth

    def negation(self, node: Node) -> Node:
        """True where a diagram of truth values is false."""
        return self.relabelled(not_, node, self._negations)

    def both(self, first: Node, second: Node) -> Node:
        """True where both diagrams are."""
        return recursive(self._both_of, _in_order(first, second), self._both)

    def _both_of(self, pair: Pair) -> PairWalk:
        first, second = pair
        if second in (first, self.true):
            return first
        if first == self.true:
            return second
        if self.false in pair:
            return self.false
        found = []
        variable, pairs = self._below_both(pair)
        for one, other in pairs:
            found.append((yield _in_order(one, other)))
        return self.test(variable, tuple(found))

    def either(self, first: Node, second: Node) -> Node:
        """True where one of two diagrams is, or both are."""
        return self.negation(self.both(self.negation(first), self.negation(second)))

    def all_of(self, nodes: Iterable[Node]) -> Node:
        """True where all these diagrams are. Neighbours are put together first: where they ask the
        same, what is put together stays small.
        """
        left = [*nodes]
        while len(left) > 1:
            pairs = zip_longest(left[::2], left[1::2], fillvalue=self.true)
            left = [self.both(one, other) for one, other in pairs]
        return left[0] if left else self.true

    def some(self, variables: Collection[int], node: Node) -> Node:
        """Existential quantification: true where some answers to these variables make it true."""
        for variable in variables:
            node = self.folded(variable, partial(reduce, self.either), node)
        return node

    # --- values

    def folded(self, variable: int, fold: Callable[[Sequence[Node]], Node], node: Node) -> Node:
        """A diagram without a variable: what its branches there are folded to."""
        return self._replaced(node, variable, lambda each: fold(self.below(each, variable)), {})

    def combined(self, operation: Operation, first: Node, second: Node) -> Node:
        """The values of two diagrams put together, answer by answer."""

        def walk(pair: Pair) -> PairWalk:
            one, other = pair
            if self._variables[one] == self._variables[other] == self._end:
                return self.leaf(operation(self._values[one], self._values[other]))
            found = []
            variable, pairs = self._below_both(pair)
            for below in pairs:
                found.append((yield below))
            return self.test(variable, tuple(found))

        return recursive(walk, (first, second), self._combined.setdefault(operation, {}))

    def where(self, node: Node, condition: Node) -> Node:
        """The values of a diagram where a condition is true, None elsewhere."""
        return self.combined(_if_true, node, condition)

    def _rebuilt(self, node: Node) -> Walk:
        """A diagram with other branches in place of its own."""
        found = []
        for branch in self._branches[node]:
            found.append((yield branch))
        return self.test(self._variables[node], tuple(found))

    def _below_both(self, pair: Pair) -> tuple[int, Iterable[Pair]]:
        """The variable that comes first in two diagrams, and their branches there."""
        first, second = pair
        variable = min(self._variables[first], self._variables[second])
        return variable, zip(self.below(first, variable), self.below(second, variable), strict=True)

    def below(self, node: Node, variable: int) -> tuple[Node, ...]:
        """The branches of a diagram under each answer to a variable; it asks none before that."""
        if self._variables[node] == variable:
            return self._branches[node]
        return (node,) * self.sizes[variable]

    def relabelled(
        self,
        operation: Callable[[Any], Hashable],
        node: Node,
        known: dict[Node, Node] | None = None,
    ) -> Node:
        """A diagram with other values in place of its own. ``known`` keeps what was relabelled by
        the same operation before.
        """
        return self.cut(node, self._end, lambda leaf: operation(self._values[leaf]), known)

    def cut(
        self,
        node: Node,
        level: int,
        operation: Callable[[Node], Hashable],
        known: dict[Node, Node] | None = None,
    ) -> Node:
        """A diagram over the variables before ``level``, with a value in place of all that follows
        each combination of their answers.
        """
        known = {} if known is None else known
        return self._replaced(node, level, lambda each: self.leaf(operation(each)), known)

    def _replaced(
        self, node: Node, level: int, new: Callable[[Node], Node], known: dict[Node, Node]
    ) -> Node:
        """A diagram with new ones in place of those that ask no variable before ``level``."""

        def walk(node: Node) -> Walk:
            if self._variables[node] >= level:
                return new(node)
            return (yield from self._rebuilt(node))

        return recursive(walk, node, known)

    def adopted(
        self,
        other: "Diagrams",
        node: Node,
        variables: Mapping[int, int],
        more: Collection[int] = (),
    ) -> Node:
        """A diagram of others as one of these, with these variables in place of its own, which
        stand in the same order. A variable in `more` has one answer more, which leads where its
        first does.
        """

        def walk(node: Node) -> Walk:
            variable, branches = other.asks(node)
            if not branches:
                return self.leaf(other.value(node, {}))
            found = []
            for branch in branches:
                found.append((yield branch))
            found += found[:1] if variable in more else []
            return self.test(variables[variable], tuple(found))

        return recursive(walk, node, {})

    # --- looking at them

    def value(self, node: Node, answers: Mapping[int, int]) -> Any:
        """The value under these answers, which name every variable that is asked on the way."""
        while self._variables[node] != self._end:
            node = self._branches[node][answers[self._variables[node]]]
        return self._values[node]

    def restricted(
        self, node: Node, answers: Mapping[int, int], known: dict[Node, Node] | None = None
    ) -> Node:
        """A diagram with some of its variables answered. `known` keeps what was restricted by the
        same answers before.
        """
        last = max(answers, default=-1)

        def walk(node: Node) -> Walk:
            variable = self._variables[node]
            if variable > last:
                return node
            if variable in answers:
                return (yield self._branches[node][answers[variable]])
            return (yield from self._rebuilt(node))

        return recursive(walk, node, {} if known is None else known)

    def variables(self, node: Node) -> tuple[int, ...]:
        """The variables that a diagram depends on, in order."""
        if node not in self._asked:
            found = {self._variables[each] for each in self._nodes(node)}
            self._asked[node] = tuple(sorted(found - {self._end}))
        return self._asked[node]

    def values(self, node: Node) -> list[Any]:
        """The distinct values of a diagram, in the order of the answers that lead to them first."""
        return [self._values[each] for each in self._nodes(node) if not self._branches[each]]

    def _nodes(self, node: Node) -> Iterable[Node]:
        seen: dict[Node, None] = {}
        pending = [node]
        while pending:
            each = pending.pop()
            if each not in seen:
                seen[each] = None
                pending.extend(reversed(self._branches[each]))
        return seen

    def asks(self, node: Node) -> tuple[int, tuple[Node, ...]]:
        """The variable that a diagram asks first, and its branches; for a diagram of one value, the
        number of variables, and none.
        """
        return self._variables[node], self._branches[node]


def _if_true(value: object, condition: bool) -> object:
    return value if condition else None


def _in_order(first: Node, second: Node) -> Pair:
    return (first, second) if first < second else (second, first)
