"""What every command takes, and the exit codes that every command ends with."""

import os
import sys
from collections.abc import Callable
from threading import Timer
from typing import Any, TypeVar

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


def limited(command: F) -> F:
    """Give a command a time limit; when it is reached, the process ends with its exit code."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        expose_value=False,
        callback=_start_watch,
        help="Stop after this time.",
    )(command)


def _start_watch(context: click.Context, _: click.Parameter, seconds: float) -> None:
    def stop() -> None:
        lang = str(context.params.get("lang", default_lang()))
        words = message("time_limit", seconds=f"{seconds:g}")
        sys.stderr.write(f"{words.say(lang)}\n")
        sys.stderr.flush()
        os._exit(EXHAUSTED)  # grounding cannot be interrupted in any other way

    watch = Timer(seconds, stop)
    watch.daemon = True
    watch.start()
    context.call_on_close(watch.cancel)
