"""Answers that keep to a time limit by themselves: printed, with a word on the limit at the end."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from ...reasoner.i18n import message
from .options import EXHAUSTED
from .terminal import fail, print_json, show

if TYPE_CHECKING:
    from rich.console import RenderableType


class AnytimeAnswer(Protocol):
    """An answer; not ``complete`` if time was up before all was found."""

    @property
    def complete(self) -> bool:
        """True if all was found."""

    def as_json(self, lang: str) -> object:
        """The answer as plain data."""


def reporting(
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


def end(time_limit: float, lang: str, *, complete: bool) -> None:
    """End with the exit code of a spent time limit, unless the answer is ``complete``."""
    if not complete:
        fail(message("time_limit_partial", seconds=f"{time_limit:g}").say(lang), EXHAUSTED)
