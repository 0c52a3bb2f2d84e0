"""Options of all commands, and their exit codes."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from math import isnan
from threading import Event, Thread
from typing import Any, NoReturn, TypeVar, cast

import click

from ...reasoner.budget import PATIENCE, TimeUp
from ...reasoner.i18n import LANGS, message

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
# Seconds past a time limit that is kept softly, and the least between two looks at the time.
_GRACE, _SHORTEST = 1.0, 0.001


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
        return click.option(
            "--time-limit",
            type=_Seconds(),
            default=seconds,
            show_default=True,
            metavar="SECONDS",
            help=time,
        )(command)

    return limiting


_time_limit = click.option(
    "--time-limit",
    type=_Seconds(),
    default=TIME_LIMIT,
    show_default=True,
    metavar="SECONDS",
    help="Stop after this time.",
)


def limited(command: F) -> F:
    """Give a command a time limit; when it is reached, the process ends with its exit code."""

    @_time_limit
    @wraps(command)
    def within(*, time_limit: float, **asked: Any) -> None:
        with _ended_after(time_limit, 0.0, str(asked["lang"])):
            command(**asked)

    return cast("F", within)


def limited_softly(command: Callable[..., Callable[[], None]]) -> Callable[..., None]:
    """Give a command a time limit that it keeps itself, with a hard end a moment later: so it has
    something to show.

    The command returns what is left to do without haste: to print it. If it raises TimeUp, there
    is nothing to show.
    """

    @_time_limit
    @wraps(command)
    def within(*, time_limit: float, **asked: Any) -> None:
        lang = str(asked["lang"])
        with _ended_after(time_limit, _GRACE, lang):
            try:
                tell = command(time_limit=time_limit, **asked)
            except TimeUp:
                _stop(time_limit, lang)
        tell()

    return within


@contextmanager
def _ended_after(limit: float, grace: float, lang: str) -> Iterator[None]:
    """End the process where a block takes more processor time, or far more time by the clock."""
    done = Event()
    Thread(target=_watch, args=(done, limit, grace, lang), daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _watch(done: Event, limit: float, grace: float, lang: str) -> None:
    processor = time.process_time() + limit + grace
    clock = time.monotonic() + PATIENCE * limit + grace
    while (left := min(processor - time.process_time(), clock - time.monotonic())) > 0:
        if done.wait(max(left, _SHORTEST)):
            return
    _stop(limit, lang)


def _stop(seconds: float, lang: str) -> NoReturn:
    sys.stderr.write(f"{message('time_limit_nothing', seconds=f'{seconds:g}').say(lang)}\n")
    sys.stderr.flush()
    os._exit(EXHAUSTED)  # grounding cannot be interrupted in any other way
