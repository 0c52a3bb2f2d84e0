"""The server: waitress, which refuses as the application does and drains before it ends."""

import signal
import socket
import time
from collections.abc import Callable
from http import HTTPStatus
from types import FrameType
from typing import TYPE_CHECKING, Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask

from ...reasoner.i18n import LANGS, message
from .access_log import log_refusal
from .responses import PROBLEM_TYPE, WHY, problem_body
from .security import SECURITY_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Open connections at once. A process may have 1024 files open unless it is told otherwise, and a
# connection may need one more for a long answer.
CONNECTIONS = 500
# Past the application's own limit, so that it is the application which refuses a body that is too
# large, and tells why; one that is far too large is not read.
SPARE_BODY_BYTES = 8 * 2**20
# Seconds after which a client that neither asks nor takes its answer is given up.
PATIENCE = 60.0
# Seconds for which a stopping server listens to clients that may just be asking.
_LAST_CALL = 1.0
_POLL = 0.05
# Added by shells to the number of the signal that ended a process.
_ENDED_BY_SIGNAL = 128
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class HostUnknown(OSError):
    """No address belongs to the host's name."""


def addresses(host: str, port: int) -> list[tuple[Any, ...]]:
    """The addresses that a host's name means here, version 4 first; no name means all of this
    machine.

    Raises HostUnknown.
    """
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError) as error:  # not even a name
        raise HostUnknown(getattr(error, "strerror", None) or str(error)) from error
    return sorted(found, key=lambda each: each[0] != socket.AF_INET)


def listen(address: tuple[Any, ...]) -> socket.socket:
    """A socket that listens at one of the addresses. Raises OSError."""
    family, *_, place = address
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A server that has just ended leaves its address waiting.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def url_of(listening: socket.socket) -> str:
    """The URL by which a client reaches a socket."""
    number, port = listening.getsockname()[:2]
    return f"http://{f'[{number}]' if ':' in number else number}:{port}"


class _Parser(HTTPRequestParser):
    """Refuses what it cannot read, where waitress' own raises or takes a guess."""

    path = ""  # waitress asks for it even if it could not be read

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the headers.

        A body whose end is told in two ways, or in one that the version of the request does not
        know, is refused: who passed the request on may have taken another end for it, and what
        stands behind for another request.
        """
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # a number too long to be read, a host that is none
            raise ParsingError(str(error)) from error
        # waitress has taken away what it keeps to.
        unknown = "TRANSFER_ENCODING" in self.headers
        if unknown or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("two ends of a body")


class _Refusal(ErrorTask):
    """Answers what never reaches the application as the application refuses."""

    def execute(self) -> None:
        """Write the answer and close the connection."""
        status = HTTPStatus(self.request.error.code)
        body = problem_body(status, LANGS[0], message(WHY.get(status, "http_malformed")))
        self.status = f"{status.value} {status.phrase}"
        self.response_headers += [
            ("Content-Type", PROBLEM_TYPE),
            ("X-Request-Id", log_refusal(status.value, len(body), self.channel.addr[0])),
            *SECURITY_HEADERS.items(),
        ]
        self.content_length = len(body)
        self.request.headers["CONNECTION"] = "close"  # whatever an old client wants
        self.set_close_on_finish()
        self.write(body)


class _Connection(HTTPChannel):
    parser_class = _Parser
    error_task_class = _Refusal


def serve(
    application: "WSGIApplication",
    listening: socket.socket,
    *,
    threads: int,
    max_body: int,
    grace: float,
    ready: Callable[[], object],
    patience: float = PATIENCE,
) -> int:
    """Serve until SIGTERM or SIGINT, then answer what is in flight for `grace` seconds at most.

    Calls `ready` as soon as signals are understood, and returns how many requests were cut short.
    Raises SystemExit at a second signal.
    """
    server = create_server(
        application,
        sockets=[listening],
        threads=threads,
        server_name=listening.getsockname()[0],  # what a client without a Host header has asked for
        ident=None,
        backlog=1024,
        connection_limit=CONNECTIONS,
        outbuf_high_watermark=512 * 1024,  # what of a long answer is made ahead of its client
        channel_timeout=patience,
        cleanup_interval=5,
        channel_request_lookahead=1,  # so that it is seen when a client goes
        max_request_header_size=64 * 1024,
        max_request_body_size=max_body + SPARE_BODY_BYTES,
        clear_untrusted_proxy_headers=True,
        expose_tracebacks=False,
        log_socket_errors=False,  # clients go when they like
    )
    server.channel_class = _Connection
    stopping = False

    def stop(number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        if stopping:
            raise SystemExit(_ENDED_BY_SIGNAL + number)
        stopping = True
        server.pull_trigger()

    before = {each: signal.signal(each, stop) for each in _SIGNALS}
    try:
        ready()
        while not stopping:
            _turn(server, min(1.0, patience), patience)
        return _drain(server, grace, patience)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _turn(server: Any, seconds: float, patience: float) -> None:
    """Wait for clients and threads, and do what they are ready for."""
    # Not select: it knows no files past 1024.
    wasyncore.loop(timeout=seconds, use_poll=True, map=server._map, count=1)
    # waitress has patience without end with a client that takes nothing of its answer.
    cutoff = time.time() - patience
    for channel in list(server.active_channels.values()):
        if channel.total_outbufs_len and channel.last_activity < cutoff:
            channel.handle_close()


def _drain(server: Any, grace: float, patience: float) -> int:
    """Let nobody in, and answer those who are."""
    for _ in range(CONNECTIONS):  # whoever was connected before
        server.handle_accept()
    wasyncore.dispatcher.close(server)  # the server's own would stop the threads' bell too
    begun = time.monotonic()
    while (channels := list(server.active_channels.values())) and (
        time.monotonic() < begun + grace
    ):
        called = time.monotonic() > begun + _LAST_CALL
        for channel in channels:
            if called and not (_is_answering(channel) or channel.request):
                channel.handle_close()
        _turn(server, _POLL, patience)
    cut = sum(map(_is_answering, server.active_channels.values()))
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.task_dispatcher.shutdown(timeout=1)
    return cut


def _is_answering(channel: Any) -> bool:
    # In this order: an answer is there to be sent before its request is done with.
    return bool(channel.requests or channel.total_outbufs_len)
