"""The page of the atlas: collisions, pairs and gaps, each opening as a case; files to keep."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.packs import MINI_ID
from support.reading.case_pages import Read, names_of_the_law
from wenze import Reasoner
from wenze.api.http.body import Question
from wenze.api.pages.case_answer import NoView
from wenze.api.pages.views.atlas import AtlasView, atlas_view
from wenze.api.pages.views.task import Failure
from wenze.api.pages.words import page_words
from wenze.reasoner.case.bounds import Bounds
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.inquiry.atlas.atlas import atlas as make_atlas
from wenze.reasoner.pack.catalog import shelf

each_lang = pytest.mark.parametrize("lang", LANGS)


def atlas(client: FlaskClient, lang: str = "zh") -> Any:
    return client.get(f"/v1/regulations/{MINI_ID}/atlas?lang={lang}").get_json()


def read(client: FlaskClient, lang: str = "zh", query: str = "") -> Read:
    response = client.get(f"/{lang}/atlas/{MINI_ID}{query}")
    assert response.status_code == 200
    return Read(response.text)


@each_lang
def test_all_that_the_atlas_tells_in_words_is_on_the_page(client: FlaskClient, lang: str) -> None:
    page, found = read(client, lang), atlas(client, lang)
    assert page.faults == []
    told = [found["text"], *(each["text"] for each in (*found["bases"], *found["items"]))]
    told += [each["text"] for each in (*found["readings"], *found["gaps"])]
    told += [refused["text"] for base in found["bases"] for refused in base["refused"]]
    assert [text for text in told if text not in page.text] == []


@each_lang
def test_no_predicate_and_no_id_of_a_pattern_stands_in_sight(
    client: FlaskClient, lang: str
) -> None:
    page, found = read(client, lang), atlas(client)
    names = names_of_the_law(client, MINI_ID) | {each["id"] for each in found["bases"]}
    names |= {each["id"] for each in found["items"]}
    words = {name for name in names if "_" in name or "(" in name}
    assert [name for name in words if name in page.text] == []


def test_every_group_and_gap_opens_as_the_case_of_its_example(client: FlaskClient) -> None:
    found = atlas(client)
    examples = [*found["groups"], *(least for gap in found["gaps"] for least in gap["least"])]
    cases = [json.loads(case) for case in read(client).hidden("case")]
    for each in examples:
        facts = each["case"]["facts"]
        [title] = {case["title"] for case in cases if case["facts"] == facts}
        assert each["id"] not in title


def test_an_example_can_be_asked_for_its_outcomes(client: FlaskClient) -> None:
    for case in read(client).hidden("case"):
        assert client.post("/zh/outcomes", data={"case": case}).status_code == 200


def test_a_situation_that_is_chosen_leaves_the_others_out(client: FlaskClient) -> None:
    late, on_time = (each["text"] for each in atlas(client)["bases"])
    page = read(client, query="?base=on_time")
    assert {late, on_time} <= set(re.findall(f"{late}|{on_time}", page.text))
    assert {json.loads(case)["title"].split("：")[1].split("；")[0]
            for case in page.hidden("case")} == {on_time}  # fmt: skip


@pytest.mark.parametrize("query", ["?base=nowhere", "?provision=99", "?provision=x"])
def test_there_is_no_page_on_what_the_atlas_does_not_know(client: FlaskClient, query: str) -> None:
    assert client.get(f"/zh/atlas/{MINI_ID}{query}").status_code == 404


def test_pairs_that_contradict_each_other_have_no_number(client: FlaskClient) -> None:
    page = read(client, query="?base=late")
    assert page_words("zh")["atlas_refused"] in page.text


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_atlas_is_had_as_a_file(client: FlaskClient, form: str) -> None:
    said = client.get(f"/zh/atlas/{MINI_ID}/atlas.{form}")
    assert said.headers["Content-Disposition"] == f"attachment; filename=atlas.{form}"
    asked = client.get(f"/v1/regulations/{MINI_ID}/atlas?format={form}")
    assert said.data == asked.data


def test_the_heat_map_is_the_drawing_of_the_interface(client: FlaskClient) -> None:
    said = client.get(f"/en/atlas/{MINI_ID}/heat-map.svg")
    assert said.mimetype == "image/svg+xml"
    assert said.data == client.get(f"/v1/regulations/{MINI_ID}/atlas?format=svg&lang=en").data


def test_links_lead_to_provisions_and_groups_go_on_where_they_were(client: FlaskClient) -> None:
    html = client.get(f"/zh/atlas/{MINI_ID}?from=3").text
    links = {unescape(link) for link in re.findall('href="([^"]+)"', html)}
    assert f"../law/{MINI_ID}/2(1)" in links
    assert any("from=1" in link for link in links)


def test_an_unknown_regulation_has_no_atlas(client: FlaskClient) -> None:
    for path in ("", "/atlas.csv", "/heat-map.svg"):
        assert client.get(f"/zh/atlas/nowhere{path}").status_code == 404


def test_an_atlas_that_is_not_finished_says_so_and_goes_on(
    client: FlaskClient, mini: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_atlas(mini.pack)
    part = replace(whole, surveys=whole.surveys[:1])
    question = Question(b"", "json", shelf(), "en", Bounds(), 2.0)
    monkeypatch.setattr("wenze.api.pages.views.atlas.atlas", lambda *_, **__: part)
    view = atlas_view(question, MINI_ID, "", "", 1)
    assert isinstance(view, AtlasView)
    monkeypatch.setattr("wenze.api.pages.atlas.ask_engine", lambda *_, **__: view)
    response = client.get(f"/en/atlas/{MINI_ID}")
    assert response.status_code == 503
    page = Read(response.text)
    assert page.faults == []
    for said in ("not examined: ", "time limit of 2 s", page_words("en")["atlas_again"]):
        assert said in page.text


def test_where_no_situation_was_examined_in_time_the_page_says_to_try_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object, **__: object) -> None:
        raise NoView(Failure(503, "too late"))

    monkeypatch.setattr("wenze.api.pages.atlas.ask_engine", late)
    response = client.get(f"/en/atlas/{MINI_ID}")
    assert response.status_code == 503
    assert "too late" in response.text
    assert page_words("en")["atlas_again"] in response.text
