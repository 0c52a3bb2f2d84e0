"""How many cases a second `wenze batch` answers, with one worker and with two."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.cases import mixed_data
from bench.sheet import Sheet
from bench.timing import three_digits

CASES = 120
PERSONS = 3
WORKERS = (1, 2)
WENZE = Path(sys.executable).with_name("wenze")


def throughput() -> Sheet:
    """Time by the clock, from the command's start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.jsonl"
        data = (mixed_data(PERSONS, seed) for seed in range(CASES))
        lines = (json.dumps(each, ensure_ascii=False) for each in data)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        seconds = {workers: _run(file, workers) for workers in WORKERS}
    rows = [
        (str(w), three_digits(s), three_digits(CASES / s), three_digits(seconds[1] / s))
        for w, s in seconds.items()
    ]
    notes = (f"{CASES} mixed cases of {PERSONS} persons, by the clock, start-up included.",)
    return Sheet("wenze batch", ("workers", "seconds", "cases a second", "× one"), rows, notes)


def _run(file: Path, workers: int) -> float:
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        [WENZE, "batch", file, "--workers", str(workers), "--quiet"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start
