"""The command ``wenze asp``: forms, exit codes, limits, and no process left behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from support.sampling import foremost
from support.servers.process_use import UNINTERRUPTED, seconds
from support.waiting import PATIENCE, gone, until
from wenze.api.cli.main import main

CHOICE = "{ a }.\nb(X) :- a, X = 1..2.\nc :- not a.\n#show b/1.\n#show c/0.\n"
ENDLESS = "p(0). p(X+1) :- p(X)."


def run(*arguments: str, content: str = CHOICE) -> Result:
    return CliRunner().invoke(main, ["asp", "-", "--lang", "en", *arguments], input=content)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- Forms


def test_json_is_a_line_for_each_answer_set_with_its_proofs_and_certificate() -> None:
    result = run("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = lines(result)
    assert (first["atoms"], second["atoms"]) == (["c"], ["b(1)", "b(2)"])
    assert first["certified"] is second["certified"] is True
    assert list(second["proofs"]) == ["b(1)", "b(2)"]
    proof = second["proofs"]["b(2)"]
    root = proof["nodes"][proof["root"]]
    assert (root["atom"], root["kind"]) == ("b(2)", "rule")
    assert root["rule"]["bindings"] == {"X": "2"}
    assert [proof["nodes"][child]["kind"] for child in root["children"]] == [
        "discretion",
        "computed",
    ]


def test_text_numbers_the_answer_sets_and_gives_each_proof_as_a_tree() -> None:
    result = run()
    assert result.exit_code == 0
    assert "Answer set 1: c\n" in result.stdout
    assert "Answer set 2: b(1) b(2)\n" in result.stdout
    assert "1 b(2) [-:2]\n  1.1 a [chosen, -:1]\n" in result.stdout


def test_why_proves_one_atom_and_says_where_it_does_not_hold() -> None:
    first, second = lines(run("--why", "a", "--json"))
    assert (first["proofs"], first["not_true"]) == ({}, "a")
    assert (list(second["proofs"]), "not_true" in second) == (["a"], False)
    assert "a does not hold here." in run("--why", "a").stdout


def test_dot_is_one_document_for_each_proof() -> None:
    result = run("--format", "dot")
    assert result.stdout.count("digraph {") == 3


def test_svg_draws_the_proof_in_the_first_answer_set_where_the_atom_holds() -> None:
    result = run("--format", "svg", "--why", "b(1)")
    assert (result.exit_code, result.stderr) == (0, "b(1) does not hold in answer set 1.\n")
    assert ET.fromstring(result.stdout.encode()).tag.endswith("svg")  # noqa: S314 - our own


def test_no_more_models_than_asked_for() -> None:
    assert len(lines(run("--models", "1", "--json"))) == 1


@pytest.mark.parametrize("form", foremost(["json", "text", "dot"], count=1))
def test_an_unsatisfiable_program_is_an_answer(form: str) -> None:
    result = run("--format", form, content="a.\n:- a, not b.\n")
    assert result.exit_code == 0
    if form == "json":
        entry = {"file": "-", "line": 2, "column": 1, "text": ":- a, not b."}
        assert lines(result) == [{"satisfiable": False, "conflict": [entry], "smallest": True}]
    else:
        assert "-:2:1: :- a, not b." in (result.stdout if form == "text" else result.stderr)


def test_the_same_program_gives_the_same_bytes() -> None:
    assert run("--json").stdout == run("--json").stdout


# --- Refusals and wrong usage


def test_a_refused_program_names_file_line_column_and_construct(tmp_path: Path) -> None:
    path = tmp_path / "x.lp"
    path.write_text("a.\n#edge (a,b).\nb :- &sum{x} > 1.\n")
    result = CliRunner().invoke(main, ["asp", str(path), "--lang", "en"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}:2:1: not supported: #edge (a,b).\n" in result.stderr
    result = CliRunner().invoke(main, ["asp", str(path), "--lang", "en", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["errors"][1] == {
        "code": "unsupported",
        "message": "not supported: &sum { x } > 1",
        "file": str(path),
        "line": 3,
        "column": 6,
        "construct": "&sum { x } > 1",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("--why", "a("),
        ("--why", "zz"),
        ("--format", "svg"),
        ("--format", "png"),
        ("--models", "-1"),
        ("--time-limit", "0"),
        ("--memory-limit", "1"),
        ("no such file.lp",),
        ("x.lp", "--time-limit", "inf"),
    ],
)
def test_wrong_usage_and_unreadable_files_are_exit_code_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


# --- Limits, crashes, orphans


def test_at_the_time_limit_lines_already_found_stay() -> None:
    result = run("--json", "--time-limit", "4", content="{ a(1..30) }. #show a/1.")
    assert result.exit_code == 3
    assert lines(result)[0]["atoms"] == []
    assert result.stderr == "Stopped: the time limit of 4 s was reached\n"


def test_endless_grounding_ends_at_either_limit() -> None:
    assert run("--time-limit", "1", content=ENDLESS).exit_code == 3
    result = run("--memory-limit", "256", content=ENDLESS)
    assert result.exit_code == 3
    assert "256 MiB" in result.stderr


def test_terms_nested_five_thousand_deep_are_proved_and_deeper_ones_refused() -> None:
    deep = run("--json", content=f"p({'f(' * 5000}a{')' * 5000}).")
    assert (deep.exit_code, lines(deep)[0]["certified"]) == (0, True)
    deeper = run("--json", content=f"p({'f(' * 30_000}a{')' * 30_000}).")
    assert (deeper.exit_code, deeper.stdout) == (3, "")
    assert "nested too deep" in deeper.stderr


def test_a_crash_of_the_solver_is_told_and_ends_nothing_else() -> None:
    result = run(content="p(-2147483648 / (-1)).")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "SIGFPE" in result.stderr


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_command(how: signal.Signals) -> None:
    command = Path(sys.executable).with_name("wenze")
    process = subprocess.Popen(  # noqa: S603 - the command under test
        [*UNINTERRUPTED, str(command), "asp", "-", "--time-limit", "60"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(b"{ a(1..60) }. :- { a(X) } 29. :- 29 { a(X) }.")
    process.stdin.close()
    # It works: so it is able to tell that it is alone.
    until(lambda: any(seconds(child) > 1 for child in children_of(process.pid)))
    children = children_of(process.pid)
    process.send_signal(how)
    process.wait(PATIENCE)
    until(lambda: all(map(gone, children)))


def children_of(pid: int) -> list[int]:
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text().split()]


def test_a_reader_that_goes_away_ends_everything() -> None:
    command = Path(sys.executable).with_name("wenze")
    process = subprocess.Popen(  # noqa: S603 - the command under test
        [str(command), "asp", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(b"{ a(1..60) }.")
    process.stdin.close()
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(PATIENCE) == 1
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
