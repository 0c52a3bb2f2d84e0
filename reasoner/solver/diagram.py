"""Decision diagrams: functions of a few questions, each node shared by all who need it.

A question is a variable with finitely many answers; a diagram asks them in a fixed order and ends
in a value. Reduced and shared, equal functions are one node, and a function depends on exactly the
questions that its diagram asks (Bryant, Graph-Based Algorithms for Boolean Function Manipulation,
1986; with many answers: Srinivasan and others, Algorithms for Discrete Function Manipulation, 1990;
with any values at the ends: Fujita and others, Multi-Terminal Binary Decision Diagrams, 1997).
"""

import sys
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import zip_longest
from operator import not_
from typing import Any, NewType

from ..budget import check

# How many new nodes lie between two looks at the time.
CHECKED = 256
# How many calls a diagram takes for each variable at most.
FRAMES = 4
Node = NewType("Node", int)
Operation = Callable[[Any, Any], Hashable]


class Diagrams:
    """Diagrams over the same variables, which have ``sizes`` answers, numbered from 0."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        # A diagram is gone through to its depth. Calls among Python's own functions take no room of
        # the machine's stack (since Python 3.11), so that their number may be as large as it must.
        sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES * len(self.sizes) + 1000))
        self._end = len(self.sizes)  # leaves stand below every variable
        self._variables: list[int] = []
        self._branches: list[tuple[Node, ...]] = []
        self._values: list[Any] = []
        self._leaves: dict[tuple[type, Hashable], Node] = {}
        self._tests: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._combined: dict[Operation, dict[tuple[Node, Node], Node]] = {}
        self._negations: dict[Node, Node] = {}
        self._both: dict[tuple[Node, Node], Node] = {}
        self._asked: dict[Node, tuple[int, ...]] = {}
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
        first = branches[0]
        if all(branch == first for branch in branches):
            return first
        key = (variable, branches)
        if key not in self._tests:
            self._tests[key] = self._new(variable, branches, None)
        return self._tests[key]

    def answered(self, variable: int, answer: int) -> Node:
        """Whether a variable has this answer."""
        options = range(self.sizes[variable])
        return self.test(
            variable, tuple(self.true if each == answer else self.false for each in options)
        )

    def _new(self, variable: int, branches: tuple[Node, ...], value: Hashable) -> Node:
        if not len(self._variables) % CHECKED:  # no node is half made
            check()
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
        true, false = self.true, self.false
        if second in (first, true):
            return first
        if first == true:
            return second
        if false in (first, second):
            return false
        key = (first, second) if first < second else (second, first)
        known = self._both.get(key)
        if known is None:
            known = self._both[key] = self._descended(self.both, first, second)
        return known

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
        """Whether a diagram is true under some answers to these variables."""
        for variable in variables:
            node = self.folded(variable, self._any, node)
        return node

    def _any(self, nodes: Sequence[Node]) -> Node:
        return reduce(self.either, nodes)

    # --- values

    def folded(self, variable: int, fold: Callable[[Sequence[Node]], Node], node: Node) -> Node:
        """A diagram without a variable: what its branches there are folded to."""
        known: dict[Node, Node] = {}

        def walk(node: Node) -> Node:
            found = known.get(node)
            if found is None:
                asked, branches = self._variables[node], self._branches[node]
                if asked < variable:
                    found = self.test(asked, tuple([walk(branch) for branch in branches]))
                else:
                    found = fold(self._below(node, variable))
                known[node] = found
            return found

        return walk(node)

    def combined(self, operation: Operation, first: Node, second: Node) -> Node:
        """The values of two diagrams put together, answer by answer."""
        known = self._combined.setdefault(operation, {})

        def walk(one: Node, other: Node) -> Node:
            key = (one, other)
            found = known.get(key)
            if found is None:
                if self._variables[one] == self._variables[other] == self._end:
                    found = self.leaf(operation(self._values[one], self._values[other]))
                else:
                    found = self._descended(walk, one, other)
                known[key] = found
            return found

        return walk(first, second)

    def where(self, node: Node, condition: Node) -> Node:
        """The values of a diagram where a condition is true, None elsewhere."""
        return self.combined(_if_true, node, condition)

    def _descended(
        self, operation: Callable[[Node, Node], Node], first: Node, second: Node
    ) -> Node:
        """Two diagrams put together below the variable that comes first in them."""
        variable = min(self._variables[first], self._variables[second])
        pairs = zip(self._below(first, variable), self._below(second, variable), strict=True)
        return self.test(variable, tuple([operation(one, other) for one, other in pairs]))

    def _below(self, node: Node, variable: int) -> tuple[Node, ...]:
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

        def walk(node: Node) -> Node:
            found = known.get(node)
            if found is None:
                variable = self._variables[node]
                if variable >= level:
                    found = self.leaf(operation(node))
                else:
                    found = self.test(variable, tuple([walk(b) for b in self._branches[node]]))
                known[node] = found
            return found

        return walk(node)

    def adopted(self, other: "Diagrams", node: Node, variables: Mapping[int, int]) -> Node:
        """A diagram of others as one of these, with these variables in place of its own, which
        stand in the same order.
        """
        known: dict[Node, Node] = {}

        def walk(node: Node) -> Node:
            if node not in known:
                variable, branches = other.asks(node)
                known[node] = (
                    self.test(variables[variable], tuple([walk(branch) for branch in branches]))
                    if branches
                    else self.leaf(other.value(node, {}))
                )
            return known[node]

        return walk(node)

    # --- looking at them

    def value(self, node: Node, answers: Mapping[int, int]) -> Any:
        """The value under these answers, which name every variable that is asked on the way."""
        while self._variables[node] != self._end:
            node = self._branches[node][answers[self._variables[node]]]
        return self._values[node]

    def restricted(self, node: Node, answers: Mapping[int, int]) -> Node:
        """A diagram with some of its variables answered."""
        known: dict[Node, Node] = {}

        def walk(node: Node) -> Node:
            found = known.get(node)
            if found is None:
                variable, branches = self._variables[node], self._branches[node]
                if variable == self._end:
                    found = node
                elif variable in answers:
                    found = walk(branches[answers[variable]])
                else:
                    found = self.test(variable, tuple([walk(branch) for branch in branches]))
                known[node] = found
            return found

        return walk(node) if answers else node

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
