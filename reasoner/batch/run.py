"""The run of a batch: cases given to an executor, answers taken back in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import partial

from ..errors import WenzeError
from ..i18n import message
from ..workers.limits import Limits
from .inputs import Entry
from .isolated_run import Task, answer_isolated
from .records import BatchLine, Tail, failure_tail, head, line
from .request import BatchRequest

# How many cases may be under way or wait for one before them: what is in memory at once.
WINDOW = 128


class ExecutorLost(WenzeError):
    """The executor itself failed, not a case; the lines there are stand."""


def run(
    entries: Iterable[Entry],
    executor: Executor,
    request: BatchRequest,
    limits: Limits | None = None,
    window: int = WINDOW,
) -> Generator[BatchLine, None, None]:
    """Yield a line for each case in order, whichever is answered first.

    The executor may be of any kind, here or on other machines: each case is answered in a process
    of its own that is ended at its limits. Raises ExecutorLost.
    """
    submit = partial(_submitted, executor=executor, request=request, limits=limits or Limits())
    waiting: deque[tuple[Entry, Future[Tail]]] = deque()
    try:
        for entry in entries:
            waiting.append((entry, submit(entry)))
            while waiting and (len(waiting) >= window or waiting[0][1].done()):
                yield _line(*waiting.popleft(), submit, request)
        while waiting:
            yield _line(*waiting.popleft(), submit, request)
    finally:
        for _, future in waiting:
            future.cancel()


def _submitted(
    entry: Entry, executor: Executor, request: BatchRequest, limits: Limits
) -> "Future[Tail]":
    if entry.content is not None:
        try:
            return executor.submit(answer_isolated, Task(entry.content, request, limits))
        except RuntimeError as error:  # BrokenExecutor is one; so is a refusal to take more
            raise ExecutorLost(str(error)) from None
    words = message("unreadable", path=entry.source, reason=entry.reason)
    future: Future[Tail] = Future()
    future.set_result(failure_tail("unreadable", words, request.lang))
    return future


def _line(
    entry: Entry,
    future: "Future[Tail]",
    submit: Callable[[Entry], "Future[Tail]"],
    request: BatchRequest,
) -> BatchLine:
    """Make the line of a case. A task never fails by itself; if an executor says that it did, as a
    cluster may that has lost a worker, the case is submitted once more.
    """
    try:
        try:
            tail = future.result()
        except (BrokenExecutor, CancelledError):
            raise
        except Exception:
            tail = submit(entry).result()
    except (BrokenExecutor, CancelledError) as error:
        raise ExecutorLost(str(error)) from None
    except ExecutorLost:
        raise
    except Exception as error:
        words = message("asp_worker_failed", how=type(error).__name__)
        tail = failure_tail("worker_failed", words, request.lang)
    return line(head(entry, request), tail)
