"""Why not: what each rule lacked that could have drawn an atom, down to the last of it."""

from __future__ import annotations

import random
from collections.abc import Sequence

import clingo
import networkx as nx
import pytest
from clingo.symbol import Symbol

from support.oracles.nearest_attempts import nearest, random_rule
from support.programs.proof_worlds import only_answer_set, prover_of
from support.sampling import few
from wenze.reasoner.explanation.proof_graph import Node, Proof
from wenze.reasoner.explanation.why_not import why_not
from wenze.reasoner.explanation.worded_steps import PLAIN, WordedSteps
from wenze.reasoner.i18n import message
from wenze.reasoner.proof.prover import World
from wenze.reasoner.proof.session import MOST_ATTEMPTS
from wenze.reasoner.proof.steps import AtomPattern, goal_pattern


def asked(text: str, goal: str, world: Sequence[Symbol] | None = None) -> Proof:
    """Why an atom does not hold in a program's only answer set, or in another world of it."""
    atoms = only_answer_set(text) if world is None else world
    with prover_of(text).world(atoms) as found:
        return why_not(found, goal_pattern(clingo.parse_term(goal)), WordedSteps(PLAIN))


def root(proof: Proof) -> Node:
    return proof.nodes[proof.root]


def tries(proof: Proof, node: Node | None = None) -> list[Node]:
    """The attempts beneath an absence."""
    return [proof.nodes[child] for child in (node or root(proof)).children]


def conditions(proof: Proof, attempt: Node) -> list[tuple[str, str, str]]:
    """What an attempt asked for: standing, kind, atom."""
    children = (proof.nodes[child] for child in attempt.children)
    return [
        (standing, child.kind, child.atom)
        for child, standing in zip(children, attempt.standing, strict=True)
    ]


def rule_of(node: Node) -> str:
    assert node.rule is not None
    return node.rule.text


def english(key: str, **values: str) -> str:
    return message(key, **values).say("en")


def said(node: Node) -> str:
    return " ".join(words.say("en") for words in (node.text, *node.detail))


def test_every_rule_that_could_have_drawn_the_atom_is_told_in_the_order_of_the_rules() -> None:
    text = "{p; q; r; s}. a :- p, q. a :- r. b. a :- s, not b. c :- a."
    proof = asked(text, "a", [clingo.Function("b")])
    assert [rule_of(attempt) for attempt in tries(proof)] == [
        "a :- p; q.",
        "a :- r.",
        "a :- s; not b.",
    ]
    assert {attempt.kind for attempt in tries(proof)} == {"absent"}


def test_each_condition_is_told_in_the_order_of_the_body_with_what_it_is_to_the_rule() -> None:
    text = "p(1). {q(1); e}. s(1). n(7). a :- p(X), not q(X), q(X), not s(X), n(Y), Y < 5, X < 2."
    proof = asked(text, "a", list(map(clingo.parse_term, ("p(1)", "s(1)", "n(7)"))))
    [attempt] = tries(proof)
    assert conditions(proof, attempt) == [
        ("met", "fact", "p(1)"),
        ("met", "absent", "q(1)"),
        ("missing", "absent", "q(1)"),
        ("blocking", "fact", "s(1)"),
        ("met", "fact", "n(7)"),
        ("missing", "computed", "7 < 5"),
        ("met", "computed", "1 < 2"),
    ]
    assert attempt.rule is not None
    assert dict(attempt.rule.bindings) == {"X": "1", "Y": "7"}


def test_a_comparison_that_fails_says_so() -> None:
    proof = asked("n(7). a :- n(X), X < 5.", "a")
    [attempt] = tries(proof)
    failed = proof.nodes[attempt.children[1]]
    assert (failed.atom, said(failed)) == ("7 < 5", english("told_false", said="7 < 5"))


def test_what_is_said_after_a_missing_condition_stays_open() -> None:
    text = "{p(1)}. a :- p(X), X < 5."
    proof = asked(text, "a", [])
    [attempt] = tries(proof)
    assert conditions(proof, attempt) == [
        ("missing", "absent", "p(_)"),
        ("open", "computed", "X < 5"),
    ]


