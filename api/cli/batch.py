"""The command ``wenze batch``: many cases in, a JSON line for each out."""

import io
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing, contextmanager
from typing import BinaryIO, NoReturn, cast

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from ...reasoner.answer.outcomes_answer import DEFAULT_LIMIT
from ...reasoner.batch import BatchLine, BatchRequest, Ending, Entry, entries, run
from ...reasoner.batch.cluster import ClusterUnreachable, DaskMissing, cluster
from ...reasoner.batch.inputs import STDIN, Identity, identity
from ...reasoner.batch.isolated_run import threads
from ...reasoner.batch.resume import Foreign, InUse, Resumed, opened, resume
from ...reasoner.batch.run import WINDOW, ExecutorLost
from ...reasoner.i18n import Lang, Words, message
from ...reasoner.workers.limits import Limits
from .invocation import ending
from .options import (
    EXHAUSTED,
    TIME_LIMIT,
    UNREADABLE,
    limit_type,
    limits_of_process,
    pack_option,
    spoken,
)
from .terminal import fail

Stream = io.FileIO | BinaryIO


@click.command()
@click.argument("cases", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to FILE; what an earlier run of the same batch wrote there is kept and continued.",
)
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: len(os.sched_getaffinity(0)),
    show_default="cores",
    metavar="N",
    help="How many cases at once.",
)
@click.option("--dask", metavar="ADDRESS", help="Answer on the Dask cluster with this scheduler.")
@limits_of_process(
    TIME_LIMIT,
    Limits().mebibytes,
    "Give a case up after this time.",
    "Give a case up that needs more memory than this.",
)
@click.option("--quiet", is_flag=True, help="No progress bar, no summary.")
@pack_option
@spoken
def batch(  # noqa: PLR0917 - one for each option
    cases: tuple[str, ...],
    out: str | None,
    limit: int,
    workers: int,
    dask: str | None,
    time_limit: float,
    memory_limit: int,
    quiet: bool,
    pack: str | None,
    lang: str,
    as_json: bool,
) -> None:
    """Every defensible outcome of many CASES, a line of JSON for each, in their order.

    CASES are case files, folders of them, and files of JSON lines (.jsonl, .ndjson; - for standard
    input). A case without an answer has its errors in its place. The exit code is that of the
    gravest: 0 all answered, 1 some refused, 2 some unreadable, 3 some stopped at a limit.
    """
    del as_json  # it is JSON in any event
    with ending(lang, as_json=True):
        asked = BatchRequest.of(pack, cast("Lang", lang), limit)
    with ExitStack() as stack:
        file = _opened(out, lang, stack)
        own = _identity(file)
        found, endings = entries(cases, sys.stdin.buffer, but=own), Counter[Ending]()
        if isinstance(file, io.FileIO) and out is not None:
            before = _resumed(file, out, found, asked, lang)
            found, endings = before.rest, before.endings
        done = endings.total()
        executor, at_once = stack.enter_context(_executor(dask, workers, memory_limit, lang))
        limits, window = Limits(time_limit, memory_limit), max(WINDOW, 4 * at_once)
        answers = run(found, executor, asked, limits, window)
        lines: Iterator[BatchLine] = stack.enter_context(closing(answers))
        if not quiet and Console(stderr=True).is_terminal:
            lines = _with_progress(lines, done, _total(cases, own))
        for line in lines:
            _write(file, line, out, lang)
            endings[line.ending] += 1
    if not quiet:
        click.echo(_summary(endings, done).say(lang), err=True)
    sys.exit(max(endings, default=Ending.ANSWERED))


def _opened(out: str | None, lang: str, stack: ExitStack) -> Stream:
    if out is None:
        # Past its buffer, which would try again at the end to write what cannot be written.
        return cast("Stream", getattr(sys.stdout.buffer, "raw", sys.stdout.buffer))
    try:
        return stack.enter_context(opened(out))
    except InUse:
        fail(message("batch_in_use", path=out).say(lang), UNREADABLE)
    except OSError as error:
        _fail_file(out, error, lang)


def _identity(file: Stream) -> list[Identity]:
    try:
        return [identity(os.fstat(file.fileno()))]
    except io.UnsupportedOperation:  # no file of the system's
        return []


def _resumed(
    file: io.FileIO, out: str, found: Iterator[Entry], asked: BatchRequest, lang: str
) -> Resumed:
    try:
        return resume(file, found, asked)
    except Foreign as foreign:
        words = message("batch_foreign", path=out, line=str(foreign.line))
        fail(words.say(lang), UNREADABLE)
    except OSError as error:
        _fail_file(out, error, lang)


@contextmanager
def _executor(
    dask: str | None, workers: int, mebibytes: int, lang: str
) -> Iterator[tuple[Executor, int]]:
    try:
        with threads(workers, mebibytes) if dask is None else cluster(dask) as chosen:
            yield chosen
    except DaskMissing:
        fail(message("batch_dask_missing").say(lang), UNREADABLE)
    except ClusterUnreachable as error:
        reason = str(error)
        fail(message("unreadable", path=str(dask), reason=reason).say(lang), UNREADABLE)
    except ExecutorLost:
        fail(message("batch_lost").say(lang), EXHAUSTED)


def _with_progress(lines: Iterable[BatchLine], done: int, total: int | None) -> Iterator[BatchLine]:
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, completed=done)
        for line in lines:
            yield line
            progress.advance(task)


def _total(cases: Sequence[str], but: Collection[Identity]) -> int | None:
    """The number of cases; None if it is known only at the end."""
    return None if STDIN in cases else sum(1 for _ in entries(cases, but=but))


def _write(file: Stream, line: BatchLine, out: str | None, lang: str) -> None:
    """A line whole, before the next."""
    rest = memoryview(line.content)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        file.flush()
    except BrokenPipeError:
        raise  # whoever read it has gone: the command line ends as it does for all commands
    except OSError as error:
        _fail_file(out or STDIN, error, lang)


def _fail_file(path: str, error: OSError, lang: str) -> NoReturn:
    reason = error.strerror or str(error)
    fail(message("batch_not_written", path=path, reason=reason).say(lang), UNREADABLE)


def _summary(endings: Counter[Ending], kept_before: int) -> Words:
    counts = {ending.name.lower(): str(endings[ending]) for ending in Ending}
    if not endings:
        return message("batch_no_cases")
    return message("batch_summary", cases=str(endings.total()), kept=str(kept_before), **counts)
