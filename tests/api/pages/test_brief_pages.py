"""The brief: one document with the case, all that can be defended, the reasons and the receipt."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.cases.sound import AWKWARD_NAMES, COLLISION, sound
from support.packs import LAW_ID, MINI_ID
from support.reading.case_pages import (
    WORKED,
    Case,
    Read,
    failed,
    names_of_the_law,
    shown,
    worked_case,
)
from support.sampling import crossed
from wenze import Reasoner
from wenze.api.http.body import Question
from wenze.api.pages.views.brief import annex, brief_view
from wenze.api.pages.views.task import CaseView
from wenze.api.pages.words import page_words
from wenze.reasoner.case.bounds import Bounds
from wenze.reasoner.explanation.outline import Citer
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import shelved_pack
from wenze.reasoner.pack.catalog import shelf

each_case = pytest.mark.parametrize(("regulation", "name"), [WORKED[n] for n in (1, 4)])
each_lang = pytest.mark.parametrize("lang", LANGS)
PINNED: Case = {
    "regulation": LAW_ID,
    **sound(**COLLISION, readings={"exemption_vs_aggravation": "offset"}),
}


def answer(client: FlaskClient, case: Case, lang: str = "zh") -> Any:
    return client.post(f"/v1/outcomes?lang={lang}&limit=1000", json=case).get_json()


def references(page: Read, lang: str = "zh") -> set[str]:
    """The numbers of all reasonings that are told or referred to."""
    return set(re.findall(page_words(lang)["brief_reason"].format(number=r"(\d+)"), page.text))


@crossed({"regulation,name": [WORKED[n] for n in (1, 4)], "lang": LANGS})
def test_a_brief_is_sound_tells_all_that_is_concluded_and_says_no_predicate(
    client: FlaskClient, regulation: str, name: str, lang: str
) -> None:
    case = worked_case(client, regulation, name)
    page, found = shown(client, f"/{lang}/brief", case), answer(client, case, lang)
    assert page.faults == []
    names = names_of_the_law(client, regulation)
    assert [name for name in names if name in page.in_sight] == []
    parts = ("always", "sometimes", "assumptions")
    said = [re.split("：|: ", told["text"])[-1] for part in parts for told in found[part]]
    assert [text for text in said if text not in page.text] == []


@each_lang
def test_outcomes_are_listed_one_by_one_with_their_reasonings_by_number(
    client: FlaskClient, lang: str
) -> None:
    page, found = shown(client, f"/{lang}/brief", PINNED), answer(client, PINNED, lang)
    words = page_words(lang)
    assert page.faults == []
    for number in range(1, found["outcome_count"] + 1):
        assert words["outcomes_outcome"].format(number=number) in page.text
    assert references(page, lang) == set(map(str, range(1, len(references(page, lang)) + 1)))
    verdicts = {tuple(o["dispositions"].items()) for o in found["outcomes"]}
    assert len(references(page, lang)) >= len(verdicts)


def test_a_reasoning_is_told_once_though_outcomes_share_it(client: FlaskClient) -> None:
    case = worked_case(client, MINI_ID, "02_own_illness_disputed")
    page, found = shown(client, "/zh/brief", case), answer(client, case)
    told = [number for number in references(page) if f"论证{number}：" in page.text]
    assert len(told) < sum(len(each["dispositions"]) for each in found["outcomes"])


def test_many_outcomes_are_grouped_with_a_reasoning_for_each_disposition(
    client: FlaskClient,
) -> None:
    case = worked_case(client, LAW_ID, "01_demo_collision")
    page, found = shown(client, "/zh/brief", case), answer(client, case)
    assert found["outcome_count"] > 50
    assert "结果超过50种" in page.text
    reasonings = sum(len(each["dispositions"]) for each in found["persons"].values())
    assert references(page) == {str(number) for number in range(1, reasonings + 1)}


@each_lang
def test_each_side_of_a_contested_reading_has_its_argument(client: FlaskClient, lang: str) -> None:
    page = shown(client, f"/{lang}/brief", PINNED)
    readings = client.get(f"/v1/regulations/{LAW_ID}/readings?lang={lang}").get_json()["readings"]
    by_id = {each["id"]: each for each in readings}
    open_ones = {name for o in answer(client, PINNED)["outcomes"] for name in o["readings"]}
    for name in open_ones - {"exemption_vs_aggravation"}:
        for option in by_id[name]["options"]:
            assert option["argument"] in page.text
            assert option["rests_on"] in page.text


def test_a_school_is_told_with_its_reason_and_its_readings(client: FlaskClient) -> None:
    case = {"regulation": LAW_ID, **sound(**COLLISION), "school": "text"}
    page = shown(client, "/zh/brief", case)
    schools = client.post("/v1/schools", json={"case": case}).get_json()["schools"]
    [school] = (each for each in schools if each["id"] == "text")
    assert school["reason"] in page.text


def test_facts_are_marked_where_they_are_disputed_or_denied(client: FlaskClient) -> None:
    case = {
        "regulation": LAW_ID,
        **sound(disputed={"deceived_by_party": ["王某"]}, denied={"minor_circumstances": ["王某"]}),
    }
    page, words = shown(client, "/zh/brief", case), page_words("zh")
    assert f"{words['brief_disputed']} 行政相对人" in page.text
    assert words["brief_denied"] in page.text


def test_what_nobody_may_get_is_told_with_what_is_lacking(client: FlaskClient) -> None:
    page, words = shown(client, "/zh/brief", PINNED), page_words("zh")
    tail = page.text[page.text.index(words["brief_excluded_lead"]) :]
    assert "从轻问责" in tail
    assert words["brief_lacks"] in tail


def test_the_receipt_is_that_of_the_answer(client: FlaskClient) -> None:
    page, told = shown(client, "/zh/brief", PINNED), answer(client, PINNED)["receipt"]
    digests = (told["case_digest"], told["answer"], *told["pack"].values())
    last = page.text[page.text.index(page_words("zh")["brief_receipt_lead"]) :]
    assert [each for each in digests if each not in last and each != LAW_ID] == []


def test_the_annex_has_the_official_words_of_what_is_cited_once() -> None:
    pack = shelved_pack(LAW_ID)
    found = annex(Citer(pack, "zh")(["13(2)", "11", "6.s1", "11(2)", "6", "11"]))
    assert [each.number for each in found] == ["6", "11", "11(2)", "13(2)"]
    words = [passage.text for each in found for passage in each.passages]
    assert len(words) == len(set(words))


def test_outcomes_that_were_not_all_looked_at_are_late(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Reasoner.outcomes

    def cut_short(self: Reasoner, *request: Any) -> Any:
        return whole(self, request[0], seconds=0.0)

    question = Question(json.dumps(PINNED).encode(), "json", shelf(), "zh", Bounds(), 60.0)
    shown = [brief_view(question)]
    monkeypatch.setattr(Reasoner, "outcomes", cut_short)
    shown.append(brief_view(question))
    assert [isinstance(each, CaseView) and bool(each.view.late) for each in shown] == [False, True]


def test_names_of_any_kind_are_only_text(client: FlaskClient) -> None:
    names = AWKWARD_NAMES[4:8]
    serves, role = [[name, "局"] for name in names], [[name, "handler"] for name in names]
    case = {"regulation": LAW_ID, "title": "<b>&amp;", **sound(serves=serves, role=role)}
    page = shown(client, "/zh/brief", case)
    assert page.faults == []
    assert "<b>&amp;" in page.text
    assert [name for name in names if name not in page.text] == []


def test_a_case_that_is_refused_has_no_brief(client: FlaskClient) -> None:
    case = {"regulation": LAW_ID, **sound(without=["ruling"])}
    page = failed(client, 422, "/zh/brief", case)
    assert page_words("zh")["outcomes_refused_title"] in page.text
