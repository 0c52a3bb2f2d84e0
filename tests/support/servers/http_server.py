"""A server in a process of its own, and clients that speak to it in bytes."""

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from support.waiting import PATIENCE


@dataclass(slots=True)
class Served:
    """A server that listens."""

    process: subprocess.Popen[str]
    host: str
    port: int
    _lines: list[str] = field(default_factory=list, repr=False)
    _listener: threading.Thread = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        """Hear it out: one to which nobody listens stops when the pipe is full."""
        self._lines.extend(self.process.stderr or ())

    @property
    def said(self) -> str:
        """What it has written to standard error, all of it once it has ended."""
        return "".join(self._lines)

    def connect(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)

    def client(self) -> HTTPConnection:
        return HTTPConnection(self.host, self.port, timeout=PATIENCE)

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[HTTPResponse, bytes]:
        client = self.client()
        try:
            client.request(method, path, body, dict(headers or {}))
            answer = client.getresponse()
            return answer, answer.read()
        finally:
            client.close()

    def raw(self, request: bytes) -> bytes:
        """All that is answered to these bytes before the connection ends."""
        with self.connect() as connection:
            connection.sendall(request)
            return everything(connection)

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        """The exit code, when it has ended."""
        code = self.process.wait(timeout=PATIENCE)
        self._listener.join(PATIENCE)
        return code

    def log(self) -> list[dict[str, Any]]:
        """The lines of JSON that it has written, once it has ended."""
        return [json.loads(line) for line in self.said.splitlines() if line.startswith("{")]


def everything(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


@contextmanager
def served(arguments: Sequence[str], env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server that Python starts with these arguments and that says where it listens."""
    process = subprocess.Popen(  # noqa: S603 - the server under test
        [sys.executable, *arguments], stderr=subprocess.PIPE, text=True, env=env
    )
    server = None
    try:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "http://" in line:
                host, _, port = line.partition("http://")[2].strip().rpartition(":")
                server = Served(process, host.strip("[]"), int(port), said)
                break
        assert server is not None, said
        yield server
    finally:
        process.kill()
        if server is not None:
            server.end()
        process.communicate(timeout=PATIENCE)
