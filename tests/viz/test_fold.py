"""Folding: what is beyond dispute goes first, then what is far away; everything is counted."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from support.cases.handmade_proofs import broad, deceived_and_exempted, node, proof
from support.sampling import few
from wenze.reasoner.explanation.json import Kind, Standing
from wenze.reasoner.explanation.proof_graph import Proof
from wenze.viz.fold import MAX_ARROWS, folded


def chain(length: int) -> Proof:
    """Each step rests on the next."""
    steps = [node(str(n), "rule", f"{n}", [str(n + 1)]) for n in range(length - 1)]
    return proof(*steps, node(str(length - 1), "fact", "end"))


def tangled(seed: int, size: int) -> Proof:
    """A proof whose nodes share reasons, with some disputed facts."""
    draw = random.Random(seed)
    nodes = []
    for number in range(size):
        later = range(number + 1, min(number + 30, size))
        reasons = sorted(draw.sample(later, min(len(later), draw.choice([0, 1, 2, 4]))))
        reasons = sorted({*reasons, number + 1} if number < size - 1 else set(reasons))
        kind: Kind = "rule" if reasons else draw.choice(["fact", "disputed"])
        nodes.append(node(str(number), kind, str(number), [str(r) for r in reasons]))
    return proof(*nodes)


def reachable(drawn: Proof) -> set[str]:
    found, queue = set(), [drawn.root]
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue.extend(drawn.nodes[name].children)
    return found


def test_a_proof_within_the_limit_stays_as_it_is() -> None:
    whole = broad(300)
    view = folded(whole, 300)
    assert view.proof is whole
    assert (view.folds, view.hidden) == ({}, 0)


def test_what_rests_on_nothing_disputed_becomes_one_node_that_counts_it() -> None:
    view = folded(deceived_and_exempted(), 33)
    assert "candidate" in view.folds
    fold = view.folds["candidate"]
    assert (fold.steps, fold.facts, fold.absent, fold.settled) == (4, 9, 0, True)
    assert {str(p) for p in fold.provisions} == {"2", "3(1)", "6", "7", "9", "19"}
    assert view.proof.nodes["candidate"].children == ()


@pytest.mark.parametrize("kind", ["disputed", "assumed", "reading", "discretion"])
def test_what_could_be_otherwise_is_not_folded_while_there_is_room(kind: Kind) -> None:
    nodes = {n.id: n for n in broad(500)}
    nodes["499"] = node("499", kind, "this could be otherwise")
    view = folded(Proof("0", nodes))
    assert "499" in view.proof.nodes
    assert all(fold.settled for fold in view.folds.values())


def test_where_all_is_beyond_dispute_the_nearest_reasons_are_drawn() -> None:
    view = folded(broad(1000), 300)
    assert 290 <= len(view.proof.nodes) <= 300
    assert {"0", "1", "2", "3", "12"} <= set(view.proof.nodes)


def test_far_reasons_of_a_chain_are_folded_into_its_last_node() -> None:
    view = folded(chain(1000), 300)
    assert len(view.proof.nodes) == 300
    (fold,) = view.folds.values()
    assert fold.steps + fold.facts == view.hidden == 701


def test_a_step_with_more_reasons_than_can_be_drawn_shows_the_first() -> None:
    leaves = [node(f"f{n}", "disputed", f"{n}") for n in range(1000)]
    view = folded(proof(node("root", "rule", "r", [leaf.id for leaf in leaves]), *leaves), 300)
    assert len(view.proof.nodes) == 300
    assert view.hidden == 702
    (fold,) = view.folds.values()
    assert (fold.facts, fold.settled) == (702, False)


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 57, 300])
@pytest.mark.parametrize("seed", few(range(5), every=3))
def test_any_proof_fits_and_nothing_is_lost_uncounted(seed: int, limit: int) -> None:
    whole = tangled(seed, 400)
    view = folded(whole, max(limit, 2))
    assert len(view.proof.nodes) <= max(limit, 2)
    assert reachable(view.proof) == set(view.proof.nodes)
    drawn = [name for name in view.proof.nodes if name in whole.nodes]
    assert len(drawn) + view.hidden == 400
    hidden = set(whole.nodes) - set(drawn)
    assert bool(hidden) == bool(view.folds)
    for name in drawn:
        if name not in view.folds and not set(whole.nodes[name].children) & hidden:
            assert view.proof.nodes[name] == whole.nodes[name]


def test_more_arrows_than_can_be_followed_are_folded_too() -> None:
    names = [str(n) for n in range(100)]
    steps = [node(n, "rule", n, names[int(n) + 1 :]) for n in names[:-1]]
    view = folded(proof(*steps, node("99", "disputed", "end")))
    assert view.hidden > 0
    assert sum(len(each.children) for each in view.proof) <= MAX_ARROWS
    assert len(view.proof.nodes) > 20


def test_what_was_said_of_conditions_stays_with_those_drawn() -> None:
    leaves = [node(f"f{n}", "absent", f"{n}") for n in range(9)]
    attempt = node("root", "absent", "r", [leaf.id for leaf in leaves])
    open_ones: list[Standing] = ["open"] * 7
    standing: tuple[Standing, ...] = ("met", "missing", *open_ones)
    whole = proof(replace(attempt, standing=standing), *leaves)
    root = folded(whole, 5).proof.nodes["root"]
    assert len(root.children) == len(root.standing) == 4
    assert root.standing[:2] == ("met", "missing")
