"""Whatever goes wrong is told as RFC 9457 has it, in the language asked for, and no more."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.cases.sound import sound
from wenze.api.http.access_log import ERRORS, log_requests
from wenze.api.http.body import Question
from wenze.api.http.responses import WHY, Reply, problem_body, tell_problems
from wenze.api.http.worker import answers
from wenze.reasoner.case.bounds import Bounds
from wenze.reasoner.i18n import LANGS, message
from wenze.reasoner.proof.steps import CertificateFailed


@pytest.fixture
def faulty() -> FlaskClient:
    app = Flask(__name__)
    log_requests(app)
    tell_problems(app)

    @app.get("/fails")
    def fails() -> str:
        raise ValueError("王某的秘密")

    return app.test_client()


@pytest.mark.parametrize("lang", LANGS)
def test_our_own_fault_is_told_without_what_it_was(faulty: FlaskClient, lang: str) -> None:
    answer = faulty.get(f"/fails?lang={lang}")
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": message("http_failed").say(lang),
    }


def test_a_method_that_is_not_known_is_told_which_are(client: FlaskClient) -> None:
    answer = client.get("/v1/outcomes")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert answer.get_json()["detail"] == message("http_method_unknown").say("zh")


def asked(content: bytes) -> Question:
    return Question(content, "json", "", "en", Bounds(), 10.0)


def test_a_fault_in_an_engine_process_is_noted_by_place_and_told_by_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("王某的秘密")

    monkeypatch.setattr(Bounds, "hold", breaks)
    answer = answers.head(asked(b"{}"))
    assert isinstance(answer, Reply)
    assert answer.status == 500
    assert "秘密" not in answer.body.decode() + str(answer.log)
    assert "ValueError" in str(answer.log)


def test_an_answer_that_fails_its_certificate_is_an_error_noted_without_names(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise CertificateFailed(('disposition("王某",x)',), ("a.lp:3: p :- q.",))

    monkeypatch.setattr(Bounds, "hold", fails)
    answer = answers.head(asked(b"{}"))
    assert isinstance(answer, Reply)
    assert answer.status == 500
    assert {"unproved": ["disposition"], "not_kept": ["a.lp:3: p :- q."]} in answer.log
    assert "王某" not in str(answer.log)
    caplog.set_level(logging.ERROR, ERRORS.name)
    assert client.post("/v1/outcomes", json=sound()).status_code == 200
    assert not caplog.records


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("status", WHY)
def test_every_status_has_its_sentence(status: int, lang: str) -> None:
    assert json.loads(problem_body(status, lang, message(WHY[status])))["detail"]
