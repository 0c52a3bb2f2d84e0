"""Atoms as clingo prints them: read back exactly, as data, or refused."""

from __future__ import annotations

from datetime import date

import clingo
import pytest
from clingo.symbol import Function, Infimum, Number, String, Symbol, Tuple_
from hypothesis import given
from hypothesis import strategies as st

from support.cases.sound import AWKWARD_NAMES
from support.sampling import examples
from wenze.reasoner.atoms import MAX_DEPTH, AtomSyntaxError, atom, day, plain, read_atom, signature

NAMES = st.from_regex(r"_{0,2}[a-z][A-Za-z0-9_']{0,8}", fullmatch=True)
# clingo keeps strings as C strings: no NUL, and no half characters.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
LEAVES = st.one_of(
    TEXTS.map(String),
    st.integers(-(2**31) + 1, 2**31 - 1).map(Number),
    st.builds(Function, NAMES, st.just([]), st.booleans()),
)
TERMS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Function, NAMES, st.lists(inner, min_size=1, max_size=3), st.booleans()),
        st.builds(Tuple_, st.lists(inner, max_size=3)),
    ),
    max_leaves=8,
)
ATOMS = st.builds(Function, NAMES, st.lists(TERMS, max_size=4), st.booleans())


@examples(100)
@given(ATOMS)
def test_reading_what_clingo_prints_gives_the_same_symbol(symbol: Symbol) -> None:
    assert read_atom(str(symbol)) == symbol


@examples(100)
@given(ATOMS, st.data())
def test_spaces_between_the_parts_of_an_atom_change_nothing(
    symbol: Symbol, data: st.DataObject
) -> None:
    spaced = ""
    inside = escaped = False
    for character in str(symbol):
        inside ^= character == '"' and not escaped
        escaped = inside and character == "\\" and not escaped
        spaced += character
        if not inside and character in "(),":
            spaced += data.draw(st.sampled_from(["", " ", "\t", "  "]))
    assert read_atom(spaced) == symbol


@examples(100)
@given(st.text(max_size=20))
def test_any_text_is_an_atom_or_refused(text: str) -> None:
    try:
        symbol = read_atom(text)
    except AtomSyntaxError:
        return
    assert symbol.type is clingo.SymbolType.Function
    assert read_atom(str(symbol)) == symbol


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_a_name_in_quotes_is_read_as_the_name(name: str) -> None:
    symbol = atom("disposition", String(name), Function("exempted"))
    assert read_atom(str(symbol)) == symbol
    assert plain(read_atom(str(symbol)).arguments[0]) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "王某",
        "disposition(王某,exempted)",
        'disposition("王某"',
        'disposition("王某",',
        'disposition("王某",exempted))',
        'disposition("王某" exempted)',
        'disposition(,"王某")',
        'disposition("王某",,exempted)',
        'disposition("王某\\t")',
        'disposition("王\n某")',
        'disposition("王某\\")',
        'disposition("王某\0",exempted)',
        'disposition("王某\ud800",exempted)',
        "disposition('王某')",
        "X",
        "_",
        "__",
        "f(X)",
        "f(_)",
        "1",
        "-1",
        "f(1.5)",
        "f(1+1)",
        "f(1..3)",
        "f(a;b)",
        "f(2147483648)",
        "f(-2147483649)",
        "f(99999999999999999999)",
        "f(--1)",
        "--f",
        '"text"',
        '("text")',
        "()",
        "(1,2)",
        "(f)(g)",
        "not f",
        "f.",
        "f :- g.",
        "f, g",
        "#inf",
        "f(#sup)",
        "@f(1)",
        "f(@g())",
        "f(|1|)",
        "é",
        "f\0",
        "f(\ud800)",
        "f（1）",
        "f(１)",
        'f("a""b")',
        "f(((",
        ")",
        ",",
    ],
)
def test_what_is_no_atom_is_refused(text: str) -> None:
    with pytest.raises(AtomSyntaxError):
        read_atom(text)


def test_an_atom_without_arguments_may_have_empty_parentheses() -> None:
    assert read_atom("compensation_paid()") == read_atom("compensation_paid")


def test_a_tuple_of_one_has_a_comma_and_parentheses_around_one_term_mean_nothing() -> None:
    assert read_atom("f((1,))") == Function("f", [Tuple_([Number(1)])])
    assert read_atom("f((1))") == Function("f", [Number(1)])
    assert read_atom("f(())") == Function("f", [Tuple_([])])


def nested(depth: int) -> str:
    return "f(" * depth + "a" + ")" * depth


def test_terms_are_read_down_to_a_depth_and_no_further() -> None:
    assert str(read_atom(nested(MAX_DEPTH))) == nested(MAX_DEPTH)
    for text in (nested(MAX_DEPTH + 1), nested(100_000), "(" * 100_000, "f(" * 100_000):
        with pytest.raises(AtomSyntaxError):
            read_atom(text)


def test_reading_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program parser sees the text."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError

    for parser in ("parse_term", "Control"):
        monkeypatch.setattr(clingo, parser, forbidden)
    assert str(read_atom('f("#script (python) #end.",g(1))')) == 'f("#script (python) #end.",g(1))'


def test_a_text_of_digits_past_the_range_of_clingo_is_refused_and_not_wrapped() -> None:
    assert read_atom("f(2147483647)").arguments[0].number == 2**31 - 1
    with pytest.raises(AtomSyntaxError):
        read_atom("f(2147483648)")


def test_a_long_row_of_digits_is_refused_like_other_garbage() -> None:
    """Python itself refuses to read more than some thousands of digits, with another error."""
    with pytest.raises(AtomSyntaxError):
        read_atom(f"f({'9' * 5000})")


def test_a_day_is_a_compound_that_sorts_as_days_do() -> None:
    days = [date(2022, 12, 16), date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29)]
    assert sorted(map(day, reversed(days))) == list(map(day, days))
    assert [plain(day(each)) for each in days] == [each.isoformat() for each in days]


def test_plain_says_a_term_without_its_quotes() -> None:
    assert plain(String('a"b')) == 'a"b'
    assert plain(Function("exempted")) == "exempted"
    assert plain(Number(3)) == "3"
    assert plain(Infimum) == "#inf"


def test_a_signature_is_a_name_with_a_number_of_arguments() -> None:
    assert signature(atom("role", String("a"), Function("b"))) == ("role", 2)
    assert signature(atom("compensation_paid")) == ("compensation_paid", 0)
