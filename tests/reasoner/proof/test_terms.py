"""Terms cross to the proof engine and back whole; there they are computed and ordered as clingo
computes and orders them.
"""

from __future__ import annotations

import clingo
import pytest
from clingo.symbol import Symbol
from hypothesis import given
from hypothesis import strategies as st

from support.programs.proof_worlds import certified, prover_of
from support.sampling import examples
from wenze.reasoner.atoms import functor
from wenze.reasoner.proof.prover import Prover
from wenze.reasoner.proof.terms import named_symbol, term_json, term_symbol

LEAST, MOST = -(2**31), 2**31 - 1

# What clingo refuses within a string: NUL. What JSON cannot carry: half a surrogate pair.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
names = st.from_regex(r"\A_{0,2}[a-z][A-Za-z0-9_']{0,6}\Z").filter(lambda name: name != "not")
numbers = st.one_of(
    st.integers(LEAST, MOST), st.integers(-3, 3), st.sampled_from([LEAST, LEAST + 1, MOST])
)
simple = st.one_of(
    st.builds(clingo.Number, numbers),
    st.builds(clingo.String, texts),
    st.sampled_from([clingo.Infimum, clingo.Supremum]),
    st.builds(clingo.Function, names, st.just([]), st.booleans()),
)


def compound(terms: st.SearchStrategy[Symbol]) -> st.SearchStrategy[Symbol]:
    """Functions, strongly negated or not, and tuples, over terms."""
    arguments = st.lists(terms, max_size=3)
    return st.one_of(
        st.builds(clingo.Function, names, arguments, st.booleans()),
        st.builds(clingo.Function, st.just(""), arguments, st.booleans()),
    )


terms = st.recursive(simple, compound, max_leaves=12)


@pytest.fixture(scope="module")
def echo() -> Prover:
    """Draws whatever it is given."""
    return prover_of("said(Term) :- given(Term).")


@given(terms)
def test_a_term_is_the_same_after_it_was_data(term: Symbol) -> None:
    assert term_symbol(term_json(term)) == term
    hash(term_json(term))  # kept, and so never to be changed


@given(names, st.booleans())
def test_a_name_says_whether_it_is_strongly_negated(name: str, positive: bool) -> None:
    symbol = clingo.Function(name, [clingo.Number(1)], positive)
    assert functor(symbol) == ("" if positive else "-") + name
    assert named_symbol(functor(symbol), symbol.arguments) == symbol


@given(term=terms)
@examples(100)
def test_a_term_comes_back_whole_from_the_engine(echo: Prover, term: Symbol) -> None:
    stated, drawn = (clingo.Function(name, [term]) for name in ("given", "said"))
    with echo.world([stated, drawn], given=[stated]) as world:
        world.certify()
        [step, below] = world.steps(drawn)
        assert (step.atom, below.atom) == (drawn, stated)
        assert step.values == (term,)


@given(term=terms, other=terms)
def test_different_terms_are_different_to_the_engine(
    echo: Prover, term: Symbol, other: Symbol
) -> None:
    stated, drawn = clingo.Function("given", [term]), clingo.Function("said", [other])
    assert (certified(echo, [stated, drawn], [stated]) is None) == (term == other)


# --- arithmetic and order


def grounded(text: str) -> list[Symbol]:
    """What clingo finds true of a program without choices."""
    control = clingo.Control(["--warn=none"], logger=lambda *_: None)
    control.add("base", [], text)
    control.ground([("base", [])])
    true: list[Symbol] = []
    control.solve(on_model=lambda model: true.extend(model.symbols(atoms=True)))
    return true


def bracketed(operator: str, left: str, right: str) -> str:
    return f"({left}{operator}{right})"


def divided(operator: str, left: str, right: str) -> str:
    """A division that is never by -1: of the least number, clingo 5.8 does not survive it."""
    return f"({left}{operator}{right})" if right in DIVISORS else f"({left}{operator}|{right}|)"


