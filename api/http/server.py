"""The server: waitress, which here ends only when every request in flight is answered."""

import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from waitress import wasyncore
from waitress.server import TcpWSGIServer

from .connection import Connection

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Open connections at once. A process may have 1024 files open unless it is told otherwise, and a
# connection may need one more for a long answer.
CONNECTIONS = 500
HEADER_BYTES = 64 * 1024
# What of a long answer is made before its client has taken what was made.
STREAMED_AHEAD = 512 * 1024
# Past the application's own limit, so that it is the application which refuses what is a little
# too large; what is far too large is not read.
SPARE_BODY_BYTES = 64 * 1024
# Seconds after which a client that neither asks nor takes its answer is given up.
PATIENCE = 60
# Seconds for which a connection is left open to a client that may just be asking, once the server
# is to stop.
_LAST_CALL = 1.0
_POLL = 0.05
# What a shell says of a process that a signal has ended.
_ENDED_BY_SIGNAL = 128
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Server(TcpWSGIServer):
    """Answers by an application on a socket.

    Attributes:
        lang: the language in which it refuses what never reaches the application.
        stopping: that it takes on nothing new.
    """

    channel_class = Connection

    def __init__(
        self,
        application: "WSGIApplication",
        listening: socket.socket,
        *,
        threads: int,
        max_body: int,
        lang: str,
    ) -> None:
        number, *_ = listening.getsockname()
        self.lang = lang
        self.stopping = False
        super().__init__(
            application,
            _sock=listening,
            bind_socket=False,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
            sockets=[listening],
            threads=threads,
            server_name=number,  # what a client without a Host header has asked for
            ident=None,
            backlog=1024,
            connection_limit=CONNECTIONS,
            outbuf_high_watermark=STREAMED_AHEAD,
            channel_timeout=PATIENCE,
            cleanup_interval=5,
            channel_request_lookahead=1,  # so that it is seen when a client goes
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=max_body + SPARE_BODY_BYTES,
            clear_untrusted_proxy_headers=True,
            expose_tracebacks=False,
            log_socket_errors=False,  # clients go when they like
        )

    def run_until_signalled(self, grace: float, ready: Callable[[], object]) -> int:
        """Serve until SIGTERM or SIGINT, then answer what is in flight; how many were cut short.

        Args:
            grace: seconds for what is in flight.
            ready: called as soon as a signal is understood.

        Raises:
            SystemExit: a second signal came.
        """
        before = {each: signal.signal(each, self._signalled) for each in _SIGNALS}
        try:
            ready()
            while not self.stopping:
                self._turn(1.0)
            return self._drain(grace)
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def maintenance(self, now: float) -> None:
        """Give up clients that have stalled.

        Waitress' own waits for the socket of a client that takes nothing, and leaves its thread
        waiting.
        """
        cutoff = now - self.adj.channel_timeout
        for connection in self._connections():
            if connection.last_activity < cutoff and connection.is_stalled():
                connection.handle_close()

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        if self.stopping:
            raise SystemExit(_ENDED_BY_SIGNAL + number)
        self.stopping = True
        self.pull_trigger()

    def _turn(self, seconds: float) -> None:
        """Wait for clients and threads, and do what they are ready for."""
        # Not select: it knows no files past 1024.
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _drain(self, grace: float) -> int:
        self._take_last_connections()
        wasyncore.dispatcher.close(self)  # the server's own would stop the threads' bell too
        end = time.monotonic() + grace
        while self.active_channels and time.monotonic() < end:
            self._turn(_POLL)
            self.maintenance(time.time())
            called = time.time() - _LAST_CALL
            for connection in self._connections():
                if connection.is_answered() and connection.last_activity < called:
                    connection.handle_close()
        cut = sum(bool(each.requests or each.total_outbufs_len) for each in self._connections())
        for connection in self._connections():
            connection.handle_close()
        self.task_dispatcher.shutdown(timeout=1)
        return cut

    def _take_last_connections(self) -> None:
        """Accept whoever was connected before the server was told to stop."""
        known = -1
        while known < len(self.active_channels) < CONNECTIONS:
            known = len(self.active_channels)
            self.handle_accept()

    def _connections(self) -> list[Connection]:
        return list(self.active_channels.values())
