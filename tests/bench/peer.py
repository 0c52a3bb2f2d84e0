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

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
ENVIRONMENT = Path(sys.prefix) / "bench"
TIME_LIMIT = 120


@cache
def interpreter() -> Path | None:
    """A Python that has xclingo; None where there is none and none could be made."""
    python = ENVIRONMENT / "bin" / "python"
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"]["bench"]
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    has = subprocess.run([python, "-c", "import xclingo"], capture_output=True, check=False)  # noqa: S603
    if has.returncode:
        install = [str(python), "-m", "pip", "install", "-q", *wanted]
        has = subprocess.run(install, capture_output=True, check=False)  # noqa: S603
    return None if has.returncode else python


def one_explanation(program: str, goal: str, rounds: int = 3) -> float | str:
    """The least processor time in milliseconds, or why there is none."""
    python = interpreter()
    if python is None:
        return "not installed"
    times = []
    for _ in range(rounds):
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
            return f"over {TIME_LIMIT} s"
        if run.returncode:
            return "cannot"
        times.append(float(run.stdout) * 1000)
    return min(times)
