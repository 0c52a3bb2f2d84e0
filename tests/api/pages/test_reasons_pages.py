"""Reasons, comparisons and changes: everything of the interface's answers, told in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.cases.sound import COLLISION, sound
from support.packs import LAW_ID, MINI_ID
from support.reading.case_pages import (
    WORKED,
    Case,
    carried,
    failed,
    names_of_the_law,
    shown,
    worked_case,
)
from support.sampling import crossed
from wenze.api.pages.case_state import patched
from wenze.reasoner.i18n import LANGS

each_lang = pytest.mark.parametrize("lang", LANGS)
CLASH: Case = {"regulation": LAW_ID, **sound(**COLLISION)}
AGGRAVATED, LENIENT = 'disposition("王某",aggravated)', 'disposition("王某",lenient)'


def asked(client: FlaskClient, call: str, lang: str = "zh", **body: Any) -> Any:
    return client.post(f"/v1/{call}?lang={lang}", json=body).get_json()


@crossed({"regulation,name": WORKED, "lang": LANGS})
def test_every_verdict_that_may_be_has_its_proof_in_words(
    client: FlaskClient, regulation: str, name: str, lang: str
) -> None:
    case = worked_case(client, regulation, name)
    found = asked(client, "outcomes", **case)
    names = names_of_the_law(client, regulation)
    for conclusion in (*found["always"], *found["sometimes"])[-1:]:
        atom = conclusion["atom"]
        page = shown(client, f"/{lang}/reasons", case, conclusion=atom)
        proof = asked(client, "why", lang, case=case, conclusion=atom)
        assert page.faults == []
        own = json.dumps([node["detail"] for node in proof["nodes"].values()])
        strange = {name for name in names if name in page.in_sight + page.titles}
        assert [name for name in strange if name not in own] == []
        stated = [n for n in proof["nodes"].values() if n["kind"] in {"fact", "reading"}]
        assert all(node["text"] in page.text for node in stated)
        assert page.hidden("case") == {carried(case)}


@each_lang
def test_each_step_cites_its_provisions_with_the_official_words(
    client: FlaskClient, lang: str
) -> None:
    page = shown(client, f"/{lang}/reasons", CLASH, conclusion=AGGRAVATED)
    told = client.get(f"/v1/regulations/{LAW_ID}/provisions/13(2)?lang={lang}").get_json()
    assert told["citation"] in page.in_sight
    assert told["text"]["zh"] in page.text
    assert told["text"]["zh"] not in page.in_sight
    assert told["text"]["zh"] in page.titles
    assert (told["text"]["en"] in page.text) is (lang == "en")


def test_steps_are_numbered_and_come_after_what_they_rest_on(client: FlaskClient) -> None:
    response = client.post("/en/reasons", data={"case": carried(CLASH), "conclusion": AGGRAVATED})
    numbers = [int(n.split('"')[0]) for n in response.text.split('id="step-')[1:]]
    assert numbers == [*range(1, len(numbers) + 1)]
    for part in response.text.split('<li id="step-')[1:]:
        number = int(part.split('"')[0])
        earlier = [int(n.split('"')[0]) for n in part.split('href="#step-')[1:]]
        assert all(step < number for step in earlier)


def test_what_rests_on_a_reading_is_marked_as_contested_and_the_rest_as_settled(
    client: FlaskClient,
) -> None:
    page = shown(client, "/zh/reasons", CLASH, conclusion=AGGRAVATED)
    assert "无争议" in page.in_sight
    assert "理解 本办法是否适用" in " ".join(page.text.split())


def test_an_absence_is_told_for_every_rule_with_what_fails(client: FlaskClient) -> None:
    page = shown(client, "/zh/reasons", CLASH, conclusion=LENIENT, why="not")
    proof = asked(client, "why-not", case=CLASH, conclusion=LENIENT)
    bare = [
        node["text"].removeprefix("不成立：")
        for node in proof["nodes"].values()
        if node["kind"] == "absent" and node["detail"] == ["案件没有陈述该事实"]
    ]
    assert bare
    assert all(text in page.text for text in bare)
    assert "欠缺" in page.text
    assert page.faults == []


def test_an_outcome_that_is_asked_for_is_the_one_that_is_explained(client: FlaskClient) -> None:
    outcomes = asked(client, "outcomes", **CLASH)["outcomes"]
    last = [each for each in outcomes if each["dispositions"]["王某"] == "aggravated"][-1]["id"]
    about = json.dumps({"conclusion": AGGRAVATED, "holds": True, "outcome": last})
    page = shown(client, "/zh/reasons", CLASH, about=about)
    assert page.hidden("a") == {last}
    assert f"结果{last.partition('-')[0]}" in page.in_sight


def test_what_is_not_so_in_an_outcome_is_a_question_without_an_answer(client: FlaskClient) -> None:
    page = failed(client, 422, "/en/reasons", CLASH, conclusion=LENIENT)
    assert "This question has no answer" in page.in_sight
    assert page.faults == []
    assert failed(client, 404, "/zh/reasons", CLASH, conclusion=LENIENT, outcome="9-x").text


DEEP = "[" * 5000 + "]" * 5000
OF_NO_OUTCOME = '{"conclusion": "x", "outcome": {"readings": {}}}'


@pytest.mark.parametrize(
    "about", ["", "{", "[]", '{"conclusion": 1}', "null", OF_NO_OUTCOME, DEEP, f'{{"a": {DEEP}}}']
)
def test_what_asks_nothing_is_refused(client: FlaskClient, about: str) -> None:
    response = client.post("/zh/reasons", data={"case": carried(CLASH), "about": about})
    assert response.status_code == 400


@each_lang
def test_two_outcomes_are_held_against_each_other(client: FlaskClient, lang: str) -> None:
    outcomes = asked(client, "outcomes", **CLASH)["outcomes"]
    ids = [outcomes[0]["id"], outcomes[-1]["id"]]
    page = shown(client, f"/{lang}/contrast", CLASH, a=ids[0], b=ids[1])
    found = asked(client, "contrast", lang, case=CLASH, outcomes=ids)
    assert page.faults == []
    assert found["choices"]
    for choice in (*found["choices"], *found["follows"]):
        assert choice["text"] in page.in_sight
        assert all(choice[side]["text"] in page.in_sight for side in "ab" if choice[side])
    names = names_of_the_law(client, LAW_ID)
    assert [name for name in names if name in page.in_sight + page.titles] == []
    assert failed(client, 404, f"/{lang}/contrast", CLASH, a=ids[0], b="7-none").faults == []


@pytest.mark.parametrize("lang", LANGS)
def test_changes_are_told_and_can_be_taken_over(client: FlaskClient, lang: str) -> None:
    case = worked_case(client, MINI_ID, "01_illness_at_home")
    page = shown(client, f"/{lang}/changes", case, person="张三")
    [found] = asked(client, "what-if", lang, case=case)["persons"].values()
    assert page.faults == []
    assert found["changes"]
    for change in found["changes"]:
        assert all(each["text"] in page.text for each in change["changes"])
    assert not any(name in page.in_sight for name in names_of_the_law(client, MINI_ID))
    carried_on = page.hidden("case") - {carried(case)}
    assert len(carried_on) > 0
    for changed in map(json.loads, carried_on):
        assert shown(client, f"/{lang}/outcomes", changed).faults == []


def test_a_patch_withdraws_rows_however_they_are_written() -> None:
    case: Case = {
        "facts": {"late": ["张三", ["李四"]], "paid": True, "loan": [["张三", "2030-03-01"]]}
    }
    patch: Any = {
        "withdrawn": {"late": [["张三"]], "paid": True},
        "added": {"lost": [["张三", "书"]]},
    }
    assert patched(case, patch)["facts"] == {
        "late": [["李四"]],
        "loan": [["张三", "2030-03-01"]],
        "lost": [["张三", "书"]],
    }
    assert patched(case, {"withdrawn": {}, "added": {"closed": True}})["facts"]["closed"] is True
