"""The page of outcomes: all that the interface answers, for people; switches that reach it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from support.cases.sound import AWKWARD_NAMES, COLLISION, sound
from support.packs import LAW_ID
from support.reading.case_pages import (
    WORKED,
    Case,
    Read,
    carried,
    failed,
    names_of_the_law,
    shown,
    worked_case,
)
from support.sampling import crossed
from wenze.api.pages.views.outcomes import view_of
from wenze.api.pages.views.task import CaseView
from wenze.api.pages.words import page_words
from wenze.reasoner.answer.outline import OutcomesOutliner
from wenze.reasoner.case.case import Case as CaseFile
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.reasoner import Reasoner

each_case = pytest.mark.parametrize(("regulation", "name"), WORKED)
each_lang = pytest.mark.parametrize("lang", LANGS)
CLASH: Case = {"regulation": LAW_ID, **sound(**COLLISION)}


def answer(client: FlaskClient, case: Case, lang: str = "zh", limit: int = 20) -> Any:
    return client.post(f"/v1/outcomes?lang={lang}&limit={limit}", json=case).get_json()


@crossed({"regulation,name": WORKED, "lang": LANGS})
def test_every_person_and_disposition_is_in_the_table_and_no_predicate_in_sight(
    client: FlaskClient, regulation: str, name: str, lang: str
) -> None:
    case = worked_case(client, regulation, name)
    page, found = shown(client, f"/{lang}/outcomes", case), answer(client, case, lang)
    verdict = client.get(f"/v1/regulations/{regulation}?lang={lang}").get_json()["verdict"]
    words = {value["id"]: value["label"] for value in verdict["values"]}
    assert page.faults == []
    asked = {about["conclusion"]: (about, said) for about, said in page.asked()}
    for person, of_person in found["persons"].items():
        for value, label in words.items():
            about, said = asked[f'{verdict["predicate"]}("{person}",{value})']
            assert about["holds"] is (value in of_person["dispositions"])
            assert person in said
            assert label in said
    names = names_of_the_law(client, regulation)
    assert [name for name in names if name in page.in_sight] == []


@each_case
def test_outcomes_are_listed_with_what_they_rest_on_and_come_to(
    client: FlaskClient, regulation: str, name: str
) -> None:
    case = worked_case(client, regulation, name)
    page, found = shown(client, "/zh/outcomes", case), answer(client, case)
    readings = client.get(f"/v1/regulations/{regulation}/readings").get_json()["readings"]
    labels = {
        (each["id"], option["id"]): option["label"]
        for each in readings
        for option in each["options"]
    }
    there = {about["outcome"] for about, _ in page.asked()} - {None}
    assert there == {outcome["id"] for outcome in found["outcomes"]}
    for outcome in found["outcomes"]:
        for reading, option in outcome["readings"].items():
            assert labels[reading, option] in page.text
        for conclusion in outcome["conclusions"]:
            assert conclusion["text"].split("：")[-1] in page.text
    for told in (*found["always"], *found["assumptions"]):
        assert told["text"].split("：")[-1] in page.text


@pytest.mark.parametrize(
    ("facts", "readings", "marks"),
    [
        ({}, {}, {"● certain", "✕ excluded"}),
        (
            {"deceived_by_party": ["王某"]},
            {"exemption_force": "binding"},
            {"◇ discretionary", "✕ excluded"},
        ),
        (COLLISION, {}, {"◐ contested", "✕ excluded"}),
    ],
)
def test_standings_differ_in_sign_and_word(
    client: FlaskClient, facts: Case, readings: Case, marks: set[str]
) -> None:
    case = {"regulation": LAW_ID, **sound(**facts, readings=readings)}
    page = shown(client, "/en/outcomes", case)
    table = (said for told, said in page.buttons if "standing" in told.get("class", ""))
    assert {re.findall("[●◐◇✕] [a-z]+", said)[0] for said in table} == marks


def test_a_reading_that_is_fixed_reaches_the_interface_and_shrinks_the_table(
    client: FlaskClient,
) -> None:
    before = shown(client, "/zh/outcomes", CLASH)
    assert before.checked["fix.exemption_vs_aggravation"] == ""
    fixed = {"pinned": "{}", "fix.exemption_vs_aggravation": "aggravation_prevails"}
    after = shown(client, "/zh/outcomes", CLASH, **fixed)
    [case] = after.hidden("case")
    assert json.loads(case) == {
        **CLASH,
        "readings": {"exemption_vs_aggravation": "aggravation_prevails"},
    }
    assert after.checked["fix.exemption_vs_aggravation"] == "aggravation_prevails"
    assert _possible(after) < _possible(before)


def _possible(page: Read) -> set[str]:
    """The verdicts that the table has as possible."""
    found = (about for about, _ in page.asked() if about["outcome"] is None and about["holds"])
    return {a["conclusion"] for a in found if a["conclusion"].startswith("disposition(")}


def test_a_reading_that_is_left_open_again_is_no_longer_in_the_case(client: FlaskClient) -> None:
    pins = {"exemption_vs_aggravation": "offset"}
    opened = {"pinned": json.dumps(pins), "fix.exemption_vs_aggravation": ""}
    page = shown(client, "/zh/outcomes", {**CLASH, "readings": pins}, **opened)
    assert [json.loads(case) for case in page.hidden("case")] == [CLASH]


def test_a_school_is_kept_until_another_choice_is_made(client: FlaskClient) -> None:
    case = {**CLASH, "school": "text"}
    page = shown(client, "/zh/outcomes", case)
    [pinned] = page.hidden("pinned")
    switched = {name: value for name, value in page.checked.items() if name.startswith("fix.")}
    assert switched["fix.exemption_vs_aggravation"] == "assessed"
    same = shown(client, "/zh/outcomes", case, pinned=pinned, **switched)
    assert [json.loads(each) for each in same.hidden("case")] == [case]
    switched["fix.exemption_vs_aggravation"] = "offset"
    other = shown(client, "/zh/outcomes", case, pinned=pinned, **switched)
    [kept] = (json.loads(each) for each in other.hidden("case"))
    assert "school" not in kept
    assert kept["readings"] == {**json.loads(pinned), "exemption_vs_aggravation": "offset"}


def test_every_form_carries_the_case_as_it_came(client: FlaskClient) -> None:
    page = shown(client, "/zh/outcomes", {**CLASH, "title": '"><script>'})
    assert page.hidden("case") == {carried({**CLASH, "title": '"><script>'})}


def test_names_are_only_text(client: FlaskClient) -> None:
    roles = [[name, "handler"] for name in AWKWARD_NAMES]
    serves = [[name, "局"] for name in AWKWARD_NAMES]
    case = {"regulation": LAW_ID, **sound(role=roles, serves=serves), "title": "<b>&amp;"}
    response = client.post("/zh/outcomes", data={"case": carried(case)})
    assert "<b>&amp;" not in response.text
    page = shown(client, "/zh/outcomes", case)
    assert page.faults == []
    assert [name for name in AWKWARD_NAMES if name not in page.in_sight] == []
    asked = [about for about, _ in page.asked() if about["holds"] and about["outcome"] is None]
    for name in ('say "so"', "<b>&amp;"):
        about = next(each for each in asked if json.dumps(name) in each["conclusion"])
        reasons = shown(client, "/zh/reasons", case, about=json.dumps(about))
        assert name in reasons.in_sight
        assert reasons.faults == []


def test_further_outcomes_are_listed_by_position(client: FlaskClient) -> None:
    case = worked_case(client, LAW_ID, "01_demo_collision")
    ids = [outcome["id"] for outcome in answer(client, case, limit=40)["outcomes"]]
    first, second = (
        shown(client, "/zh/outcomes", case, **{"from": position}) for position in ("1", "21")
    )
    for page, there in ((first, ids[:20]), (second, ids[20:])):
        assert {about["outcome"] for about, _ in page.asked()} - {None} == set(there)
    steps = [told["value"] for told, _ in second.buttons if told.get("name") == "from"]
    assert steps == ["1", "41"]


@pytest.mark.parametrize("position", ["-3", "abc", "9" * 5000, "²"])
def test_a_position_that_is_none_is_the_first(client: FlaskClient, position: str) -> None:
    page = shown(client, "/zh/outcomes", CLASH, **{"from": position})
    assert any(about["outcome"] for about, _ in page.asked())


def test_disputed_facts_that_change_nothing_or_drop_out_are_said_in_words(
    client: FlaskClient,
) -> None:
    for name in ("81_idle_disputed_fact", "82_contradictory_combination_drops_out"):
        case = worked_case(client, LAW_ID, name)
        page, found = shown(client, "/zh/outcomes", case), answer(client, case)
        assert page.faults == []
        for dropped in found["dropped"]:
            assert all(error["message"] in page.in_sight for error in dropped["errors"])
        assert found["idle"] or found["dropped"]
        assert "有争议的事实" in page.in_sight
        assert not any(name in page.in_sight for name in names_of_the_law(client, LAW_ID))


def test_a_refusal_says_every_problem_and_leads_back_to_the_case(client: FlaskClient) -> None:
    case = {"regulation": LAW_ID, "facts": {"harm": [["王某", "huge"]], "date": [["act", "x"]]}}
    page = failed(client, 422, "/en/outcomes", case)
    told = client.post("/v1/outcomes?lang=en", json=case).get_json()["errors"]
    assert len(told) > 1
    assert all(error["message"].partition(" (")[0] in page.in_sight for error in told)
    assert page.faults == []
    lacking = worked_case(client, LAW_ID, "94_refused_nothing_said_of_the_case")
    assert "nominal_organ" not in failed(client, 422, "/en/outcomes", lacking).in_sight
    assert page.hidden("case") == {carried(case)}
    assert any(form["action"].endswith(f"case/{LAW_ID}") for form, _ in page.forms)


@pytest.mark.parametrize("case", ["", "{", "[]", "1", "[" * 100_000])
def test_what_is_no_case_is_refused(client: FlaskClient, case: str) -> None:
    assert client.post("/zh/outcomes", data={"case": case}).status_code == 400


def test_the_map_of_a_collision_is_drawn(client: FlaskClient) -> None:
    page = shown(client, "/en/collision", CLASH, reading="exemption_vs_aggravation")
    assert page.faults == []
    assert "王某" in page.text
    assert failed(client, 422, "/en/collision", CLASH, reading="later_conduct").faults == []


def test_the_case_is_saved_as_a_file_that_is_the_case(client: FlaskClient) -> None:
    response = client.post("/zh/case.yaml", data={"case": carried(CLASH)})
    assert yaml.safe_load(response.text)["facts"].keys() == CLASH["facts"].keys()
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_what_was_found_until_the_time_was_up_is_shown(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    outliner = OutcomesOutliner(Reasoner(LAW_ID).solve(CaseFile.from_data(CLASH)), "zh")
    outline = outliner.write(last=2)
    late = replace(outline, always=None, sometimes=None, idle=None, dropped=None, certified=None)
    view = view_of(replace(late, collisions=None, counted=False, count=None), 1, "没有时间了。")
    shown = CaseView(view, LAW_ID, "", None)
    monkeypatch.setattr("wenze.api.pages.outcomes.ask_about_case", lambda *_: shown)
    page = failed(client, 503, "/zh/outcomes", CLASH)
    assert page.faults == []
    assert "没有时间了。" in page.in_sight
    assert "王某" in page.in_sight


def test_words_are_the_same_keys_in_both_languages() -> None:
    own = ("outcomes_", "reasons_", "contrast_", "what_if_")
    zh, en = ({key for key in page_words(lang) if key.startswith(own)} for lang in LANGS)
    assert zh == en
