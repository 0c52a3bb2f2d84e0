"""A server in a process of its own, and clients that speak to it in bytes."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any

PATIENCE = 60  # seconds after which a test is lost


@dataclass(slots=True)
class Served:
    """A server that listens.

    Attributes:
        said: what it has written to standard error, once it has ended.
    """

    process: subprocess.Popen[str]
    host: str
    port: int
    said: str = field(default="", repr=False)

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
        _, said = self.process.communicate(timeout=PATIENCE)
        self.said += said
        return self.process.returncode

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
    try:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if "http://" in line:
                host, _, port = line.partition("http://")[2].strip().rpartition(":")
                yield Served(process, host.strip("[]"), int(port), said)
                return
        raise AssertionError(said)
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)