DIVISORS = [str(number) for number in (-7, -3, -2, 0, 1, 2, 3, 7)]
small = st.integers(-7, 7).map(str)
large = st.sampled_from(["2147483647", "-2147483647", "65536", "46341", "-65536", "1000000007"])
leaves = st.one_of(small, small, large, st.just("X"))
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(bracketed, st.sampled_from(["+", "-", "*", "&", "?", "^", "**"]), inner, inner),
        st.builds(divided, st.sampled_from(["/", "\\"]), inner, inner),
        st.builds(divided, st.sampled_from(["/", "\\"]), inner, st.sampled_from(DIVISORS)),
        st.builds("{}({})".format, st.sampled_from(["-", "~"]), inner),
        st.builds("|{}|".format, inner),
    ),
    max_leaves=5,
)


def assert_as_clingo(text: str, predicate: str) -> None:
    """What clingo finds is certified, and nothing else of the predicate is."""
    true = grounded(text)
    prover = prover_of(text)
    assert certified(prover, true) is None, text
    for atom in [atom for atom in true if atom.name == predicate][:2]:
        assert certified(prover, [a for a in true if a != atom]) is not None, text
    wrong = clingo.Function(predicate, [clingo.Number(-123456)])
    assert wrong in true or certified(prover, [*true, wrong]) is not None, text


@given(expressions, st.integers(-5, 5))
@examples(150)
def test_arithmetic_is_clingos(expression: str, value: int) -> None:
    assert_as_clingo(f"x({value}). is(Y) :- x(X), Y = {expression}.", "is")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("2147483647+1", "-2147483648"),
        ("-2147483647-2", "2147483647"),
        ("65536*65536", "0"),
        ("46341*46341", "-2147479015"),
        ("7/2", "3"),
        ("(-7)/2", "-3"),
        ("7/(-2)", "-3"),
        ("7\\3", "1"),
        ("(-7)\\3", "-1"),
        ("7\\(-3)", "1"),
        ("2**3", "8"),
        ("~0", "-1"),
        ("|-3|", "3"),
        ("5^3", "6"),
        ("5?3", "7"),
        ("5&3", "1"),
    ],
)
def test_a_number_comes_out_as_clingo_has_it(expression: str, value: str) -> None:
    text = f"is(Y) :- Y = {expression}."
    assert [str(atom) for atom in grounded(text)] == [f"is({value})"]
    assert_as_clingo(text, "is")


@pytest.mark.parametrize(
    "text", ["is(Y) :- Y = -(1,2).", "t((1,2)). is(-X) :- t(X). u(X) :- is(-X)."]
)
def test_a_tuple_may_be_strongly_negated(text: str) -> None:
    assert certified(prover_of(text), grounded(text)) is None


@pytest.mark.parametrize("expression", ["1/0", "1\\0", "0**(-1)", "a+1", '"1"*2', "f(1)-1"])
def test_what_has_no_value_draws_nothing(expression: str) -> None:
    text = f"x. is(Y) :- x, Y = {expression}."
    assert [str(atom) for atom in grounded(text)] == ["x"]
    assert certified(prover_of(text), grounded(text)) is None


@given(st.lists(terms.filter(lambda t: "\n" not in str(t)), min_size=2, max_size=4))
@examples(75)
def test_terms_are_ordered_as_clingo_orders_them(found: list[Symbol]) -> None:
    text = "less(X,Y) :- t(X), t(Y), X < Y. least(X) :- X = #min { Y : t(Y) }."
    given_terms = [clingo.Function("t", [term]) for term in found]
    order = sorted(found)
    true = {*given_terms, clingo.Function("least", order[:1])}
    true |= {clingo.Function("less", [a, b]) for a in found for b in found if a < b}
    prover = prover_of(text)
    assert certified(prover, true, given_terms) is None
    for atom in sorted(true - set(given_terms))[:2]:
        assert certified(prover, true - {atom}, given_terms) is not None
    wrong = clingo.Function("less", [order[-1], order[0]])
    assert certified(prover, true | {wrong}, given_terms) is not None
