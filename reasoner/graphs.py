"""Graphs, as mappings from each node to the nodes that its edges lead to, and functions of them."""

from collections.abc import (
    Callable,
    Generator,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
)
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
V = TypeVar("V")


def reachable(start: Iterable[T], edges: Mapping[T, Iterable[T]]) -> set[T]:
    """The nodes that `edges` lead to from `start`, with these."""
    found = set(start)
    pending = list(found)
    while pending:
        further = set(edges.get(pending.pop(), ())) - found
        found |= further
        pending.extend(further)
    return found


def components(edges: Mapping[T, Iterable[T]]) -> list[list[T]]:
    """The strongly connected components, each after those that its edges lead to (Tarjan,
    Depth-First Search and Linear Graph Algorithms, 1972).
    """
    found: list[list[T]] = []
    index: dict[T, int] = {}
    low: dict[T, int] = {}
    stack: list[T] = []
    closed: set[T] = set()
    path: list[tuple[T, Iterator[T]]] = []

    def visit(node: T) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        path.append((node, iter(edges.get(node, ()))))

    for root in edges:
        if root not in index:
            visit(root)
        while path:
            node, rest = path[-1]
            for child in rest:
                if child not in index:
                    visit(child)
                    break
                if child not in closed:
                    low[node] = min(low[node], index[child])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = len(stack) - 1
                    while stack[cut] != node:
                        cut -= 1
                    found.append(stack[cut:])
                    closed.update(stack[cut:])
                    del stack[cut:]
    return found


def numbered_components(edges: Mapping[T, Iterable[T]]) -> dict[T, int]:
    """The number of each node's strongly connected component."""
    return {node: n for n, members in enumerate(components(edges)) for node in members}


def recursive(rule: Callable[[T], Generator[T, V, V]], node: T, known: MutableMapping[T, V]) -> V:
    """The value of a recursive function at a node, however deep it goes: no call nests in another.

    `rule` yields each node whose value it needs and is sent that value; `known` keeps the values.
    """
    if node in known:
        return known[node]
    path = [(node, rule(node))]
    value: V | None = None
    while path:
        each, work = path[-1]
        try:
            wanted = next(work) if value is None else work.send(value)
            while wanted in known:
                wanted = work.send(known[wanted])
        except StopIteration as end:
            known[each] = value = end.value
            path.pop()
        else:
            path.append((wanted, rule(wanted)))
            value = None
    return known[node]


class UnionFind(Generic[T]):
    """Disjoint sets of items; an item that is asked about is there."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._parents = {item: item for item in items}

    def __getitem__(self, item: T) -> T:
        """The item that stands for the set of an item."""
        parents = self._parents
        while (parent := parents.setdefault(item, item)) != item:
            parents[item] = item = parents[parent]
        return item

    def union(self, *items: T) -> None:
        """Join the sets of these items."""
        for item in items:
            self._parents[self[item]] = self[items[0]]

    def sets(self) -> list[set[T]]:
        """The sets, in the order of their first items."""
        found: dict[T, set[T]] = {}
        for item in list(self._parents):
            found.setdefault(self[item], set()).add(item)
        return list(found.values())
