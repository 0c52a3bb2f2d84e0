"""Why a conclusion is not drawn: every rule of the law that could have drawn it is told of."""

from __future__ import annotations

import re
from functools import cache

import networkx as nx
import pytest
from clingo.symbol import Symbol

from support.cases.law_cases import ANSWERED, LAW, sample, solved
from support.oracles.rule_instances import _matches, _pattern
from support.sampling import few
from wenze import Outcomes
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.explanation.absence_reasons import AbsenceReasons
from wenze.reasoner.explanation.law_wording import LawWording
from wenze.reasoner.explanation.proof_graph import Proof
from wenze.reasoner.explanation.proofs import Proofs, prover
from wenze.reasoner.explanation.why_not import why_not
from wenze.reasoner.explanation.worded_steps import WordedSteps
from wenze.reasoner.pack.literate import Rule
from wenze.reasoner.pack.predicates import PROVIDED
from wenze.reasoner.proof.prover import World
from wenze.reasoner.proof.steps import AtomPattern, goal_pattern
from wenze.reasoner.solver.program import given
from wenze.reasoner.solver.results import Outcome

PACK = LAW.pack
# Every fifth case, to stay quick.
FILES = list(ANSWERED)[::5]
LEAVES_OF_LAW = {*PACK.vocabulary.facts, *PROVIDED}


@pytest.fixture(scope="module", params=few(FILES, every=3))
def file(request: pytest.FixtureRequest) -> str:
    """One worked case for all claims, before the next: each is solved once."""
    return str(request.param)


def absent_somewhere(found: Outcomes, outcome: Outcome) -> list[Symbol]:
    """Conclusions that other outcomes have, and verdicts that none has."""
    verdicts = {str(s.arguments[1]) for s in found.summary.sometimes if s.name == PACK.verdict}
    others = {"exempted", "lenient", "aggravated", "no_ground"} - verdicts
    persons = list(found.summary.persons)[:2]
    never = [read_atom(f"{PACK.verdict}({p},{v})") for p in persons for v in sorted(others)]
    first = {s.name: s for s in found.summary.sometimes if s not in outcome.conclusions}
    return [*first.values(), *never]


@cache
def asked(file: str) -> list[tuple[Symbol, Outcome, Proof]]:
    """Why some conclusions are not drawn in some outcomes of a case."""
    found = solved(file)
    with Proofs(found) as proofs:
        return [
            (goal, outcome, proof)
            for outcome in sample(found, 2)
            for goal in absent_somewhere(found, outcome)
            if (proof := proofs.why_not(goal, outcome)) is not None
        ]


def holds(atom: str, world: frozenset[Symbol]) -> bool:
    """Whether an atom of the world is this one, in which ``_`` may stand for anything."""
    if not re.search(r"[(,]_[,)]", atom):
        return read_atom(atom) in world
    pattern = _pattern(atom)
    return any(_matches(true, pattern) for true in world if true.name == pattern.name)


def test_what_is_told_of_an_absence_is_so_in_a_world_of_the_outcome(file: str) -> None:
    found = solved(file)
    worlds = found.model.worlds()
    for goal, outcome, proof in asked(file):
        world = worlds.settled | next(worlds.of(outcome.branch, outcome.parts))
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(proof.nodes)
        graph.add_edges_from((node.id, child) for node in proof for child in node.children)
        assert nx.is_directed_acyclic_graph(graph)
        assert len(nx.descendants(graph, proof.root)) + 1 == len(proof.nodes)
        assert proof.nodes[proof.root].atom == str(goal)
        for node in proof:
            if node.kind == "absent":
                assert not holds(node.atom, world), node.atom
            elif node.kind != "computed":
                assert holds(node.atom, world), node.atom
            for child, standing in zip(node.children, node.standing, strict=False):
                below = proof.nodes[child]
                if standing == "missing":
                    assert below.kind in ("absent", "computed"), below.atom
                elif standing == "blocking":
                    assert below.kind not in ("absent", "computed"), below.atom


def test_an_attempt_names_what_failed_or_that_nothing_was_chosen(file: str) -> None:
    for _, _, proof in asked(file):
        for node in proof:
            if node.kind == "absent" and node.rule is not None:
                failed = {"missing", "blocking"} & set(node.standing)
                assert failed or node.detail, (node.atom, node.rule.text)


def test_what_is_missing_and_not_explained_is_a_fact_or_a_reading_or_says_why(file: str) -> None:
    for _, _, proof in asked(file):
        for attempt in proof:
            for child, standing in zip(attempt.children, attempt.standing, strict=False):
                node = proof.nodes[child]
                if standing == "missing" and node.kind == "absent" and not node.children:
                    name = node.atom.partition("(")[0]
                    assert name in LEAVES_OF_LAW or node.detail, node.atom


def test_a_conclusion_that_is_not_drawn_is_explained(file: str) -> None:
    found = solved(file)
    told = [(goal, outcome.id) for goal, outcome, _ in asked(file)]
    assert told == [
        (goal, outcome.id)
        for outcome in sample(found, 2)
        for goal in absent_somewhere(found, outcome)
    ]


def test_every_rule_that_could_draw_a_conclusion_is_told_or_needs_what_nothing_could_give() -> None:
    told, left_out = 0, 0
    for file in FILES[::3]:
        found = solved(file)
        worlds = found.model.worlds()
        outcome = found.at(1)
        with prover(PACK).session(given(PACK, found.findings)) as session:
            atoms = next(worlds.of(outcome.branch, outcome.parts))
            world = session.world(atoms, worlds.settled)
            wording = LawWording(PACK, found.findings, world)
            for goal in absent_somewhere(found, outcome)[:2]:
                proof = why_not(world, goal_pattern(goal), steps_of(world, wording))
                for node in [n for n in proof if n.kind == "absent" and n.rule is None]:
                    if not node.children or "_" in node.atom:
                        continue
                    pattern = goal_pattern(read_atom(node.atom))
                    uses = (proof.nodes[child].rule for child in node.children)
                    places = {(use.file, use.line, use.column) for use in uses if use is not None}
                    for rule in PACK.rules:
                        if rule.head != pattern.signature[0]:
                            continue
                        if (rule.file, rule.line, rule.column) in places:
                            told += 1
                        else:
                            assert cannot_draw(world, wording, pattern, rule), rule.text
                            left_out += 1
    assert told > 0
    assert left_out > 0


def steps_of(world: World, wording: LawWording) -> WordedSteps:
    return WordedSteps(wording, AbsenceReasons(world, wording).absence)


def cannot_draw(world: World, wording: LawWording, pattern: AtomPattern, rule: Rule) -> bool:
    """Whether a rule's head does not fit, or each attempt at it lacks what no rule and no fact of
    any case could give.
    """
    attempts = [a for a in world.attempts(pattern) if a.rule.source is rule]
    return all(
        any(
            mark.became == "missing"
            and isinstance(mark.atom, AtomPattern)
            and not wording.is_final(mark.atom)
            and len(why_not(world, mark.atom, steps_of(world, wording)).nodes) == 1
            for mark in attempt.marks
        )
        for attempt in attempts
    )


def test_why_not_is_the_same_whatever_was_asked_before() -> None:
    file = FILES[0]
    found = LAW.solve(ANSWERED[file].case)
    first = list(asked(file))
    with Proofs(found) as proofs:
        for goal, outcome, proof in reversed(first):
            assert proofs.why_not(goal, outcome) == proof
