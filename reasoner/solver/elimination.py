"""Bucket elimination over diagrams.

Factors are combined and folded one variable at a time, each over the factors that depend on it: so
the cost is that of how closely these are bound, not their product (Dechter, Bucket Elimination: A
Unifying Framework for Reasoning, Artificial Intelligence 113, 1999).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from .diagram import Diagrams, Node

Fold = Callable[[Sequence[Node]], Node]


def eliminated(
    diagrams: Diagrams,
    factors: Iterable[Node],
    folds: Mapping[int, Fold],
    product: Callable[[Sequence[Node]], Node],
) -> list[Node]:
    """Eliminate the variables of ``folds`` from ``factors``: fold the product of those that depend
    on each; a variable that binds fewest others comes first.
    """
    scopes = {n: (f, diagrams.variables(f)) for n, f in enumerate(factors)}
    concerned: dict[int, set[int]] = {variable: set() for variable in folds}
    for number, (_, scope) in scopes.items():
        for variable in concerned.keys() & scope:
            concerned[variable].add(number)

    def bound(variable: int) -> tuple[int, int]:
        return len({v for n in concerned[variable] for v in scopes[n][1]}), variable

    while concerned:
        variable = min(concerned, key=bound)
        taken = concerned.pop(variable)
        together = product([scopes.pop(number)[0] for number in sorted(taken)])
        folded = diagrams.folded(variable, folds[variable], together)
        new = max(scopes, default=0) + max(taken, default=0) + 1
        scopes[new] = (folded, diagrams.variables(folded))
        for other, numbers in concerned.items():
            numbers.difference_update(taken)
            if other in scopes[new][1]:
                numbers.add(new)
    return [factor for factor, _ in scopes.values()]
