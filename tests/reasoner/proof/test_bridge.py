"""The Prolog bridge: its end with the process."""

from __future__ import annotations

import subprocess
import sys

from wenze.reasoner.proof import bridge

IN_A_THREAD = """
from threading import Thread
from wenze.reasoner.proof.bridge import prolog_version
thread = Thread(target=prolog_version)
thread.start()
thread.join()
"""


def test_a_process_that_asked_from_a_thread_ends_without_complaint() -> None:
    command = [sys.executable, "-c", IN_A_THREAD]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own
    assert (done.stdout, done.stderr) == (b"", b"")


def test_the_version_is_asked_once() -> None:
    known = bridge.prolog_version()
    assert known is not None
    before = bridge._version.cache_info().misses
    assert bridge.prolog_version() == known
    assert bridge._version.cache_info().misses == before
