"""xclingo beside Wenze: in an environment of its own, since nothing but this needs it.

It is the extra ``bench`` of the project; where it cannot be installed it is not measured.
"""

import json
import subprocess
import sys
import tomllib
import venv
from functools import cache
from pathlib import Path

from bench.timing import Cost

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
ENVIRONMENT = Path(sys.prefix) / "bench"
ROUNDS = 3
# Seconds of waiting for one explanation; further rounds are made only where it is far below.
TIME_LIMIT = 15.0


def wanted() -> str:
    """What is to be installed, with its version."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    (peer,) = project["optional-dependencies"]["bench"]
    return str(peer)


@cache
def interpreter() -> Path | None:
    """A Python that has xclingo; None where there is none and none could be made."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    has = subprocess.run([python, "-c", "import xclingo"], capture_output=True, check=False)  # noqa: S603
    if has.returncode:
        install = [str(python), "-m", "pip", "install", "-q", wanted()]
        has = subprocess.run(install, capture_output=True, check=False)  # noqa: S603
    return None if has.returncode else python


def one_explanation(program: str, goal: str) -> Cost | str:
    """The least processor time of some rounds, or why there is none."""
    python = interpreter()
    if python is None:
        return "not installed"
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < TIME_LIMIT / ROUNDS:
        try:
            run = subprocess.run(  # noqa: S603 - our own driver
                [python, Path(__file__).with_name("xclingo_driver.py")],
                input=json.dumps({"program": program, "goal": goal}),
                capture_output=True,
                text=True,
                check=False,
                timeout=TIME_LIMIT,
            )
        except subprocess.TimeoutExpired:
            return Cost(TIME_LIMIT, finished=False)
        if run.returncode:
            return "cannot"
        times.append(float(run.stdout))
    return Cost(min(times))
