"""What the server notes of a request: who asked for which call, when, and how it ended.

Never a path, a query or a body as they came, and never what an exception says: any of them may hold
names from a case.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, g, got_request_exception, has_request_context, request
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ACCESS = logging.getLogger("wenze.access")
ERRORS = logging.getLogger("wenze.errors")

_ID, _ROUTE = "wenze.request_id", "wenze.route"
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


def log_requests(app: Flask) -> None:
    """Give every request an id, ``flask.g.request_id`` and ``X-Request-Id``, and a line in the log.

    To be called before anything else that asks or answers before a request is served.
    """

    def recognise() -> None:
        g.request_id = request.environ[_ID]
        if request.url_rule is not None:
            request.environ[_ROUTE] = request.url_rule.rule

    app.before_request(recognise)
    app.wsgi_app = _Logged(app.wsgi_app)  # type: ignore[method-assign] # Flask's own way to wrap
    got_request_exception.connect(_unhandled, app)
    # Flask's own note of the same has the path and all that the exception says.
    app.logger.addFilter(lambda record: not record.exc_info)


def log_error(error: BaseException, request_id: str | None = None) -> None:
    """Note what went wrong and where in the code; the request is the present one unless named."""
    if request_id is None and has_request_context():
        request_id = request.environ.get(_ID)
    log_told(places(error), request_id)


def log_told(errors: Sequence[object], request_id: str | None) -> None:
    """Note what is known of something that went wrong, perhaps in another process."""
    ERRORS.error({"id": request_id, "errors": errors})


def log_refusal(status: int, size: int, remote: str) -> str:
    """Note a request that is answered before it can be read; its id."""
    entry = _Entry(_new_id(), "?", remote)
    entry.status, entry.size, entry.whole = status, size, True
    entry.write(None)
    return entry.request_id


def log_to_standard_error() -> None:
    """Write this and whatever else is logged as lines of JSON to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    ACCESS.setLevel(logging.INFO)
    # It warns of each request that waits a moment for a thread, and cites what it cannot read.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)


class JsonLines(logging.Formatter):
    """A record as one line of JSON, exceptions without their words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, in ASCII: whatever it holds, it is one line and moves no cursor."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "log": record.name,
        }
        if isinstance(record.msg, dict):
            line |= record.msg
        elif record.exc_info and record.exc_info[1]:
            line |= {"level": record.levelname, "errors": places(record.exc_info[1])}
        else:
            line |= {"level": record.levelname, "message": record.getMessage()}
        return json.dumps(line)


@dataclass(slots=True)
class _Entry:
    """What is known of one request, growing until it has been answered."""

    request_id: str
    method: str
    remote: str
    status: int = 500
    size: int = 0
    whole: bool = False
    begun: float = field(default_factory=time.perf_counter)

    def write(self, route: str | None) -> None:
        ACCESS.info(
            {
                "id": self.request_id,
                "method": self.method,
                "route": route,
                "status": self.status,
                "bytes": self.size,
                "whole": self.whole,
                "milliseconds": round((time.perf_counter() - self.begun) * 1000, 1),
                "remote": self.remote,
            }
        )

    def count(self, body: Iterable[bytes]) -> Iterator[bytes]:
        """The body as it is, counted; ``whole`` once it has come to its end."""
        try:
            for chunk in body:
                self.size += len(chunk)
                yield chunk
        except Exception as error:
            log_error(error, self.request_id)
            raise
        self.whole = True


@dataclass(frozen=True, slots=True)
class _Logged:
    """An application whose answers are noted when the server has done with them."""

    application: "WSGIApplication"

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        entry = _Entry(
            _id_of(environ), method if method in _METHODS else "?", environ.get("REMOTE_ADDR", "")
        )
        environ[_ID] = entry.request_id

        def start(
            status: str, headers: list[tuple[str, str]], *error: Any
        ) -> Callable[[bytes], object]:
            entry.status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-Id", entry.request_id)], *error)

        def done() -> None:
            entry.write(environ.get(_ROUTE))

        try:
            body = self.application(environ, start)
        except Exception as error:
            log_error(error, entry.request_id)
            done()
            raise
        closing = [close] if (close := getattr(body, "close", None)) else []
        return ClosingIterator(entry.count(body), [*closing, done])


def _id_of(environ: "WSGIEnvironment") -> str:
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if _PLAIN.fullmatch(given) else _new_id()


def _new_id() -> str:
    return secrets.token_hex(8)


def _unhandled(_app: Flask, exception: BaseException) -> None:
    log_error(exception)


def places(error: BaseException) -> list[dict[str, Any]]:
    """An exception and those behind it: kinds and lines of code, but nothing that they say."""
    told = []
    at: traceback.TracebackException | None = traceback.TracebackException.from_exception(
        error, lookup_lines=False
    )
    kind: BaseException | None = error
    while at is not None and kind is not None:
        where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in at.stack]
        told.append({"error": f"{type(kind).__module__}.{type(kind).__qualname__}", "where": where})
        at, kind = at.__cause__ or at.__context__, kind.__cause__ or kind.__context__
    return told
