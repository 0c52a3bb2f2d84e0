"""POST /v1/verify: whether an answer still comes out, over HTTP as on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import TypeAdapter

from support.budgets import count_looks
from support.cases.sound import COLLISION, sound
from support.servers.in_process import app_in_process
from wenze.api.http.settings import Settings
from wenze.reasoner.verify.json import VerificationJson
from wenze.reasoner.verify.receipt_reader import receipt_of

CALL = "/v1/verify"


def answers(client: FlaskClient) -> list[Any]:
    """An answer of every kind that has a receipt."""
    case = sound(**COLLISION)
    asked: dict[str, Any] = {"case": case, "conclusion": 'disposition("王某",exempted)'}
    return [
        client.post("/v1/outcomes?limit=3&lang=en", json=case).get_json(),
        client.post("/v1/why?others=1", json=asked).get_json(),
        client.post(
            "/v1/why-not", json={**asked, "outcome": {"dispositions": {"王某": "ordinary"}}}
        ).get_json(),
        client.post("/v1/schools", json={"case": case}).get_json(),
        client.post("/v1/contrast", json={"case": case}).get_json(),
    ]


def test_every_answer_and_its_receipt_alone_come_out_the_same(client: FlaskClient) -> None:
    for answer in answers(client):
        for given in (answer, answer["receipt"], {"receipt": answer["receipt"]}):
            told = client.post(CALL, json=given)
            assert told.status_code == 200
            found = TypeAdapter(VerificationJson).validate_json(told.data, strict=True)
            assert found["same"], told.text


def test_a_stream_comes_out_the_same(client: FlaskClient) -> None:
    stream = client.post("/v1/outcomes?format=ndjson&limit=7", json=sound(**COLLISION))
    told = client.post(CALL, data=stream.data, content_type="application/x-ndjson")
    assert told.get_json()["same"] is True


def test_what_was_altered_is_told(client: FlaskClient) -> None:
    for answer in answers(client):
        name = next(each for each in answer if each != "receipt")
        told = client.post(CALL, json={**answer, name: {}}).get_json()
        assert told["same"] is False
        assert "altered" in {remark["code"] for remark in told["remarks"]}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"receipt": 1}', 422),
        (b'{"receipt": {"asked": {"call": "none"}}}', 422),
        (b'{"a": 1, "a": 2}', 422),
    ],
)
def test_what_is_no_receipt_is_refused(client: FlaskClient, content: bytes, status: int) -> None:
    told = client.post(CALL, data=content, content_type="application/json")
    assert told.status_code == status
    assert told.get_json()["errors"]


def test_a_receipt_under_a_regulation_that_is_not_here_is_not_found(client: FlaskClient) -> None:
    receipt = answers(client)[0]["receipt"]
    receipt["case"]["regulation"] = "another"
    assert (
        client.post(CALL, data=json.dumps(receipt), content_type="application/json").status_code
        == 404
    )


def test_a_receipt_is_json(client: FlaskClient) -> None:
    assert client.post(CALL, data=b"{}", content_type="application/yaml").status_code == 415


def test_an_answer_that_was_broken_off_is_its_receipts_as_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count_looks(monkeypatch)
    client = app_in_process(Settings(time_limit=1)).test_client()
    broken_off = client.post("/v1/outcomes", json=sound(**COLLISION))
    assert broken_off.status_code == 503
    given = receipt_of(broken_off.get_json())
    assert given.genuine
    assert not given.altered
