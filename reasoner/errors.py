"""Problems of a case, and the errors that this package raises."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from typing_extensions import TypedDict

from .i18n import Words

Code = Literal[
    "unknown_predicate",
    "arity",
    "value",
    "date",
    "name",
    "reading",
    "option",
    "contradiction",
    "incomplete",
    "duplicate_key",
    "too_large",
    "malformed",
]


class CaseProblemJson(TypedDict):
    """One thing that is wrong with what was sent."""

    code: Code
    pointer: str
    also: list[str]
    line: int | None
    found: str | None
    message: str
    allowed: list[str]
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a case, with its place and, where there is one, the remedy.

    ``pointer`` and ``also`` are JSON pointers (RFC 6901) into the case; ``line`` counts from 1.
    """

    code: Code
    message: Words
    pointer: str = ""
    also: tuple[str, ...] = ()
    line: int | None = None
    found: str | None = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None

    def below(self, pointer: str) -> "Problem":
        """The same fault of a case that stands at a place in something larger."""
        also = tuple(f"{pointer}{each}" for each in self.also)
        return replace(self, pointer=f"{pointer}{self.pointer}", also=also)

    def as_json(self, lang: str) -> CaseProblemJson:
        """The form that interfaces promise, its message in one language."""
        return {
            "code": self.code,
            "pointer": self.pointer,
            "also": list(self.also),
            "line": self.line,
            "found": self.found,
            "message": self.message.say(lang),
            "allowed": list(self.allowed),
            "nearest": self.nearest,
        }


class WenzeError(Exception):
    """The root of all errors that this package raises on purpose."""


@dataclass
class CaseRefused(WenzeError):
    """A case that cannot be answered; it carries every problem found."""

    problems: Sequence[Problem]

    def __str__(self) -> str:
        return "; ".join(f"{p.pointer or '/'}: {p.message.say('en')}" for p in self.problems)


@dataclass
class PackError(WenzeError):
    """A knowledge base pack that cannot be used as it stands."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass
class MessageError(WenzeError):
    """An error with a message for people."""

    words: Words

    def __str__(self) -> str:
        return self.words.say("en")


@dataclass
class UnknownRegulation(MessageError):
    """No pack has the regulation's id, or several have and none was named."""

    found: str = ""
    allowed: tuple[str, ...] = ()
