"""The shortest decision tree of some functions, by dynamic programming over their diagrams.

What is left of a function once some questions are answered is a node of its diagram, and equal
rests are one node: so each rest is worked out once, on however many ways it is reached. Answers
that leave the same rest lead on together. Where a function has no value (None) it may end in any.
"""

import sys
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...budget import check
from ...errors import WenzeError
from ...graphs import recursive
from ...solver.diagram import Diagrams, Node

State = tuple[Node, ...]


class TooMuchWork(WenzeError):
    """A search came to more rests of functions than it may work out."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of a way through a tree: the value of each function, and the answers that lead there:
    of each variable in question, those that lead on together.
    """

    values: tuple[Any, ...]
    answers: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, and where its answers lead; answers that are impossible lead nowhere."""

    variable: int
    branches: tuple[tuple[tuple[int, ...], "Tree"], ...]


Tree = Ask | End


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """The size of a tree, and its first question; smaller trees come first, of those with as many
    questions the one that is less deep, then the one with an earlier variable first.
    """

    inner: int = 0
    depth: int = 0
    variable: int = -1


class TreeSearch:
    """Searches trees for functions over the same variables.

    ``most`` is how many rests may be worked out. Where the search is not ``exact``, each question
    is the one after which least is left to ask, as far as can be seen at once.
    """

    def __init__(self, diagrams: Diagrams, most: int, *, exact: bool = True) -> None:
        self._diagrams = diagrams
        self._left = most
        self._exact = exact
        self._known: dict[State, Size] = {}
        self._nowhere = diagrams.leaf(None)
        self._rests: dict[tuple[int, int], dict[Node, Node]] = {}
        self._settled = cache(self._settle)
        self._needed = cache(self._needs)

    def size(self, functions: Sequence[Node]) -> Size:
        """The size of the shortest tree. Raises TooMuchWork."""
        return self._best(self._open(tuple(map(self._settled, functions))))

    def tree(self, functions: Sequence[Node]) -> Tree:
        """The shortest tree. Raises TooMuchWork."""
        return self._grown(tuple(map(self._settled, functions)), {})

    def _grown(self, state: State, answers: Mapping[int, tuple[int, ...]]) -> Tree:
        best = self._best(self._open(state))
        if not best.inner:
            return End(tuple(self._diagrams.value(node, {}) for node in state), answers)
        branches = (
            (same, self._grown(rest, {**answers, best.variable: same}))
            for rest, same in self._branches(state, best.variable).items()
        )
        return Ask(best.variable, tuple(branches))

    def _best(self, state: State) -> Size:
        """The size of the shortest tree for functions that have several values each."""
        return recursive(self._searched, state, self._known)

    def _searched(self, state: State) -> Generator[State, Size, Size]:
        if not state:
            return Size()
        check()
        self._left -= 1
        if self._left < 0:
            raise TooMuchWork
        best = Size(inner=sys.maxsize)
        for least, variable, rests in self._candidates(state):
            if least > best.inner:
                break
            inner, depth = 1, 0
            for rest in rests:
                found = yield rest
                inner, depth = inner + found.inner, max(depth, found.depth)
                if inner > best.inner:  # no use
                    break
            best = min(best, Size(inner, depth + 1, variable))
            if not self._exact:
                break
        return best

    def _candidates(self, state: State) -> list[tuple[int, int, tuple[State, ...]]]:
        """The possible first questions, each with the least it may come to: best first."""
        found = []
        for variable in sorted({v for node in state for v in self._diagrams.variables(node)}):
            rests = tuple(self._open(rest) for rest in self._branches(state, variable))
            if len(rests) > 1:
                found.append((1 + sum(map(self._bound, rests)), variable, rests))
        return sorted(found)

    # --- what is left

    def _branches(self, state: State, variable: int) -> dict[State, tuple[int, ...]]:
        """The rests after a question, each with the answers that lead there."""
        found: dict[State, tuple[int, ...]] = {}
        for answer in range(self._diagrams.sizes[variable]):
            rest = tuple([self._settled(self._after(node, variable, answer)) for node in state])
            if self._nowhere not in rest:
                found[rest] = (*found.get(rest, ()), answer)
        return found

    def _after(self, node: Node, variable: int, answer: int) -> Node:
        """The rest of a function after an answer; kept, for many states share it."""
        known = self._rests.setdefault((variable, answer), {})
        return self._diagrams.restricted(node, {variable: answer}, known)

    def _settle(self, node: Node) -> Node:
        """A function, as the one value that it has where it has any."""
        values = [value for value in self._diagrams.values(node) if value is not None]
        return node if len(values) > 1 else self._diagrams.leaf(values[0] if values else None)

    def _open(self, state: State) -> State:
        """The functions that have more than one value, in an order of their own."""
        return tuple(sorted({node for node in state if self._diagrams.variables(node)}))

    def _bound(self, state: State) -> int:
        """A number of questions that no tree can do without: functions that have a value everywhere
        depend on all that they ask.
        """
        needed = set[int]().union(*map(self._needed, state))
        return len(needed) or int(bool(state))

    def _needs(self, node: Node) -> tuple[int, ...]:
        whole = None not in self._diagrams.values(node)
        return self._diagrams.variables(node) if whole else ()
