"""Statements of a program with their places, and what can be wrong with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from clingo import ast

from ..errors import WenzeError
from ..escaping import shown
from ..i18n import Words, message
from ..syntax import Sourced

FaultCode = Literal["encoding", "syntax", "include", "unsupported", "program"]
# What parsed text calls its file; clingo reads text only, so this never names a real one.
UNNAMED = "<string>"


@dataclass(frozen=True, slots=True)
class SourceRule(Sourced):
    """A statement of a program; ``base`` says whether it is in the part that is grounded."""

    base: bool = True

    def as_json(self) -> dict[str, object]:
        """The place and the text."""
        return {"file": self.file, "line": self.line, "column": self.column, "text": self.text}

    def spans(self, line: int, column: int) -> bool:
        """True if a place lies in the statement."""
        place = self.statement.location
        begin, end = place.begin, place.end
        return (begin.line, begin.column) <= (line, column) <= (end.line, end.column)


@dataclass(frozen=True, slots=True)
class ProgramFault:
    """A reason why a program is refused, with its place."""

    code: FaultCode
    message: Words
    file: str
    line: int | None = None
    column: int | None = None
    construct: str | None = None

    def as_json(self, lang: str) -> dict[str, object]:
        """The form in which refusals are given, the message in one language."""
        return {
            "code": self.code,
            "message": self.message.say(lang),
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "construct": self.construct,
        }

    def say(self, lang: str) -> str:
        """Place and message on one line."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.message.say(lang)}"


@dataclass
class ProgramRefused(WenzeError):
    """A program that is not answered; it carries every fault found."""

    faults: Sequence[ProgramFault]

    def __str__(self) -> str:
        return "; ".join(fault.say("en") for fault in self.faults)


def unsupported(
    rule: SourceRule, node: ast.AST, construct: str, key: str | None = None
) -> ProgramFault:
    """The fault of a part of a rule that the prover cannot prove from."""
    return unsupported_at(rule.file, node.location, construct, key)


def unsupported_at(
    file: str, location: ast.Location, construct: str, key: str | None = None
) -> ProgramFault:
    """The fault of a construct at a place of a file that the prover cannot prove from."""
    words = message(key or "asp_unsupported", found=shown(construct))
    return ProgramFault(
        "unsupported", words, file, location.begin.line, location.begin.column, construct
    )


def refuse(faults: Iterable[ProgramFault]) -> None:
    """Raise ProgramRefused where there are faults."""
    found = list(faults)
    if found:
        raise ProgramRefused(found)
