"""``wenze review``: forms, languages, exit codes, streams."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.cases.sound import AWKWARD_NAMES, COLLISION, as_json, sound
from support.packs import MINI_FOLDER
from support.sampling import crossed, foremost
from wenze.api.cli.main import main

CASE = sound(**COLLISION)
FORMS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}
FIRST_LINES = {
    "exempted": {"zh": "取决于有争议的理解或者事实", "en": "hangs on a contested reading"},
    "lenient": {"zh": "决定站不住脚", "en": "The decision falls"},
}


def run(*arguments: str, content: Any = None) -> Result:
    case = as_json(CASE if content is None else content)
    return CliRunner().invoke(main, ["review", "-", *arguments], input=case)


def decided(word: str, *more: str, content: Any = None) -> Result:
    return run("--decision", f"王某={word}", *more, content=content)


def answer(result: Result) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(result.stdout)
    return said


@crossed(lang=["zh", "en"], word=FIRST_LINES)
def test_the_first_line_says_whether_the_decision_stands(word: str, lang: str) -> None:
    result = decided(word, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    first = " ".join(result.stdout.split("\n")[:2])
    assert FIRST_LINES[word][lang] in first
    assert "王某" in first
    assert ("第十" in result.stdout) is (lang == "zh")
    assert ("Art. 1" in result.stdout) is (lang == "en")


def test_a_decision_that_stands_whatever_is_read_is_said_to() -> None:
    result = decided("ordinary", "--lang", "en", content=sound())
    assert result.stdout.startswith("The decision stands (王某: held to account)")
    assert "compared" not in result.stdout


def test_where_it_falls_conflicts_and_changes_take_the_place_of_reasons() -> None:
    said = decided("lenient", "--lang", "en").stdout
    assert "cannot be squared with" in said
    assert "Provisions that could have carried it" in said
    assert "The fewest changes of fact" in said
    assert "strongest reasons" not in said


def test_who_has_no_role_under_a_condition_is_said_to_have_none() -> None:
    content = sound(
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"]],
        disputed={"role": [["李某", "approver"]]},
    )
    decision = ("--decision", "王某=ordinary", "--decision", "李某=ordinary")
    said = run(*decision, content=content).stdout
    assert "李某：在此结果中没有职责身份" in "".join(said.split())


def test_more_changes_than_are_listed_are_counted() -> None:
    persons = ("王某", "李某")
    content = sound(
        serves=[[person, "局"] for person in persons],
        role=[[person, "leader"] for person in persons],
    )
    decision = [f"--decision={person}=aggravated" for person in persons]
    said = answer(run(*decision, "--json", content=content))
    assert said["exhausted"] is True
    assert len(said["changes"]) == 20 < said["change_count"]
    text = run(*decision, content=content).stdout
    assert f"另有{said['change_count'] - 20}组同样少的改动" in text
    assert "未能穷尽" not in text


def test_conditions_name_what_they_answer() -> None:
    said = " ".join(decided("exempted", "--lang", "en").stdout.split())
    [stands, _] = said.split("The decision stands under")[1].split("The decision falls under")
    assert "What governs where one person has both" in stands
    assert "? “The exemption prevails” (Art. 9" in stands


@pytest.mark.parametrize("word", ["exempted", "lenient"])
def test_json_is_what_the_library_says(word: str) -> None:
    by_flag, by_form = decided(word, "--json"), decided(word, "--format", "json")
    assert by_flag.stdout == by_form.stdout
    said = answer(by_flag)
    assert list(said)[:3] == ["decision", "finding", "text"]
    assert list(said)[-1] == "receipt"
    assert said["finding"] == ("contested" if word == "exempted" else "falls")
    assert bool(said["proofs"]) is (word == "exempted")
    assert bool(said["conflicts"]) is bool(said["changes"]) is (word == "lenient")


@crossed(form=FORMS, word=["exempted", "lenient"])
def test_a_picture_is_written_in_each_form(word: str, form: str) -> None:
    result = decided(word, "--format", form)
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(FORMS[form])


def test_labels_are_taken_for_words() -> None:
    assert answer(decided("免予问责", "--json"))["decision"] == {"王某": "exempted"}


@pytest.mark.parametrize(
    ("typed", "pointer"),
    [("王某", "/decision"), ("张某=exempted", "/decision/张某"), ("王某=exempt", "/decision/王某")],
)
def test_what_is_no_decision_is_refused_with_its_place(typed: str, pointer: str) -> None:
    result = run("--decision", typed, "--json")
    assert result.exit_code == 1
    [error] = answer(result)["errors"]
    assert error["pointer"] == pointer


def test_a_person_decided_twice_and_no_decision_at_all_are_wrong() -> None:
    twice = decided("exempted", "--decision", "王某=lenient", "--json")
    assert twice.exit_code == 1
    assert answer(twice)["errors"][0]["code"] == "duplicate_key"
    assert run().exit_code == 2


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES[::5], count=2))
def test_names_are_data(name: str) -> None:
    content = sound(serves=[[name, "局"]], role=[[name, "handler"]])
    for word in ("ordinary", "lenient"):
        said = run("--decision", f"{name}={word}", "--json", content=content)
        assert list(answer(said)["decision"]) == [name]
        assert run("--decision", f"{name}={word}", content=content).exit_code == 0
    picture = run("--decision", f"{name}=lenient", "--format", "svg", content=content)
    assert picture.exit_code == 0


def test_another_pack_answers_as_well() -> None:
    content = {"facts": {"loan": [["甲", "2024-03-01"]], "late": ["甲"]}}
    pack = ("--pack", str(MINI_FOLDER))
    said = answer(run("--decision", "甲=waived", "--json", *pack, content=content))
    assert said["finding"] == "falls"
    [conflict] = said["conflicts"]
    assert conflict["provisions"] == conflict["unmet"] == ["2", "2(1)", "2(2)"]
    assert conflict["opposing"] == []
    assert said["change_count"] == len(said["changes"])
    added = {name for each in said["changes"] for name in each["added"]}
    assert added == {"ill", "household_ill", "library_closed"}
