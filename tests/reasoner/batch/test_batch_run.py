"""Cases put to executors of several kinds: the order, the places of what fails, the bounds."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import random
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from support.cases.sound import as_json, sound
from support.packs import LAW_ID, MINI_FOLDER, MINI_ID, broken
from support.sampling import few, foremost
from support.waiting import PATIENCE, gone, until
from wenze import Case, Reasoner
from wenze.reasoner.batch import BatchLine, BatchRequest, Ending, Entry, run
from wenze.reasoner.batch.isolated_run import Task, answer_in, threads
from wenze.reasoner.batch.records import answer_tail, failure_tail
from wenze.reasoner.batch.run import ExecutorLost
from wenze.reasoner.i18n import message
from wenze.reasoner.workers import WorkerPool
from wenze.reasoner.workers.limits import Limits

LENT: dict[str, Any] = {"facts": {"loan": [["张三", "2030-03-01"]]}}
Answer = Callable[[Task], bytes]


@pytest.fixture
def asked() -> BatchRequest:
    return BatchRequest.of(str(MINI_FOLDER), limit=5)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    with threads(2) as (chosen, _):
        yield chosen


def lent(name: str) -> bytes:
    return as_json({"facts": {"loan": [[name, "2030-03-01"]]}})


def of(*contents: bytes) -> list[Entry]:
    return [Entry(n, "-", n, content) for n, content in enumerate(contents, start=1)]


def told(line: BatchLine) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line.content)
    return found


def code(line: BatchLine) -> str:
    return str(told(line)["errors"][0]["code"])


class Patient(Future[Any]):
    """What is done only when somebody waits for it."""

    def __init__(self, do: Callable[[], bytes]) -> None:
        super().__init__()
        self.do = do

    def finish(self) -> None:
        try:
            self.set_result(self.do())
        except Exception as error:
            self.set_exception(error)

    def result(self, timeout: float | None = None) -> Any:
        if not self.done():
            self.finish()
        return super().result(timeout)


class Told(Executor):
    """Answers in this process as the test says: at once, or when somebody waits for it."""

    def __init__(self, answer: Answer, patient: bool = False) -> None:
        self.answer = answer
        self.patient = patient
        self.futures: list[Patient] = []

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future = Patient(lambda: self.answer(arguments[0]))
        self.futures.append(future)
        if not self.patient:
            future.finish()
        return future


def echo(task: Task) -> bytes:
    return answer_tail({"case": task.content.decode()})


# --- What a line says


def test_a_line_has_the_place_the_number_and_the_answer_of_the_command(
    executor: Executor, asked: BatchRequest
) -> None:
    case = as_json(LENT)
    (line,) = run([Entry(7, "甲.jsonl", 3, case)], executor, asked)
    found = told(line)
    assert list(found) == ["number", "source", "line", "digest", "answer"]
    assert (found["number"], found["source"], found["line"]) == (7, "甲.jsonl", 3)
    expected = Reasoner(MINI_FOLDER).outcomes(Case.from_bytes(case), limit=5)
    assert found["answer"] == json.loads(json.dumps(expected))
    assert line.content.endswith(b"}\n")
    assert line.content.count(b"\n") == 1


def test_a_bad_case_is_reported_in_its_place(executor: Executor, asked: BatchRequest) -> None:
    bad = (b"\xff\xfe", b"{", b"x" * (1 << 20) + b"x", b"", b"[]", as_json({"facts": {"x": [1]}}))
    contents = [piece for each in bad for piece in (as_json(LENT), each)]
    lines = list(run(of(*contents), executor, asked))
    assert [line.ending for line in lines] == [Ending.ANSWERED, Ending.REFUSED] * len(bad)
    assert [code(line) for line in lines[1::2]] == [
        "malformed",
        "malformed",
        "too_large",
        "incomplete",
        "malformed",
        "unknown_predicate",
    ]


def test_errors_are_those_of_the_other_commands(executor: Executor, asked: BatchRequest) -> None:
    case = Case.from_data({"facts": {"lone": [["张三", "2030-03-01"]], "late": [["x", "y"]]}})
    content = as_json({"facts": {"lone": [["张三", "2030-03-01"]], "late": [["x", "y"]]}})
    (line,) = run(of(content), executor, dataclasses.replace(asked, lang="en"))
    expected = [problem.as_json("en") for problem in Reasoner(MINI_FOLDER).problems(case)]
    assert told(line)["errors"] == expected


def test_what_could_not_be_read_is_reported_in_its_place(
    executor: Executor, asked: BatchRequest
) -> None:
    entries = [*of(as_json(LENT)), Entry(2, "none.yaml", reason="No such file")]
    _, line = run(entries, executor, dataclasses.replace(asked, lang="en"))
    assert (line.ending, code(line)) == (Ending.UNREADABLE, "unreadable")
    assert told(line)["errors"][0]["message"] == "none.yaml cannot be read: No such file"


def test_the_same_case_twice_is_answered_twice(executor: Executor, asked: BatchRequest) -> None:
    first, second = map(told, run(of(as_json(LENT), as_json(LENT)), executor, asked))
    assert first["digest"] == second["digest"]
    assert first["answer"] == second["answer"]
    assert [first["number"], second["number"]] == [1, 2]


def test_each_case_is_answered_under_its_own_regulation(
    executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER.parent))
    cases = ({**LENT, "regulation": MINI_ID}, {**sound(), "regulation": LAW_ID}, LENT)
    both = list(run(of(*map(as_json, cases)), executor, BatchRequest.of()))
    assert [told(line)["answer"]["regulation"]["id"] for line in both[:2]] == [MINI_ID, LAW_ID]
    assert told(both[2])["errors"][0]["pointer"] == "/regulation"


def test_a_law_that_changes_in_the_middle_answers_no_more_cases(
    executor: Executor, tmp_path: Path
) -> None:
    folder = broken(MINI_FOLDER, tmp_path)
    asked = BatchRequest.of(str(folder), lang="en")
    with (folder / "findings.lp").open("a") as rules:
        rules.write("\n")
    (line,) = run(of(as_json(LENT)), executor, asked)
    assert (line.ending, code(line)) == (Ending.UNREADABLE, "pack")
    assert "not as it was" in told(line)["errors"][0]["message"]


# --- Order and bounds


@pytest.mark.parametrize("kind", foremost(["processes", "threads"], count=1))
def test_the_order_and_the_bytes_do_not_depend_on_the_executor(
    executor: Executor, asked: BatchRequest, kind: str
) -> None:
    entries = of(*(lent(f"人{n}") for n in range(12)), b"{", lent("末"))
    expected = [line.content for line in run(entries, executor, asked)]
    assert [json.loads(line)["number"] for line in expected] == list(range(1, 15))
    with (
        ThreadPoolExecutor(3)
        if kind == "threads"
        else ProcessPoolExecutor(2, mp_context=get_context("spawn")) as other
    ):
        assert [line.content for line in run(entries, other, asked, window=5)] == expected


@pytest.mark.parametrize("seed", few(range(20)))
def test_lines_come_in_order_whatever_is_done_first(asked: BatchRequest, seed: int) -> None:
    rng = random.Random(seed)
    contents = [str(n).encode() for n in range(100)]
    told_to = Told(echo, patient=True)

    def cases() -> Iterator[Entry]:
        for entry in of(*contents):
            for future in rng.sample(told_to.futures, len(told_to.futures) // 3):
                if not future.done():
                    future.finish()
            yield entry

    lines = list(run(cases(), told_to, asked, window=rng.randint(1, 30)))
    assert [told(line)["answer"]["case"].encode() for line in lines] == contents


@pytest.mark.parametrize("window", [1, 2, 10])
def test_no_more_cases_are_in_memory_than_the_window_holds(
    asked: BatchRequest, window: int
) -> None:
    taken = itertools.count(1)
    million = (Entry(next(taken), "-", 1, b"x") for _ in range(1_000_000))
    lines = run(million, Told(echo, patient=True), asked, window=window)
    for number in range(1, 50):
        assert told(next(lines))["number"] == number
    assert next(taken) - 49 <= window
    lines.close()


def test_a_line_that_is_ready_does_not_wait_for_the_window_to_fill(asked: BatchRequest) -> None:
    entries = iter(of(*[b"x"] * 9))
    next(run(entries, Told(echo), asked))
    assert next(entries).number == 2


def test_whoever_stops_early_leaves_nothing_to_be_done(asked: BatchRequest) -> None:
    patient = Told(echo, patient=True)
    lines = run(of(b"a", b"b", b"c"), patient, asked)
    next(lines)
    lines.close()
    assert [future.cancelled() for future in patient.futures] == [False, True, True]


def test_nothing_in_is_nothing_out(asked: BatchRequest) -> None:
    assert list(run([], Told(echo), asked)) == []


# --- What goes wrong


def test_a_task_that_the_executor_loses_is_given_to_it_again(asked: BatchRequest) -> None:
    tries: list[bytes] = []

    def lost_once(task: Task) -> bytes:
        tries.append(task.content)
        if tries.count(b"b") == 1 and task.content == b"b":
            raise ValueError("too many values to unpack")
        return echo(task)

    lines = list(run(of(b"a", b"b", b"c"), Told(lost_once), asked))
    assert [told(line)["answer"]["case"] for line in lines] == ["a", "b", "c"]


def test_a_task_that_the_executor_gives_up_is_reported_in_its_place(asked: BatchRequest) -> None:
    def killed(task: Task) -> bytes:
        if task.content == b"b":
            raise KeyError("KilledWorker")
        return echo(task)

    lines = list(run(of(b"a", b"b", b"c"), Told(killed), asked))
    assert [line.ending for line in lines] == [0, 3, 0]
    assert code(lines[1]) == "worker_failed"


def test_an_executor_that_breaks_is_no_fault_of_the_cases_left(asked: BatchRequest) -> None:
    with ThreadPoolExecutor(1) as ended:
        pass
    with pytest.raises(ExecutorLost):
        list(run(of(b"a"), ended, asked))
    lost = Told(echo)
    lost.submit = lambda *_, **__: _cancelled()  # type: ignore[method-assign]
    with pytest.raises(ExecutorLost):
        list(run(of(b"a"), lost, asked))


def _cancelled() -> Future[Any]:
    future: Future[Any] = Future()
    future.cancel()
    return future


@pytest.fixture
def workers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as own:
        yield own


def task(asked: BatchRequest, content: bytes = b"", limits: Limits | None = None) -> Task:
    return Task(content or as_json(LENT), asked, limits or Limits())


def test_a_process_is_kept_for_the_next_case(workers: WorkerPool, asked: BatchRequest) -> None:
    pid = workers.call(os.getpid)
    assert len({answer_in(workers, task(asked)) for _ in range(3)}) == 1
    assert workers.call(os.getpid) == pid


def test_a_process_that_is_killed_is_replaced_and_its_case_tried_again(
    workers: WorkerPool, asked: BatchRequest
) -> None:
    expected = answer_in(workers, task(asked))
    for _ in range(2):
        pid = workers.call(os.getpid)
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGKILL)
        assert answer_in(workers, task(asked)) == expected


def test_a_case_on_which_every_process_dies_is_given_up(
    workers: WorkerPool, asked: BatchRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("wenze.reasoner.batch.isolated_run.answer", _die)
        words = message("asp_worker_failed", how="SIGKILL")
        assert answer_in(workers, task(asked)) == failure_tail("worker_failed", words, "zh")
    assert answer_in(workers, task(asked)).startswith(b'"answer"')


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_case_that_takes_too_long_is_given_up_and_the_next_is_answered(
    workers: WorkerPool, asked: BatchRequest
) -> None:
    answer_in(workers, task(asked))
    told = answer_in(workers, task(asked, large(), Limits(seconds=0.001)))
    assert b'"time_limit"' in told
    assert answer_in(workers, task(asked)).startswith(b'"answer"')


@pytest.mark.soak
def test_a_case_that_needs_too_much_memory_is_given_up(asked: BatchRequest) -> None:
    with WorkerPool(1, 140) as workers:
        told = answer_in(workers, task(asked, large(), Limits(60, 140)))
    assert b'"memory_limit"' in told or b'"worker_failed"' in told, told[:300]


def large() -> bytes:
    """A case that takes long."""
    people = [f"人{n}" for n in range(4000)]
    loans = [[person, "2030-03-01"] for person in people]
    return as_json({"facts": {"loan": loans}, "disputed": {"late": people[:3000]}})


def test_closed_workers_end_and_what_they_did_is_not_begun_again(asked: BatchRequest) -> None:
    workers = WorkerPool(1)
    pid = workers.call(os.getpid)
    assert isinstance(pid, int)
    with ThreadPoolExecutor(1) as one:
        os.kill(pid, signal.SIGSTOP)
        future = one.submit(answer_in, workers, task(asked))
        until(lambda: workers._busy)
        workers.close()
        assert b'"worker_failed"' in future.result(PATIENCE)
    assert workers.alive == 0


def test_the_processes_end_with_whoever_started_them(asked: BatchRequest) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        (line,) = run(of(as_json(LENT)), pool, asked)
        (parent,) = pool._processes
        children = _children(parent)
        assert line.ending is Ending.ANSWERED
        os.kill(parent, signal.SIGKILL)
    assert len(children) == 1
    until(lambda: gone(children[0]))


def _children(parent: int) -> list[int]:
    """The processes that any thread of a process has started."""
    threads_of = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for file in threads_of for pid in file.read_text().split()]
