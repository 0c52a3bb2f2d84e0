"""Report what is installed, what is missing, and the line that installs it."""

import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import clingo

from ...reasoner.i18n import Words, message


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing that Wenze uses. ``version`` is None when it is missing."""

    name: str
    purpose: Words
    version: str | None
    install: str


def examine() -> list[Finding]:
    """Look at everything Wenze uses that may be missing on a machine."""
    return [
        Finding("clingo", message("doctor_clingo"), clingo.__version__, "pip install clingo"),
        Finding(
            "SWI-Prolog",
            message("doctor_prolog"),
            _first_line("swipl", "--version"),
            "apt-get install swi-prolog-nox",
        ),
        Finding("pyswip", message("doctor_pyswip"), _distribution("pyswip"), "pip install pyswip"),
        Finding(
            "Graphviz",
            message("doctor_graphviz"),
            _first_line("dot", "-V"),
            "apt-get install graphviz",
        ),
        Finding(
            "CJK font",
            message("doctor_font"),
            _first_line("fc-list", ":lang=zh", "family"),
            "apt-get install fontconfig fonts-wqy-microhei",
        ),
    ]


def _first_line(command: str, *arguments: str) -> str | None:
    """The first line a program prints; None when it is missing, fails or prints nothing."""
    path = shutil.which(command)
    if path is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
            [path, *arguments], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines else None


def _distribution(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
