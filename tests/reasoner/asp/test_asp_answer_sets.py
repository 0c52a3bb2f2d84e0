"""Answer sets are clingo's, and each is certified and proved."""

from __future__ import annotations

from pathlib import Path

import clingo
import pytest

from support.programs.asp_programs import read, shown
from wenze.reasoner.asp.conflict import ProgramConflict
from wenze.reasoner.asp.session import ProvedAnswerSet, UnknownAtom, answer
from wenze.reasoner.asp.solve import GroundProgram
from wenze.reasoner.asp.source import ProgramRefused
from wenze.reasoner.atoms import read_atom


def answers(
    text: str, models: int = 0, why: str | None = None
) -> list[ProvedAnswerSet | ProgramConflict]:
    atom = None if why is None else read_atom(why)
    return list(answer(["-"], text.encode(), models, atom))


def proved(text: str, why: str | None = None) -> list[dict[str, str]]:
    """For each answer set what is proved and of what kind."""
    found = []
    for each in answers(text, why=why):
        assert isinstance(each, ProvedAnswerSet)
        assert each.proofs is not None
        kinds = {str(s): proof.nodes[proof.root].kind for s, proof in each.proofs.items()}
        found.append({name: str(kind) for name, kind in kinds.items()})
    return found


# --- Answer sets


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{a}. b :- not a.", [["a"], ["b"]]),
        ("{a; b}. #minimize{ 1,a : a ; 1,b : b }. :- not a, not b.", [["a"], ["b"]]),
        ("{a; b}. #minimize{ 1 : c }.", [[], ["a"], ["a", "b"], ["b"]]),
        ("{a; b}. :~ a. [-1@2] :~ b. [1@1]", [["a"]]),
        ("a. b. c. #show b/0. #show x(X) : X = 1..2. #show b : a.", [["b", "x(1)", "x(2)"]]),
        ("a. #show.", [[]]),
        ("-a. b. #show -a/0.", [["-a"]]),
        ("#external e. #external f. [true] a :- e. b :- f.", [["b", "f"]]),
        ("#external g. [free]", [[], ["g"]]),
        ("#defined x/1. a :- not x(1).", [["a"]]),
        ("#const n = m + 1. #const m = 2. a(n).", [["a(3)"]]),
        ("#const n = 1. [override] #const n = 2. a(n).", [["a(1)"]]),
        ("{a; b}. #project a/0. #heuristic b. [1@1,true]", [[], ["a"], ["a", "b"], ["b"]]),
        ("p(2;1). p(a). p(-1). p(\"é\").", [["p(-1)", "p(1)", "p(2)", "p(a)", 'p("é")']]),
    ],
)  # fmt: skip
def test_answer_sets_are_those_of_clingo(text: str, wanted: list[list[str]]) -> None:
    assert sorted(shown(text)) == sorted(wanted)


def test_no_more_answer_sets_than_asked_for_and_always_the_same() -> None:
    text = "{a(1..9)}. #minimize{ 1,X : a(X) }. :- { a(X) } 2."
    assert len(shown(text)) == 84
    assert shown(text, 3) == shown(text)[:3]


def test_constants_have_the_values_that_clingo_gives_them() -> None:
    program = GroundProgram(read("#const n = m * 2. #const m = 3. #const f = g(m). p(n)."))
    assert {name: str(value) for name, value in program.constants.items()} == {
        "n": "6",
        "m": "3",
        "f": "g(3)",
    }


# --- Proofs


def test_everything_shown_is_proved_in_every_answer_set() -> None:
    assert proved("{a}. b :- a. c :- not b. #show b/0. #show c/0.") == [
        {"c": "rule"},
        {"b": "rule"},
    ]


def test_a_shown_term_is_proved_by_its_show_statement_an_atom_shown_as_such_by_its_rule() -> None:
    [found] = answers("a. c. b :- a. #show b/0. #show b : a. #show a : c. #show t(1) : a.")
    assert isinstance(found, ProvedAnswerSet)
    assert found.proofs is not None
    rules = {str(s): p.nodes[p.root].rule for s, p in found.proofs.items()}
    assert {name: rule.text for name, rule in rules.items() if rule is not None} == {
        "a": "#show a : c.",
        "b": "b :- a.",
        "t(1)": "#show t(1) : a.",
    }


def test_one_atom_is_proved_where_it_holds_shown_or_not() -> None:
    assert proved("{a}. b :- a. #show.", why="b") == [{}, {"b": "rule"}]


@pytest.mark.parametrize("atom", ["zz", "a(2)", "-a"])
def test_an_atom_of_which_the_program_does_not_speak_is_unknown(atom: str) -> None:
    with pytest.raises(UnknownAtom):
        answers("a. b(1).", why=atom)


def test_a_known_predicate_or_a_term_that_may_be_shown_is_not_unknown() -> None:
    assert proved("a(1). #show t(X) : a(X).", why="a(7)") == [{}]
    assert proved("a :- not -b(1;2).", why="-b(3)") == [{}]
    assert proved("a(1). #show t(X) : a(X).", why="t(7)") == [{}]
    assert proved("a(f). #show X : a(X).", why="f") == [{"f": "rule"}]


def test_a_program_without_answer_sets_is_answered_with_a_conflict() -> None:
    [found] = answers("a. :- a.")
    assert isinstance(found, ProgramConflict)


def test_what_the_prover_does_not_support_is_refused_with_its_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one.lp", tmp_path / "two.lp"
    one.write_text("a.\n{b} :- a, a.")
    two.write_text("c.\n{not d} :- c.")
    with pytest.raises(ProgramRefused) as caught:
        list(answer([str(one), str(two)], b"", 0, None))
    [fault] = caught.value.faults
    assert (Path(fault.file).name, fault.line, fault.code) == ("two.lp", 2, "unsupported")


def test_many_answer_sets_are_certified_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenze.reasoner.asp.session._SHARING", 3)
    assert len(proved("{a; b; c}. d :- a, not b.")) == 8


def test_clingo_is_never_given_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(clingo.Control, "load", forbidden)
    monkeypatch.setattr("clingo.ast.parse_files", forbidden)
    assert shown("a.") == [["a"]]