def test_what_stands_in_the_way_is_proved() -> None:
    proof = asked("b :- c. c. a :- not b.", "a")
    [attempt] = tries(proof)
    [(standing, kind, atom)] = conditions(proof, attempt)
    assert (standing, kind, atom) == ("blocking", "rule", "b")
    blocking = proof.nodes[attempt.children[0]]
    assert [proof.nodes[child].atom for child in blocking.children] == ["c"]


def test_what_is_missing_is_asked_about_in_its_turn() -> None:
    proof = asked("{d}. a :- b. b :- c. c :- d.", "a", [])
    told = [(node.atom, None if node.rule is None else node.rule.text) for node in proof]
    assert told == [
        ("a", None),
        ("a", "a :- b."),
        ("b", None),
        ("b", "b :- c."),
        ("c", None),
        ("c", "c :- d."),
        ("d", None),
        ("d", "{ d }."),
    ]


def test_a_choice_that_was_not_taken_says_so() -> None:
    proof = asked("c. {a} :- c.", "a", [clingo.Function("c")])
    [attempt] = tries(proof)
    assert conditions(proof, attempt) == [("met", "fact", "c")]
    assert english("told_not_taken") in said(attempt)


def test_what_no_rule_can_give_is_a_leaf_that_says_so() -> None:
    proof = asked("b.", "a")
    assert len(proof.nodes) == 1
    assert said(root(proof)) == f"not a {english('told_no_rule')}"


def test_a_rule_that_needs_what_nothing_can_give_is_not_told() -> None:
    proof = asked("{c}. a :- nothing. a :- c. nothing :- nowhere.", "a", [])
    assert [rule_of(attempt) for attempt in tries(proof)] == ["a :- c."]
    hopeless = asked("a :- nothing. nothing :- nowhere.", "a")
    assert said(root(hopeless)) == f"not a {english('told_no_rule')}"


def test_a_rule_whose_head_does_not_fit_is_not_told() -> None:
    proof = asked("{c}. a(1) :- c. a(X) :- c, X = 2. a(2) :- c.", "a(2)", [])
    assert [rule_of(attempt) for attempt in tries(proof)] == ["a(X) :- c; X = 2.", "a(2) :- c."]


def test_atoms_that_could_only_support_each_other_are_told_once_as_that() -> None:
    proof = asked("a :- b. b :- a.", "a")
    assert nx.is_directed_acyclic_graph(graph_of(proof))
    leaves = [node for node in proof if not node.children]
    assert [leaf.atom for leaf in leaves] == ["a"]
    assert english("told_circle") in said(leaves[0])


def test_a_chain_of_absences_beyond_all_bounds_is_cut_and_says_so() -> None:
    text = "{p(0)}. " + " ".join(f"p({i + 1}) :- p({i})." for i in range(150))
    proof = asked(text, "p(150)", [])
    leaves = [node for node in proof if node.kind == "absent" and not node.children]
    assert [said(leaf) for leaf in leaves] == [f"not {leaves[0].atom} {english('told_deep')}"]


def test_another_alternative_that_holds_is_said_to_stand_in_the_way() -> None:
    proof = asked("c. a | b :- c.", "a", list(map(clingo.Function, "bc")))
    [attempt] = tries(proof)
    assert [standing for standing, _, _ in conditions(proof, attempt)] == ["met", "missing"]


def test_of_more_equal_attempts_than_are_told_the_first_is_and_the_rest_are_mentioned() -> None:
    text = "p(1..9). {q(1)}. a :- p(X), q(X)."
    proof = asked(text, "a", only(text))
    [attempt] = tries(proof)
    assert english("told_more") in said(attempt)


def only(text: str) -> list[Symbol]:
    """The atoms of the smallest answer set."""
    control = clingo.Control(["--warn=none", "--models=0"])
    control.add("base", [], text)
    control.ground([("base", [])])
    found: list[list[Symbol]] = []
    control.solve(on_model=lambda model: found.append(list(model.symbols(atoms=True))))
    return min(found, key=len)


def graph_of(proof: Proof) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(proof.nodes)
    graph.add_edges_from((node.id, child) for node in proof for child in node.children)
    return graph


# --- random programs

