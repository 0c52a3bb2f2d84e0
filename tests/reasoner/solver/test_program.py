"""A pack's program: its own rules beside those of the engine."""

from support.cases.law_cases import LAW
from wenze.reasoner.pack import Pack
from wenze.reasoner.pack.load import _load
from wenze.reasoner.solver.program import own_statements, statements

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
