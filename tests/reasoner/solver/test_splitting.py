"""Splitting a program and solving its parts gives what solving the whole gives.

Random programs are solved twice: whole, by clingo alone, for every answer to the open questions;
and split into what the questions settle and independent parts above.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product

import clingo
import pytest
from clingo.symbol import Function, Symbol
from clingox.program import Program, ProgramObserver

from support.sampling import few
from wenze.reasoner.solver.partial_evaluation import Reduct, answer_sets, guarded_rules
from wenze.reasoner.solver.program import GroundCase
from wenze.reasoner.solver.splitting import Split, split
from wenze.reasoner.solver.strata import Strata
from wenze.reasoner.solver.variables import ChoiceAtoms, Variables

READINGS = {"r": ("r1", "r2"), "s": ("s1", "s2", "s3")}
DISPUTED = ("d1", "d2")
ANSWERS = [
    (dict(zip(DISPUTED, facts, strict=True)), dict(zip(READINGS, options, strict=True)))
    for facts in product((True, False), repeat=len(DISPUTED))
    for options in product(*READINGS.values())
]
Worlds = frozenset[frozenset[str]]


def random_program(rng: random.Random) -> str:
    """A program over the questions: settled rules, choices, loops, disjunctions, aggregates."""
    questions = [*DISPUTED, *(f"{r}({o})" for r, options in READINGS.items() for o in options)]
    lines = [f"{{ {fact} }}." for fact in DISPUTED]
    lines += [
        f"1 {{ {'; '.join(f'{reading}({option})' for option in options)} }} 1."
        for reading, options in READINGS.items()
    ]
    atoms = [f"a{i}" for i in range(5)] + [f"p({i})" for i in range(3)] + ["given"]
    lines.append("given.")

    def literal(pool: list[str]) -> str:
        return rng.choice(("", "", "not ", "not not ")) + rng.choice(pool)

    def body(pool: list[str]) -> str:
        if rng.random() < 0.15:
            counted = "; ".join(literal(pool) for _ in range(3))
            return f"{rng.choice((1, 2))} {{ {counted} }} {rng.choice((2, 3))}"
        if rng.random() < 0.1:
            return f"1 #sum {{ 2,a : {literal(pool)}; -1,b : {literal(pool)} }}"
        return ", ".join(literal(pool) for _ in range(rng.randint(1, 3)))

    for i in range(3):  # settled in layers: each asks for questions and what is above only
        lines.append(f"b{i} :- {body([*questions, *(f'b{j}' for j in range(i))])}.")
    everything = [*questions, *atoms, "b0", "b1", "b2"]
    for _ in range(rng.randint(4, 9)):
        head = rng.choice(atoms)
        way = rng.random()
        if way < 0.25:
            lines.append(f"{{ {head} }} :- {body(everything)}.")
        elif way < 0.32:
            lines.append(f"1 {{ {head}; {rng.choice(atoms)} }} 1 :- {body(everything)}.")
        elif way < 0.4:
            lines.append(f"{head} ; {rng.choice(atoms)} :- {body(everything)}.")
        else:
            lines.append(f"{head} :- {body(everything)}.")
    lines += [f"out({i},{atom}) :- {atom}." for i, atom in enumerate([*atoms[:6], "b0", "b1"])]
    return "\n".join(lines)


def grounded(text: str) -> GroundCase:
    control = clingo.Control(["--warn=none"])
    program = Program()
    control.register_observer(ProgramObserver(program))
    control.add("base", [], text)
    control.ground([("base", [])])
    known = list(control.symbolic_atoms)
    return GroundCase(
        program,
        {each.symbol: each.literal for each in known if not each.is_fact},
        frozenset(each.symbol for each in known if each.is_fact),
    )


def whole(
    text: str,
    disputed: Mapping[str, bool],
    options: Mapping[str, str],
    told: tuple[str, ...] = ("out",),
) -> Worlds:
    """Every set of outputs, or of what else is told, under these answers, from plain clingo."""
    control = clingo.Control(["--warn=none", "--models=0"])
    fixed = [f":- {'not ' if holds else ''}{fact}." for fact, holds in disputed.items()]
    fixed += [f":- not {reading}({option})." for reading, option in options.items()]
    control.add("base", [], "\n".join([text, *fixed]))
    control.ground([("base", [])])
    found: set[frozenset[str]] = set()
    with control.solve(yield_=True) as models:
        for model in models:
            found.add(frozenset(str(s) for s in model.symbols(atoms=True) if s.name in told))
    return frozenset(found)


class Divided:
    """A program split into what the questions settle and parts."""

    def __init__(self, text: str) -> None:
        case = grounded(text)
        self.numbers = {str(symbol): number for symbol, number in case.atoms.items()}
        numbers = self.numbers
        questions = ChoiceAtoms(
            {r: {o: numbers[f"{r}({o})"] for o in options} for r, options in READINGS.items()},
            {fact: numbers[fact] for fact in DISPUTED},
        )
        outputs = {n: symbol for symbol, n in case.atoms.items() if symbol.name == "out"}
        self.split: Split = split(case, set(questions.atoms()), outputs, lambda s: s)
        self.certain = frozenset(str(fact) for fact in case.facts)
        self.variables = Variables(questions)
        self.settled = Strata(self.split.settled, self.variables)
        diagrams = self.variables.diagrams
        self.parts = [
            (
                part,
                Reduct(
                    guarded_rules(part, self.settled, diagrams),
                    dict.fromkeys(part.outputs, "conclusion"),
                    diagrams,
                ),
            )
            for part in self.split.parts
        ]

    def joined(self, disputed: Mapping[str, bool], options: Mapping[str, str]) -> Worlds:
        """What the parts admit under these answers, freely combined."""
        answers = self.variables.answers(disputed, options)
        sets = [
            [
                frozenset(str(part.outputs[left.atoms[number - 1]]) for number in world)
                for world in answer_sets(left.template, left.state(answers))
            ]
            for part, left in self.parts
        ]
        told = frozenset(fact for fact in self.certain if fact.startswith("out("))
        return frozenset(told.union(*choice) for choice in product(*sets))


def programs(first: int, count: int) -> Iterator[str]:
    for seed in range(first, first + count):
        yield random_program(random.Random(f"split {seed}"))


@pytest.mark.parametrize("first", few(range(0, 120, 20), every=6))
def test_parts_combined_give_the_answer_sets_of_the_whole(first: int) -> None:
    for text in programs(first, 20):
        divided = Divided(text)
        for disputed, options in ANSWERS:
            assert divided.joined(disputed, options) == whole(text, disputed, options), text


@pytest.mark.parametrize("first", few(range(0, 40, 20), every=2))
def test_settled_atoms_are_true_where_they_are_in_the_answer_sets_of_the_whole(first: int) -> None:
    for text in programs(first, 20):
        divided = Divided(text)
        value = divided.variables.diagrams.value
        layers = [f"b{i}" for i in range(3) if f"b{i}" in divided.numbers]
        for disputed, options in ANSWERS:
            answers = divided.variables.answers(disputed, options)
            for world in whole(text, disputed, options, told=("b0", "b1", "b2")):
                for atom in layers:
                    truth = value(divided.settled.truth(divided.numbers[atom]), answers)
                    assert truth == (atom in world), text


@pytest.mark.parametrize("first", few(range(0, 40, 20), every=2))
def test_what_is_left_is_a_function_of_the_answers(first: int) -> None:
    for text in programs(first, 20):
        divided = Divided(text)
        for _, left in divided.parts:
            met = set()
            for disputed, options in ANSWERS:
                answers = divided.variables.answers(disputed, options)
                met.add(left.state(answers))
                found = divided.variables.diagrams.value(left.states, answers)
                assert found == left.state(answers), text
            assert set(divided.variables.diagrams.values(left.states)) == met, text


def test_parts_that_differ_in_names_only_are_solved_once() -> None:
    text = "{ d1 }. { d2 }. 1{r(r1);r(r2)}1. 1{s(s1);s(s2);s(s3)}1. person(1..3)."
    text += "1{ c(X); d(X) }1 :- person(X), r(r1). out(X) :- c(X). out(X) :- d(X), d1."
    templates = {left.template for _, left in Divided(text).parts if left.template.rules}
    assert len(templates) == 1


def test_the_parts_share_no_atom_and_no_rule() -> None:
    for text in programs(300, 40):
        parts = Divided(text).split.parts
        for index, part in enumerate(parts):
            for other in parts[index + 1 :]:
                assert part.atoms.isdisjoint(other.atoms)
                assert part.outputs.keys().isdisjoint(other.outputs)


def test_discretion_of_two_persons_falls_into_two_parts() -> None:
    text = "{ d1 }. { d2 }. 1{r(r1);r(r2)}1. 1{s(s1);s(s2);s(s3)}1."
    text += "{ c(X) } :- person(X), r(r1). person(1..2). out(X,yes) :- c(X)."
    text += "out(X,no) :- not c(X), person(X)."
    case = grounded(text)
    outputs = {n: symbol for symbol, n in case.atoms.items() if symbol.name == "out"}

    def subject(symbol: Symbol) -> Symbol:
        return symbol.arguments[0]

    questions = {n for s, n in case.atoms.items() if s.name in ("r", "s", "d1", "d2")}
    parts = split(case, questions, outputs, subject).parts
    told = [{str(symbol) for symbol in part.outputs.values()} for part in parts]
    assert sorted(map(sorted, told)) == [
        ["out(1,no)", "out(1,yes)"],
        ["out(2,no)", "out(2,yes)"],
    ]


def test_what_is_said_of_one_subject_stays_in_one_part() -> None:
    text = "{ a }. { b }. out(1,x) :- a. out(1,y) :- b. out(2,z) :- b."
    case = grounded(text)
    outputs = {n: symbol for symbol, n in case.atoms.items() if symbol.name == "out"}
    together = split(case, (), outputs, lambda s: s.arguments[0]).parts
    apart = split(case, (), outputs, lambda s: Function("", [s])).parts
    assert len(together) == 1
    assert len([part for part in apart if part.outputs]) == 2
