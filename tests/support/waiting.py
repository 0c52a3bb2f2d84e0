"""Waiting for other processes, which tell of nothing by themselves. No test is about how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 300  # seconds after which a test is lost
_GLANCE = 0.005


def until(true: Callable[[], object]) -> None:
    """Wait until something has come true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(_GLANCE)


def gone(pid: int) -> bool:
    """True if a process has ended, though whoever should take note of that may be gone too."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return status.rpartition(") ")[2][0] in "ZX"
