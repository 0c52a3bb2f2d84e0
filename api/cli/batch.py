"""The command ``wenze batch``: many cases in, a JSON line for each out."""

import io
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import BinaryIO, cast

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from ...reasoner.answer.outcomes_answer import DEFAULT_LIMIT
from ...reasoner.batch import BatchLine, BatchRequest, Ending, entries, run
from ...reasoner.batch.cluster import ClusterUnreachable, DaskMissing, cluster
from ...reasoner.batch.inputs import STDIN, Identity, identity
from ...reasoner.batch.isolated_run import threads
from ...reasoner.batch.resume import Foreign, InUse, opened, resume
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
    with _ending(out, dask, lang), ExitStack() as stack:
        file = _standard_output() if out is None else stack.enter_context(opened(out))
        own = _identity(file)
        found, endings = entries(cases, sys.stdin.buffer, but=own), Counter[Ending]()
        if isinstance(file, io.FileIO) and out is not None:
            before = resume(file, found, asked)
            found, endings = before.rest, before.endings
        done = endings.total()
        executor, at_once = stack.enter_context(
            threads(workers, memory_limit) if dask is None else cluster(dask)
        )
        limits, window = Limits(time_limit, memory_limit), max(WINDOW, 4 * at_once)
        answers = run(found, executor, asked, limits, window)
        lines: Iterator[BatchLine] = stack.enter_context(closing(answers))
        if not quiet and Console(stderr=True).is_terminal:
            lines = _with_progress(lines, done, _total(cases, own))
        for line in lines:
            _write(file, line)
            endings[line.ending] += 1
    if not quiet:
        click.echo(_summary(endings, done).say(lang), err=True)
    sys.exit(max(endings, default=Ending.ANSWERED))


@contextmanager
def _ending(out: str | None, dask: str | None, lang: str) -> Iterator[None]:
    """End where the answers cannot be written, or there is nobody to answer."""
    code = UNREADABLE
    try:
        yield
        return
    except BrokenPipeError:
        raise  # whoever read them has gone: the command line ends as it does for all commands
    except InUse:
        words = message("batch_in_use", path=str(out))
    except Foreign as foreign:
        words = message("batch_foreign", path=str(out), line=str(foreign.line))
    except OSError as error:
        reason = error.strerror or str(error)
        words = message("batch_not_written", path=out or STDIN, reason=reason)
    except DaskMissing:
        words = message("batch_dask_missing")
    except ClusterUnreachable as error:
        words = message("unreadable", path=str(dask), reason=str(error))
    except ExecutorLost:
        words, code = message("batch_lost"), EXHAUSTED
    fail(words.say(lang), code)


def _standard_output() -> Stream:
    # Past its buffer, which would try again at the end to write what cannot be written.
    return cast("Stream", getattr(sys.stdout.buffer, "raw", sys.stdout.buffer))


def _identity(file: Stream) -> list[Identity]:
    try:
        return [identity(os.fstat(file.fileno()))]
    except io.UnsupportedOperation:  # no file of the system's
        return []


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


def _write(file: Stream, line: BatchLine) -> None:
    """A line whole, before the next."""
    rest = memoryview(line.content)
    while rest:
        rest = rest[file.write(rest) :]
    file.flush()


def _summary(endings: Counter[Ending], kept_before: int) -> Words:
    counts = {ending.name.lower(): str(endings[ending]) for ending in Ending}
    if not endings:
        return message("batch_no_cases")
    return message("batch_summary", cases=str(endings.total()), kept=str(kept_before), **counts)
