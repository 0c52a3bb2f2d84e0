"""A program without answer sets: the fewest of its demands that cannot be met together."""

from __future__ import annotations

import random
from itertools import combinations

import clingo
import networkx as nx
import pytest

from support.programs.asp_programs import read
from support.sampling import few
from wenze.reasoner.asp.conflict import conflict
from wenze.reasoner.solver.minimal_conflicts import smallest_conflict


def texts(program: str) -> list[str]:
    found = conflict(read(program))
    assert found.smallest
    return [str(demand.as_json()["text"]) for demand in found.demands]


@pytest.mark.parametrize(
    ("program", "wanted"),
    [
        ("a. :- a.", [":- a."]),
        ("p :- not p.", ["p :- not p."]),
        ("{a;b} = 1. :- a. :- b. :- a, b.", ["{a;b} = 1.", ":- a.", ":- b."]),
        ("a :- not b. b :- not a. :- a. :- b.", [":- a.", ":- b."]),
        ("a | b :- not c. c :- a. c :- b.", ["a | b :- not c.", "c :- a.", "c :- b."]),
        ("{x}. :- not x. :- x. :- not x, not y.", [":- not x.", ":- x."]),
        ("not a. a.", ["not a."]),
        ("1 < 0 :- a. a.", ["1 < 0 :- a."]),
        ("a. -a.", [":- a, -a."]),
        ("p(1,2). {-p(1..2,2)} = 2.", ["{-p(1..2,2)} = 2.", ":- p(X1,X2), -p(X1,X2)."]),
        ("-a(1;2). a(2).", [":- a(X1), -a(X1)."]),
        ("n(1). w(X;Y) :- n(X), n(Y), not w(X).", ["w(X;Y) :- n(X), n(Y), not w(X)."]),
        ("n(1). w :- n(X;Y), not w.", ["w :- n(X;Y), not w."]),
        ("n(1,2). w(X) :- n(X,_), not w(_).", ["w(X) :- n(X,_), not w(_)."]),
        ("#program other. :- not b. #program base. #false.", ["#false."]),
        ("#const n = 2. {a(1..3)}. :- #count{X : a(X)} > n. :- not a(X), X = 1..3.",
         [":- #count{X : a(X)} > n.", ":- not a(X), X = 1..3."]),
        ("#external e. :- not e. #minimize{1 : e}. #show. #heuristic e. [1,true]", [":- not e."]),
        ("relaxed_on(0). relaxed_off(1). :- relaxed_on(0).", [":- relaxed_on(0)."]),
    ],
)  # fmt: skip
def test_the_smallest_conflict(program: str, wanted: list[str]) -> None:
    assert texts(program) == wanted


def test_of_two_conflicts_the_smaller_is_told_wherever_it_stands() -> None:
    large = "{a;b;c}. :- not a. :- not b. :- a, b."
    small = "d. :- d, not e."
    assert texts(f"{large} {small}") == texts(f"{small} {large}") == [":- d, not e."]


def test_a_conflict_names_the_places_of_its_demands() -> None:
    [entry] = [demand.as_json() for demand in conflict(read("a.\n  :- a.")).demands]
    assert entry == {"file": "-", "line": 2, "column": 3, "text": ":- a."}


def test_without_time_for_the_smallest_an_irreducible_conflict_is_told_as_such() -> None:
    conflicts = [frozenset({0, 1, 2}), frozenset({3, 4})]

    def meet(wanted: frozenset[int]) -> frozenset[int] | None:
        if any(each <= wanted for each in conflicts):
            return None
        met = set(wanted)
        for number in range(5):
            if not any(each <= met | {number} for each in conflicts):
                met.add(number)
        return frozenset(met)

    core = frozenset({0, 1, 2})
    assert smallest_conflict(5, meet, core, effort=0) == (core, False)
    assert smallest_conflict(5, meet, core) == (frozenset({3, 4}), True)


# --- Against brute force


def random_demands(rng: random.Random) -> tuple[list[str], list[tuple[str, str]]]:
    """Rules that stay, and demands each with what is left when it is let go."""
    atoms = "abcd"
    rules: list[tuple[str, list[str]]] = []
    for _ in range(rng.randrange(2, 6)):
        body = [rng.choice(["", "not "]) + rng.choice(atoms) for _ in range(rng.randrange(1, 3))]
        rules.append((rng.choice(atoms), body))
    graph: nx.DiGraph[str] = nx.DiGraph()
    odd: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for head, body in rules:
        for literal in body:
            graph.add_edge(head, literal[-1])
            odd.add_edge(head, literal[-1], int(literal.startswith("not")))
    looping: set[str] = set()
    for nodes in nx.strongly_connected_components(graph):
        inside = odd.subgraph(nodes)
        cycles: list[list[str]] = list(nx.simple_cycles(nx.DiGraph(inside)))
        for cycle in cycles:
            steps = list(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
            parities = {0}
            for step in steps:
                keys = {key for _, to, key in inside.out_edges(step[0], keys=True) if to == step[1]}
                parities = {(one + key) % 2 for one in parities for key in keys}
            if 1 in parities:
                looping |= set(nodes)
    stay, demands = ["{b; e}."], []
    for head, body in rules:
        said = f"{head} :- {', '.join(body)}."
        component = next(n for n in nx.strongly_connected_components(graph) if head in n)
        if head in looping and any(literal[-1] in component for literal in body):
            demands.append((said, f"{{{head}}} :- {', '.join(body)}."))
        else:
            stay.append(said)
    for _ in range(rng.randrange(1, 4)):
        body = [rng.choice(["", "not "]) + rng.choice("abcde") for _ in range(rng.randrange(1, 3))]
        demands.append((f":- {', '.join(body)}.", ""))
    low = rng.randrange(1, 3)
    demands.append((f"{low} {{a; d; e}}.", "{a; d; e}."))
    return stay, list(dict.fromkeys(demands))


def satisfiable(rules: list[str]) -> bool:
    control = clingo.Control(["--warn=none", "--models=1"])
    control.add("base", [], "\n".join(rules))
    control.ground()
    return bool(control.solve().satisfiable)


@pytest.mark.parametrize("first", few(range(0, 200, 50), every=4))
def test_no_conflict_of_random_programs_is_smaller(first: int) -> None:
    unsatisfiable = 0
    for seed in range(first, first + 50):
        stay, demands = random_demands(random.Random(seed))
        whole = [*stay, *(made for made, _ in demands)]
        if satisfiable(whole):
            continue
        unsatisfiable += 1
        found = texts("\n".join(whole))

        def clashes(
            chosen: tuple[int, ...], stay: list[str] = stay, all_: list[tuple[str, str]] = demands
        ) -> bool:
            rules = [made if n in chosen else free for n, (made, free) in enumerate(all_)]
            return not satisfiable([*stay, *rules])

        numbers = tuple(n for n, (made, _) in enumerate(demands) if made in found)
        assert len(numbers) == len(found), (whole, found)
        assert clashes(numbers), (whole, found)
        smaller = combinations(range(len(demands)), len(found) - 1)
        assert not any(clashes(chosen) for chosen in smaller), (whole, found)
    assert unsatisfiable > 5
