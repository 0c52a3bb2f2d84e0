"""A process that does one task after another, as the one who started it sees it.

Each has its own channel: one that is killed, at whatever moment, leaves nothing locked that another
waits for.
"""

import math
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Literal

from .limits import MemoryLimitReached, TimeLimitReached, WorkerFailed

# Seconds: a process that has not begun by then, on whatever machine, will not.
MOST_TO_BEGIN = 120.0
# Seconds: one that stops for so long in the middle of a message, from it or to it, is broken.
MOST_SILENT = 30.0


@dataclass(frozen=True, slots=True)
class Reply:
    """How a task ended. ``worn`` says that the process should do no other."""

    kind: Literal["done", "time", "memory", "failed"]
    told: object = None
    worn: bool = False


class EngineProcess:
    """A process that does one task after another, and whatever that starts, as one group."""

    def __init__(
        self, mebibytes: int, idle: float | None = None, warm: Callable[[], object] | None = None
    ) -> None:
        """Start it, without waiting for it. Raises OSError.

        It has no more memory than it may have and ends by itself when, after a task, it has been
        idle for that many seconds. ``warm`` is what it does first; what comes of that is nobody's
        concern.
        """
        self.mebibytes = mebibytes
        self.key: str | None = None  # of its last task
        self.fresh = True
        self.worn = False
        self._begun = False
        self._ending = threading.RLock()
        first = pickle.dumps((warm or os.getpid, ()))
        arguments = [mebibytes, *([] if idle is None else [idle])]
        self._channel, theirs = _channel()
        try:
            # -P: nothing is imported from the folder that it is started in.
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-P", "-m", "wenze.reasoner.workers.child", *map(str, arguments)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                process_group=0,  # an interrupt is for the one who started this
            )
        except BaseException:
            self._channel.close()
            raise
        finally:
            theirs.close()
        # One that has ended already is found out when it is used.
        with suppress(OSError):
            self._channel.send_bytes(first)

    def do(
        self,
        task: bytes,
        seconds: float,
        patience: float | None = None,
        overdue: Callable[[], object] = lambda: None,
    ) -> object:
        """What a task comes to: a function and its arguments, pickled. ``overdue`` is called when
        it has taken longer than one has patience for.

        Raises TimeLimitReached, MemoryLimitReached, WorkerFailed: then the process is of no more
        use.
        """
        self.fresh = False
        try:
            if not self._begun:
                if not self._channel.poll(MOST_TO_BEGIN):
                    raise WorkerFailed("not begun")
                self._channel.recv_bytes()
                self._begun = True
            self._channel.send_bytes(task)
            if patience is not None and patience < seconds:
                if not self._channel.poll(patience):
                    overdue()
                seconds -= patience
            if not self._channel.poll(seconds):
                raise TimeLimitReached
            said = self._channel.recv_bytes()
        except (EOFError, OSError):
            raise WorkerFailed(self._how()) from None
        reply = _reply(said)
        self.worn = reply.worn
        match reply.kind:
            case "done":
                return reply.told
            case "time":
                raise TimeLimitReached
            case "memory":
                raise MemoryLimitReached
            case "failed":
                raise WorkerFailed(str(reply.told))

    def _how(self) -> str:
        """How it ended. That is settled before its channel closes: to kill it changes nothing."""
        self.kill()
        code = self._wait()
        return signal.Signals(-code).name if code < 0 else str(code)

    @property
    def lives(self) -> bool:
        """Whether it has not ended. One that has keeps its number until it is done with, so that
        its group can be ended without harm to another that has the same number.
        """
        with self._ending:
            if self._process.returncode is not None:
                return False
            try:
                ended = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return False
            return ended is None

    def kill(self) -> None:
        """Stop it and what it has started at once; whoever waits for its answer is told."""
        with self._ending:
            if self._process.returncode is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Be rid of it. Only for the one who uses it."""
        self.kill()
        self._wait()
        self._channel.close()

    def _wait(self) -> int:
        with self._ending:
            code: int = self._process.wait()
            return code


def _channel() -> tuple["Connection[Any, Any]", socket.socket]:
    """Two ends of a channel; at the first nobody waits for ever for the rest of a message."""
    ours, theirs = socket.socketpair()
    fraction, seconds = math.modf(MOST_SILENT)
    longest = struct.pack("ll", int(seconds), int(fraction * 1e6))
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        ours.setsockopt(socket.SOL_SOCKET, option, longest)
    return Connection(ours.detach()), theirs


def _reply(said: bytes) -> Reply:
    """What a process said. What cannot be read is as bad as what cannot be sent."""
    try:
        reply: Reply = pickle.loads(said)  # noqa: S301 - our own process
    except Exception as error:
        raise WorkerFailed(f"{type(error).__name__}: {error}") from None
    return reply
