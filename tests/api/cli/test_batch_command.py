"""The command ``wenze batch``: exit codes, streams, resuming after a kill, what stays the same."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from support.cases.sound import as_json
from support.packs import MINI_FOLDER, MINI_ID
from support.servers.process_use import UNINTERRUPTED
from support.waiting import PATIENCE, gone, until
from wenze.api.cli.main import main
from wenze.reasoner.batch.isolated_run import threads

PACK = ("--pack", str(MINI_FOLDER))
NOTHING_LENT = b"{}"


def lent(name: str = "张三") -> dict[str, Any]:
    return {"facts": {"loan": [[name, "2030-03-01"]]}}


def batch(*arguments: str | Path, content: bytes = b"", **env: str) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, arguments)], input=content, env=env)


def answers(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    with threads(2) as (chosen, _):
        yield chosen


@pytest.fixture(autouse=True)
def _warm(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands that run in this process leave their engines to the next one."""
    monkeypatch.setattr("wenze.api.cli.batch.threads", lambda n, _: nullcontext((executor, n)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five cases, the third of them bad."""
    below = tmp_path / "cases"
    (below / "b").mkdir(parents=True)
    (below / "a.json").write_bytes(as_json(lent("甲")))
    (below / "b" / "c.jsonl").write_bytes(as_json(lent("乙")) + b"\n{\n")
    (below / "d.yaml").write_bytes("facts:\n  loan: [[丙, 2030-03-01]]\n".encode())
    (below / "e.yml").write_bytes(as_json(lent("丁")))
    return below


# --- What comes out


def test_a_folder_of_cases_is_answered_in_order_with_the_bad_one_in_its_place(folder: Path) -> None:
    result = batch(folder, *PACK)
    found = answers(result.stdout)
    assert [line["source"].rsplit("cases/")[-1] for line in found] == [
        "a.json",
        "b/c.jsonl",
        "b/c.jsonl",
        "d.yaml",
        "e.yml",
    ]
    assert [line["line"] for line in found] == [None, 1, 2, None, None]
    assert [name for line in found for name in line.get("answer", {"persons": "!"})["persons"]] == [
        *("甲", "乙", "!", "丙", "丁")
    ]
    assert result.exit_code == 1


def test_each_answer_is_that_of_the_outcomes_command(folder: Path) -> None:
    (line,) = answers(batch(folder / "a.json", *PACK, "--limit", "1", "--lang", "en").stdout)
    alone = ["outcomes", str(folder / "a.json"), *PACK, "--limit", "1", "--lang", "en", "--json"]
    assert line["answer"] == json.loads(CliRunner().invoke(main, alone).stdout)


@pytest.mark.parametrize(
    ("content", "named", "code"),
    [
        (b"", [], 0),
        (as_json(lent()), [], 0),
        (as_json(lent()) + b"\n" + NOTHING_LENT, [], 1),
        (as_json(lent()), ["none.yaml"], 2),
        (NOTHING_LENT, ["none.yaml"], 2),
    ],
)
def test_the_exit_code_is_that_of_the_gravest(content: bytes, named: list[str], code: int) -> None:
    assert batch("-", *named, *PACK, content=content).exit_code == code


def test_a_case_over_its_time_limit_is_exit_code_3_and_in_its_place() -> None:
    large = {"facts": {"loan": [[f"人{n}", "2030-03-01"] for n in range(4000)]}}
    content = as_json(large) + b"\n" + as_json(lent())
    result = batch("-", *PACK, "--time-limit", "0.001", content=content)
    first, second = answers(result.stdout)
    assert result.exit_code == 3
    assert first["errors"][0]["code"] == "time_limit"
    assert second["number"] == 2


def test_answers_are_on_standard_output_and_the_summary_is_on_standard_error(folder: Path) -> None:
    loud = batch(folder, *PACK, "--lang", "en")
    quiet = batch(folder, *PACK, "--lang", "en", "--quiet")
    assert loud.stderr == (
        "Cases: 5; answered: 4; refused: 1; unreadable: 0; stopped at a limit or failed: 0; "
        "kept from an earlier run: 0\n"
    )
    assert quiet.stderr == ""
    assert loud.stdout == quiet.stdout


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有找到案件"), ("en", "No case was found")])
def test_a_folder_with_nothing_in_it_says_so(tmp_path: Path, lang: str, words: str) -> None:
    result = batch(tmp_path, *PACK, "--lang", lang)
    assert (result.exit_code, result.stdout) == (0, "")
    assert words in result.stderr


def test_a_progress_bar_is_for_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()

    def terminal(**_: Any) -> Console:
        return Console(file=screen, force_terminal=True, width=80)

    monkeypatch.setattr("wenze.api.cli.batch.Console", terminal)
    result = batch(folder, *PACK, "--workers", "1")
    assert len(answers(result.stdout)) == 5
    assert "5/5" in screen.getvalue()
    screen.truncate(0)
    batch("-", *PACK, content=as_json(lent()))
    assert "1/?" in screen.getvalue()
    screen.truncate(0)
    batch(folder, *PACK, "--quiet")
    assert screen.getvalue() in ("", "\0" * len(screen.getvalue()))


def test_the_packs_of_the_variable_are_used(folder: Path) -> None:
    case = as_json({**lent(), "regulation": MINI_ID})
    result = batch("-", content=case, WENZE_PACKS=str(MINI_FOLDER.parent))
    assert answers(result.stdout)[0]["answer"]["regulation"]["id"] == MINI_ID


@pytest.mark.parametrize("options", [["--pack", "none"], ["--workers", "0"], ["--limit", "-1"], []])
def test_wrong_usage_is_exit_code_2_before_any_case(folder: Path, options: list[str]) -> None:
    result = batch(*([folder] if options else []), *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_a_cluster_that_is_not_there_is_exit_code_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.reasoner.batch.cluster.MOST_TO_REACH", 0.3)
    result = batch(folder, *PACK, "--dask", "tcp://127.0.0.1:1", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "tcp://127.0.0.1:1 cannot be read" in result.stderr
    monkeypatch.setitem(sys.modules, "distributed", None)
    missing = batch(folder, *PACK, "--dask", "tcp://127.0.0.1:1", "--lang", "en")
    assert missing.exit_code == 2
    assert "wenze[dask]" in missing.stderr


# --- Taking up again


def test_the_bytes_do_not_depend_on_the_workers_or_on_where_they_go(
    folder: Path, tmp_path: Path
) -> None:
    printed = [started(folder, *PACK, "--workers", n, stdout=subprocess.PIPE) for n in ("1", "3")]
    first, second = (process.communicate(timeout=PATIENCE)[0] for process in printed)
    batch(folder, *PACK, "--out", tmp_path / "out")
    assert first == second == (tmp_path / "out").read_bytes() != b""


def test_what_was_written_is_kept_and_told_of(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = batch(folder, *PACK, "--out", out)
    whole = out.read_bytes()
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1, len(whole)):
        out.write_bytes(whole[:length])
        result = batch(folder, *PACK, "--out", out, "--lang", "zh")
        assert out.read_bytes() == whole
        assert (result.exit_code, result.stdout) == (first.exit_code, "") == (1, "")
        count = whole[:length].count(b"\n")
        assert f"以前已写出{count}件" in result.stderr


@pytest.mark.parametrize("change", [["--limit", "7"], ["--lang", "en"], ["none.yaml"]])
def test_another_batch_does_not_write_to_the_file_of_this_one(
    folder: Path, tmp_path: Path, change: list[str]
) -> None:
    out = tmp_path / "out"
    batch(folder, *PACK, "--out", out, "--lang", "zh")
    whole = out.read_bytes()
    result = batch(*change[-1:] * (len(change) == 1), folder, *PACK, "--out", out, *change)
    assert result.exit_code == 2
    assert str(out) in result.stderr
    assert out.read_bytes() == whole


def test_a_file_in_the_folder_of_the_cases_is_not_read_as_cases(folder: Path) -> None:
    out = folder / "a.jsonl"
    for _ in range(2):
        batch(folder, *PACK, "--out", out)
        assert len(answers(out.read_text(encoding="utf-8"))) == 5


def test_a_file_that_cannot_be_written_is_exit_code_2(folder: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "none" / "out", folder / "a.json" / "out", "/dev/full", "/dev/zero"):
        result = batch(folder, *PACK, "--out", out)
        assert (result.exit_code, result.stdout) == (2, "")
        assert isinstance(result.exception, SystemExit)
        assert str(out) in result.stderr


def test_a_full_disk_is_exit_code_2_and_what_is_written_is_gone_on_from(
    folder: Path, tmp_path: Path
) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2500, resource.RLIM_INFINITY))

    out = tmp_path / "out"
    options = (folder, *PACK, "--out", out, "--quiet", "--lang", "en")
    process = started(*options, preexec_fn=full, stderr=subprocess.PIPE)
    _, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out.stat().st_size) == (2, 2500)
    assert b"Traceback" not in told
    assert b"cannot be written: File too large" in told
    assert batch(*options).exit_code == 1
    assert out.read_bytes() == batch(folder, *PACK, "--lang", "en").stdout.encode()


@pytest.mark.soak
def test_a_standard_output_that_is_full_is_exit_code_2(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = started(folder, *PACK, "--quiet", stdout=full, stderr=subprocess.PIPE)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert b"Traceback" not in told
    assert b"Exception ignored" not in told


def started(*arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
    command = Path(sys.executable).with_name("wenze")
    return subprocess.Popen(  # noqa: S603 - the command under test
        [*UNINTERRUPTED, str(command), "batch", *map(str, arguments)], **streams
    )


def size(file: Path) -> int:
    """Bytes that are written: none before there is a file."""
    return file.stat().st_size if file.exists() else 0


def engines_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a run of the command has started."""
    threads_of = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(pid) for file in threads_of for pid in file.read_text().split()]


@pytest.mark.soak
def test_killed_again_and_again_it_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_bytes(b"\n".join(as_json(lent(f"人{n}")) for n in range(40)))
    out, whole = tmp_path / "out", tmp_path / "whole"
    batch(cases, *PACK, "--out", whole)
    lines = whole.read_bytes().splitlines(keepends=True)
    for wanted in (1, 12, 25):
        process = started(cases, *PACK, "--out", out, "--quiet")
        enough = sum(map(len, lines[:wanted]))
        until(lambda: process.poll() is not None or size(out) >= enough)  # noqa: B023
        process.send_signal(signal.SIGKILL)
        process.wait()
        written = out.read_bytes()
        assert whole.read_bytes().startswith(written)
        assert len(written) >= enough
    assert started(cases, *PACK, "--out", out, "--quiet").wait() == 0
    assert out.read_bytes() == whole.read_bytes()


def test_a_process_that_is_killed_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_bytes(b"\n".join(as_json(lent(f"人{n}")) for n in range(40)))
    process = started(cases, *PACK, "--quiet", "--workers", "2", stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process:
        lines = [process.stdout.readline()]
        for pid in engines_of(process):
            os.kill(pid, signal.SIGKILL)
        lines += process.stdout.readlines()
    assert process.returncode == 0
    assert b"".join(lines) == batch(cases, *PACK).stdout.encode()


def test_while_one_runs_another_does_not_write_to_its_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = started("-", *PACK, "--out", out, "--quiet", stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(as_json(lent()) + b"\n")
    process.stdin.flush()
    until(out.exists)
    until(lambda: batch("-", *PACK, "--out", out).exit_code == 2)
    assert "Another run" in batch("-", *PACK, "--out", out, "--lang", "en").stderr
    process.stdin.close()
    assert process.wait() == 0
    assert len(answers(out.read_text(encoding="utf-8"))) == 1


def test_an_interrupt_ends_it_and_everything_it_started(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_bytes(b"\n".join(as_json(lent(f"人{n}")) for n in range(5000)))
    out = tmp_path / "out"
    process = started(cases, *PACK, "--out", out, stderr=subprocess.PIPE)
    until(lambda: size(out))
    children = engines_of(process)
    os.kill(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert b"Traceback" not in told
    assert children
    until(lambda: all(map(gone, children)))


def test_whoever_reads_only_the_beginning_ends_it_without_a_crash(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_bytes(b"\n".join(as_json(lent(f"人{n}")) for n in range(300)))
    process = started(cases, *PACK, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert b"Traceback" not in told
