"""The page of a review: a decision is entered, and found to stand, to be contested or to fall."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.budgets import count_looks
from support.cases.law_cases import LAW
from support.cases.sound import AWKWARD_NAMES, COLLISION, sound
from support.packs import LAW_ID, MINI_ID
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
from wenze import Case as CaseFile
from wenze.api.pages.case_answer import answer_page
from wenze.api.pages.case_state import changed_case
from wenze.api.pages.views.review import ReviewView
from wenze.api.pages.views.task import CaseView
from wenze.api.pages.words import page_words
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.inquiry.review.outline import outline
from wenze.reasoner.inquiry.review.review import review

each_case = pytest.mark.parametrize(("regulation", "name"), [WORKED[n] for n in (0, 2, 4)])
each_lang = pytest.mark.parametrize("lang", LANGS)
CLASH: Case = {"regulation": LAW_ID, **sound(**COLLISION)}
SENT = {"sent": "1"}


def decided(**by_person: str) -> dict[str, str]:
    return {**SENT, **{f"decided.{person}": word for person, word in by_person.items()}}


def answer(client: FlaskClient, case: Case, lang: str = "zh", **decision: str) -> Any:
    asked = {"case": case, "decision": decision}
    return client.post(f"/v1/review?lang={lang}", json=asked).get_json()


def finding(page: Read, lang: str = "zh") -> str:
    words = page_words(lang)
    kinds = ("stands", "contested", "falls")
    colon = words["review_colon"]
    [kind] = [k for k in kinds if words[f"review_finding_{k}"] + colon in page.text]
    return kind


@crossed({"regulation,name": [WORKED[n] for n in (0, 2, 4)], "lang": LANGS})
def test_every_person_of_a_case_can_be_decided_on(
    client: FlaskClient, regulation: str, name: str, lang: str
) -> None:
    case = worked_case(client, regulation, name)
    page = shown(client, f"/{lang}/review", case)
    persons = client.post("/v1/outcomes?limit=0", json=case).get_json()["persons"]
    assert page.faults == []
    assert [person for person in persons if person not in page.text] == []
    assert {json.loads(each)["facts"] == case["facts"] for each in page.hidden("case")} == {True}


@each_lang
@pytest.mark.parametrize(
    ("word", "expected"),
    [("no_ground", "falls"), ("exempted", "contested")],
)
def test_a_finding_comes_first_with_all_that_it_rests_on(
    client: FlaskClient, lang: str, word: str, expected: str
) -> None:
    page = shown(client, f"/{lang}/review", CLASH, **decided(王某=word))
    found = answer(client, CLASH, lang, 王某=word)
    assert page.faults == []
    assert found["finding"] == finding(page, lang) == expected
    assert found["text"] in page.text
    readings = client.get(f"/v1/regulations/{LAW_ID}/readings?lang={lang}").get_json()["readings"]
    options = {(r["id"], o["id"]): o for r in readings for o in r["options"]}
    for condition in (*found["stands_under"], *found["falls_under"]):
        for taken in condition["readings"].items():
            assert options[taken]["label"] in page.text
            assert options[taken]["argument"] in page.text
    for each in (*found["conflicts"], *found["changes"]):
        for part in each.get("facts", each.get("changes", ())):
            assert part["text"] in page.text


def test_a_decision_that_stands_is_said_to_stand_and_is_proved(client: FlaskClient) -> None:
    case = {"regulation": LAW_ID, **sound()}
    page = shown(client, "/zh/review", case, **decided(王某="ordinary"))
    assert finding(page) == "stands"
    assert page_words("zh")["review_always"] in page.text
    found = answer(client, case, 王某="ordinary")
    [proof] = found["proofs"].values()
    assert proof["nodes"][proof["root"]]["text"] in page.text


def test_a_change_that_admits_the_decision_opens_the_changed_case(client: FlaskClient) -> None:
    page = shown(client, "/zh/review", CLASH, **decided(王某="no_ground"))
    changed = [json.loads(case) for case in page.hidden("case")]
    other = [case for case in changed if case["facts"] != CLASH["facts"]]
    assert len(other) == len(answer(client, CLASH, 王某="no_ground")["changes"])
    for case in other[:2]:
        admitted = answer(client, case, 王某="no_ground")
        assert admitted["finding"] != "falls"


@each_lang
def test_no_predicate_stands_in_sight(client: FlaskClient, lang: str) -> None:
    names = names_of_the_law(client, LAW_ID)
    page = shown(client, f"/{lang}/review", CLASH, **decided(王某="exempted"))
    assert [name for name in names if name in page.in_sight] == []


def test_nothing_decided_is_told_at_the_field_and_in_a_summary(client: FlaskClient) -> None:
    page = shown(client, "/zh/review", CLASH, **SENT)
    assert page.text.count(page_words("zh")["review_nothing_decided"]) == 2
    assert page.faults == []


def test_a_word_that_is_no_disposition_is_told_at_the_field(client: FlaskClient) -> None:
    page = failed(client, 422, "/zh/review", CLASH, **decided(王某="perhaps"))
    assert page.text.count("perhaps") == 2
    assert page.faults == []


def test_a_case_that_is_refused_is_not_reviewed(client: FlaskClient) -> None:
    case = {"regulation": LAW_ID, **sound(without=["ruling"])}
    page = failed(client, 422, "/zh/review", case)
    assert page_words("zh")["outcomes_refused_title"] in page.text


def test_persons_of_any_name_are_decided_on_and_are_only_text(client: FlaskClient) -> None:
    names = AWKWARD_NAMES[:6]
    serves, role = [[name, "局"] for name in names], [[name, "handler"] for name in names]
    case = {"regulation": LAW_ID, **sound(serves=serves, role=role)}
    decision = dict.fromkeys(names, "ordinary")
    page = shown(client, "/zh/review", case, **decided(**decision))
    assert page.faults == []
    assert finding(page) == "stands"
    assert list(answer(client, case, **decision)["persons"]) == list(names)


@each_lang
def test_a_review_begins_with_a_case(client: FlaskClient, lang: str) -> None:
    response = client.get(f"/{lang}/review?regulation={MINI_ID}")
    page = Read(response.text)
    assert page.faults == []
    assert "worked=01_illness_at_home" in response.text
    assert "worked=04_refused" not in response.text
    begun = client.get(f"/{lang}/review?regulation={MINI_ID}&worked=01_illness_at_home")
    assert [json.loads(case)["regulation"] for case in Read(begun.text).hidden("case")] == [MINI_ID]


def test_without_a_regulation_the_first_page_is_shown(client: FlaskClient) -> None:
    assert client.get("/zh/review").location == "/zh/"
    assert client.get("/zh/review?regulation=nowhere").status_code == 404


@each_lang
@pytest.mark.parametrize("seconds", [0.0, 40.0])
def test_a_review_whose_time_was_up_is_shown_as_far_as_it_goes(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str, seconds: float
) -> None:
    outcomes = LAW.solve(CaseFile.from_data(sound(**COLLISION)))
    count_looks(monkeypatch)
    found = review(outcomes, {"王某": "no_ground"}, seconds)
    assert not found.complete
    view = ReviewView(("王某",), {}, {}, {}, outline(found, lang))
    with client.application.test_request_context(
        f"/{lang}/review", method="POST", data={"case": carried(CLASH)}
    ):
        on_case = CaseView(view, LAW_ID, "", None)
        response = answer_page("review.html", on_case, missing=False, changed_case=changed_case)
    page, words = Read(response.get_data(as_text=True)), page_words(lang)
    assert page.faults == []
    key = "review_finding_" + (found.finding or "undecided")
    assert words[key] + words["review_colon"] in page.text
    for member in found.unfinished:
        assert words[f"review_unfinished_{member}"] in page.text
