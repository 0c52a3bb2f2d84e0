"""GET /v1/regulations and what is below it: the law as plain data, kept by whoever asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from support.packs import LAW_ID, MINI_ID
from wenze import Reasoner
from wenze.api import create_app
from wenze.api import law_data as published
from wenze.api.http.settings import Settings

LAW = f"/v1/regulations/{LAW_ID}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_told_of_the_law_is_what_the_library_publishes(
    client: FlaskClient, law: Reasoner, lang: str
) -> None:
    pack = law.pack
    told: dict[str, object] = {
        "": published.regulation(pack, lang),
        "/vocabulary": published.vocabulary(pack, lang),
        "/readings": {"readings": published.readings(pack, lang)},
        "/cases": published.cases(pack),
    }
    for place, expected in told.items():
        assert client.get(f"{LAW}{place}?lang={lang}").get_json() == expected
    listed = client.get(f"/v1/regulations?lang={lang}").get_json()
    assert listed == published.regulations(lang)


def test_every_provision_has_its_address(client: FlaskClient, law: Reasoner) -> None:
    for provision in law.pack.provisions():
        answer = client.get(f"{LAW}/provisions/{provision}")
        assert answer.get_json() == published.provision(law.pack, str(provision), "zh")


def test_every_worked_case_can_be_had_and_asked_about(client: FlaskClient, law: Reasoner) -> None:
    listed = client.get(f"{LAW}/cases").get_json()
    for entry in listed["cases"]:
        told = client.get(f"{LAW}/cases/{entry['id']}").get_json()
        assert told == published.case(law.pack, entry["id"])
    shown = client.get(f"{LAW}/cases/{listed['demonstration']}").get_json()
    assert client.post("/v1/outcomes?limit=0", json=shown["case"]).status_code == 200


@pytest.mark.usefixtures("two_packs")
def test_a_second_pack_is_told_of_without_a_change(client: FlaskClient) -> None:
    listed = client.get("/v1/regulations").get_json()["regulations"]
    assert {each["id"] for each in listed} == {LAW_ID, MINI_ID}
    assert client.get(f"/v1/regulations/{MINI_ID}/provisions/1").status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "/v1/regulations/another",
        "/v1/regulations/..%2F..%2Fkb",
        f"{LAW}/provisions/99",
        f"{LAW}/provisions/13(99)",
        f"{LAW}/provisions/<script>",
        f"{LAW}/provisions/",
        f"{LAW}/cases/none",
        f"{LAW}/cases/..%2Fpack",
        "/v1/regulations/another/cases",
        f"{LAW}/anything",
        "/v1",
        "/v2/regulations",
        "/%00",
        "/v1/regulations/%ff",
    ],
)
def test_what_there_is_not_is_a_problem(client: FlaskClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == 404


@pytest.mark.parametrize("place", ["/v1/regulations", LAW, f"{LAW}/readings", "/openapi.json"])
def test_whoever_has_it_is_told_that_it_is_unchanged(client: FlaskClient, place: str) -> None:
    first = client.get(place)
    assert "max-age" in first.headers["Cache-Control"]
    again = client.get(place, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    english = client.get(f"{place}?lang=en")
    assert (english.headers["ETag"] != first.headers["ETag"]) == (english.data != first.data)
    head = client.head(place)
    assert (head.data, head.headers["ETag"]) == (b"", first.headers["ETag"])


def test_what_takes_a_token_is_for_no_shared_store() -> None:
    app = create_app(Settings(token="secret", workers=1))  # noqa: S106
    answer = app.test_client().get(LAW, headers={"Authorization": "Bearer secret"})
    assert "private" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("query", ["", "&provisions=true"])
def test_the_graph_of_the_articles_can_be_had(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{LAW}?format=svg{query}")
    assert answer.status_code == 200
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert answer.headers["ETag"]


def test_no_call_of_the_law_takes_a_body_or_another_method(client: FlaskClient) -> None:
    methods: list[Callable[..., object]] = [client.post, client.put, client.delete, client.patch]
    for method in methods:
        answer = method(LAW)
        assert answer.status_code == 405  # type: ignore[attr-defined]
        assert "GET" in answer.headers["Allow"]  # type: ignore[attr-defined]
        assert answer.get_json()["status"] == 405  # type: ignore[attr-defined]


def test_the_server_says_that_it_lives_and_what_answers(client: FlaskClient) -> None:
    told = client.get("/healthz").get_json()
    assert told["status"] == "ok"
    assert set(told["engines"]) == {"wenze", "clingo", "swi_prolog"}
    assert told["workers"] >= 1
