"""What clingo finds the second engine certifies, and nothing else."""

import random

import clingo
import pytest

from support.programs.proof_worlds import PROGRAMS, answer_sets, certified, prover_of
from support.sampling import few
from wenze.reasoner.proof.prover import CertificateFailed


@pytest.mark.parametrize("name", few(PROGRAMS, every=2))
def test_every_answer_set_is_certified(name: str) -> None:
    prover = prover_of(PROGRAMS[name])
    worlds = list(answer_sets(PROGRAMS[name]))
    assert worlds
    assert [certified(prover, world) for world in worlds] == [None] * len(worlds)


@pytest.mark.parametrize("name", few(PROGRAMS, every=2))
def test_a_world_with_an_atom_removed_or_added_is_not_certified(name: str) -> None:
    prover = prover_of(PROGRAMS[name])
    rng = random.Random(name)
    worlds = {frozenset(world) for world in answer_sets(PROGRAMS[name])}
    for world in worlds:
        tampered = [world | {clingo.Function("nobody_said_so")}]
        tampered += [world - {rng.choice(sorted(world))}] if world else []
        tampered += [
            world ^ {rng.choice(sorted(frozenset().union(*worlds)))} for _ in range(5) if world
        ]
        for other in tampered:
            found = certified(prover, other)
            assert (found is None) == (other in worlds), sorted(map(str, other))


def test_worlds_of_one_session_do_not_hide_each_others_faults() -> None:
    prover = prover_of("{a; b}. c :- a, not b. d :- c.")
    a, b, c, d = (clingo.Function(name) for name in "abcd")
    with prover.session() as session:
        session.world([a, c, d]).certify()
        session.world([a, b]).certify()
        for wrong in ([a, c], [a, b, d], [c, d], [a]):
            with pytest.raises(CertificateFailed):
                session.world(wrong).certify()
        session.world([b]).certify()


def test_an_atom_without_support_is_named() -> None:
    failed = certified(prover_of("a. b :- c."), map(clingo.Function, "ab"))
    assert failed is not None
    assert failed.unsupported == ("b",)
    assert str(failed) == "no proof of b"


def test_a_rule_that_is_not_kept_is_named_with_its_place_and_values() -> None:
    text = 'p("王某"). p(2).\nq(X) :- p(X), not r(X).'
    world = [s for s in next(answer_sets(text)) if str(s) != "q(2)"]
    failed = certified(prover_of(text), world)
    assert failed is not None
    assert failed.violated == ("program.lp:2:1 q(X) :- p(X); not r(X). (X=2)",)


def test_a_fact_that_is_left_out_is_named() -> None:
    failed = certified(prover_of("a. b."), [clingo.Function("a")])
    assert failed is not None
    assert failed.violated == ("b.",)


def test_an_atom_beside_its_strong_negation_is_named() -> None:
    failed = certified(prover_of("{a}. {-a}."), [clingo.parse_term("a"), clingo.parse_term("-a")])
    assert failed is not None
    assert failed.violated == (":- -a, a.",)


def test_two_atoms_that_support_each_other_are_not_certified() -> None:
    prover = prover_of("a :- b. b :- a. c :- not a.")
    assert certified(prover, [clingo.Function("c")]) is None
    failed = certified(prover, [clingo.Function("a"), clingo.Function("b")])
    assert failed is not None
    assert failed.unsupported == ("a", "b")


def test_atoms_that_support_each_other_through_a_condition_or_a_count_are_not_certified() -> None:
    for text in (
        "{a : b}. b :- a.",
        "a :- #count { 1 : b } > 0. b :- a.",
        "a :- b : b. b :- a.",
        "a :- 1 { b }. b :- a.",
    ):
        assert certified(prover_of(text), map(clingo.Function, "ab")) is not None, text


def test_what_is_given_from_outside_needs_no_rule() -> None:
    prover = prover_of("b(X) :- a(X).")
    a, b = (clingo.Function(name, [clingo.String('王"某\\')]) for name in "ab")
    assert certified(prover, [a, b], given=[a]) is None
    assert certified(prover, [a, b]) is not None
    assert certified(prover, [a], given=[a]) is not None
    assert certified(prover, [], given=[a]) is not None


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
        *(f"{{{rng.choice(atoms)} : {rng.choice(atoms)}}}" for _ in range(rng.randrange(2))),
        *("" for _ in range(rng.randrange(2))),
    ]
    rules = []
    for head in heads:
        conditions = body() or ("not a, not b" if not head else "")
        rules.append(f"{head} :- {conditions}." if conditions else f"{head}.")
    return " ".join(rules)


@pytest.mark.parametrize("first", few(range(0, 60, 20), every=3))
def test_exactly_the_answer_sets_of_random_programs_are_certified(first: int) -> None:
    for seed in range(first, first + 20):
        text = random_program(random.Random(seed))
        prover = prover_of(text)
        wanted = {frozenset(world) for world in answer_sets(text)}
        atoms = [clingo.Function(name) for name in "abcdef"]
        with prover.session() as session:
            for bits in range(2 ** len(atoms)):
                world = frozenset(atom for i, atom in enumerate(atoms) if bits >> i & 1)
                try:
                    session.world(world).certify()
                except CertificateFailed:
                    assert world not in wanted, (text, sorted(map(str, world)))
                else:
                    assert world in wanted, (text, sorted(map(str, world)))