Mark = tuple[int, str, str]  # the place in the body, what became of it, the atom


def engine_marks(world: World, goal: AtomPattern) -> list[tuple[bool, tuple[Mark, ...]]]:
    return [
        (
            attempt.more,
            tuple(
                sorted(
                    (m.literal, m.became, "" if m.atom is None else str(m.atom))
                    for m in attempt.marks
                )
            ),
        )
        for attempt in world.attempts(goal)
    ]


@pytest.mark.parametrize("first", few(range(0, 200, 50), every=4))
def test_the_nearest_attempts_are_those_in_which_the_fewest_conditions_fail(first: int) -> None:
    for seed in range(first, first + 50):
        rng = random.Random(seed)
        body, true = random_rule(rng)
        text = (
            f"a :- {', '.join(map(str, body))}. {{p(1..3); s(1..3); q(1..3,1..3); r(1..3,1..3)}}."
        )
        price, wanted = nearest(body, true, {})
        atoms = [clingo.Function(n, [clingo.Number(i) for i in numbers]) for n, numbers in true]
        with prover_of(text).world(atoms) as world:
            found = engine_marks(world, goal_pattern(clingo.Function("a")))
        assert found, (seed, text)
        for _, marks in found:
            failing = [m for m in marks if m[1] in ("missing", "blocking", "false")]
            assert len(failing) == price, (seed, text, sorted(map(str, atoms)), marks, wanted)
            assert marks in wanted, (seed, text, sorted(map(str, atoms)), marks)
        if len({marks for _, marks in found}) < len(wanted):
            assert found[0][0], (seed, text)
        else:
            assert len(found) <= MOST_ATTEMPTS


@pytest.mark.parametrize("first", few(range(0, 60, 20), every=3))
def test_what_is_told_of_random_programs_is_so_and_the_same_whatever_was_asked_before(
    first: int,
) -> None:
    for seed in range(first, first + 20):
        rng = random.Random(seed)
        text = random_program(rng)
        atoms = only(text)
        absent = [a for a in map(clingo.Function, "abcdef") if a not in atoms]
        prover = prover_of(text)
        with prover.session() as session:
            world = session.world(atoms)
            told = {}
            for goal in absent:
                told[goal] = why_not(world, goal_pattern(goal), WordedSteps(PLAIN))
                assert_so(told[goal], set(map(str, atoms)))
            for goal in reversed(absent):
                assert why_not(world, goal_pattern(goal), WordedSteps(PLAIN)) == told[goal]
        for goal in absent[:1]:
            with prover_of(text).world(atoms) as fresh:
                assert why_not(fresh, goal_pattern(goal), WordedSteps(PLAIN)) == told[goal]


def random_program(rng: random.Random) -> str:
    """Propositional rules, loops among them, with an answer set."""
    rules = ["{a; e}."]
    for _ in range(rng.randrange(4, 12)):
        body = [
            rng.choice(("", "", "not ")) + rng.choice("abcdefg") for _ in range(rng.randrange(1, 4))
        ]
        text = " ".join([*rules, f"{rng.choice('abcdef')} :- {', '.join(body)}."])
        control = clingo.Control(["--warn=none"])
        control.add("base", [], text)
        control.ground([("base", [])])
        if control.solve().satisfiable:
            rules = text.split(". ")
            rules = [rule.removesuffix(".") + "." for rule in rules]
    return " ".join(rules)


def assert_so(proof: Proof, true: set[str]) -> None:
    """What is said to hold holds, what is said not to does not, and nothing goes in a circle."""
    assert nx.is_directed_acyclic_graph(graph_of(proof))
    assert len(nx.descendants(graph_of(proof), proof.root)) + 1 == len(proof.nodes)
    for node in proof:
        if node.kind == "absent":
            assert node.atom not in true
        elif node.kind != "computed":
            assert node.atom in true
        if not node.standing:
            continue
        for standing, kind, atom in conditions(proof, node):
            match standing:
                case "missing":
                    assert kind == "absent"
                    assert atom not in true
                case "blocking":
                    assert atom in true
                case "met":
                    assert (atom in true) == (kind != "absent")
        assert {"missing", "blocking"} & set(node.standing) or node.detail
