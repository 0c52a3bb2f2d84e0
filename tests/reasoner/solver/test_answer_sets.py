"""Behind each outcome stand answer sets: one for each way in which its conclusions come about."""

from __future__ import annotations

from collections import Counter
from functools import cache

import clingo
import pytest
from clingo.symbol import Symbol

from support.cases.law_cases import (
    ANSWERED,
    DEMONSTRATION,
    LAW,
    SEVERAL_PERSONS,
    WholeProgram,
    solved,
    whole_program,
)
from support.cases.sound import sound
from support.sampling import few
from wenze import Case, Outcomes
from wenze.reasoner.atoms import atom, read_atom
from wenze.reasoner.solver.results import Outcome

CONCLUSIONS = frozenset(LAW.pack.conclusions)
DISCRETION = frozenset(LAW.pack.predicates_of("discretion"))


@pytest.fixture(scope="module", params=few(ANSWERED, every=4))
def file(request: pytest.FixtureRequest) -> str:
    """One worked case for all claims, before the next: each is solved once."""
    return str(request.param)


def every_world(found: Outcomes) -> list[tuple[Outcome, list[frozenset[Symbol]]]]:
    """Each outcome with all that is true in each of its worlds."""
    worlds = found.model.worlds()
    return [
        (outcome, [worlds.settled | w for w in worlds.of(outcome.branch, outcome.parts)])
        for outcome in found
    ]


@cache
def worlds_of(file: str) -> list[tuple[Outcome, list[frozenset[Symbol]]]]:
    """Each outcome of a worked case with its worlds."""
    return every_world(solved(file))


def told(world: frozenset[Symbol], names: frozenset[str]) -> frozenset[Symbol]:
    """The atoms of a world with these predicates."""
    return frozenset(symbol for symbol in world if symbol.name in names)


def options(world: frozenset[Symbol]) -> dict[str, str]:
    """The option of each reading that is taken in a world."""
    taken = Counter(s.arguments[0].name for s in world if s.name == "reading")
    assert set(taken.values()) == {1}
    return {s.arguments[0].name: s.arguments[1].name for s in world if s.name == "reading"}


def test_every_world_behind_an_outcome_is_an_answer_set_of_the_whole_program(file: str) -> None:
    program = whole_program(file)
    for outcome, worlds in worlds_of(file):
        for world in worlds:
            assert program.is_answer_set(world), outcome.id


def test_what_is_no_answer_set_is_told_apart() -> None:
    program = whole_program(DEMONSTRATION)
    _, [world, *_] = worlds_of(DEMONSTRATION)[0]
    for changed in (world - {max(world)}, world | {clingo.Function("nobody_said_so")}):
        assert not program.is_answer_set(changed)


def test_a_world_has_the_conclusions_of_its_outcome_and_no_others(file: str) -> None:
    for outcome, worlds in worlds_of(file):
        for world in worlds:
            assert told(world, CONCLUSIONS) == frozenset(outcome.conclusions), outcome.id


def test_a_world_takes_the_options_of_its_outcome_pins_and_else_the_first(file: str) -> None:
    found = solved(file)
    first = {reading.id: reading.option_ids[0] for reading in LAW.pack.readings}
    for outcome, worlds in worlds_of(file):
        wanted = {**first, **found.findings.pins, **outcome.readings}
        for world in worlds:
            assert options(world) == wanted, outcome.id


def test_a_disputed_fact_holds_in_a_world_as_its_outcome_finds(file: str) -> None:
    for outcome, worlds in worlds_of(file):
        for world in worlds:
            assert {fact: read_atom(fact) in world for fact in outcome.branch.combination} == dict(
                outcome.branch.combination
            )


def test_what_is_settled_holds_in_every_answer_set(file: str) -> None:
    found = solved(file)
    worlds = found.model.worlds()
    first = found.at(1)
    assert not worlds.settled & next(worlds.of(first.branch, first.parts))
    assert worlds.settled <= whole_program(file).cautious()


@pytest.mark.parametrize("file", [DEMONSTRATION, "48_all_three_effects.yaml", SEVERAL_PERSONS])
def test_there_is_one_world_for_the_first_ways_and_one_for_every_other_way(file: str) -> None:
    several = 0
    for outcome, worlds in worlds_of(file):
        ways = [local.ways or (frozenset(),) for local in outcome.parts]
        first = frozenset[Symbol]().union(*(each[0] for each in ways))
        wanted = [first]
        for place, others in enumerate(ways):
            rest = frozenset[Symbol]().union(*(w[0] for i, w in enumerate(ways) if i != place))
            wanted += [rest | way for way in others[1:]]
        assert [told(world, DISCRETION) for world in worlds] == wanted, outcome.id
        several += len(worlds) > 1
    assert several or file == SEVERAL_PERSONS


@pytest.mark.parametrize(
    "file", ["46_exemption_against_aggravation.yaml", "60_fault_level_assumed.yaml"]
)
def test_one_persons_worlds_show_all_that_clingo_finds(file: str) -> None:
    """Readings that are not live taken in their first option, each use of discretion is there."""
    found = solved(file)
    branches = list(found.branches())
    live = branches[0].readings
    first = [
        atom("reading", *map(clingo.Function, (reading.id, reading.option_ids[0])))
        for reading in LAW.pack.readings
        if reading.id not in live and reading.id not in found.findings.pins
    ]
    told_apart = CONCLUSIONS | DISCRETION
    wanted = {
        (frozenset(options(world).items()), told(world, told_apart))
        for world in whole_program(file).answer_sets(true=first)
    }
    assert wanted == {
        (frozenset(options(world).items()), told(world, told_apart))
        for _, worlds in worlds_of(file)
        for world in worlds
    }


def test_a_disputed_fact_may_be_found_or_not_in_a_world_of_its_own() -> None:
    case = sound(deceived_by_party=["王某"], disputed={"error_discovered": ["王某"]})
    found = LAW.solve(Case.from_data(case))
    program = WholeProgram(LAW.pack, found.findings)
    for _, worlds in every_world(found):
        for world in worlds:
            assert program.is_answer_set(world)


def test_the_same_worlds_come_in_the_same_order_each_time() -> None:
    again = LAW.solve(ANSWERED[DEMONSTRATION].case)
    assert every_world(again) == worlds_of(DEMONSTRATION)
