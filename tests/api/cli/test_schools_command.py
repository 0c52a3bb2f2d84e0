"""``wenze schools``: the table, the languages, what is refused; ``wenze outcomes --school``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from support.cases.law_cases import LAW
from support.cases.sound import COLLISION, as_json, sound
from support.packs import MINI_FOLDER, broken
from wenze import Case
from wenze.api.cli.main import main

CASE = sound(**COLLISION)


def run(*arguments: str, case: dict[str, Any] | None = None) -> Result:
    content = as_json(CASE if case is None else case)
    return CliRunner().invoke(main, list(arguments), input=content, env={"COLUMNS": "120"})


def test_each_school_has_its_column_in_the_language_asked_for() -> None:
    zh, en = (run("schools", "-", "--lang", lang) for lang in ("zh", "en"))
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert (zh.stderr, en.stderr) == ("", "")
    for school in LAW.pack.schools:
        assert school.label.zh in zh.stdout
        assert school.label.en in en.stdout
    assert "从重问责" in zh.stdout
    assert "⇄" in en.stdout
    for result in (zh, en):  # no name of the encoding is shown
        assert "exemption_vs_aggravation" not in result.stdout


def test_a_pack_whose_school_pins_what_there_is_not_is_refused(tmp_path: Path) -> None:
    pack = broken(MINI_FOLDER, tmp_path, ("schools.yaml", "{illness: own}", "{illness: mine}"))
    result = run("schools", "-", "--pack", str(pack), case={"facts": {}})
    assert (result.exit_code, result.stdout) == (2, "")
    assert "schools.yaml: " in result.stderr
    assert "illness: mine" in result.stderr


def test_json_is_what_the_library_says() -> None:
    result = run("schools", "-", "--json", "--school", "text", "--school", "organ")
    wanted = LAW.schools(Case.from_data(CASE), ("text", "organ")).as_json("zh")
    assert json.loads(result.stdout) == wanted


def test_an_unknown_school_is_refused() -> None:
    result = run("schools", "-", "--json", "--school", "nothing")
    assert result.exit_code == 1
    [problem] = json.loads(result.stdout)["errors"]
    assert problem["pointer"] == "/schools/0"


def test_it_is_said_that_the_case_pins_otherwise_and_names_a_school() -> None:
    readings = {"exemption_vs_aggravation": "offset"}
    result = run("schools", "-", case={**CASE, "readings": readings})
    assert "不作比较" in result.stdout
    result = run("schools", "-", case={**CASE, "school": "text"})
    assert "暂不计入" in result.stdout


def test_a_law_without_schools_says_so(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, without=["schools.yaml"])
    case = {"facts": {"loan": [["甲", "2030-03-01"]]}}
    result = run("schools", "-", "--pack", str(folder), "--lang", "en", case=case)
    assert (result.exit_code, "no schools" in result.stdout) == (0, True)


def test_names_cannot_write_to_the_terminal() -> None:
    name = "[red]王\u202e某"
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]])
    result = run("schools", "-", case={**case, "title": "\u202e案"})
    assert result.exit_code == 0
    assert "\u202e" not in result.stdout
    assert "[red]王\\u202e某" in result.stdout


@pytest.mark.parametrize("more", [{}, {"school": "lenity"}])
def test_outcomes_can_be_asked_under_a_school(more: dict[str, str]) -> None:
    result = run("outcomes", "-", "--json", "--school", "purpose", case={**CASE, **more})
    answer = cast("dict[str, Any]", json.loads(result.stdout))
    assert answer["persons"]["王某"]["dispositions"] == ["aggravated"]
    assert answer["receipt"]["case"]["school"] == "purpose"
    text = run("outcomes", "-", "--school", "purpose", case={**CASE, **more})
    assert "采解释立场“追责目的”的全部选定" in text.stdout
    refused = run("outcomes", "-", "--json", "--school", "purposes")
    assert json.loads(refused.stdout)["errors"][0]["nearest"] == "purpose"
