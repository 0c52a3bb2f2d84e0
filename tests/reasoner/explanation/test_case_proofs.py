"""The second engine certifies what is an outcome of a case, names what is none, and proves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from clingo.symbol import Function, Symbol

from support.cases.law_cases import (
    ANSWERED,
    DEMONSTRATION,
    LAW,
    SEVERAL_PERSONS,
    WholeProgram,
    solved,
)
from support.cases.sound import as_json, sound
from support.packs import LAW_FOLDER, broken
from support.sampling import few
from wenze import Case, Outcomes, Reasoner
from wenze.api.cli.main import main
from wenze.reasoner.answer.outcomes_answer import Answer
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.explanation.proofs import (
    MAX_CASES,
    Proofs,
    certificate,
    forget_proofs,
    proofs_of,
)
from wenze.reasoner.proof.bridge import ProverMissing
from wenze.reasoner.proof.prover import CertificateFailed
from wenze.reasoner.proof.session import Session
from wenze.reasoner.solver.answer_sets import AnswerSets
from wenze.reasoner.solver.control import LocalOutcome
from wenze.reasoner.solver.results import Branch


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    """No test takes what another has had certified, or tampered with, for certified."""
    forget_proofs()
    yield
    forget_proofs()


World = frozenset[Symbol]
Tamper = Callable[[World], World]
EXEMPTED = read_atom('disposition("王某",exempted)')
ORDINARY = read_atom('disposition("王某",ordinary)')


def tampering(monkeypatch: pytest.MonkeyPatch, tamper: Tamper) -> None:
    """From now on, every world is a little different from what clingo found; what was certified
    before is forgotten.
    """
    forget_proofs()
    found = AnswerSets.of

    def of(self: AnswerSets, branch: Branch, joint: Sequence[LocalOutcome]) -> Iterator[World]:
        yield from map(tamper, found(self, branch, joint))

    monkeypatch.setattr(AnswerSets, "of", of)


def failure(outcomes: Outcomes) -> CertificateFailed:
    """Why the outcomes of a case are not certified."""
    with pytest.raises(CertificateFailed) as failed:
        certificate(outcomes, outcomes.branches())
    return failed.value


def first_world(outcomes: Outcomes) -> World:
    first = outcomes.at(1)
    return next(outcomes.model.worlds().of(first.branch, first.parts))


# --- the certificate


@pytest.mark.parametrize("file", few(ANSWERED, every=4))
def test_every_outcome_of_every_worked_case_is_certified(file: str) -> None:
    found = solved(file)
    assert certificate(found, found.branches()) is True


def test_every_outcome_of_another_law_is_certified(mini: Reasoner) -> None:
    for case in worked_cases(mini.pack):
        if not case.refused:
            found = mini.solve(case.case)
            assert certificate(found, found.branches()) is True


def test_each_local_outcome_stands_in_a_world_that_is_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = solved(SEVERAL_PERSONS)
    checked: set[tuple[int, int]] = set()
    of = AnswerSets.of

    def noting(self: AnswerSets, branch: Branch, joint: Sequence[LocalOutcome]) -> Iterator[World]:
        checked.update((branch.first, id(local)) for local in joint)
        yield from of(self, branch, joint)

    monkeypatch.setattr(AnswerSets, "of", noting)
    branches = list(found.branches())
    assert certificate(found, branches) is True
    assert checked == {
        (branch.first, id(local)) for branch in branches for part in branch.parts for local in part
    }


def test_a_fault_in_one_local_outcome_of_one_person_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = solved(SEVERAL_PERSONS)
    verdicts = {s for s in found.summary.sometimes if s.name == "disposition"}
    for verdict in verdicts - found.model.worlds().settled:
        with monkeypatch.context() as patch:
            tampering(patch, lambda world, atom=verdict: world - {atom})  # type: ignore[misc]
            assert "disposition" in str(failure(found))


def test_only_the_branches_asked_for_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved(DEMONSTRATION)
    tampering(monkeypatch, lambda world: world - {ORDINARY})
    exempting = [
        branch
        for branch in found.branches()
        if all(ORDINARY not in local.conclusions for part in branch.parts for local in part)
    ]
    assert certificate(found, exempting) is True
    assert failure(found)


def test_each_atom_removed_from_a_world_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved(DEMONSTRATION)
    [branch, *_] = found.branches()
    program = WholeProgram(LAW.pack, found.findings)
    settled = found.model.worlds().settled
    world = first_world(found)
    for atom in sorted(world):
        with monkeypatch.context() as patch:
            tampering(patch, lambda each, gone=atom: each - {gone})  # type: ignore[misc]
            assert not program.is_answer_set(settled | world - {atom})
            with pytest.raises(CertificateFailed) as failed:
                certificate(found, [branch])
            assert named(failed.value, world, atom)


def named(failed: CertificateFailed, world: World, removed: Symbol) -> bool:
    """Whether a fault names the rule that should have drawn an atom, or what now has no proof."""
    assert removed not in map(read_atom, failed.unsupported)
    assert set(map(read_atom, failed.unsupported)) <= world
    drawn = any(removed.name in rule for rule in failed.violated)
    return drawn or (removed.name in ("asserted", "discretion") and bool(failed.unsupported))


def test_each_atom_added_to_a_world_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved(DEMONSTRATION)
    [branch, *_] = found.branches()
    worlds = found.model.worlds()
    program = WholeProgram(LAW.pack, found.findings)
    world = first_world(found)
    elsewhere = {
        atom for o in found for other in worlds.of(o.branch, o.parts) for atom in other
    } - world
    assert elsewhere
    for atom in sorted({*elsewhere, read_atom('ground("王某",war)'), Function("nobody_said_so")}):
        with monkeypatch.context() as patch:
            tampering(patch, lambda each, new=atom: each | {new})  # type: ignore[misc]
            assert not program.is_answer_set(worlds.settled | world | {atom})
            with pytest.raises(CertificateFailed) as failed:
                certificate(found, [branch])
            fault = failed.value
            assert str(atom) in fault.unsupported or any(atom.name in r for r in fault.violated)


def test_a_disposition_exchanged_for_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved(DEMONSTRATION)
    tampering(
        monkeypatch,
        lambda world: world - {EXEMPTED} | {ORDINARY} if EXEMPTED in world else world,
    )
    fault = failure(found)
    assert str(ORDINARY) in fault.unsupported
    assert any(rule.startswith("11.lp:") and "王某" in rule for rule in fault.violated)
    assert str(fault).startswith('no proof of disposition("王某",ordinary)')


def test_a_reading_taken_twice_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved(DEMONSTRATION)
    both = {read_atom(f"reading(exemption_force,{option})") for option in ("binding", "permissive")}
    tampering(monkeypatch, lambda world: world | both)
    assert any("reading(Reading,Option)" in rule for rule in failure(found).violated)


def test_atoms_that_support_only_each_other_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rules = "\ncalled_in(P) :- called_out(P).\ncalled_out(P) :- called_in(P).\n"
    folder = broken(LAW_FOLDER, tmp_path, ("articles/17.lp", "", rules))
    found = Reasoner(folder).solve(Case.from_data(sound()))
    assert certificate(found, found.branches()) is True
    circle = {read_atom(f'{name}("王某")') for name in ("called_in", "called_out")}
    tampering(monkeypatch, lambda world: world | circle)
    assert failure(found).unsupported == ('called_in("王某")', 'called_out("王某")')


def test_a_fact_of_the_case_left_out_of_what_is_settled_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = LAW.solve(ANSWERED[DEMONSTRATION].case)
    worlds = found.model.worlds()
    worlds.settled -= {read_atom("ruling(revoked)")}
    monkeypatch.setitem(vars(found.model), "worlds", lambda: worlds)
    assert any("ruling" in rule for rule in failure(found).violated)


def test_what_was_certified_of_a_case_is_not_checked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = solved(DEMONSTRATION)
    first, *others = found.branches()
    asked: list[str] = []
    ask = Session.ask

    def noting(self: Session, do: str, program: int, **more: object) -> dict[str, object]:
        asked.append(do)
        return ask(self, do, program, **more)

    monkeypatch.setattr(Session, "ask", noting)
    for branches, checked in (([first], True), ([first], False), (others, True)):
        asked.clear()
        assert certificate(found, branches) is True
        assert bool(asked) == checked


def test_a_case_that_is_asked_again_gives_the_same_proofs() -> None:
    found = solved(DEMONSTRATION)
    outcomes = found.first(30)
    kept = proofs_of(found)
    said = [kept.why(atom, o) for o in outcomes for atom in o.conclusions]
    assert said == [kept.why(atom, o) for o in outcomes for atom in o.conclusions]
    backwards = []
    with Proofs(found) as proofs:
        for outcome in reversed(outcomes):
            backwards += [proofs.why(atom, outcome) for atom in reversed(outcome.conclusions)]
    assert said == backwards[::-1]


def test_threads_do_not_push_out_the_proofs_that_others_keep() -> None:
    found = solved(DEMONSTRATION)
    kept = proofs_of(found)
    others = [Reasoner(LAW.pack).solve(ANSWERED[DEMONSTRATION].case) for _ in range(MAX_CASES)]
    thread = Thread(target=lambda: [proofs_of(other) for other in others])
    thread.start()
    thread.join()
    assert proofs_of(found) is kept


def test_without_the_second_engine_nothing_is_certified_and_nothing_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> None:
        raise ProverMissing

    found = solved(DEMONSTRATION)
    monkeypatch.setattr("wenze.reasoner.proof.bridge._prolog", missing)
    assert certificate(found, found.branches()) is None
    with pytest.raises(ProverMissing), Proofs(found) as proofs:
        proofs.why(EXEMPTED, found.at(1))


# --- what a failed certificate comes to


def test_an_outcome_that_is_not_certified_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved(DEMONSTRATION)
    tampering(monkeypatch, lambda world: world - {EXEMPTED})
    with pytest.raises(CertificateFailed):
        Answer(found, "zh").as_json()
    with pytest.raises(CertificateFailed):
        LAW.outcomes(ANSWERED[DEMONSTRATION].case)


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_ends_with_3_names_the_fault_and_shows_nothing_as_defensible(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: list[str], lang: str
) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(as_json(sound(deceived_by_party=["王某"])))
    tampering(
        monkeypatch,
        lambda world: world - {EXEMPTED} | {ORDINARY} if EXEMPTED in world else world,
    )
    result = CliRunner().invoke(main, ["outcomes", str(path), "--lang", lang, *form])
    assert result.exit_code == 3
    assert result.stdout == ""
    assert 'disposition("王某",ordinary)' in result.stderr


# --- proofs


def test_the_first_outcome_in_which_an_atom_holds_or_fails_is_found() -> None:
    for file in (DEMONSTRATION, SEVERAL_PERSONS, "80_two_disputed_facts.yaml"):
        found = solved(file)
        listed = list(found)
        with Proofs(found) as proofs:
            for conclusion in found.summary.sometimes:
                for holds in (True, False):
                    wanted = next(
                        (o.id for o in listed if (conclusion in o.conclusions) == holds), None
                    )
                    first = proofs.first_where(conclusion, holds=holds)
                    assert (first and first.id) == wanted, (file, str(conclusion), holds)


def test_there_is_no_proof_of_what_fails_and_no_reason_against_what_holds() -> None:
    found = solved(DEMONSTRATION)
    with Proofs(found) as proofs:
        for outcome in found.first(20):
            assert (proofs.why(EXEMPTED, outcome) is None) == (EXEMPTED not in outcome.conclusions)
            assert (proofs.why_not(EXEMPTED, outcome) is None) == (EXEMPTED in outcome.conclusions)


def test_a_step_may_hold_in_one_world_of_an_outcome_and_fail_in_another() -> None:
    found = solved("48_all_three_effects.yaml")
    worlds = found.model.worlds()
    tested = 0
    with Proofs(found) as proofs:
        for outcome in found:
            each = list(worlds.of(outcome.branch, outcome.parts))
            varying = frozenset[Symbol]().union(*each) - frozenset.intersection(*each)
            for atom in sorted(varying)[:2]:
                assert proofs.why(atom, outcome) is not None
                assert proofs.why_not(atom, outcome) is not None
                tested += 1
    assert tested


def test_other_proofs_are_listed_smallest_first_and_none_twice() -> None:
    case = sound(
        deceived_by_party=["王某"], misled_by_legal_basis=[["王某", "unclear"]], harm=["none"]
    )
    found = LAW.solve(Case.from_data(case))
    with Proofs(found) as proofs:
        outcome = proofs.first_where(EXEMPTED, holds=True)
        assert outcome is not None
        smallest = proofs.why(EXEMPTED, outcome)
        others = proofs.others(EXEMPTED, outcome, 10)
        assert others.exact
        assert 1 <= len(others.proofs) < others.count <= 11
        shapes = [frozenset(node.atom for node in p) for p in (smallest, *others.proofs) if p]
        assert len(set(shapes)) == len(shapes)
        assert proofs.others(EXEMPTED, outcome, 1).proofs == others.proofs[:1]
        assert proofs.others(ORDINARY, outcome, 1).count == 0
