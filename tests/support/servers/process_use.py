"""What a server and the engine processes that it has begun occupy, as the system tells it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from support.servers.http_server import Served

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


# Starts a command that finds interrupts ignored, as in the background of a script.
UNINTERRUPTED = ("/bin/sh", "-c", 'trap "" INT; exec "$0" "$@"')


@dataclass(frozen=True, slots=True)
class Use:
    """What all of its processes together occupy.

    Attributes:
        mebibytes: of memory, as each process occupies it.
    """

    processes: int
    threads: int
    files: int
    mebibytes: int


def engines(server: Served) -> list[int]:
    """The numbers of the engine processes that a server has begun and that have not ended."""
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if (stat := _stat(folder))
        and stat[1] == str(server.process.pid)
        and stat[0] not in "ZX"
        and not _is_tracker(folder)
    ]


def use(server: Served) -> Use:
    """What a server occupies."""
    folders = [Path("/proc", str(pid)) for pid in (server.process.pid, *engines(server))]
    status = [
        dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        for folder in folders
    ]
    return Use(
        processes=len(folders),
        threads=sum(int(each["Threads"]) for each in status),
        files=sum(len(os.listdir(folder / "fd")) for folder in folders),
        mebibytes=sum(int(each["VmRSS"].split()[0]) for each in status) // 1024,
    )


def seconds(pid: int) -> float:
    """How long a process has worked; 0 when it has ended."""
    stat = _stat(Path("/proc", str(pid)))
    return sum(map(int, stat[11:13])) / _TICKS_A_SECOND if stat else 0.0


def _is_tracker(folder: Path) -> bool:
    """True if this is the process by which Python keeps account of the semaphores of others."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return b"resource_tracker" in (folder / "cmdline").read_bytes()
    return False


def _stat(folder: Path) -> list[str]:
    """What the system tells of a process behind its name, state and parent first."""
    try:
        return (folder / "stat").read_text(errors="replace").rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
