"""What the results were measured on, and with what; nothing that names a host or a path."""

import os
import platform
from pathlib import Path

from bench.peer import wanted
from wenze.reasoner.answer.receipt import engines

GIBIBYTE = 2**30


def machine() -> str:
    """The processor, its cores and memory, and the operating system."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB; {system}, {platform.machine()}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "unknown processor")


def versions() -> str:
    """Everything that was measured or measured with."""
    found = engines()
    named = {
        "Wenze": found["wenze"],
        "Python": platform.python_version(),
        "clingo": found["clingo"],
        "SWI-Prolog": found["swi_prolog"],
        "xclingo": wanted().partition("==")[2],
    }
    return ", ".join(f"{name} {version or 'not installed'}" for name, version in named.items())
