"""Worlds of one session share what is the same in them, and nothing of it is taken on trust."""

import gc
from collections.abc import Iterator

import clingo
import pytest
from clingo.symbol import Function, Symbol

from support.programs.proof_worlds import PROGRAMS, answer_sets, prover_of
from support.sampling import few
from wenze.reasoner.explanation.worded_steps import proof_of as smallest
from wenze.reasoner.proof.bridge import _prolog, ask
from wenze.reasoner.proof.prover import CertificateFailed
from wenze.reasoner.proof.session import Session

A, B, C, D = map(Function, "abcd")
EITHER = "1 {a; b} 1. c :- a. d :- c. c :- b."


def atoms_known() -> int:
    """How many atoms the engine knows, once it has forgotten what it was to forget."""
    ask({"do": "version"})
    [found] = _prolog().query("aggregate_all(count, worlds:known(_, _, _), Count)")
    return int(found["Count"])


@pytest.fixture(autouse=True)
def nothing_stays_behind() -> Iterator[None]:
    gc.collect()
    before = atoms_known()
    yield
    gc.collect()
    assert atoms_known() == before


def test_worlds_certified_together_are_each_checked() -> None:
    with prover_of(EITHER).session() as session:
        good, bad = session.world([A, C, D]), session.world([B, D])
        for together in ([good, bad], [bad, good], [bad]):
            with pytest.raises(CertificateFailed) as failed:
                session.certify(together)
            assert failed.value.unsupported == ("d",)
        session.certify([good, session.world([B, C, D]), good])


def test_nothing_counts_as_certified_that_stood_beside_a_fault() -> None:
    with prover_of(EITHER).session() as session:
        for wrong in ([A, C], [A, D], [C, D], [A, B, C, D]):
            worlds = [session.world([A, C, D]), session.world(wrong)]
            for _ in range(2):
                with pytest.raises(CertificateFailed):
                    session.certify(worlds)
                with pytest.raises(CertificateFailed):
                    worlds[1].certify()


@pytest.mark.parametrize("name", few(sorted(PROGRAMS), every=3))
def test_after_any_world_every_atom_removed_is_missed(name: str) -> None:
    text = PROGRAMS[name]
    worlds = [frozenset(world) for world in answer_sets(text)][:5]
    answers = {frozenset(world) for world in answer_sets(text)}
    with prover_of(text).session() as session:
        for world in worlds:
            session.world(world).certify()
            for wrong in {world - {atom} for atom in world} - answers:
                with pytest.raises(CertificateFailed):
                    session.world(wrong).certify()
                session.world(world).certify()


def test_an_atom_of_which_no_rule_speaks_has_no_proof_in_any_world() -> None:
    with prover_of(EITHER).session() as session:
        unknown = clingo.parse_term("nobody(said)")
        for atoms in ([A, C, D], [B, C, D]):
            session.world(atoms).certify()
            with pytest.raises(CertificateFailed) as failed:
                session.world([*atoms, unknown]).certify()
            assert failed.value.unsupported == ("nobody(said)",)
            session.world(atoms).certify()


def test_a_session_that_was_closed_begins_anew() -> None:
    session = prover_of(EITHER).session()
    for _ in range(2):
        session.world([A, C, D]).certify()
        session.close()
        with pytest.raises(CertificateFailed):
            session.world([A, D]).certify()
        session.close()


def test_what_a_session_knew_is_forgotten_when_nobody_holds_it() -> None:
    before = atoms_known()
    session: Session | None = prover_of(EITHER).session()
    assert session is not None
    session.world([A, C, D]).certify()
    assert atoms_known() == before + 3
    session = None
    gc.collect()
    assert atoms_known() == before


def test_a_proof_is_the_same_whatever_was_proved_before_it() -> None:
    text = "1 {a; b} 1. c :- a. c :- b. d :- c, a. d :- c, not e. f :- d. f :- a, c. g :- f, d."
    atoms: list[Symbol] = list(map(Function, "acdfg"))
    prover = prover_of(text)
    for first in atoms:
        with prover.session() as session:
            world = session.world(atoms)
            smallest(world, first)
            for goal in atoms:
                with prover.world(atoms) as fresh:
                    assert smallest(world, goal) == smallest(fresh, goal)


def test_a_world_tells_its_atoms_of_one_predicate() -> None:
    text = "{p(1..3)}. q(X) :- p(X). -p(4)."
    world = list(map(clingo.parse_term, ["p(1)", "p(3)", "q(1)", "q(3)", "-p(4)"]))
    with prover_of(text).world(world) as found:
        assert {str(atom) for atom in found.of("p", 1)} == {"p(1)", "p(3)"}
        assert [str(atom) for atom in found.of("-p", 1)] == ["-p(4)"]
        assert not list(found.of("p", 2))
        assert not list(found.of("nobody", 1))


def test_sessions_that_are_forgotten_leave_no_names_behind() -> None:
    def names_after_another() -> int:
        with prover.session() as session:
            for world in ([A, C, D], [B, C, D]):
                session.world(world).certify()
        ask({"do": "version"})
        [found] = _prolog().query("statistics(functors, Count)")
        return int(found["Count"])

    prover = prover_of(EITHER)
    first = names_after_another()
    assert {names_after_another() for _ in range(20)} == {first}
