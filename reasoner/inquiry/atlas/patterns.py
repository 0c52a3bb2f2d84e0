"""Patterns: combinations of items, counted and minimised on decision diagrams.

An item is a variable with two answers, the first of which is that the item is present. Nothing here
enumerates patterns: numbers are those of the paths of a diagram (Bryant, Graph-Based Algorithms for
Boolean Function Manipulation, 1986).
"""

from collections import Counter
from collections.abc import Generator, Hashable, Iterator, Mapping, Sequence
from math import prod

from ...graphs import recursive
from ...solver.diagram import Diagrams, Node

Pattern = tuple[int, ...]  # the items present, by variable
Smallest = Mapping[Hashable, Pattern]  # a pattern for each value
Cube = Mapping[int, tuple[int, ...]]  # the answers that some variables may have


def tally(diagrams: Diagrams, node: Node, variables: Sequence[int]) -> Counter[Hashable]:
    """Count the combinations of answers to `variables` under which a diagram has each value. It
    may depend on no others.
    """
    place = {variable: index for index, variable in enumerate(variables)}
    sizes = [diagrams.sizes[variable] for variable in variables]
    known: dict[Node, Counter[Hashable]] = {}

    def at(node: Node) -> int:
        return place.get(diagrams.asks(node)[0], len(variables))

    def below(node: Node, level: int) -> Counter[Hashable]:
        """Counts over the variables from `level` on."""
        if node not in known:
            _, branches = diagrams.asks(node)
            found: Counter[Hashable] = Counter()
            for branch in branches:
                found.update(below(branch, at(node) + 1))
            known[node] = found if branches else Counter({diagrams.value(node, {}): 1})
        skipped = prod(sizes[level : at(node)])
        return Counter({value: count * skipped for value, count in known[node].items()})

    return below(node, 0)


def count(diagrams: Diagrams, node: Node, variables: Sequence[int]) -> int:
    """Count the combinations of answers to `variables` under which a diagram is true."""
    return tally(diagrams, node, variables)[True]


def smallest(diagrams: Diagrams, node: Node) -> Mapping[Hashable, Pattern]:
    """Find for each value of a diagram a pattern of fewest items, the first in order."""

    def best(node: Node) -> Generator[Node, Smallest, Smallest]:
        variable, branches = diagrams.asks(node)
        if not branches:
            return {diagrams.value(node, {}): ()}
        there, absent = branches
        found = {**(yield absent)}
        for value, rest in (yield there).items():
            pattern = (variable, *rest)
            found[value] = min(found.get(value, pattern), pattern, key=_by_size)
        return found

    return recursive(best, node, {})


def minimal(diagrams: Diagrams, node: Node) -> Sequence[Pattern]:
    """Find the minimal patterns for which a diagram is true, fewest items first."""
    known: dict[Node, frozenset[Pattern]] = {
        diagrams.true: frozenset([()]),
        diagrams.false: frozenset(),
    }

    def least(node: Node) -> Generator[Node, frozenset[Pattern], frozenset[Pattern]]:
        variable, (there, absent) = diagrams.asks(node)
        without = yield absent
        return without | {
            (variable, *rest)
            for rest in (yield there)
            if not any(set(other) <= set(rest) for other in without)
        }

    found = recursive(least, node, known)
    return sorted(found, key=_by_size)


def cubes(diagrams: Diagrams, node: Node) -> Iterator[tuple[Cube, Hashable]]:
    """Yield the values of a diagram with answers that lead to them; every combination of answers
    meets exactly one cube.
    """
    variable, branches = diagrams.asks(node)
    if not branches:
        yield {}, diagrams.value(node, {})
    for branch in dict.fromkeys(branches):
        answers = tuple(a for a, other in enumerate(branches) if other == branch)
        for rest, value in cubes(diagrams, branch):
            yield {variable: answers, **rest}, value


def _by_size(pattern: Pattern) -> tuple[int, Pattern]:
    return len(pattern), pattern
