"""``wenze consistency``: files of decided cases, a new case, both languages, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from support.cases.law_cases import LAW
from support.cases.sound import COLLISION, as_json, sound
from wenze import Case
from wenze.api.cli.main import main
from wenze.reasoner.inquiry.consistency.decided import Decided

CASE = sound(**COLLISION)
OFFSET = {**CASE, "readings": {"exemption_vs_aggravation": "offset"}}
ASSESSED = {**CASE, "readings": {"exemption_vs_aggravation": "assessed"}}
ORDINARY = {"王某": "ordinary"}


def run(*arguments: str, content: object = None) -> Result:
    given = None if content is None else json.dumps(content, ensure_ascii=False).encode()
    return CliRunner().invoke(
        main, ["consistency", *arguments], input=given, env={"COLUMNS": "120"}
    )


def test_agreeing_decisions_are_told_with_what_they_leave_and_what_is_in_line(
    tmp_path: Path,
) -> None:
    new = tmp_path / "new.json"
    new.write_bytes(as_json(CASE))
    past = [{"name": "甲案", "case": CASE, "decision": ORDINARY}]
    for lang, words in (("zh", ["相互抵销", "与以往一致"]), ("en", ["cancel", "In line"])):
        result = run("-", "--case", str(new), "--lang", lang, content=past)
        assert (result.exit_code, result.stderr) == (0, "")
        for word in ("甲案", *words):
            assert word in result.stdout
        assert "exemption_vs_aggravation" not in result.stdout


@pytest.mark.parametrize(("lang", "said"), [("zh", "不能并存"), ("en", "cannot stand together")])
def test_decisions_in_conflict_are_told_with_their_reasons(lang: str, said: str) -> None:
    past = [
        {"name": "甲案", "case": OFFSET, "decision": ORDINARY},
        {"name": "乙案", "case": ASSESSED, "decision": ORDINARY},
    ]
    result = run("-", "--lang", lang, content=past)
    assert result.exit_code == 0
    assert said in result.stdout
    assert "甲案" in result.stdout


def test_json_is_what_the_library_says(tmp_path: Path) -> None:
    """Also where the cases stand in several files, one named by another."""
    (tmp_path / "case.json").write_bytes(as_json(CASE))
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(yaml.safe_dump({"file": "case.json", "decision": ORDINARY}), "utf-8")
    second.write_text(yaml.safe_dump([{"case": OFFSET, "decision": ORDINARY}]), "utf-8")
    result = run(str(first), str(second), "--json", "--lang", "en")
    past = [Decided(Case.from_data(case), ORDINARY) for case in (CASE, OFFSET)]
    assert json.loads(result.stdout) == LAW.consistency(past).as_json("en")


def test_faults_of_all_files_are_reported_with_their_places(tmp_path: Path) -> None:
    files = {"a.yaml": "[", "b.yaml": "{case: {fact: {}}, decision: {x: y}}"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in files]
    result = run(*paths, "--json")
    assert result.exit_code == 1
    found: list[dict[str, Any]] = json.loads(result.stdout)["errors"]
    assert [each["pointer"] for each in found] == [f"{paths[0]}#", f"{paths[1]}#/case/fact"]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "past.yaml").write_text("{file: nowhere.yaml, decision: {x: y}}", encoding="utf-8")
    for path, missing in ((tmp_path / "past.yaml", "nowhere.yaml"), (tmp_path / "no", "no")):
        result = run(str(path))
        assert result.exit_code == 2
        assert missing in result.stderr


def test_names_cannot_write_to_the_terminal() -> None:
    past = {"name": "[red]\u202e甲", "case": CASE, "decision": ORDINARY}
    result = run("-", content=past)
    assert "\u202e" not in result.stdout
    assert "[red]\\u202e甲" in result.stdout


def test_a_decision_that_cannot_stand_by_itself_is_no_set_of_decisions() -> None:
    pinned = {"exemption_vs_aggravation": "offset", "later_conduct": "counted"}
    case = {**CASE, "readings": pinned}
    past = [{"name": "甲案", "case": case, "decision": {"王某": "exempted"}}]
    said = run("-", content=past).stdout
    assert "单独即不能成立的决定" in said
    assert "甲案）的决定为其案件自身的选定所排除" in said
    assert "不能并存" not in said


def test_no_bullet_stands_alone_on_its_line() -> None:
    past = [{"case": CASE, "decision": ORDINARY}, {"case": CASE, "decision": {"王某": "exempted"}}]
    for lang in ("zh", "en"):
        said = run("-", "--lang", lang, content=past).stdout
        assert "·" in said
        cells = (cell.strip() for line in said.splitlines() for cell in line.split("│"))
        assert "·" not in cells
