"""The access log: who asked for which call, when, and how it ended, as lines of JSON.

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
    """Give every request an id, `flask.g.request_id` and `X-Request-Id`, and a line in the log.

    Call this before registering any other function that answers before a request is served.
    """

    def recognise() -> None:
        g.request_id = request.environ[_ID]
        if request.url_rule is not None:
            request.environ[_ROUTE] = request.url_rule.rule

    app.before_request(recognise)
    app.wsgi_app = _logged(app.wsgi_app)  # type: ignore[method-assign, assignment] # Flask's own way to wrap
    got_request_exception.connect(_unhandled, app)
    # Flask's own note of the same has the path and all that the exception says.
    app.logger.addFilter(lambda record: not record.exc_info)


def log_error(error: BaseException, request_id: str | None = None) -> None:
    """Note an exception and where in the code it arose, under the id of the present request."""
    if request_id is None and has_request_context():
        request_id = request.environ.get(_ID)
    log_reported(places(error), request_id)


def log_reported(errors: Sequence[object], request_id: str | None) -> None:
    """Note errors that were reported, perhaps by another process."""
    ERRORS.error({"id": request_id, "errors": errors})


def log_refusal(status: int, size: int, remote: str) -> str:
    """Note a request that is answered before it can be read, and return its id."""
    line = _line(_new_id(), "?", remote)
    ACCESS.info({**line, "status": status, "bytes": size, "whole": True})
    return str(line["id"])


def log_to_standard_error() -> None:
    """Write all logs to standard error as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    ACCESS.setLevel(logging.INFO)
    # It warns of each request that waits a moment for a thread, and cites what it cannot read.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)


class JsonLines(logging.Formatter):
    """A record as one line of JSON, exceptions without their words."""

    def format(self, record: logging.LogRecord) -> str:
        """Make the line, in ASCII: whatever it holds, it is one line and moves no cursor."""
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


def _logged(application: "WSGIApplication") -> "WSGIApplication":
    """Wrap an application so that each answer is noted when the server has done with it."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        begun = time.perf_counter()
        line = _line(_id_of(environ), environ["REQUEST_METHOD"], environ.get("REMOTE_ADDR", ""))
        environ[_ID] = line["id"]

        def start(
            status: str, headers: list[tuple[str, str]], *error: Any
        ) -> Callable[[bytes], object]:
            line["status"] = int(status[:3])
            return start_response(status, [*headers, ("X-Request-Id", line["id"])], *error)

        def counted(body: Iterable[bytes]) -> Iterator[bytes]:
            try:
                for chunk in body:
                    line["bytes"] += len(chunk)
                    yield chunk
            except Exception as error:
                log_error(error, line["id"])
                raise
            line["whole"] = True

        def note() -> None:
            line["route"] = environ.get(_ROUTE)
            line["milliseconds"] = round((time.perf_counter() - begun) * 1000, 1)
            ACCESS.info(line)

        try:
            body = application(environ, start)
        except Exception as error:
            log_error(error, line["id"])
            note()
            raise
        closing = [close] if (close := getattr(body, "close", None)) else []
        return ClosingIterator(counted(body), [*closing, note])

    return call


def _line(request_id: str, method: str, remote: str) -> dict[str, Any]:
    """Begin the entry of a request; `whole` tells that its answer came to its end."""
    return {
        "id": request_id,
        "method": method if method in _METHODS else "?",
        "route": None,
        "status": 500,
        "bytes": 0,
        "whole": False,
        "milliseconds": 0.0,
        "remote": remote,
    }


def _id_of(environ: "WSGIEnvironment") -> str:
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if _PLAIN.fullmatch(given) else _new_id()


def _new_id() -> str:
    return secrets.token_hex(8)


def _unhandled(_app: Flask, exception: BaseException) -> None:
    log_error(exception)


def places(error: BaseException) -> list[dict[str, Any]]:
    """The kinds and lines of code of an exception and those behind it, without their words."""
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
