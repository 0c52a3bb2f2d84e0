"""Answers that keep to a time limit by themselves: printed, with a word on the limit at the end."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

from ...reasoner.budget import processor_time
from ...reasoner.i18n import message
from ...reasoner.inquiry.document import Document
from ...reasoner.solver.outcomes import Outcomes
from .cases import read_case, solved
from .options import EXHAUSTED
from .terminal import fail, print_json, show

if TYPE_CHECKING:
    from rich.console import RenderableType


class AnytimeAnswer(Protocol):
    """An answer; not `complete` if time was up before all was found."""

    @property
    def complete(self) -> bool:
        """True if all was found."""

    def as_json(self, lang: str) -> object:
        """The answer as plain data."""


_Answer = TypeVar("_Answer", bound=AnytimeAnswer)


def reporting(
    found: _Answer,
    outline: Callable[[_Answer, str], Document],
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """Return what is left for a command to do: print the answer, as JSON or as its outline."""

    def text() -> Iterable["RenderableType"]:
        from ..text.document import document_text  # noqa: PLC0415 - not for JSON

        return document_text(outline(found, lang))

    return printing(found, text, time_limit, lang, as_json)


def printing(
    found: AnytimeAnswer,
    text: Callable[[], Iterable["RenderableType"]],
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """Return what is left for a command to do: print the answer, as JSON or as ``text``."""

    def report() -> None:
        if as_json:
            print_json(found.as_json(lang))
        else:
            from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

            show(Group(*text()))
        end(time_limit, lang, complete=found.complete)

    return report


def solved_in_time(
    path: str, pack: str | None, time_limit: float, lang: str, as_json: bool
) -> tuple[Outcomes, float]:
    """Solve the case in a file; return its outcomes and the seconds that are left."""
    start = processor_time()
    outcomes = solved(read_case(path, lang, as_json), pack, lang, as_json)
    return outcomes, time_limit - (processor_time() - start)


def end(time_limit: float, lang: str, *, complete: bool) -> None:
    """End with the exit code of a spent time limit, unless the answer is `complete`."""
    if not complete:
        fail(message("time_limit_partial", seconds=f"{time_limit:g}").say(lang), EXHAUSTED)
