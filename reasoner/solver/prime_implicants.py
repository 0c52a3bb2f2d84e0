"""Under which answers to the open questions something is so, each told by the fewest answers.

These are the prime implicants of a diagram: answers under which it is true, whatever the others,
and none of which can be spared. One that does not need a question is one of the diagram's branches
there taken together; one that does is one of a single branch, and not of them all (Coudert and
Madre, Implicit and Incremental Computation of Primes and Essential Primes of Boolean Functions,
1992; here with any number of answers).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .diagram import Diagrams, Node
from .variables import Variables

Implicant = tuple[tuple[int, int], ...]  # answers by variable


@dataclass(frozen=True, slots=True)
class Condition:
    """Options of readings and findings of disputed facts, of which none can be spared."""

    readings: Mapping[str, str]
    disputed: Mapping[str, bool]


def conditions(
    variables: Variables, node: Node, admitted: Node, limit: int
) -> tuple[tuple[Condition, ...], bool]:
    """The first of the smallest conditions under which a diagram is true, smallest first, and
    whether there are no others. What is not ``admitted`` never comes about: it bears out none.
    """
    diagrams = variables.diagrams
    primes = _Primes(diagrams, diagrams.either(node, diagrams.negation(admitted)))
    found: list[Implicant] = []
    for size in range(primes.longest + 1):
        found = [
            each
            for each in primes.up_to(size)
            if diagrams.restricted(admitted, dict(each)) != diagrams.false
        ]
        if len(found) > limit:
            break
    exhausted = len(found) <= limit
    listed = sorted(found, key=lambda each: (len(each), each))[:limit]
    return tuple(_condition(variables, each) for each in listed), exhausted


def _condition(variables: Variables, implicant: Implicant) -> Condition:
    readings, disputed = {}, {}
    for variable, answer in implicant:
        name = variables.names[variable]
        if variable < variables.first_reading:
            disputed[name] = answer == 0
        else:
            readings[name] = variables.options[name][answer]
    return Condition(readings, disputed)


class _Primes:
    """The prime implicants of a diagram, those of few answers without the others."""

    def __init__(self, diagrams: Diagrams, node: Node) -> None:
        self._diagrams = diagrams
        self._node = node
        self._known: dict[tuple[Node, int], frozenset[Implicant]] = {}
        #: No prime implicant has more answers.
        self.longest = len(diagrams.variables(node))

    def up_to(self, size: int) -> frozenset[Implicant]:
        """Those that have at most so many answers."""
        return self._of(self._node, size)

    def _of(self, node: Node, size: int) -> frozenset[Implicant]:
        diagrams = self._diagrams
        if node in (diagrams.true, diagrams.false):
            return frozenset([()] if node == diagrams.true else [])
        key = (node, size)
        if key not in self._known:
            variable, branches = diagrams.asks(node)
            found = free = self._of(diagrams.all_of(branches), size)
            if size:
                found = free | {
                    ((variable, answer), *rest)
                    for answer, branch in enumerate(branches)
                    for rest in self._of(branch, size - 1) - free
                }
            self._known[key] = found
        return self._known[key]
