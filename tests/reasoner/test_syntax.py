"""What a rule draws and what it asks for."""

from __future__ import annotations

import pytest
from clingo import ast

from wenze.reasoner.syntax import constants, heads, shared_variables, uses


def rule(text: str) -> ast.AST:
    found: list[ast.AST] = []
    ast.parse_string(text, found.append)
    return found[-1]


@pytest.mark.parametrize(
    ("text", "drawn", "asked"),
    [
        ("a(1).", {("a", 1)}, set()),
        ("a :- b, not c(X), not not d(X,Y).", {("a", 0)}, {("b", 0), ("c", 1), ("d", 2)}),
        ("a(X; Y, Z) :- b.", {("a", 1), ("a", 2)}, {("b", 0)}),
        ("1 { a(X) : b(X); c } 1 :- d.", {("a", 1), ("c", 0)}, {("b", 1), ("d", 0)}),
        ("a ; b(X) : c(X) :- d.", {("a", 0), ("b", 1)}, {("c", 1), ("d", 0)}),
        (":- a.", set(), {("a", 0)}),
        ("a :- 1 { b; c(X) : d(X) } 2.", {("a", 0)}, {("b", 0), ("c", 1), ("d", 1)}),
        ("a :- #count { X : b(X), not c } > 1.", {("a", 0)}, {("b", 1), ("c", 0)}),
        ("a :- b : c.", {("a", 0)}, {("b", 0), ("c", 0)}),
        ("a :- X = 1, f(g(X)).", {("a", 0)}, {("f", 1)}),
        ("-a(X) :- -b(X).", {("a", 1)}, {("b", 1)}),
        ("#show a/1.", set(), set()),
        ("#const n = 1.", set(), set()),
    ],
)
def test_a_statement_draws_its_heads_and_asks_for_its_bodies(
    text: str, drawn: set[tuple[str, int]], asked: set[tuple[str, int]]
) -> None:
    assert heads(rule(text)) == drawn
    assert uses(rule(text)) == asked


def test_constants_are_the_plain_arguments_a_predicate_is_asked_with() -> None:
    text = "a :- reading(r, o), not reading(r, p), reading(X, o), b(reading(q, q))."
    assert constants(rule(text), "reading") == {("r", "o"), ("r", "p")}


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("a(X) :- b(X,_), Y = X + 1.", {"X", "Y"}),
        ("{ a(X,Z) : b(Z) } N :- c(X), n(N).", {"X", "N"}),
        ("a(X) : b(X) ; c(Y) :- d(Y).", {"Y"}),
        ("a(N) :- N = #sum { W,I : item(I,W) }, I = 1.", {"N", "I"}),
        ("a :- L { p(X) : q(X) }, low(L), r(Y) : s(Y).", {"L"}),
        (":- not a(X), b(X).", {"X"}),
    ],
)
def test_variables_outside_of_elements_are_shared(text: str, shared: set[str]) -> None:
    assert shared_variables(rule(text)) == shared
