"""Other proofs: all of them counted, listed smallest first, none with a circle."""

import random
from collections.abc import Mapping
from itertools import islice, product

import clingo
import networkx as nx
import pytest
from clingo.symbol import Symbol

from support.programs.proof_worlds import only_answer_set, prover_of
from support.sampling import few
from wenze.reasoner.proof.alternatives import Alternatives
from wenze.reasoner.proof.steps import Step


def alternatives(text: str, goal: str) -> Alternatives:
    with prover_of(text).world(only_answer_set(text)) as world:
        return world.alternatives(clingo.parse_term(goal))


def told(proof: Mapping[Symbol, Step]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """A proof as what each atom rests on."""
    return frozenset(
        (str(atom), tuple(sorted(str(shown) for shown in step.shown)))
        for atom, step in proof.items()
    )


def size(proof: Mapping[Symbol, Step], atom: Symbol) -> int:
    """The nodes of a proof counted as a tree."""
    shown = proof[atom].shown
    return 1 + sum(size(proof, s) if isinstance(s, Symbol) else 1 for s in shown)


def random_program(rng: random.Random) -> str:
    """Layers of atoms, each with one to three rules over atoms of the layers below."""
    rules = ["a0.", "b0."]
    for layer in range(1, 4):
        below = [f"{name}{lower}" for name in "ab" for lower in range(layer)]
        for name in "ab":
            for _ in range(rng.randrange(1, 4)):
                body = sorted(rng.sample(below, rng.randrange(1, min(3, len(below)) + 1)))
                rules.append(f"{name}{layer} :- {', '.join(body)}.")
    return " ".join(dict.fromkeys(rules))


def brute_force(text: str, goal: str) -> set[frozenset[tuple[str, tuple[str, ...]]]]:
    """Every proof of an atom, from every choice of one rule for each atom."""
    rules: dict[str, list[tuple[str, ...]]] = {}
    for rule in filter(None, (part.strip() for part in text.split("."))):
        head, _, body = rule.partition(" :- ")
        rules.setdefault(head, []).append(tuple(sorted(filter(None, body.split(", ")))))
    proofs = set()
    for bodies in product(*rules.values()):
        chosen = dict(zip(rules, bodies, strict=True))
        pending, proof = [goal], {}
        while pending:
            atom = pending.pop()
            if atom not in proof:
                proof[atom] = chosen[atom]
                pending += chosen[atom]
        proofs.add(frozenset(proof.items()))
    return proofs


@pytest.mark.parametrize("seed", few(range(25)))
def test_every_proof_is_listed_once_and_smallest_first(seed: int) -> None:
    text = random_program(random.Random(seed))
    found = list(alternatives(text, "a3"))
    assert {told(proof) for proof in found} == brute_force(text, "a3")
    assert len({told(proof) for proof in found}) == len(found)
    sizes = [size(proof, clingo.Function("a3")) for proof in found]
    assert sizes == sorted(sizes)


def test_the_first_is_the_smallest_proof_that_the_engine_finds() -> None:
    for seed in range(25):
        text = random_program(random.Random(seed))
        goal = clingo.Function("b3")
        with prover_of(text).world(only_answer_set(text)) as world:
            first = next(iter(world.alternatives(goal)))
            assert size(first, goal) == world.steps(goal)[0].size


def test_sixteen_stacked_diamonds_have_their_proofs_counted_and_not_listed() -> None:
    text = "n(0). " + " ".join(
        f"l({i}) :- n({i}). r({i}) :- n({i}). n({i + 1}) :- l({i}). n({i + 1}) :- r({i})."
        for i in range(16)
    )
    found = alternatives(text, "n(16)")
    assert (found.count, found.exact) == (2**16, True)
    assert [len(proof) for proof in islice(found, 3)] == [33, 33, 33]


def test_no_other_proof_goes_in_a_circle() -> None:
    text = "c :- d. d :- c. d :- b(1). c :- b(2). b(1..2). h :- c, d."
    found = alternatives(text, "h")
    assert not found.exact
    for proof in found:
        graph: nx.DiGraph[str] = nx.DiGraph(
            (str(atom), str(shown)) for atom, step in proof.items() for shown in step.shown
        )
        assert nx.is_directed_acyclic_graph(graph)
    assert found.count == len(list(found)) == 2
