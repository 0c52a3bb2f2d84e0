"""Proofs: no atom stands on itself, the smallest is found, and the law's worlds are proved."""

import random
from itertools import islice

import clingo
import pytest
from clingo import ast
from clingo.symbol import Symbol
from proof_worlds import PROGRAMS, answer_sets, children, faults, load, proofs, rules_of

from reasoner import Reasoner
from reasoner.findings import check
from reasoner.pack.worked import worked_cases
from reasoner.program import given, statements
from reasoner.proof.plan import Unsupported
from reasoner.proof.terms import term_json, term_symbol
from reasoner.proof.translate import translate


def assert_proved(steps: dict[Symbol, dict[str, object]], atom: Symbol) -> None:
    """Every atom below has its step, and none stands on itself."""

    def visit(node: Symbol, above: frozenset[Symbol]) -> None:
        assert node not in above
        for child in children(steps[node]):
            visit(child, above | {node})

    visit(atom, frozenset())


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_true_atom_is_proved_without_standing_on_itself(name: str) -> None:
    load(rules_of(PROGRAMS[name]))
    for world in islice(answer_sets(PROGRAMS[name]), 4):
        for atom in world:
            assert_proved(proofs(world, atom), atom)


def test_the_smallest_proof_counted_as_a_tree_is_chosen() -> None:
    text = "a. b :- a. c :- b. goal :- c. goal :- a, not z. d :- goal, goal2. goal2 :- a, b."
    load(rules_of(text))
    [world] = answer_sets(text)
    steps = proofs(world, clingo.Function("goal"))
    assert set(map(str, steps)) == {"goal", "a"}
    assert steps[clingo.Function("goal")]["size"] == 3
    assert set(map(str, proofs(world, clingo.Function("d")))) == {"d", "goal", "goal2", "a", "b"}


def test_a_step_shows_the_body_of_its_rule_in_order() -> None:
    text = 'p(1). q("x"). r(X,Y) :- not s(X), p(X), X < 3, q(Y), not not p(X).'
    load(rules_of(text))
    [world] = answer_sets(text)
    atom = next(atom for atom in world if atom.name == "r")
    kinds = [item["k"] for item in proofs(world, atom)[atom]["shown"]]
    assert kinds == ["neg", "pos", "computed", "pos", "computed"]


def test_sixteen_stacked_diamonds_are_proved_without_unfolding_them() -> None:
    text = "n(0). " + " ".join(
        f"l({i}) :- n({i}). r({i}) :- n({i}). n({i + 1}) :- l({i}), r({i})." for i in range(16)
    )
    load(rules_of(text))
    [world] = answer_sets(text)
    top = clingo.Function("n", [clingo.Number(16)])
    steps = proofs(world, top)
    assert len(steps) == 49
    assert steps[top]["size"] > 2**16


@pytest.mark.parametrize(
    "rule",
    [
        "p :- &sum{x} > 1.",
        "p(@f(1)).",
        "p(X) :- q(Y), X = (1..3)+Y.",
    ],
)
def test_what_cannot_be_proved_from_is_refused_with_its_place(rule: str) -> None:
    parsed: list[ast.AST] = []
    theory = "#theory t { s {}; &sum/0 : s, {>}, s, body }."
    ast.parse_string(theory + rule, parsed.append)
    statement = next(s for s in parsed if s.ast_type is ast.ASTType.Rule)
    with pytest.raises(Unsupported, match=r"<string>:1:\d+: not supported: "):
        translate(statement, 0)


def test_worlds_of_the_law_are_certified_and_their_dispositions_proved(law: Reasoner) -> None:
    rules = [s for s in statements(law.pack) if s.ast_type is ast.ASTType.Rule]
    plain = [u for rule in rules for u in rule.unpool()]
    load(translate(rule, number) for number, rule in enumerate(plain))
    rng = random.Random(0)
    for worked in rng.sample([w for w in worked_cases(law.pack) if not w.refused], 12):
        facts = list(given(law.pack, check(worked.case, law.pack).findings))
        control = clingo.Control(["--warn=none", "--models=2", f"--seed={rng.randrange(99)}"])
        with ast.ProgramBuilder(control) as builder:
            for rule in rules:
                builder.add(rule)
        with control.backend() as backend:
            for fact in facts:
                backend.add_rule([backend.add_atom(fact)])
        control.ground([("base", [])])
        with control.solve(yield_=True) as models:
            worlds = [list(model.symbols(atoms=True)) for model in models]
        for world in worlds:
            assert faults(world, facts) == 0, worked.file
            for atom in world:
                if atom.name == "disposition":
                    assert_proved(proofs(world, atom, facts), atom)
                    without = [other for other in world if other != atom]
                    assert faults(without, facts) > 0


@pytest.mark.parametrize(
    "text",
    ['f("")', 'f("a\\"b\\\\c\\nd")', "-p(1,(2,3),())", "f(#inf,#sup)", 'f("😀王某א#script")', "-p"],
)
def test_terms_go_out_and_come_back_whole(text: str) -> None:
    symbol = clingo.parse_term(text)
    assert term_symbol(term_json(symbol)) == symbol
    load(rules_of("x."))
    assert list(proofs([symbol], symbol, given=[symbol])) == [symbol]
