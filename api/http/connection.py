"""A client's connection: waitress' own, but for how it refuses and how it ends."""

import json
import socket
from http import HTTPStatus
from typing import Final

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask

from ...reasoner.i18n import message
from .access_log import log_refusal
from .security import SECURITY_HEADERS

# What is still thrown away of a request that is refused for its size; a client that goes on sending
# after this much loses the answer.
_THROWN_AWAY = 16 * 2**20
_WHY: Final = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "http_body_too_large",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "http_headers_too_large",
    HTTPStatus.NOT_IMPLEMENTED: "http_coding_unknown",
    HTTPStatus.INTERNAL_SERVER_ERROR: "http_failed",
}


class Parser(HTTPRequestParser):
    """Reads a request; whatever it cannot read is refused, where waitress' own raises at some."""

    path = ""  # waitress asks for it even if it could not be read

    def received(self, data: bytes) -> int:
        """How many bytes belong to this request."""
        consumed: int = super().received(data)
        if self.completed:
            # Nothing is missing or wanted any more; waitress would ask for it all the same.
            self.expect_continue = False
        return consumed

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
        # What waitress keeps to it has taken away.
        unknown = "TRANSFER_ENCODING" in self.headers
        if unknown or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("two ends of a body")


class Refusal(ErrorTask):
    """Answers what never reaches the application in the form in which that refuses."""

    def execute(self) -> None:
        """Write the answer."""
        status = HTTPStatus(self.request.error.code)
        body = json.dumps(
            {
                "type": "about:blank",
                "title": status.phrase,
                "status": status.value,
                "detail": message(_WHY.get(status, "http_malformed")).say(self.channel.server.lang),
            },
            ensure_ascii=False,
        ).encode()
        self.status = f"{status.value} {status.phrase}"
        self.response_headers += [
            ("Content-Type", "application/problem+json"),
            ("X-Request-Id", log_refusal(status.value, len(body), self.channel.addr[0])),
            *SECURITY_HEADERS.items(),
        ]
        self.content_length = len(body)
        self.request.headers["CONNECTION"] = "close"  # whatever an old client wants
        self.set_close_on_finish()
        self.channel.refused = True
        self.write(body)


class Answer(WSGITask):
    """Answers by the application; the last answer of a server that stops says that it is."""

    def build_response_header(self) -> bytes:
        """The status line and the headers."""
        if self.channel.server.stopping and self.channel.asks_once():
            self.request.headers["CONNECTION"] = "close"
        header: bytes = super().build_response_header()
        return header


class Connection(HTTPChannel):
    """One client."""

    task_class = Answer
    error_task_class = Refusal
    parser_class = Parser
    close_when_flushed: bool  # waitress' own
    refused = False
    _silent = False
    _throwing_away = False
    _thrown_away = 0

    def asks_once(self) -> bool:
        """Whether no request stands behind the one that is being answered."""
        return len(self.requests) <= 1 and self.request is None

    def is_answered(self) -> bool:
        """Whether nothing is being received, answered or sent."""
        # In this order: an answer is there to be sent before its request is done with.
        return not self.requests and self.request is None and not self.total_outbufs_len

    def is_stalled(self) -> bool:
        """Whether it waits for the client, to ask or to take what is there for it."""
        with self.outbuf_lock:
            return not self.requests or self.total_outbufs_len > 0

    def check_client_disconnected(self) -> bool:
        """Whether the client has probably gone: what it asks for need not be begun."""
        return self._silent or not self.connected

    def readable(self) -> bool:
        """Whether what the client sends is wanted."""
        if self._silent and self.requests:
            return False
        return self._throwing_away or super().readable()

    def handle_read(self) -> None:
        """Take what the client has sent.

        One that sends no more while it is being answered has gone, or only says that this was all
        and still listens. Nothing tells which, so it is answered.
        """
        if not self._throwing_away:
            self._silent = bool(self.requests) and self._has_sent_all()
            if not self._silent:
                super().handle_read()
            return
        try:
            self._thrown_away += len(self.recv(self.adj.recv_bytes))
        except OSError:
            self.handle_close()
        if self._thrown_away > _THROWN_AWAY:
            self.handle_close()

    def handle_write(self) -> None:
        """Send what is there to be sent.

        What was refused may still be on its way here. If the socket were closed on it, the client
        would be told of a broken connection and might never see why.
        """
        if not (self.refused and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif self.connected and not self.total_outbufs_len:
            self._throwing_away = True
            self.close_when_flushed = False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()

    def _has_sent_all(self) -> bool:
        try:
            return not self.socket.recv(1, socket.MSG_PEEK)
        except OSError:
            return False
