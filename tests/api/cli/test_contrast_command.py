"""``wenze contrast``: forms, languages, exit codes, streams."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from support.cases.law_cases import LAW
from support.cases.sound import AWKWARD_NAMES, COLLISION, as_json, sound
from support.packs import MINI_FOLDER
from support.sampling import crossed, foremost
from wenze import Case, Outcomes
from wenze.api.cli.main import main
from wenze.api.text.printed import whole_text
from wenze.api.text.rendering import renderer
from wenze.reasoner.inquiry.contrast.contrast import contrast
from wenze.reasoner.inquiry.contrast.decision_tree import decisions

FORMS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}
CASE = sound(**COLLISION)
LOAN = {"loan": [["张三", "2030-03-01"]], "late": ["张三"], "household_ill": ["张三"]}


def outcomes(case: Mapping[str, Any] = CASE) -> Outcomes:
    return LAW.solve(Case.from_data(case))


def asked(*arguments: str, case: Mapping[str, Any] = CASE) -> Result:
    """A question about a case given on standard input."""
    return CliRunner().invoke(main, ["contrast", "-", *arguments], input=as_json(case))


def first_and_last(case: Mapping[str, Any] = CASE) -> tuple[str, str]:
    found = outcomes(case)
    assert found.count is not None
    return found.at(1).id, found.at(found.count).id


def answer(result: Result) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(result.stdout))


@pytest.mark.parametrize("two", [False, True])
def test_the_answer_is_text_in_the_language_asked_for(two: bool) -> None:
    ids = first_and_last() if two else ()
    zh, en = (asked(*ids, "--lang", lang) for lang in ("zh", "en"))
    assert (zh.exit_code, en.exit_code, zh.stderr, en.stderr) == (0, 0, "", "")
    assert "王某" in zh.stdout
    assert "第十一条" in zh.stdout
    assert "Art. 11" in en.stdout
    assert "第十一条" not in en.stdout
    assert "Art. " not in zh.stdout
    assert "exemption_force" not in zh.stdout + en.stdout
    assert "discretion(" not in zh.stdout + en.stdout


def test_two_outcomes_are_told_with_their_choices_and_the_proofs_of_what_differs() -> None:
    ids = first_and_last()
    said = asked(*ids, "--lang", "en").stdout
    assert f"Outcome A: {ids[0]}; outcome B: {ids[1]}" in " ".join(said.split())
    assert "●" in said
    assert "[outcome A] Why “王某: exempted from accountability”" in said
    assert "[outcome B] Why not “王某: exempted from accountability”" in said


def test_proofs_of_more_persons_are_left_to_json(monkeypatch: pytest.MonkeyPatch) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"], ["李某", "handler"]],
        deceived_by_party=["王某", "李某"],
        statutory_severity=["王某", "李某"],
        readings={"exemption_force": "binding"},
    )
    found = contrast(outcomes(case), *first_and_last(case))
    whole = whole_text(renderer(found, "en"))
    monkeypatch.setattr("wenze.api.text.contrast.MAX_PROVED", 1)
    part = whole_text(renderer(found, "en"))
    for text, told in ((whole, True), (part, False)):
        assert "[outcome A] Why “王某: exempted" in text
        assert ("[outcome A] Why “李某: exempted" in text) is told
        assert ("for those of 1 more use --json" in text) is not told


def test_of_several_smallest_sets_what_is_in_all_is_marked_apart() -> None:
    found = contrast(outcomes(), *first_and_last())
    text = whole_text(renderer(found, "zh"))
    assert not found.unique
    always = [choice for choice in found.choices if choice.always_needed]
    marked = text.split("两种结果的不同选择")[1].split("以上")[0]
    assert marked.count("●") == len(always)
    assert marked.count("○") == len(found.needed) - len(always) > 0
    assert "所标的只是其中一组" in "".join(text.split())


def test_a_tree_numbers_its_questions_by_the_answers_that_lead_to_them() -> None:
    said = asked("--lang", "en").stdout.splitlines()
    assert any(line.startswith("   1. ") for line in said)
    assert any(line.startswith("      1.1. ") for line in said)
    assert any("■ 王某: held to account more severely" in line for line in said)


def test_as_json_the_answer_is_that_of_the_library() -> None:
    ids = first_and_last()
    assert answer(asked(*ids, "--json")) == contrast(outcomes(), *ids).as_json("zh")
    assert answer(asked("--format", "json", "--lang", "en")) == decisions(outcomes()).as_json("en")


@crossed(form=FORMS, two=[False, True])
def test_the_answer_is_drawn_in_every_form(form: str, two: bool) -> None:
    ids = first_and_last() if two else ()
    result = asked(*ids, "--format", form)
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(FORMS[form])


def test_outcomes_are_named_both_or_not_at_all() -> None:
    result = asked(first_and_last()[0])
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_outcome_that_does_not_exist_is_refused() -> None:
    ids = first_and_last()[0], "1-0000000000000000"
    result = asked(*ids, "--json")
    assert result.exit_code == 1
    [error] = answer(result)["errors"]
    assert (error["code"], error["pointer"]) == ("value", "/outcome")
    assert asked(*ids).stdout == ""


def test_a_case_that_is_refused_is_refused_here_as_well() -> None:
    result = asked("--json", case={"facts": {}})
    assert result.exit_code == 1
    assert answer(result)["errors"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_law_is_told_in_its_own_words(lang: str) -> None:
    said = asked("--lang", lang, "--pack", str(MINI_FOLDER), case={"facts": LOAN}).stdout
    words = {"zh": ("谁患病才算？", "免收"), "en": ("Whose illness counts?", "the fee is waived")}
    assert all(word in said for word in words[lang])


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES))
def test_any_name_is_told_as_text(name: str) -> None:
    case = sound(
        serves=[[name, "局"]],
        role=[[name, "handler"]],
        deceived_by_party=[name],
        disputed={"statutory_severity": [name]},
    )
    found = outcomes(case)
    for text in (
        whole_text(renderer(contrast(found, *first_and_last(case)), "zh")),
        whole_text(renderer(decisions(found), "en")),
    ):
        assert "".join(name.split()) in "".join(
            character for character in text if character.strip()
        )
