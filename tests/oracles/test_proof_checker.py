"""The checker of proofs lets a sound proof pass and catches each way of tampering with one."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.oracles.clingo_program import Fault, Program
from support.oracles.proof_checker import check_output

RULES = {
    "p": "p(1..3).",
    "q": "q(X,Y) :- p(X), not r(X), Y = X+1, p(_).",
    "r": "r(3).",
    "c": "{c(X) : p(X), X < 2} :- q(Z,_), Z > 1.",
    "d": "d :- not e(1,_), #count{X : c(X)} = N, N > 0, c(1;2).",
    "loop": "a :- b. b :- a. a :- c(1).",
}
TEXT = "\n".join(RULES.values()) + "\n#show d/0.\n:- not d.\n"
Proof = dict[str, Any]


def node(name: str, atom: str, kind: str, *children: str, **bindings: str) -> Proof:
    line = 1 + list(RULES).index(name)
    rule = {"file": "program.lp", "line": line, "column": 1, "text": RULES[name]}
    return {"atom": atom, "kind": kind, "children": list(children)} | {
        "rule": {**rule, "bindings": bindings}
    }


def leaf(atom: str, kind: str) -> Proof:
    return {"atom": atom, "kind": kind, "children": [], "rule": None}


def sound_line() -> dict[str, Any]:
    nodes = {
        "d": node("d", "d", "rule", "no e", "count", "positive", "c1", N="1"),
        "no e": leaf("e(1,_)", "absent"),
        "count": leaf("1 = #count { X: c(X) }", "computed"),
        "positive": leaf("1 > 0", "computed"),
        "c1": node("c", "c(1)", "discretion", "q23", "two", Z="2", X="1"),
        "two": leaf("2>1", "computed"),
        "q23": node("q", "q(2,3)", "rule", "p2", "no r", "sum", "p2", X="2", Y="3"),
        "no r": leaf("r(2)", "absent"),
        "sum": leaf("3=2+1", "computed"),
        "p2": node("p", "p(2)", "fact"),
    }
    return {"atoms": ["d"], "proofs": {"d": {"root": "d", "nodes": nodes}}, "certified": True}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "program.lp").write_text(TEXT)
    return Program(tmp_path / "program.lp")


def test_a_sound_proof_passes(program: Program) -> None:
    check_output(program, [sound_line()])


Nodes = dict[str, Proof]
TAMPERING: dict[str, Callable[[Nodes], Any]] = {
    "a child left out": lambda n: n["q23"]["children"].pop(),
    "a child too many": lambda n: n["d"]["children"].append("p2"),
    "children in another order": lambda n: n["q23"]["children"].reverse(),
    "a child that is another atom": lambda n: (
        n["q23"]["children"].__setitem__(0, "p1") or n.update(p1=node("p", "p(1)", "fact"))
    ),
    "a true atom said to be absent": lambda n: n["no r"].update(atom="p(2)"),
    "an absence the rule does not ask for": lambda n: n["no r"].update(atom="r(1)"),
    "an absence said of one and asked of all": lambda n: n["no e"].update(atom="e(1,1)"),
    "a comparison of other values": lambda n: n["two"].update(atom="3 > 1"),
    "another aggregate": lambda n: n["count"].update(atom="1 = #count { X: p(X) }"),
    "an aggregate said to be absent": lambda n: n["count"].update(kind="absent"),
    "a value that does not fit": lambda n: n["q23"]["rule"]["bindings"].update(X="1"),
    "a value missing": lambda n: n["q23"]["rule"]["bindings"].pop("Y"),
    "a value for no variable": lambda n: n["p2"]["rule"]["bindings"].update(X="1"),
    "a value for an aggregate's own variable": lambda n: n["d"]["rule"]["bindings"].update(X="1"),
    "a fact the statement does not state": lambda n: n["p2"].update(atom="p(4)"),
    "a rule said to be a fact": lambda n: n["q23"].update(kind="fact"),
    "a choice said to be a rule": lambda n: n["c1"].update(kind="rule"),
    "another rule": lambda n: n["p2"].update(node("r", "p(2)", "fact")),
    "a rule that stands elsewhere": lambda n: n["p2"]["rule"].update(column=2),
    "a rule of another file": lambda n: n["p2"]["rule"].update(file="other.lp"),
    "other words for a rule": lambda n: n["p2"]["rule"].update(text="p(1..4)."),
    "a step without a rule": lambda n: n["p2"].update(rule=None),
    "a step that goes nowhere": lambda n: n["q23"]["children"].__setitem__(3, "gone"),
    "a node that nothing rests on": lambda n: n.update(more=node("p", "p(1)", "fact")),
    "an atom proved twice": lambda n: (
        n["q23"]["children"].__setitem__(3, "twice") or n.update(twice=copy.deepcopy(n["p2"]))
    ),
    "a leaf with children": lambda n: n["no r"]["children"].append("p2"),
    "an atom that stands on itself": lambda n: (
        n["d"]["children"].__setitem__(3, "a")
        or n.update(a=node("loop", "a", "rule", "b"), b=node("loop", "b", "rule", "a"))
    ),
    "another atom at the root": lambda n: n["d"].update(atom="c(1)"),
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_the_checker_catches(tampering: str, program: Program) -> None:
    line = sound_line()
    TAMPERING[tampering](line["proofs"]["d"]["nodes"])
    with pytest.raises(Fault):
        check_output(program, [line])


def test_an_atom_drawn_only_from_itself_is_caught(tmp_path: Path) -> None:
    (tmp_path / "program.lp").write_text("a :- b.\nb :- a.\n{a}.\n#show a/0.\n:- not a.\n")
    rule = {"file": "program.lp", "column": 1, "bindings": {}}
    nodes = {
        "a": leaf("a", "rule") | {"children": ["b"], "rule": {**rule, "line": 1, "text": "a:-b."}},
        "b": leaf("b", "rule") | {"children": ["a"], "rule": {**rule, "line": 2, "text": "b:-a."}},
    }
    line = {"atoms": ["a"], "proofs": {"a": {"root": "a", "nodes": nodes}}, "certified": True}
    with pytest.raises(Fault, match="circle"):
        check_output(Program(tmp_path / "program.lp"), [line])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [sound_line(), sound_line()],
        [{**sound_line(), "certified": None}],
        [{**sound_line(), "atoms": []}],
        [{**sound_line(), "proofs": {}}],
        [{"satisfiable": False, "conflict": []}],
    ],
)
def test_answer_sets_must_be_clingos_each_once_and_all_proved(
    lines: list[dict[str, Any]], program: Program
) -> None:
    with pytest.raises(Fault):
        check_output(program, lines)


def test_a_conflict_must_be_one(tmp_path: Path) -> None:
    (tmp_path / "program.lp").write_text("{a}.\n:- a.\n:- not a.\n:- not b, a, not a.\n")
    program = Program(tmp_path / "program.lp")

    def conflict(*lines: int) -> list[dict[str, Any]]:
        entries = [{"file": "program.lp", "line": line, "column": 1} for line in lines]
        return [{"satisfiable": False, "conflict": entries}]

    check_output(program, conflict(2, 3))
    for wrong in (conflict(2), conflict(), conflict(3, 4), conflict(2, 9)):
        with pytest.raises(Fault):
            check_output(program, wrong)
