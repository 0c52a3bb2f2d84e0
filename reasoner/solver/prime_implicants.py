"""Prime implicants: smallest sets of answers to the open questions under which something holds.

A prime implicant of a diagram is a set of answers under which it is true, whatever the others,
and none of which can be spared. One that does not need a question is one of the diagram's branches
there taken together; one that does is one of a single branch, and not of them all (Coudert and
Madre, Implicit and Incremental Computation of Primes and Essential Primes of Boolean Functions,
1992; here with any number of answers).
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass

from ..budget import check
from ..graphs import recursive
from .diagram import Diagrams, Node
from .variables import Variables

Implicant = tuple[tuple[int, int], ...]  # answers by variable
Key = tuple[Node, int | None]


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
    possible = diagrams.either(node, diagrams.negation(admitted))
    found: list[Implicant] = []
    known: dict[Key, frozenset[Implicant]] = {}
    for size in range(len(diagrams.variables(possible)) + 1):
        found = [
            each
            for each in prime_implicants(diagrams, possible, size, known)
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


def prime_implicants(
    diagrams: Diagrams,
    node: Node,
    size: int | None = None,
    known: dict[Key, frozenset[Implicant]] | None = None,
) -> frozenset[Implicant]:
    """The prime implicants of a diagram, or those of at most `size` answers. `known` keeps what was
    found before.
    """

    def primes(key: Key) -> Generator[Key, frozenset[Implicant], frozenset[Implicant]]:
        check()
        node, size = key
        if node in (diagrams.true, diagrams.false):
            return frozenset([()] if node == diagrams.true else [])
        variable, branches = diagrams.asks(node)
        found = free = yield diagrams.all_of(branches), size
        if size != 0:
            for answer, branch in enumerate(branches):
                rests = yield branch, None if size is None else size - 1
                found |= {((variable, answer), *rest) for rest in rests - free}
        return found

    return recursive(primes, (node, size), {} if known is None else known)
