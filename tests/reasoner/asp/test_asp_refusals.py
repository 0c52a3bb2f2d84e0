"""What cannot be proved from is refused at its place, and only that."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from support.programs.asp_programs import faults, places, shown
from support.sampling import few


@pytest.mark.parametrize(
    ("text", "line", "column", "construct"),
    [
        ("a.\n#script (lua) 文 #end. b.", 2, 1, "#script"),
        ("a.\n  b :- X = @f(1).", 2, 12, "@f(1)"),
        ("#const n = @f(1).", 1, 12, "@f(1)"),
        (":~ a. [@f@1]\n{a}.", 1, 8, "@f"),
        ("#theory t { }.", 1, 1, "#theory"),
        ("a :- &sum{x} > 1.", 1, 6, "&sum { x } > 1"),
        ("&sum{x} > 1.", 1, 1, "&sum { x } > 1"),
        ("#edge (a,b).", 1, 1, "#edge (a,b)."),
        ("{q}.\n#sum{1,x : p : q} 1.", 2, 1, "1 >= #sum { 1,x: p: q }"),
        ("#count{X : p(X) : q(X)} = 1. q(1).", 1, 1, "1 = #count { X: p(X): q(X) }"),
    ],
)
def test_constructs_that_are_refused(text: str, line: int, column: int, construct: str) -> None:
    assert (line, column, construct) in places(text)
    assert {fault.code for fault in faults(text)} <= {"unsupported", "syntax"}


def test_parts_that_are_never_grounded_may_hold_anything_but_scripts_and_theories() -> None:
    assert shown("a. #program other. b :- @f(1) = 1. #edge (a,b). #sum{1:c} 1.") == [["a"]]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a | b :- c. a :- b. b :- a. {c}.", 1),
        ("a | b :- c. a :- d. d :- b, x. b :- a. {c;x}.", 1),
        ("p(1) | p(2). p(X) :- p(3-X).", 1),
        ("p(X) : q(X). q(1..2). p(X) :- p(Y), q(X), q(Y).", 1),
        ("{x}. p :- #count{ 1 : p ; 2 : x } > 0.", 11),
        ("{x}. p :- #sum{ 1 : q ; 2 : x } > 0. q :- p.", 11),
        ("{x}. p :- 1 { q ; x }. q :- p.", 11),
        ("p(0). p(1) :- #count{ X : p(X) } >= 1.", 15),
        ("{x}. p :- q : x. q :- p.", 11),
        ("{q}. p :- q : x. x :- p.", 11),
        ("{x(1)}. x(N) :- N = #sum{ X : x(X) }.", 17),
    ],
)
def test_recursion_that_leaves_atoms_without_proof_is_refused(text: str, column: int) -> None:
    assert [(fault.code, fault.line, fault.column) for fault in faults(text)] == [
        ("unsupported", 1, column)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a | b :- c. d :- a. b :- d. {c}.",
        "p(1) | p(2). p(2) :- p(1).",
        "p(X) : q(X). q(1..2). p(X+1) :- p(X), X < 2.",
        "t(0..3). v(0,1). v(T,2*N) :- t(T), N = #sum{ X : v(T-1,X) }.",
        "t(0..3). v(0,1). v(T,N) :- t(T), N = #sum{ X : v(S,X), S < T }.",
        "t(1..3). {v(0,1)}. w(T,N) :- t(T), N = #count{ X : v(T-1,X) }. v(T,N) :- w(T,N).",
        "n(1..3). {on(1)}. on(X) :- n(X), X > 1, on(Y) : n(Y), Y < X.",
        "{x}. p :- not #count{ 1 : p ; 2 : x } > 0.",
        "{x}. p :- #count{ 1 : not p ; 2 : x } > 5.",
        "r(1). r(Y) :- r(X), e(X,Y), #count{ Z : e(Z,Y) } > 0. e(1,2). e(2,1).",
        "{p(X) : q(X)} = 1. q(1). q(X) :- p(X).",
    ],
)
def test_programs_stratified_by_their_arguments_or_by_negation_are_not_refused(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("seed", few(range(25)))
def test_exactly_the_recursion_through_aggregates_among_atoms_is_found(seed: int) -> None:
    rng = random.Random(seed)
    graph: nx.DiGraph[int] = nx.DiGraph()
    rules = ["{p(0..5)}."]
    inner: list[tuple[int, int]] = []
    for _ in range(rng.randrange(1, 6)):
        head, plain, counted = (rng.randrange(6) for _ in range(3))
        graph.add_edges_from([(head, plain), (head, counted)])
        inner.append((head, counted))
        rules.append(f"p({head}) :- p({plain}), #count{{ X : p(X), X = {counted} }} > 0.")
    circle = {
        node: number
        for number, nodes in enumerate(nx.strongly_connected_components(graph))
        for node in nodes
    }
    guilty = {line for line, (head, to) in enumerate(inner, start=2) if circle[head] == circle[to]}
    assert {fault.line for fault in faults("\n".join(rules))} == guilty
