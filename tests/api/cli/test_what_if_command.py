"""``wenze what-if``: what it prints, in both languages; persons, pairs, limits, refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.cases.law_cases import LAW
from support.cases.sound import COLLISION, as_json, solve, sound
from support.packs import MINI_FOLDER
from wenze.api.cli.main import main
from wenze.reasoner.inquiry.what_if import what_if as library
from wenze.reasoner.inquiry.what_if.what_if import what_if

CASE = sound(**COLLISION)


def run(*arguments: str, case: dict[str, Any] | None = None) -> Result:
    content = as_json(CASE if case is None else case)
    return CliRunner().invoke(main, ["what-if", "-", *arguments], input=content)


def test_it_is_told_person_by_person_in_the_language_asked_for() -> None:
    zh, en = (run("--lang", lang) for lang in ("zh", "en"))
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert (zh.stderr, en.stderr) == ("", "")
    flat = "".join(line.strip() for line in zh.stdout.splitlines())
    assert "\n王某\n" in zh.stdout
    assert "现有可能的处理：免予问责、不予问责、问责、从重问责" in flat
    assert "弄虚作假”，则不再可能：从重问责（原依据第十三条第（二）项）。" in flat
    assert "如果另外陈述“王某是党政领导干部”，则新增可能：按党政领导干部问责规定处理" in flat
    assert "If “王某 is a leading cadre of Party or government” is stated as well" in en.stdout
    for text in (zh.stdout, en.stdout):  # no name of the encoding is shown
        assert not {"deceived_by_party", "aggravated", '王某"'} & set(text.split())


def test_json_is_what_the_library_says() -> None:
    wanted = what_if(solve(LAW, CASE), persons=("王某",), pairs=False).as_json("en")
    found = run("--json", "--person", "王某", "--no-pairs", "--lang", "en")
    assert json.loads(found.stdout) == wanted


def test_pairs_are_left_out_where_they_are_not_wanted() -> None:
    assert "同时改变两处" in run().stdout
    assert "同时改变两处" not in run("--no-pairs").stdout


def test_an_unknown_person_and_a_refused_case_end_with_1() -> None:
    found = run("--json", "--person", "李某")
    assert found.exit_code == 1
    [problem] = json.loads(found.stdout)["errors"]
    assert problem["pointer"] == "/persons/0"
    assert run(case=sound(without=["ruling"])).exit_code == 1


def test_what_is_not_listed_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST_PAIRS", 0)
    assert "不再可能：问责：另有6种改变没有列出" in run().stdout


def test_where_the_time_is_up_that_is_said_and_the_exit_code_is_3() -> None:
    found = run("--time-limit", "0.000001")
    assert found.exit_code == 3
    assert "时间已到" in found.stdout
    assert "时限" in found.stderr


def test_a_second_law_answers_in_its_own_words() -> None:
    case = {"facts": {"loan": [["甲", "2024-01-02"]]}}
    found = run("--pack", str(MINI_FOLDER), case=case)
    assert "另外陈述“甲逾期归还”" in found.stdout
    nobody = run("--pack", str(MINI_FOLDER), "--lang", "en", case=case)
    assert "Statements that make no difference" in nobody.stdout
