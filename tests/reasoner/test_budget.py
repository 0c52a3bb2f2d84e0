"""Budgets: work ends at a check when they are spent, not before, in any thread and in one piece."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import clingo
import pytest
from clingo.ast import ASTType
from clingo.symbol import Function, Number

from support.budgets import count_looks
from support.cases.sound import COLLISION, sound
from wenze import Reasoner
from wenze.reasoner.asp.read import read_program
from wenze.reasoner.budget import TimeUp, anytime, check, limited, processor_time
from wenze.reasoner.proof.prover import Prover
from wenze.reasoner.solver.control import all_models, first_model, solve
from wenze.reasoner.solver.diagram import Diagrams
from wenze.reasoner.solver.prime_implicants import prime_implicants

# Twelve pigeons, eleven holes: hours for a solver.
PIGEONS = "1 {p(P,H) : H=1..11} 1 :- P=1..12. :- p(P,H), p(Q,H), P<Q."
# Millions of combinations, none of which does.
HEAVY = "p(1..60). q :- p(A), p(B), p(C), p(D), A+B+C+D > 300. r."


def spin() -> None:
    while True:
        check()


def solver(program: str) -> clingo.Control:
    control = clingo.Control(["--warn=none", "0"])
    control.add("base", [], program)
    control.ground([("base", [])])
    return control


def test_a_check_without_a_budget_is_nothing() -> None:
    check()


def test_work_ends_at_a_check_once_the_budget_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    count_looks(monkeypatch)
    done = []
    with pytest.raises(TimeUp), limited(5):  # noqa: PT012
        while True:
            check()
            done.append(True)
    assert len(done) == 4


def test_between_two_checks_nothing_is_broken_off() -> None:
    done = []
    with suppress(TimeUp), limited(0):
        done.append(True)
        check()
        done.append(False)
    assert done == [True]


def test_what_takes_errors_in_its_stride_does_not_stop_it() -> None:
    with pytest.raises(TimeUp), limited(0), suppress(Exception):
        check()


def test_the_clock_bounds_what_waits_without_working() -> None:
    with pytest.raises(TimeUp), limited(1e9, wall_seconds=0):
        check()


def test_a_budget_inside_another_never_outlives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    count_looks(monkeypatch)
    with limited(10) as outer:
        with limited(3) as short:
            assert short.processor_end < outer.processor_end
        with limited(1e6) as long:
            assert long.processor_end == outer.processor_end
            assert long.wall_end <= outer.wall_end
        check()  # the outer one is in force again


def test_what_was_found_stays_when_a_block_ends_early(monkeypatch: pytest.MonkeyPatch) -> None:
    count_looks(monkeypatch)
    found = []
    with anytime(4) as run:
        for number in range(100):
            check()
            found.append(number)
    assert (found, run.complete) == ([0, 1, 2], False)


def test_a_block_that_ends_in_time_is_complete() -> None:
    with anytime(600) as run:
        check()
    assert run.complete


def test_the_time_of_another_budget_is_not_taken_for_ones_own() -> None:
    passed = []
    with pytest.raises(TimeUp), limited(0):  # noqa: PT012
        with anytime(None):
            check()
        passed.append("without one")
    with pytest.raises(TimeUp), limited(0):  # noqa: PT012
        with anytime(600):
            check()
        passed.append("with a longer one")
    assert not passed


def test_it_holds_in_any_thread_and_in_that_thread_only() -> None:
    ends: list[str] = []

    def other() -> None:
        check()
        with anytime(0.01) as run:
            spin()
        ends.append("up" if not run.complete else "in time")

    with limited(0):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert ends == ["up"]


SEARCHES: list[Callable[[clingo.Control], object]] = [
    solve,
    lambda control: all_models(control, str),
    lambda control: first_model(control, str),
]


@pytest.mark.parametrize("search", SEARCHES)
def test_a_solver_is_stopped_and_can_be_asked_again(
    search: Callable[[clingo.Control], object],
) -> None:
    control = solver(PIGEONS)
    for _ in range(3):
        before = processor_time()
        with pytest.raises(TimeUp), limited(0.05, wall_seconds=600):
            search(control)
        assert processor_time() - before >= 0.05  # that of the solver's thread


@pytest.mark.parametrize("seconds", [None, 60.0])
def test_a_solver_within_its_time_finds_the_same(seconds: float | None) -> None:
    control = solver("{a; b; c}. :- a, b.")
    with anytime(seconds):
        models = all_models(control, str)
        assert sorted(models) == sorted(["", "a", "b", "c", "a c", "b c"])
        assert first_model(control, str) == models[0]
        cores: list[object] = []
        atoms = {str(each.symbol): each.literal for each in control.symbolic_atoms}
        result = solve(control, [atoms["a"], atoms["b"]], on_core=cores.append)
        assert (result.unsatisfiable, len(cores)) == (True, 1)
        last: list[str] = []
        solve(control, on_last=lambda model: last.append(str(model)))
        assert last == [all_models(control, str)[-1]]


def test_a_proof_is_broken_off_and_the_engine_answers_again() -> None:
    rules = read_program(["-"], HEAVY.encode())
    prover = Prover([rule for rule in rules if rule.statement.ast_type is ASTType.Rule])
    atoms = [Function("r"), *(Function("p", [Number(n)]) for n in range(1, 61))]
    with prover.world(atoms) as world:
        for _ in range(2):
            with pytest.raises(TimeUp), limited(0.05, wall_seconds=600):
                world.certify()
        assert world.steps(Function("r"))[0].atom == Function("r")
    with limited(60), prover.world(atoms) as world:
        assert world.steps(Function("r"))[0].atom == Function("r")


def test_diagrams_look_at_the_time_and_are_whole_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def parity(diagrams: Diagrams) -> int:
        found = diagrams.false
        for variable in range(100):
            one = diagrams.answered(variable, 0)
            either, both = diagrams.either(found, one), diagrams.both(found, one)
            found = diagrams.both(either, diagrams.negation(both))
        return len(diagrams.variables(found))

    count_looks(monkeypatch)
    diagrams = Diagrams([2] * 100)
    with pytest.raises(TimeUp), limited(1):
        parity(diagrams)
    assert parity(diagrams) == 100


def test_walks_that_make_no_node_look_at_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    diagrams = Diagrams([2] * 300)
    found = diagrams.all_of(diagrams.answered(variable, 0) for variable in range(300))
    nothing = diagrams.leaf(None)
    count_looks(monkeypatch)
    with pytest.raises(TimeUp), limited(1):
        diagrams.relabelled(lambda _: None, found)
    assert diagrams.relabelled(lambda _: None, found) == nothing


def test_prime_implicants_look_at_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    diagrams = Diagrams([2] * 3)
    found = diagrams.all_of(diagrams.answered(variable, 0) for variable in range(3))
    count_looks(monkeypatch)
    with pytest.raises(TimeUp), limited(1):
        prime_implicants(diagrams, found)


def test_outcomes_that_are_listed_look_at_the_time(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = law.solve(sound(**COLLISION))
    listed = [outcome.id for outcome in found]  # nothing is left to be solved
    count_looks(monkeypatch)
    with pytest.raises(TimeUp), limited(1):
        list(found)
    assert [outcome.id for outcome in found] == listed


def test_grounding_is_not_broken_off() -> None:
    told: list[str] = []
    control = clingo.Control([], logger=lambda _, text: told.append(text))
    control.add("base", [], "p(1..1000). q(X/0) :- p(X).")
    with pytest.raises(TimeUp), limited(0):  # noqa: PT012
        control.ground([("base", [])])
        check()
    assert told
    assert len(control.symbolic_atoms) == 1000
