"""The command ``wenze asp``: any clingo program, solved, certified and explained."""

import sys
from collections.abc import Mapping
from contextlib import closing

import click

from ...reasoner.asp.read import STDIN
from ...reasoner.atoms import AtomSyntaxError, read_atom
from ...reasoner.i18n import message
from ...reasoner.workers.limits import (
    Limits,
    MemoryLimitReached,
    TimeLimitReached,
    WorkerFailed,
    failure_words,
)
from ...reasoner.workers.stream import run
from ..text.asp import FORMATS, Cause, End, Format, Note, Out, ProgramQuestion, answer_question
from .options import EXHAUSTED, REFUSED, UNREADABLE, limits_of_process, spoken
from .terminal import fail

_CODES: Mapping[Cause, int] = {
    "unreadable": UNREADABLE,
    "refused": REFUSED,
    "exhausted": EXHAUSTED,
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--models",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="How many answer sets; 0 for all.",
)
@click.option("--why", metavar="ATOM", help="Prove this atom only, not everything shown.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="dot: one document for each proof. svg: needs --why, and draws the proof in the first "
    "answer set in which ATOM holds.",
)
@limits_of_process(
    Limits().seconds,
    Limits().mebibytes,
    "Stop after this time.",
    "Stop when more memory than this is needed.",
)
@spoken
def asp(  # noqa: PLR0917 - one for each option
    files: tuple[str, ...],
    models: int,
    why: str | None,
    form: Format,
    time_limit: float,
    memory_limit: int,
    lang: str,
    as_json: bool,
) -> None:
    """The answer sets of clingo programs, with a proof of everything shown.

    FILES are read together (- for standard input). A program without answer sets is answered with
    the fewest of its demands that cannot be met together.
    """
    form = "json" if as_json else form
    if why is not None:
        try:
            read_atom(why)
        except AtomSyntaxError:
            fail(message("asp_not_an_atom", found=why).say(lang), UNREADABLE)
    elif form == "svg":
        fail(message("asp_svg_needs_why").say(lang), UNREADABLE)
    stdin = sys.stdin.buffer.read() if STDIN in files else b""
    question = ProgramQuestion(files, stdin, models, why, form, lang)
    limits = Limits(time_limit, memory_limit)
    try:
        with closing(run(answer_question, question, limits)) as pieces:
            for piece in pieces:
                match piece:
                    case Out(text):
                        click.echo(text)
                    case Note(text):
                        click.echo(text, err=True)
                    case End(cause):
                        sys.exit(_CODES[cause])
    except (TimeLimitReached, MemoryLimitReached, WorkerFailed) as failed:
        fail(failure_words(failed, limits).say(lang), EXHAUSTED)
