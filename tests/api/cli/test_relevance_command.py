"""``wenze relevance``: a questionnaire, the languages, the limit, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW
from support.cases.sound import AWKWARD_NAMES, as_json, sound
from support.packs import MINI_FOLDER
from support.sampling import foremost
from wenze import Case
from wenze.api.cli.main import main
from wenze.api.text.printed import printed
from wenze.api.text.rendering import renderer
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.relevance import relevance as asking
from wenze.reasoner.inquiry.relevance import self_composition as twins
from wenze.reasoner.inquiry.relevance.relevance import relevance

LOAN: dict[str, Any] = {"facts": {"loan": [["甲", "2024-01-01"]]}}
LATE: dict[str, Any] = {"facts": {**LOAN["facts"], "late": ["甲"]}}
CASE = sound(statutory_severity=["王某"])
DEMO = LAW.solve(ANSWERED[DEMONSTRATION].case)


def run(*arguments: str, case: dict[str, Any]) -> Result:
    content = as_json(case)
    command = ["relevance", "-", *arguments]
    return CliRunner().invoke(main, command, input=content, env={"COLUMNS": "120"})


def mini(*arguments: str, case: dict[str, Any] = LATE) -> Result:
    return run("--pack", str(MINI_FOLDER), *arguments, case=case)


def test_the_questions_are_asked_in_the_language_asked_for() -> None:
    zh, en = (mini("--lang", lang) for lang in ("zh", "en"))
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert (zh.stderr, en.stderr) == ("", "")
    assert "甲患病吗？" in zh.stdout
    assert "是：甲可能免收" in zh.stdout
    assert "Was 甲 ill?" in en.stdout
    assert "Yes: newly possible for 甲: the fee is waived" in en.stdout
    assert "检索已穷尽" in zh.stdout
    assert "The search was exhausted" in en.stdout


def test_what_no_longer_matters_stands_apart() -> None:
    shown = mini().stdout
    asked, _, left = shown.partition("案件已陈述之外的其他回答不再改变结论的问题")
    assert "当时＿＿吗？" in left
    assert "当时＿＿吗？" not in asked


def test_a_fact_that_needs_others_says_which() -> None:
    shown = mini("--lang", "en", case=LOAN).stdout
    example = (
        "for example together with: 甲 was late; then newly possible for 甲: the fee is waived"
    )
    assert example in " ".join(shown.split())


def test_days_that_stand_for_others_are_told_as_some_day() -> None:
    named = {"fault_act", "at_issue"}
    facts = [f for f in fact_space(LAW.pack, DEMO.findings, unnamed=True) if f.name in named]
    shown = printed(renderer(relevance(DEMO, facts=facts), "en"))
    assert "some day (such as 2021-12-31): for example together with" in " ".join(shown.split())


def test_questions_of_which_nothing_was_found_out_are_counted_from_some_number_on() -> None:
    found = relevance(DEMO, 0)
    shown = printed(renderer(found, "en"))
    assert f"{len(found.questions) - 20} more questions were not found out" in shown
    assert " 20. " in shown
    assert " 21. " not in shown


def test_it_is_said_how_many_facts_were_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MAX_CONSIDERED", 1)
    told = json.loads(mini("--json", case=LOAN).stdout)
    assert told["left_out"] > 0
    assert f"{told['left_out']} were not looked into" in mini("--lang", "en", case=LOAN).stdout


def test_no_name_of_the_encoding_is_shown() -> None:
    names = [name for name in LAW.pack.vocabulary.facts if "_" in name]
    for lang in ("zh", "en"):
        shown = run("--lang", lang, case=CASE).stdout
        assert not [name for name in names if name in shown]


def test_json_is_what_the_library_says() -> None:
    result = run("--json", "--limit", "3", case=CASE)
    wanted = relevance(LAW.solve(Case.from_data(CASE)), limit=3).as_json("zh")
    assert json.loads(result.stdout) == wanted


def test_a_limit_says_how_many_more_there_are() -> None:
    shown = mini("--limit", "1", "--lang", "en").stdout
    assert "the first 1 are listed" in shown
    assert " 2. " not in shown


def test_a_refused_case_is_refused() -> None:
    result = run("--json", case={"facts": {}})
    assert result.exit_code == 1
    assert {each["code"] for each in json.loads(result.stdout)["errors"]} == {"incomplete"}


def test_what_was_not_found_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MAX_FALSE", 0)
    shown = mini("--lang", "en").stdout
    assert "not found out within limits" in shown
    assert "The search was not exhausted" in shown


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES))
def test_names_are_shown_as_they_are(name: str) -> None:
    case = {"facts": {"loan": [[name, "2024-01-01"]], "late": [name]}}
    result = mini("--json", case=case)
    [question] = [q for q in json.loads(result.stdout)["questions"] if q["predicate"] == "ill"]
    assert question["arguments"] == [name]
    assert name in question["text"]


def test_when_time_is_up_everything_not_found_until_then_is_undecided() -> None:
    result = run("--time-limit", "0.001", "--json", case=CASE)
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert told["exhausted"] is False
    assert told["irrelevant"] == []
    assert all(question["undecided"] for question in told["questions"])
    assert not any(question["answers"] for question in told["questions"])
    assert "0.001" in result.stderr
