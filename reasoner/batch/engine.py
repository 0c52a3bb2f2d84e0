"""The process that answers the cases of a batch: ``python -m reasoner.batch.engine``."""

import os
import queue
import resource
import sys
import threading
from multiprocessing.connection import Connection
from typing import Any

from reasoner.asp.worker import MEBIBYTE
from reasoner.batch.answering import Asked, answered

# Seconds after which a process that nobody gives a case to ends and leaves its memory to others.
MOST_IDLE = 60.0


def main(channel: "Connection[Any, Any]", mebibytes: int) -> None:
    """Answer cases for as long as whoever started this process lives and has some."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = mebibytes * MEBIBYTE
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    requests: queue.SimpleQueue[tuple[bytes, Asked]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(channel, requests), daemon=True).start()
    channel.send(("begun", None))
    while True:
        try:
            content, asked = requests.get(timeout=MOST_IDLE)
        except queue.Empty:
            os._exit(0)
        channel.send(_told(content, asked))


def _told(content: bytes, asked: Asked) -> tuple[str, bytes | str | None]:
    try:
        return "answered", answered(content, asked)
    except MemoryError:
        return "memory", None
    except Exception as error:
        return "failed", f"{type(error).__name__}: {error}"


def _receive(
    channel: "Connection[Any, Any]", requests: "queue.SimpleQueue[tuple[bytes, Asked]]"
) -> None:
    """Take requests in; end with the process that sends them, however that ends."""
    try:
        while True:
            received: tuple[bytes, Asked] = channel.recv()
            requests.put(received)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])), int(sys.argv[2]))
