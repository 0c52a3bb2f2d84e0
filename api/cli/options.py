"""Options of all commands, and their exit codes."""

import os
from collections.abc import Callable
from math import isnan
from typing import Any, TypeVar

import click

from ...reasoner.i18n import LANGS

REFUSED, UNREADABLE, EXHAUSTED = 1, 2, 3
TIME_LIMIT = 120.0
F = TypeVar("F", bound=Callable[..., Any])


def default_lang() -> str:
    """The language of WENZE_LANG, else Chinese."""
    lang = os.environ.get("WENZE_LANG", "zh")
    return lang if lang in LANGS else "zh"


def spoken(command: F) -> F:
    """Give a command the options that every command takes."""
    command = click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")(
        command
    )
    return click.option(
        "--lang", type=click.Choice(LANGS), default=default_lang, help="Language of the words."
    )(command)


limit_type = click.IntRange(min=0)
case_argument = click.argument("case", type=click.Path(allow_dash=True))
pack_option = click.option(
    "--pack", help="The regulation's id or its pack's path, where the case names none."
)

# Both engines, with no program yet, need some 150.
LEAST_MEBIBYTES = 256
# A day; what is endless cannot be waited for.
MOST_SECONDS = 86_400


class _Seconds(click.FloatRange):
    """A time that can be waited for; what is not a number is in no range, and passes for one."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=MOST_SECONDS)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The time that is written. Raises click's own error."""
        seconds = float(super().convert(value, param, ctx))
        if isnan(seconds):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return seconds


def time_limit_option(seconds: float, text: str) -> Callable[[F], F]:
    """Make the option of a time limit: `seconds` where none is named, and what is said of it."""
    return click.option(
        "--time-limit",
        type=_Seconds(),
        default=seconds,
        show_default=True,
        metavar="SECONDS",
        help=text,
    )


def limits_of_process(seconds: float, mebibytes: int, time: str, memory: str) -> Callable[[F], F]:
    """Give a command the limits of the process that it has the work done in: what they are where
    none are named, and what is said of them.
    """

    def limiting(command: F) -> F:
        command = click.option(
            "--memory-limit",
            type=click.IntRange(min=LEAST_MEBIBYTES),
            default=mebibytes,
            show_default=True,
            metavar="MIB",
            help=memory,
        )(command)
        return time_limit_option(seconds, time)(command)

    return limiting
