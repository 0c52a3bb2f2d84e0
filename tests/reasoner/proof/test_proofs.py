"""Proofs: no atom stands on itself, the smallest is found, and a step shows its rule's body."""

from itertools import islice

import clingo
import pytest

from support.programs.proof_worlds import (
    PROGRAMS,
    answer_sets,
    assert_sound,
    only_answer_set,
    proof_of,
    prover_of,
)
from support.sampling import few
from wenze.reasoner.explanation.worded_steps import proof_of as smallest
from wenze.reasoner.proof.literal_ordering import Unsupported
from wenze.reasoner.proof.prover import NotTrue
from wenze.reasoner.proof.terms import term_json, term_symbol


@pytest.mark.parametrize("name", few(PROGRAMS, every=2))
def test_every_true_atom_is_proved_without_standing_on_itself(name: str) -> None:
    prover = prover_of(PROGRAMS[name])
    for atoms in islice(answer_sets(PROGRAMS[name]), 4):
        with prover.world(atoms) as world:
            for atom in atoms:
                proof = smallest(world, atom)
                assert_sound(proof)
                assert proof.nodes[proof.root].atom == str(atom)


def test_the_smallest_proof_counted_as_a_tree_is_chosen() -> None:
    text = "a. b :- a. c :- b. goal :- c. goal :- a, not z. d :- goal, goal2. goal2 :- a, b."
    assert [node.atom for node in proof_of(text, "goal")] == ["goal", "a", "z"]
    assert {node.atom for node in proof_of(text, "d")} == {"d", "goal", "goal2", "a", "b", "z"}
    with prover_of(text).world(only_answer_set(text)) as world:
        assert world.steps(clingo.Function("goal"))[0].size == 3


def test_of_equal_proofs_the_first_rule_is_taken() -> None:
    proof = proof_of("b. a. goal :- a. goal :- b.", "goal")
    assert [node.atom for node in proof] == ["goal", "a"]


def test_a_step_shows_the_body_of_its_rule_in_order() -> None:
    text = 'p(1). q("x"). r(X,Y) :- not s(X), p(X), X < 3, q(Y), not not p(X).'
    proof = proof_of(text, 'r(1,"x")')
    root = proof.nodes[proof.root]
    shown = [(proof.nodes[child].kind, proof.nodes[child].atom) for child in root.children]
    assert shown == [
        ("absent", "s(1)"),
        ("fact", "p(1)"),
        ("computed", "1 < 3"),
        ("fact", 'q("x")'),
        ("computed", "not not p(1)"),
    ]
    assert root.rule is not None
    assert dict(root.rule.bindings) == {"X": "1", "Y": '"x"'}


def test_what_is_chosen_is_discretion_over_the_body_of_its_choice() -> None:
    text = "p(1..2). c. 1 {pick(X) : p(X)} 1 :- c."
    world = next(answer_sets(text))
    chosen = next(atom for atom in world if atom.name == "pick")
    proof = proof_of(text, str(chosen), world)
    assert [(node.kind, node.atom) for node in proof] == [
        ("discretion", str(chosen)),
        ("fact", "c"),
    ]


def test_an_external_that_is_set_is_assumed() -> None:
    proof = proof_of("#external e. [true] a :- e.", "a")
    assert [(node.kind, node.atom) for node in proof] == [("rule", "a"), ("assumed", "e")]


def test_a_term_that_is_shown_is_proved_through_its_show_statement() -> None:
    text = "p(1..3). #show f(X) : p(X), X > 2."
    with prover_of(text).world(only_answer_set(text)) as world:
        proof = smallest(world, clingo.parse_term("f(3)"), shown=True)
        assert [node.atom for node in proof] == ["f(3)", "p(3)", "3 > 2"]
        with pytest.raises(NotTrue):
            smallest(world, clingo.parse_term("f(2)"), shown=True)


def test_an_atom_that_does_not_hold_has_no_proof() -> None:
    with prover_of("a. b :- c.").world([clingo.Function("a")]) as world:
        for atom in "bcz":
            with pytest.raises(NotTrue):
                smallest(world, clingo.Function(atom))


def test_a_long_chain_is_proved_without_deep_recursion() -> None:
    proof = proof_of("p(0). p(X+1) :- p(X), X < 1200.", "p(1200)")
    assert len([node for node in proof if node.kind == "rule"]) == 1200


def test_sixteen_stacked_diamonds_are_proved_without_unfolding_them() -> None:
    text = "n(0). " + " ".join(
        f"l({i}) :- n({i}). r({i}) :- n({i}). n({i + 1}) :- l({i}), r({i})." for i in range(16)
    )
    with prover_of(text).world(only_answer_set(text)) as world:
        top = clingo.Function("n", [clingo.Number(16)])
        assert len(world.steps(top)) == 49
        assert world.steps(top)[0].size > 2**16


def test_the_same_proof_is_given_whatever_was_asked_before() -> None:
    text = "e(1..4,1..4). r(X,Z) :- e(X,Y), e(Y,Z), X < Y, Y < Z. g :- r(_,_), not h(_)."
    world = only_answer_set(text)
    with prover_of(text).world(world) as fresh:
        first = smallest(fresh, clingo.Function("g"))
    prover = prover_of(text)
    with prover.session() as session:
        session.world([atom for atom in world if atom.name == "e"])
        for atom in reversed(world):
            smallest(session.world(world), atom)
        assert smallest(session.world(world), clingo.Function("g")) == first


@pytest.mark.parametrize(
    "rule",
    [
        "p :- &sum{x} > 1.",
        "p(@f(1)).",
        "p(1..2) | q.",
    ],
)
def test_what_cannot_be_proved_from_is_refused_with_its_place(rule: str) -> None:
    theory = "#theory t { s {}; &sum/0 : s, {>}, s, body }. "
    with pytest.raises(Unsupported, match=r"<string>:1:\d+: not supported: "):
        prover_of(theory + rule)


@pytest.mark.parametrize(
    "text",
    [
        'f("")',
        'f("a\\"b\\\\c\\nd")',
        "-p(1,(2,3),(),(4,))",
        "f(#inf,#sup,-3)",
        'f("😀王某A#script","null",null,-a,v(1))',
        "-p",
    ],
)
def test_terms_go_out_and_come_back_whole(text: str) -> None:
    symbol = clingo.parse_term(text)
    assert term_symbol(term_json(symbol)) == symbol
    with prover_of("x. -p. -p(1,2,3,4). y :- f(A), f(A,B,C), f(A,B,C,D,E).").world(
        [symbol], given=[symbol]
    ) as world:
        [step] = world.steps(symbol)
        assert step.atom == symbol
