"""Fixtures of the tests of engine processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from support.servers import engine_tasks as tasks
from support.servers.engine_pools import Gate, Make
from wenze.reasoner.workers import WorkerPool


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as executor:
        yield executor


@pytest.fixture
def make(threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Pools that find the tasks, closed at the end, and with them what threads wait for."""
    del threads
    monkeypatch.setenv("PYTHONPATH", str(Path(tasks.__file__).parents[2]))
    made: list[WorkerPool] = []

    def new(*arguments: Any, **named: Any) -> WorkerPool:
        made.append(WorkerPool(*arguments, **named))
        return made[-1]

    yield new
    for engines in made:
        engines.close()


@pytest.fixture
def one(make: Make) -> WorkerPool:
    return make(1)


@pytest.fixture
def gate(tmp_path: Path, threads: ThreadPoolExecutor) -> Iterator[Callable[[WorkerPool], Gate]]:
    """Gates, closed at the end."""
    made: list[Gate] = []

    def new(engines: WorkerPool) -> Gate:
        made.append(Gate(tmp_path / f"gate{len(made)}", threads, engines))
        return made[-1]

    yield new
    for each in made:
        each.close()
