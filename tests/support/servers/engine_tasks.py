"""Tasks for engine processes under test, which import them from here by name."""

from __future__ import annotations

import os
import resource
import signal
import struct
import subprocess
import time
from itertools import count
from pathlib import Path
from typing import Any

import clingo

from wenze.reasoner.budget import TimeUp, check, limited

_numbers = count(1)
_kept: list[bytearray] = []


def number() -> tuple[int, int]:
    """The process, and how often it was asked."""
    return os.getpid(), next(_numbers)


def echo(said: object) -> object:
    return said


def through(path: str) -> int:
    """Wait until whoever opens this pipe for writing closes it."""
    with open(path, "rb") as pipe:
        pipe.read()
    return os.getpid()


def spin() -> None:
    while True:
        pass


def busy(seconds: float) -> float:
    """Take so long."""
    time.sleep(seconds)
    return seconds


def ground_forever() -> None:
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "p(0). p(X+1) :- p(X).")
    control.ground([("base", [])])


def hoard() -> int:
    return len(bytearray(4 << 30))


def keep(mebibytes: int) -> int:
    """Occupy memory that is not given back."""
    _kept.append(bytearray(b"x") * (mebibytes << 20))
    return os.getpid()


def memory_limit() -> int:
    return resource.getrlimit(resource.RLIMIT_AS)[0]


def late() -> tuple[str, int]:
    """What is told though the time is up."""
    try:
        with limited(0):
            check()
    except TimeUp:
        return "late", os.getpid()
    return "in time", os.getpid()


def too_late() -> None:
    with limited(0):
        check()


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def die_once(path: str) -> str:
    """End the process unless this file is there, which is made."""
    if os.path.exists(path):
        return "alive"
    with open(path, "xb"):
        os._exit(7)


def fail() -> None:
    raise ValueError("no")


def unheard() -> Any:
    """A result that cannot be sent."""
    return lambda: None


class Unreadable:
    """What can be sent, and not be read."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("none",)


def unread() -> Any:
    return Unreadable()


def half_said() -> None:
    """Begin to answer, and stop in the middle."""
    for number in range(3, 20):
        channel = Path(f"/proc/self/fd/{number}")
        if channel.is_socket():
            os.write(number, struct.pack("!i", 1000) + b"half")
            spin()


def leave_child() -> int:
    """Start another process, and be done."""
    return subprocess.Popen(["/bin/sleep", "600"]).pid


def end_with_heir() -> None:
    """End, and leave a process that has all that it may have of this one."""
    subprocess.Popen(["/bin/sleep", "600"], close_fds=False)
    die()


def with_child(pipe: str) -> None:
    """Start another process, say which, and wait for it."""
    with subprocess.Popen(["/bin/sleep", "600"]) as child:
        with open(pipe, "wb") as told:
            told.write(str(child.pid).encode())
        child.wait()
