"""What every command takes, and the exit codes that every command ends with."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from threading import Timer
from typing import Any, TypeVar, cast

import click

from reasoner.bilingual import LANGS, message

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
            type=click.FloatRange(min=0, min_open=True, max=MOST_SECONDS),
            default=seconds,
            show_default=True,
            metavar="SECONDS",
            help=time,
        )(command)

    return limiting


def limited(command: F) -> F:
    """Give a command a time limit; when it is reached, the process ends with its exit code."""

    @click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="Stop after this time.",
    )
    @wraps(command)
    def within(*, time_limit: float, **asked: Any) -> None:
        watch = Timer(time_limit, _stop, (time_limit, str(asked["lang"])))
        watch.daemon = True
        watch.start()
        try:
            command(**asked)
        finally:
            watch.cancel()

    return cast("F", within)


def _stop(seconds: float, lang: str) -> None:
    sys.stderr.write(f"{message('time_limit', seconds=f'{seconds:g}').say(lang)}\n")
    sys.stderr.flush()
    os._exit(EXHAUSTED)  # grounding cannot be interrupted in any other way
