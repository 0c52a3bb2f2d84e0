"""Graphs: components, what is reachable, and sets that are joined, against networkx."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from wenze.reasoner.graphs import UnionFind, components, numbered_components, reachable


def some_edges(seed: int) -> dict[int, list[int]]:
    rng = random.Random(seed)
    nodes = range(rng.randint(1, 12))
    return {n: rng.choices(nodes, k=rng.randint(0, 3)) for n in nodes if rng.random() < 0.8}


@pytest.mark.parametrize("seed", range(100))
def test_components_are_those_of_networkx_each_after_what_it_leads_to(seed: int) -> None:
    edges = some_edges(seed)
    graph: nx.DiGraph[int] = nx.DiGraph(edges)
    expected = nx.strongly_connected_components(graph)
    assert sorted(map(sorted, components(edges))) == sorted(map(sorted, expected))
    number = numbered_components(edges)
    assert all(number[end] <= number[start] for start, ends in edges.items() for end in ends)
    for node in graph:
        assert reachable([node], edges) == {node, *nx.descendants(graph, node)}


@pytest.mark.parametrize("seed", range(50))
def test_joined_items_are_in_one_set(seed: int) -> None:
    edges = some_edges(seed)
    joined = UnionFind[int]()
    for node, others in edges.items():
        joined.union(node, *others)
    graph: nx.Graph[int] = nx.Graph(edges)
    expected = nx.connected_components(graph)
    assert sorted(map(sorted, joined.sets())) == sorted(map(sorted, expected))
    for members in joined.sets():
        assert len({joined[member] for member in members}) == 1


def test_a_long_chain_is_no_deep_call() -> None:
    edges = {n: [n + 1] for n in range(100_000)}
    assert len(components(edges)) == 100_001
    assert components({**edges, 100_000: [0]}) == [[*range(100_001)]]
