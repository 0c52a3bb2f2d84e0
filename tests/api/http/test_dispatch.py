"""Questions on their way to a worker: which gets them, and what becomes of abandoned ones."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from flask import Flask

from support.cases.sound import COLLISION, sound
from support.packs import LAW_ID
from support.servers.in_process import Here, app_in_process
from wenze.api.http.access_log import ACCESS

CASE = {"regulation": LAW_ID, **sound(**COLLISION)}
CONCLUSION = 'disposition("王某",exempted)'
PAGES = ("outcomes", "brief", "changes")


@pytest.fixture
def app() -> Flask:
    return app_in_process()


def keys_of(app: Flask) -> list[str | None]:
    workers = app.extensions["wenze.room"].workers
    assert isinstance(workers, Here)
    return workers.keys


def test_all_questions_about_one_case_are_put_to_the_worker_that_has_it(app: Flask) -> None:
    client = app.test_client()
    client.post("/v1/outcomes", json=CASE)
    client.post("/v1/outcomes", data=json.dumps(CASE, indent=2), content_type="application/json")
    for call, more in (("why", {"conclusion": CONCLUSION}), ("schools", {}), ("review", {})):
        client.post(f"/v1/{call}", json={"case": CASE, **more})
    client.post("/zh/outcomes", data={"case": json.dumps(CASE)})
    assert len(keys_of(app)) == 6
    assert len(set(keys_of(app))) == 1
    client.post("/v1/outcomes", json=sound())
    assert len(set(keys_of(app))) == 2


@pytest.mark.parametrize("body", [b"", b"[" * 9999, b"\xff", b"[]", b"9" * 9999])
def test_what_is_no_case_is_refused_by_a_worker_too(app: Flask, body: bytes) -> None:
    answer = app.test_client().post("/v1/why", data=body, content_type="application/json")
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_whose_reader_has_gone_is_not_made(app: Flask, page: str) -> None:
    gone: dict[str, Any] = {"waitress.client_disconnected": lambda: True}
    client = app.test_client()
    answer = client.post(f"/zh/{page}", data={"case": json.dumps(CASE)}, environ_overrides=gone)
    assert answer.status_code == 503


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_one_task_and_one_line_in_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    caplog.set_level(logging.INFO, ACCESS.name)
    app.test_client().post(f"/zh/{page}", data={"case": json.dumps(CASE)}, buffered=True)
    assert len(keys_of(app)) == 1
    assert len([record for record in caplog.records if record.name == ACCESS.name]) == 1
