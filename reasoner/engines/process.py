"""A process that does one task after another, as the one who started it sees it.

Each has its own channel: one that is killed, at whatever moment, leaves nothing locked that another
waits for.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Pipe
from typing import Literal

from reasoner.limits import MemoryLimitReached, TimeLimitReached, WorkerFailed

# Seconds: a process that has not begun by then, on whatever machine, will not.
MOST_TO_BEGIN = 120.0


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

        It has no more memory than it may have and ends by itself when it has been idle for that
        many seconds. ``warm`` is what it does first; what comes of that is nobody's concern.
        """
        self.mebibytes = mebibytes
        self.key: str | None = None  # of its last task
        self.fresh = True
        self.worn = False
        self._begun = False
        self._channel, theirs = Pipe()
        with theirs:
            number = theirs.fileno()
            arguments = [number, mebibytes, *([] if idle is None else [idle])]
            # -P: nothing is imported from the folder that it is started in.
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-P", "-m", "reasoner.engines.worker", *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[number],
                process_group=0,  # an interrupt is for the one who started this
            )
        # One that has ended already is found out when it is used.
        with suppress(OSError):
            self._send(warm or os.getpid, ())

    def do(
        self, function: Callable[..., object], args: tuple[object, ...], seconds: float
    ) -> object:
        """What a task comes to. Raises TimeLimitReached, MemoryLimitReached, WorkerFailed: then
        the process is of no more use.
        """
        self.fresh = False
        try:
            if not self._begun:
                if not self._channel.poll(MOST_TO_BEGIN):
                    raise WorkerFailed("not begun")
                self._channel.recv_bytes()
                self._begun = True
            self._send(function, args)
            if not self._channel.poll(seconds):
                raise TimeLimitReached
            reply: Reply = pickle.loads(self._channel.recv_bytes())  # noqa: S301 - our own process
        except (EOFError, OSError):
            raise WorkerFailed(self._how()) from None
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

    def _send(self, function: Callable[..., object], args: tuple[object, ...]) -> None:
        self._channel.send_bytes(pickle.dumps((function, args)))

    def _how(self) -> str:
        """How it ended. That is settled before its channel closes: to kill it changes nothing."""
        self.kill()
        code = self._process.wait()
        return signal.Signals(-code).name if code < 0 else str(code)

    @property
    def lives(self) -> bool:
        """Whether it has not ended. One that has keeps its number until it is done with, so that
        its group can be ended without harm to another that has the same number.
        """
        if self._process.returncode is not None:
            return False
        try:
            ended = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return False
        return ended is None

    def kill(self) -> None:
        """Stop it and what it has started at once; whoever waits for its answer is told."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Be rid of it. Only for the one who uses it."""
        self.kill()
        self._process.wait()
        self._channel.close()
