"""Programs from text for the tests of ``reasoner.asp``."""

from wenze.reasoner.asp.read import read_program
from wenze.reasoner.asp.solve import GroundProgram
from wenze.reasoner.asp.source import ProgramFault, ProgramRefused, SourceRule


def read(text: str) -> tuple[SourceRule, ...]:
    """A program's statements, as from standard input."""
    return read_program(["-"], text.encode())


def faults(text: str) -> list[ProgramFault]:
    """Why a program is refused before anything is proved; empty if it is not."""
    try:
        GroundProgram(read(text))
    except ProgramRefused as refusal:
        return list(refusal.faults)
    return []


def places(text: str) -> list[tuple[int | None, int | None, str | None]]:
    """Line, column and construct of each fault."""
    return [(fault.line, fault.column, fault.construct) for fault in faults(text)]


def shown(text: str, limit: int = 0) -> list[list[str]]:
    """What is shown of each answer set, in the order found."""
    program = GroundProgram(read(text))
    return [[str(symbol) for symbol in found.shown] for found in program.answer_sets(limit)]
