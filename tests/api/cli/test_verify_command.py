"""``wenze verify``: exit codes, words in both languages, and hostile receipts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.cases.sound import COLLISION, as_json, sound
from support.packs import LAW_FOLDER, MINI_FOLDER
from wenze.api.cli.main import main
from wenze.reasoner.verify.receipt_reader import MAX_RECEIPT

CASE = as_json({**sound(**COLLISION), "title": "王某案"})
EXEMPTED = 'disposition("王某",exempted)'


def run(*arguments: str, content: bytes | str | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, list(arguments), input=content, env=env)


def verify(content: bytes | str, *options: str) -> Result:
    result = run("verify", "-", *options, content=content)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture(scope="module")
def answered() -> str:
    return run("outcomes", "-", "--json", content=CASE).stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_answer_is_exit_code_0_and_one_line(answered: str, lang: str) -> None:
    receipt = json.dumps(json.loads(answered)["receipt"])
    for content in (answered, receipt):
        result = verify(content, "--lang", lang)
        assert (result.exit_code, result.stderr) == (0, "")
        assert ("一致" if lang == "zh" else "same question") in result.stdout
        assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_reasons_are_verified_too(command: str) -> None:
    conclusion = EXEMPTED if command == "why" else 'disposition("王某",aggravated)'
    told = run(command, "-", conclusion, "--json", content=CASE).stdout
    assert verify(told).exit_code == 0


def test_a_line_of_a_batch_has_an_answer_that_is_verified(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_bytes(CASE)
    line = run("batch", str(tmp_path), "--workers", "1").stdout
    answer = json.loads(line)["answer"]
    assert verify(json.dumps(answer)).exit_code == 0


def test_a_file_is_read_as_standard_input_is(answered: str, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(answered, encoding="utf-8")
    assert run("verify", str(path)).exit_code == 0


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("不一致", "persons")), ("en", ("not as the receipt", "persons"))]
)
def test_an_altered_answer_is_exit_code_1_and_says_where(
    answered: str, lang: str, words: tuple[str, ...]
) -> None:
    told = json.loads(answered)
    told["persons"]["王某"]["contested"] = False
    del told["outcomes"][3:]
    result = verify(json.dumps(told), "--lang", lang)
    assert (result.exit_code, result.stderr) == (1, "")
    for each in (*words, "/persons/王某/contested", json.loads(answered)["outcomes"][3]["id"]):
        assert each in result.stdout
    assert len(result.stdout.splitlines()) < 40


def test_json_has_what_the_text_says(answered: str) -> None:
    assert json.loads(verify(answered, "--json").stdout)["same"] is True
    told = json.loads(answered)
    told["outcomes"] = []
    result = verify(json.dumps(told), "--json", "--lang", "en")
    found: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, found["same"]) == (1, False)
    assert [remark["code"] for remark in found["remarks"]] == ["altered"]
    assert found["gained"]["count"] == len(json.loads(answered)["outcomes"])


def test_engines_of_other_versions_are_exit_code_0_and_a_remark(answered: str) -> None:
    told = json.loads(answered)
    told["receipt"]["engines"]["clingo"] = "\x1b[31m4.0"
    result = verify(json.dumps(told), "--lang", "en")
    assert result.exit_code == 0
    assert "clingo has another version: then \\x1b[31m4.0" in result.stdout


def test_the_pack_that_is_named_is_used(answered: str, tmp_path: Path) -> None:
    folder = shutil.copytree(LAW_FOLDER, tmp_path / "law")
    assert verify(answered, "--pack", str(folder)).exit_code == 0
    (folder / "source.txt").write_text("另一文本", encoding="utf-8")
    result = verify(answered, "--pack", str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert "official text" in result.stdout


def test_a_receipt_of_another_law_is_exit_code_1_and_says_why(answered: str) -> None:
    result = verify(answered, "--pack", str(MINI_FOLDER), "--lang", "en")
    assert result.exit_code == 1
    assert "not answered now" in result.stdout
    assert "library-lending" in result.stdout


def test_a_regulation_that_is_not_there_is_refused(answered: str) -> None:
    told = json.loads(answered)["receipt"]
    told["case"]["regulation"] = "/etc"
    result = verify(json.dumps(told), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["errors"][0]["pointer"] == "/regulation"
    assert verify(answered, "--pack", "no-such-law").exit_code == 2


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"{}", b"[" * 100_000, CASE, b'{"receipt": {"asked": "\x1b[31m"}}']
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_what_is_no_receipt_is_exit_code_1_and_not_a_crash(
    content: bytes, options: list[str]
) -> None:
    result = verify(content, *options)
    assert result.exit_code == 1
    assert "\x1b[31m" not in result.stdout + result.stderr
    assert json.loads(result.stdout)["errors"] if options else result.stderr


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(MAX_RECEIPT + 1)
    assert run("verify", str(path)).exit_code == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_cannot_be_read_is_exit_code_2(tmp_path: Path, lang: str) -> None:
    for path in (tmp_path / "no.json", tmp_path):
        result = run("verify", str(path), "--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert str(path) in result.stderr


def test_half_a_character_in_a_title_is_carried_through(tmp_path: Path) -> None:
    told = run("outcomes", "-", "--json", content=as_json(sound())[:-1] + b', "title": "\\ud800"}')
    assert told.exit_code == 0
    assert json.loads(told.stdout)["receipt"]["case"]["title"] == "\ud800"
    assert verify(told.stdout).exit_code == 0
