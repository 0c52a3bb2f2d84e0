"""Tasks that send; they import next to nothing, so that their time is their own."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

Send = Callable[[Any], None]


def count_to(number: int, send: Send) -> None:
    for each in range(number):
        send(each)


def send_recursion_limit(_: None, send: Send) -> None:
    send(sys.getrecursionlimit())


def send_then_sleep(_: None, send: Send) -> None:
    send(os.getpid())
    time.sleep(60)


def send_then_spin(_: None, send: Send) -> None:
    send(os.getpid())
    while True:
        pass


def take_memory(_: None, send: Send) -> None:
    send("before")
    bytearray(4 * 1024**3)


def crash(_: None, send: Send) -> None:
    send("before")
    os.kill(os.getpid(), signal.SIGSEGV)


def fail(_: None, send: Send) -> None:
    raise ValueError("no")
