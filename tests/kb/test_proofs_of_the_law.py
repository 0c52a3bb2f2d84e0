"""The proofs of the law's worked cases: its own rules, its provisions, and nothing beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from clingo.symbol import Symbol

from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW, sample, solved
from support.oracles.law_instances import LawClaims, LawProgram
from support.sampling import few
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.explanation.absence_reasons import AbsenceReasons
from wenze.reasoner.explanation.law_wording import LawWording, provisions_of
from wenze.reasoner.explanation.proof_graph import Node, Proof
from wenze.reasoner.explanation.proofs import Proofs, prover
from wenze.reasoner.explanation.why_not import why_not
from wenze.reasoner.explanation.worded_steps import WordedSteps
from wenze.reasoner.pack.provision import Provision
from wenze.reasoner.proof.prover import World
from wenze.reasoner.proof.steps import AtomPattern
from wenze.reasoner.solver.program import given
from wenze.reasoner.solver.results import Outcome

PACK = LAW.pack
PROGRAM = LawProgram(PACK)
MOST = 2  # outcomes of each case, spread over all


@pytest.fixture(scope="module", params=few(ANSWERED, every=4))
def file(request: pytest.FixtureRequest) -> str:
    """One worked case for all claims, before the next: each is solved once."""
    return str(request.param)


@cache
def proved(file: str) -> list[tuple[Outcome, frozenset[Symbol], dict[Symbol, Proof]]]:
    """Some outcomes of a case with the world their proofs are of, and the proofs."""
    found = solved(file)
    worlds = found.model.worlds()
    with Proofs(found) as proofs:
        return [
            (
                outcome,
                worlds.settled | next(worlds.of(outcome.branch, outcome.parts)),
                {c: shown for c in outcome.conclusions if (shown := proofs.why(c, outcome))},
            )
            for outcome in sample(found, MOST)
        ]


def nodes(file: str) -> Iterator[tuple[frozenset[Symbol], Node]]:
    """Every node of every proof, with the world it is of."""
    for _, world, proofs in proved(file):
        for proof in proofs.values():
            for node in proof:
                yield world, node


def test_every_conclusion_of_an_outcome_is_proved(file: str) -> None:
    for outcome, _, proofs in proved(file):
        assert list(proofs) == list(outcome.conclusions)
        for conclusion, proof in proofs.items():
            assert proof.nodes[proof.root].atom == str(conclusion)


def test_each_step_is_an_instance_of_a_rule_of_the_law_over_its_body_in_order(file: str) -> None:
    _, world, proofs = proved(file)[-1]
    claims = LawClaims(PROGRAM, world)
    for proof in proofs.values():
        claims.add(proof)
    claims.check()


def test_the_kinds_of_nodes_are_what_the_case_and_the_pack_make_them(file: str) -> None:
    findings = solved(file).findings
    discretion = PACK.predicates_of("discretion")
    assumptions = PACK.predicates_of("assumption")
    for world, node in nodes(file):
        if node.kind == "computed":
            continue
        name = node.atom.partition("(")[0]
        if node.kind == "absent":
            if "_" not in node.atom.replace(name, ""):
                assert read_atom(node.atom) not in world, node.atom
            continue
        atom = read_atom(node.atom)
        assert atom in world, node.atom
        if name in PACK.vocabulary.facts:
            disputed = atom in findings.disputed
            assert node.kind == ("disputed" if disputed else "fact"), node.atom
            assert disputed or atom in findings.stated, node.atom
        elif name == "reading":
            assert node.kind == "reading"
        elif name in ("mentions", "denied"):
            assert node.kind == "fact"
        elif name in assumptions:
            assert node.kind == "assumed", node.atom
        elif name in discretion:
            assert node.kind == "discretion", node.atom
        else:
            assert node.kind == "rule", node.atom
        assert (node.rule is None) == (node.kind in ("fact", "disputed", "reading")), node.atom


def test_a_reading_in_a_proof_is_the_one_its_outcome_takes(file: str) -> None:
    pins = solved(file).findings.pins
    for outcome, _, proofs in proved(file):
        for proof in proofs.values():
            for node in proof:
                if node.kind == "reading":
                    name, option = (str(a) for a in read_atom(node.atom).arguments)
                    taken = {**pins, **outcome.readings}.get(name)
                    assert option == (taken or PACK_FIRST[name]), (outcome.id, node.atom)


PACK_FIRST = {reading.id: reading.option_ids[0] for reading in PACK.readings}


def test_each_step_cites_the_provisions_of_its_rule(file: str) -> None:
    roots = {p.root for _, _, proofs in proved(file) for p in proofs.values()}
    for _, node in nodes(file):
        if node.rule is not None and node.id not in roots:
            rule = PACK.rule_at(node.rule.file, node.rule.line, node.rule.column)
            assert rule is not None
            assert node.provisions == rule.provisions
            assert node.rule.text == rule.text


def steps_of(world: World, wording: LawWording) -> WordedSteps:
    return WordedSteps(wording, AbsenceReasons(world, wording).absence)


def carried(bases: set[Provision], conclusion: Symbol, world: World, wording: LawWording) -> bool:
    """Whether each provision is of a rule that can stand in a proof of a conclusion, or of one that
    says why what must be absent there is absent.
    """
    supports = world.alternatives(conclusion)._steps.values()
    steps = [step for found in supports for step in found]
    left = bases - {p for s in steps for p in provisions_of(s.rule)}
    absent = {str(s): s for step in steps for s in step.shown if isinstance(s, AtomPattern)}
    for pattern in absent.values():
        if left:
            left -= {
                p
                for node in why_not(world, pattern, steps_of(world, wording))
                for p in node.provisions
            }
    return not left


def test_each_provision_said_to_carry_a_conclusion_is_of_a_rule_that_can_stand_in_its_proof(
    file: str,
) -> None:
    found = solved(file)
    worlds = found.model.worlds()
    with prover(PACK).session(given(PACK, found.findings)) as session:
        outcome, _, proofs = proved(file)[-1]
        atoms = next(worlds.of(outcome.branch, outcome.parts))
        world = session.world(atoms, worlds.settled)
        wording = LawWording(PACK, found.findings, world)
        for conclusion in {(c.name, c.arguments[0]): c for c in proofs}.values():
            bases = set(wording.bases[conclusion])
            assert carried(bases, conclusion, world, wording), (outcome.id, str(conclusion))


def test_the_conclusion_cites_provisions_that_its_proof_comes_to(file: str) -> None:
    for _, _, proofs in proved(file):
        for conclusion, proof in proofs.items():
            root = proof.nodes[proof.root]
            assert root.provisions, str(conclusion)
            below = {p for node in proof if node.id != proof.root for p in node.provisions}
            rule = root.rule
            assert rule is not None
            own = PACK.rule_at(rule.file, rule.line, rule.column)
            assert own is not None
            reached = below | set(own.provisions)
            for cited in root.provisions:
                assert any(each.within(cited) for each in reached), str(conclusion)


def test_the_proofs_are_the_same_when_asked_for_in_another_order() -> None:
    found = LAW.solve(ANSWERED[DEMONSTRATION].case)
    with Proofs(found) as proofs:
        for outcome, _, first in reversed(proved(DEMONSTRATION)):
            for conclusion in reversed(first):
                assert proofs.why(conclusion, outcome) == first[conclusion]
