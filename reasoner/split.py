"""Splitting a ground program into what the open questions settle, and independent parts above.

The atoms that depend on nothing but the readings and the disputed facts form a splitting set
(Lifschitz and Turner, Splitting a Logic Program, ICLP 1994): once those questions are answered,
their truth is settled. What is left, where discretion is exercised, falls into parts that share no
rule, and so are independent of each other. Cost then grows with the sum of the parts.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
from clingo.symbol import Symbol
from clingox.program import Rule, WeightRule

from reasoner.program import GroundCase

GroundRule = Rule | WeightRule
_CHOICE = 0  # no atom has this number: the node from which every choice is reached


@dataclass(frozen=True, slots=True)
class Part:
    """One independent part: its own atoms, which are not settled, the rules that speak of them, and
    what it may report, by atom number, settled atoms included.
    """

    atoms: frozenset[int]
    rules: tuple[GroundRule, ...]
    outputs: Mapping[int, Symbol]


@dataclass(frozen=True, slots=True)
class Split:
    """A ground program as settled rules below and parts above."""

    settled: tuple[GroundRule, ...]
    parts: tuple[Part, ...]


def split(
    case: GroundCase,
    questions: Collection[int],
    outputs: Mapping[int, Symbol],
    subject: Callable[[Symbol], Symbol],
) -> Split:
    """Split a ground program.

    ``questions`` are the atoms whose choice is not part of any part: readings and disputed facts.
    ``outputs`` are the atoms to be reported, by number. Those with the same ``subject`` are kept
    together: they speak of one person or organ.
    """
    facts: list[GroundRule] = []
    rules: list[GroundRule] = [*case.program.weight_rules]
    for plain in case.program.rules:
        (rules if plain.body or plain.choice or len(plain.head) != 1 else facts).append(plain)
    undecided = _undecided(rules, questions)
    groups = _groups(rules, undecided, {n: subject(s) for n, s in outputs.items()})
    own_rules: dict[int, list[GroundRule]] = {}
    settled = facts
    for rule in rules:
        owner = next((groups[a] for a in atoms_of(rule) if a in undecided), None)
        if owner is None:
            settled.append(rule)
        else:
            own_rules.setdefault(owner, []).append(rule)
    members: dict[int, list[int]] = {}
    for number, group in groups.items():
        members.setdefault(group, []).append(number)
    return Split(
        tuple(settled),
        tuple(
            Part(
                frozenset(number for number in own if number in undecided),
                tuple(own_rules.get(group, ())),
                {number: outputs[number] for number in own if number in outputs},
            )
            for group, own in sorted(members.items())
        ),
    )


def _undecided(rules: Iterable[GroundRule], questions: Collection[int]) -> set[int]:
    """The atoms that hang on a choice which is not one of the questions.

    Discretion, disjunction and loops through negation are such choices.
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    seeds: set[int] = set()
    negative: list[tuple[int, int]] = []
    for rule in rules:
        if rule.choice or len(rule.head) > 1:
            seeds.update(set(rule.head) - set(questions))
        for head in rule.head:
            graph.add_node(head)
            for literal in literals_of(rule):
                graph.add_edge(abs(literal), head)
                if literal < 0:
                    negative.append((-literal, head))
    component = {
        number: index
        for index, members in enumerate(nx.strongly_connected_components(graph))
        for number in members
    }
    seeds.update(head for body, head in negative if component[body] == component[head])
    graph.add_edges_from((_CHOICE, seed) for seed in seeds)
    graph.add_node(_CHOICE)
    return seeds | nx.descendants(graph, _CHOICE)


def _groups(
    rules: Iterable[GroundRule], undecided: Collection[int], subjects: Mapping[int, Symbol]
) -> dict[int, int]:
    """Each undecided or reported atom with the number of its group, groups in order of atoms."""
    graph: nx.Graph[object] = nx.Graph()
    graph.add_nodes_from(sorted(undecided))
    for rule in rules:
        own = [a for a in atoms_of(rule) if a in undecided]
        graph.add_edges_from(pairwise(own))
    graph.add_edges_from((number, ("subject", subject)) for number, subject in subjects.items())
    groups = [
        sorted(node for node in members if isinstance(node, int))
        for members in nx.connected_components(graph)
    ]
    return {
        number: index
        for index, members in enumerate(sorted(group for group in groups if group))
        for number in members
    }


def literals_of(rule: GroundRule) -> Iterator[int]:
    """The literals in the body of a rule: atoms, negative where absent."""
    if isinstance(rule, WeightRule):
        return (literal for literal, _ in rule.body)
    return iter(rule.body)


def body_of(rule: GroundRule) -> Iterator[int]:
    """The atoms in the body of a rule."""
    return map(abs, literals_of(rule))


def atoms_of(rule: GroundRule) -> Iterator[int]:
    """The atoms of a rule, head first."""
    yield from rule.head
    yield from body_of(rule)
