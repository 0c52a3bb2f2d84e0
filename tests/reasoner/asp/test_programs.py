"""Programs that are not law: solved as clingo solves them, every shown atom proved, or refused.

``one_liners.txt`` has programs of one line each. The files in ``refused`` begin with the places of
what is not supported, those in ``unsatisfiable`` with the lines of their smallest conflict.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.oracles.clingo_program import Program
from support.oracles.proof_checker import check_output
from support.sampling import few, foremost
from wenze.api.text.asp import Note, Out, Piece, ProgramQuestion, answer_question

FOLDER = Path(__file__).parents[2] / "support" / "programs"
# Programs with many answer sets or long proofs.
LARGE = [FOLDER / f"{name}.lp" for name in ("elevator", "long_chain", "many_answer_sets")]
SMALL = sorted(set(FOLDER.glob("*.lp")) - {*LARGE})
UNSATISFIABLE = sorted((FOLDER / "unsatisfiable").glob("*.lp"))
ONE_LINERS = (FOLDER / "one_liners.txt").read_text(encoding="utf-8").splitlines()
REFUSED = sorted((FOLDER / "refused").glob("*.lp"))


def answered(path: Path) -> list[dict[str, Any]]:
    """What the worker of ``wenze asp --format json`` answers, a line each."""
    pieces: list[Piece] = []
    question = ProgramQuestion((str(path),), b"", 0, None, "json", "en")
    answer_question(question, pieces.append)
    assert not [piece.text for piece in pieces if isinstance(piece, Note)]
    return [json.loads(piece.text) for piece in pieces if isinstance(piece, Out)]


def commanded(path: Path) -> tuple[int, list[dict[str, Any]]]:
    """What the command itself answers, with its exit code."""
    command = [
        sys.executable,
        "-c",
        "from wenze.api.cli.main import main; main()",
        "asp",
        str(path),
    ]
    run = subprocess.run([*command, "--json", "--lang", "en"], capture_output=True, check=False)  # noqa: S603
    assert not run.stderr
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines()]


def heading(path: Path) -> str:
    """A program's first remark."""
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("% ")


@pytest.mark.parametrize(
    "path", [*few(SMALL, every=2), *foremost(LARGE, count=0)], ids=lambda path: path.stem
)
def test_answer_sets_are_clingos_and_every_shown_atom_is_proved(path: Path) -> None:
    check_output(Program(path), answered(path))


@pytest.mark.parametrize("text", few(ONE_LINERS, every=3))
def test_the_same_holds_of_a_program_of_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "program.lp"
    path.write_text(text, encoding="utf-8")
    check_output(Program(path), answered(path))


@pytest.mark.parametrize("path", UNSATISFIABLE, ids=lambda path: path.stem)
def test_the_smallest_conflict_is_named(path: Path) -> None:
    lines = answered(path)
    check_output(Program(path), lines)
    found = " ".join(str(demand["line"]) for demand in lines[0]["conflict"])
    assert f"conflict: {found}" == heading(path)
    assert lines[0]["smallest"] is True


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_what_is_not_supported_is_refused_with_its_place(path: Path) -> None:
    [line] = answered(path)
    places = [f"{error['line']}:{error['column']}" for error in line["errors"]]
    assert " ".join(places) == heading(path)
    assert {error["file"] for error in line["errors"]} == {str(path)}


@pytest.mark.parametrize(
    "name", foremost(["included", "code_in_strings", "knapsack", "many_facts"], count=1)
)
def test_the_command_answers_the_same(name: str) -> None:
    path = FOLDER / f"{name}.lp"
    assert commanded(path) == (0, answered(path))


@pytest.mark.parametrize(
    ("name", "code"), [("unsatisfiable/pigeons", 0), ("refused/foreign_letters", 1)]
)
def test_the_command_says_by_its_exit_code_what_is_no_answer(name: str, code: int) -> None:
    path = FOLDER / f"{name}.lp"
    assert commanded(path) == (code, answered(path))
