"""What clingo finds the second engine certifies, and nothing else."""

import random

import clingo
import pytest
from proof_worlds import PROGRAMS, answer_sets, faults, load, rules_of


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_answer_set_is_certified(name: str) -> None:
    load(rules_of(PROGRAMS[name]))
    worlds = list(answer_sets(PROGRAMS[name]))
    assert worlds
    assert [faults(world) for world in worlds] == [0] * len(worlds)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_world_with_an_atom_removed_or_added_is_not_certified(name: str) -> None:
    load(rules_of(PROGRAMS[name]))
    rng = random.Random(name)
    worlds = {frozenset(world) for world in answer_sets(PROGRAMS[name])}
    for world in worlds:
        tampered = [world | {clingo.Function("nobody_said_so")}]
        tampered += [world - {rng.choice(sorted(world))}] if world else []
        tampered += [
            world ^ {rng.choice(sorted(frozenset().union(*worlds)))} for _ in range(5) if world
        ]
        for other in tampered:
            assert (faults(other) == 0) == (other in worlds), sorted(map(str, other))


def test_two_atoms_that_support_each_other_are_not_certified() -> None:
    load(rules_of("a :- b. b :- a. c :- not a."))
    assert faults([clingo.Function("c")]) == 0
    assert faults([clingo.Function("a"), clingo.Function("b")]) == 2


def test_what_is_given_from_outside_needs_no_rule() -> None:
    load(rules_of("b(X) :- a(X)."))
    a, b = (clingo.Function(name, [clingo.String('王"某\\')]) for name in "ab")
    assert faults([a, b], given=[a]) == 0
    assert faults([a, b]) == 2
    assert faults([a], given=[a]) == 1


def random_program(rng: random.Random) -> str:
    """Normal rules, choices and constraints over a few atoms, loops of every kind among them."""
    atoms = "abcdef"

    def body() -> str:
        signs = ("", "", "not ", "not not ")
        literals = [rng.choice(signs) + rng.choice(atoms) for _ in range(rng.randrange(4))]
        return ", ".join(literals)

    heads = [
        *(rng.choice(atoms) for _ in range(rng.randrange(2, 8))),
        *(f"{{{rng.choice(atoms)}}}" for _ in range(rng.randrange(3))),
        *("" for _ in range(rng.randrange(2))),
    ]
    rules = []
    for head in heads:
        conditions = body() or ("not a, not b" if not head else "")
        rules.append(f"{head} :- {conditions}." if conditions else f"{head}.")
    return " ".join(rules)


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_exactly_the_answer_sets_of_random_programs_are_certified(first: int) -> None:
    for seed in range(first, first + 20):
        text = random_program(random.Random(seed))
        load(rules_of(text))
        wanted = {frozenset(world) for world in answer_sets(text)}
        atoms = [clingo.Function(name) for name in "abcdef"]
        for bits in range(2 ** len(atoms)):
            world = frozenset(atom for i, atom in enumerate(atoms) if bits >> i & 1)
            assert (faults(world) == 0) == (world in wanted), (text, sorted(map(str, world)))
