"""Dispatch of questions to worker processes: when there is room, within limits of time."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

from flask import current_app, g, request
from werkzeug.exceptions import UnsupportedMediaType

from ...reasoner.answer.json import EngineVersionsJson
from ...reasoner.answer.receipt import engines
from ...reasoner.case.text_tree import Form
from ...reasoner.errors import WenzeError
from ...reasoner.i18n import Lang, Words, message
from ...reasoner.pack.catalog import shelf
from ...reasoner.workers import (
    Abandoned,
    MemoryLimitReached,
    PoolClosed,
    TimeLimitReached,
    WorkerFailed,
    WorkerPool,
)
from .access_log import log_reported
from .body import Question
from .responses import Reply, language, problem_reply
from .settings import Settings
from .worker import tasks

_R = TypeVar("_R")
ROOM: Final = "wenze.room"  # among the extensions of an application
CASES: Final[Mapping[str, Form]] = {
    "application/json": "json",
    "application/yaml": "yaml",
    "application/x-yaml": "yaml",
    "text/yaml": "yaml",
}
# An answer is presented as it was given.
ANSWERS: Final[Mapping[str, Form]] = {"application/json": "json", "application/x-ndjson": "json"}


@dataclass
class Unanswered(WenzeError):
    """A question that no worker answered, and the reply that says so."""

    reply: Reply
    retry: bool = False


@dataclass(slots=True)
class EngineRoom:
    """The worker processes of an application, with room for so many requests."""

    settings: Settings
    workers: WorkerPool
    _places: threading.BoundedSemaphore = field(init=False)
    _streams: threading.BoundedSemaphore = field(init=False)
    _versions: EngineVersionsJson | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        most = self.settings.max_in_flight
        self._places = threading.BoundedSemaphore(most)
        self._streams = threading.BoundedSemaphore(max(most // 2, 1))

    def question(
        self, lang: Lang, forms: Mapping[str, Form] = CASES, more: float = 0.0
    ) -> Question:
        """Read a question from a body of one of these media types, with `more` seconds than usual.

        Raises UnsupportedMediaType, RequestEntityTooLarge.
        """
        form = forms.get(request.mimetype)
        if form is None or request.headers.get("Content-Encoding", "identity") != "identity":
            raise UnsupportedMediaType
        asked = self.question_of_the_law(lang, self.settings.time_limit + more)
        return replace(asked, content=request.get_data(), form=form)

    def question_of_the_law(self, lang: Lang, seconds: float | None = None) -> Question:
        """Make a question about no case, with as many `seconds` as usual unless given."""
        limit = self.settings.time_limit if seconds is None else seconds
        return Question(b"", "json", shelf(), lang, self.settings.bounds, limit)

    def versions(self) -> EngineVersionsJson:
        """The versions of the engines; a worker is asked once. Raises Unanswered."""
        if self._versions is None:
            self._versions = self.ask(engines)
        return self._versions

    def entered(self) -> AbstractContextManager[None]:
        """Take a place among the requests in flight for a block. Raises Unanswered."""
        return _within(self._places)

    def streaming(self) -> AbstractContextManager[None]:
        """Take a place among the streams for a block. They last as long as their clients please: so
        they may be half as many as the requests in flight, and take no place of these.

        Raises Unanswered.
        """
        return _within(self._streams)

    def ask(
        self, task: Callable[..., _R], *args: object, key: str | None = None, more: float = 0.0
    ) -> _R:
        """Have a worker do a task, in `more` seconds than usual if need be.

        The worker that has the case of a question is preferred. When the client has gone, the
        question is dropped. Raises Unanswered.
        """
        settings = self.settings
        limits = replace(settings.limits, seconds=settings.limits.seconds + more)
        keys = (each.key for each in args if isinstance(each, Question))
        try:
            found = self.workers.call(
                task,
                *args,
                limits=limits,
                key=key or next(keys, None),
                abandoned=request.environ.get("waitress.client_disconnected"),
                max_wait=settings.max_wait,
            )
        except Abandoned:
            raise _unanswered(503, message("http_busy"), retry=True) from None
        except PoolClosed:
            raise _unanswered(503, message("http_stopping"), retry=True) from None
        except TimeLimitReached:
            words = message("time_limit", seconds=f"{settings.time_limit:g}")
            raise _unanswered(503, words, complete=False) from None
        except MemoryLimitReached:
            words = message("asp_memory_limit", mebibytes=str(settings.memory_limit))
            raise _unanswered(503, words, complete=False) from None
        except WorkerFailed as failed:
            # What comes behind a colon are the words of an exception, perhaps of a case.
            how, colon, _ = str(failed).partition(":")
            log_reported([{"engine": how}], g.request_id)
            if colon:
                raise _unanswered(500, message("http_failed")) from failed
            # A process that ends, as it may where there is no memory to be had, twice.
            raise _unanswered(503, message("http_engine_died"), complete=False) from failed
        return cast("_R", found)


def engine_room() -> EngineRoom:
    """The engine room of the application that answers the request."""
    room: EngineRoom = current_app.extensions[ROOM]
    return room


@contextmanager
def _within(places: threading.BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(blocking=False):
        raise _unanswered(503, message("http_busy"), retry=True)
    try:
        yield
    finally:
        places.release()


def _unanswered(status: int, words: Words, *, retry: bool = False, **members: object) -> Unanswered:
    return Unanswered(problem_reply(status, language(), words, **members), retry)


def workers_for(settings: Settings) -> WorkerPool:
    """The worker pool for settings. Applications of one process with the same settings share it. No
    process is started before a question comes.
    """
    wanted = (settings.workers, settings.memory_limit, settings.patience)
    with _lock:
        known = _pools.get(wanted)
        if known is None or known.closed:
            workers, mebibytes, patience = wanted
            known = WorkerPool(workers, mebibytes, warm=tasks.warm, patience=patience)
            _pools[wanted] = known
        return known


_lock = threading.Lock()
_pools: dict[tuple[int, int, float], WorkerPool] = {}
