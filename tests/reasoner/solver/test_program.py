"""A pack's program: its own rules beside those of the engine."""

import signal
from collections.abc import Sequence

import pytest
from clingox.program import ProgramObserver

from support.cases.law_cases import LAW
from support.cases.sound import as_json, sound
from wenze import Case
from wenze.reasoner.budget import TimeUp, deadline
from wenze.reasoner.case.findings import check
from wenze.reasoner.pack import Pack
from wenze.reasoner.pack.load import _load
from wenze.reasoner.solver.program import ground, own_statements, statements

PACK = LAW.pack


def read_anew(pack: Pack) -> Pack:
    """A pack that is equal and not the same."""
    return _load.__wrapped__(pack.folder, pack.digest, pack.text_digest)


def test_the_program_is_the_engines_rules_and_then_the_packs() -> None:
    own = own_statements(PACK)
    assert statements(PACK) == (*own, *(rule.statement for rule in PACK.rules))


def test_the_engines_rules_are_parsed_once() -> None:
    assert own_statements(PACK) is own_statements(PACK)


def test_a_pack_read_anew_has_its_own_rules_in_its_program() -> None:
    again = read_anew(PACK)
    program = {id(statement) for statement in statements(again)}
    assert {id(rule.statement) for rule in again.rules} <= program
    assert own_statements(again) is own_statements(PACK)


def test_an_alarm_while_the_program_is_grounded_is_no_fault_of_the_pack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Alarmed(ProgramObserver):
        """Clingo calls it; what it raises comes back as an error of clingo's."""

        def rule(self, choice: bool, head: Sequence[int], body: Sequence[int]) -> None:
            signal.raise_signal(signal.SIGALRM)
            super().rule(choice, head, body)

    monkeypatch.setattr("wenze.reasoner.solver.program.ProgramObserver", Alarmed)
    findings = check(Case.from_bytes(as_json(sound())), PACK).findings
    with pytest.raises(TimeUp), deadline(60):
        ground(PACK, findings)
