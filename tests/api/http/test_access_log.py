"""The access log: one line for each request, and nothing in it that a client has sent."""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, g
from hypothesis import given
from hypothesis import strategies as st

from wenze.api.http.access_log import ACCESS, JsonLines, log_error, log_requests


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    log_requests(app)

    @app.get("/people/<name>")
    def person(name: str) -> str:
        return f"{name} {g.request_id}"

    @app.get("/fails/<name>")
    def fails(name: str) -> str:
        try:
            raise KeyError(name)
        except KeyError as error:
            raise ValueError(name) from error

    @app.get("/streams/<int:count>")
    def streams(count: int) -> Response:
        def chunks() -> Iterator[bytes]:
            for number in range(count):
                if number == 5:
                    raise ValueError(number)
                yield b"1234"

        return Response(chunks())

    return app


@pytest.fixture
def noted(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, ACCESS.name)
    return caplog


def lines(noted: pytest.LogCaptureFixture, log: str = "wenze.access") -> list[dict[str, Any]]:
    records = [record for record in noted.records if record.name == log]
    return [json.loads(JsonLines().format(record)) for record in records]


def test_a_request_is_noted_by_its_route_and_not_by_its_path(
    app: Flask, noted: pytest.LogCaptureFixture
) -> None:
    answer = app.test_client().get("/people/王某?case=王某", buffered=True)
    (line,) = lines(noted)
    assert line.pop("time").endswith("+00:00")
    assert line.pop("milliseconds") >= 0
    assert line == {
        "log": "wenze.access",
        "id": answer.headers["X-Request-Id"],
        "method": "GET",
        "route": "/people/<name>",
        "status": 200,
        "bytes": len(answer.data),
        "whole": True,
        "remote": "127.0.0.1",
    }
    assert answer.text == f"王某 {line['id']}"


def test_a_request_for_what_does_not_exist_is_noted_without_a_route(
    app: Flask, noted: pytest.LogCaptureFixture
) -> None:
    app.test_client().get("/王某", buffered=True)
    app.test_client().post("/people/王某", buffered=True)
    app.test_client().open("/people/a", method="王某".encode().hex().upper(), buffered=True)
    found = [(line["route"], line["status"], line["method"]) for line in lines(noted)]
    assert found == [(None, 404, "GET"), (None, 405, "POST"), (None, 405, "?")]


@pytest.mark.parametrize("given", ["a", "A-z_0.9", "x" * 64])
def test_a_plain_id_of_the_client_is_kept(app: Flask, given: str) -> None:
    answer = app.test_client().get("/people/a", headers={"X-Request-Id": given})
    assert answer.headers.getlist("X-Request-Id") == [given]


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", 'a"}', "a\u00e9", "\u00b2"])
def test_any_other_id_is_replaced(app: Flask, given: str) -> None:
    answer = app.test_client().get("/people/a", headers={"X-Request-Id": given})
    (own,) = answer.headers.getlist("X-Request-Id")
    assert own != given
    assert own.isalnum()


def test_two_requests_have_two_ids(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/").headers["X-Request-Id"] != client.get("/").headers["X-Request-Id"]


def test_a_failure_is_noted_with_its_id_and_places_but_without_its_words(
    app: Flask, noted: pytest.LogCaptureFixture
) -> None:
    answer = app.test_client().get("/fails/secret", buffered=True)
    assert answer.status_code == 500
    (line,) = lines(noted, "wenze.errors")
    assert line["id"] == answer.headers["X-Request-Id"]
    assert [each["error"] for each in line["errors"]] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
    assert line["errors"][0]["where"][-1].endswith(" fails")
    assert {record.name for record in noted.records} == {"wenze.access", "wenze.errors"}
    assert all("secret" not in JsonLines().format(record) for record in noted.records)


def test_a_stream_is_noted_when_it_ends(app: Flask, noted: pytest.LogCaptureFixture) -> None:
    answer = app.test_client().get("/streams/3")
    assert not lines(noted)
    assert answer.data == b"1234" * 3
    answer.close()
    (line,) = lines(noted)
    assert (line["bytes"], line["whole"]) == (12, True)


def test_a_stream_whose_client_has_gone_is_noted_as_cut(
    app: Flask, noted: pytest.LogCaptureFixture
) -> None:
    answer = app.test_client().get("/streams/3")
    assert next(answer.iter_encoded()) == b"1234"
    answer.close()
    (line,) = lines(noted)
    assert not line["whole"]
    assert not lines(noted, "wenze.errors")


def test_a_stream_that_fails_is_noted_as_cut_and_as_failed(
    app: Flask, noted: pytest.LogCaptureFixture
) -> None:
    answer = app.test_client().get("/streams/9")
    with pytest.raises(ValueError, match="5"):
        _ = answer.data
    answer.close()
    (line,) = lines(noted)
    assert (line["bytes"], line["whole"]) == (20, False)
    (failed,) = lines(noted, "wenze.errors")
    assert failed["id"] == line["id"]


def test_an_application_that_raises_is_noted_all_the_same(
    app: Flask, noted: pytest.LogCaptureFixture
) -> None:
    app.testing = True  # nothing is made an answer
    with pytest.raises(ValueError, match="secret"):
        app.test_client().get("/fails/secret")
    assert [line["status"] for line in lines(noted)] == [500]


def test_a_failure_outside_any_request_is_noted_without_an_id(
    noted: pytest.LogCaptureFixture,
) -> None:
    log_error(ValueError("secret"))
    (line,) = lines(noted, "wenze.errors")
    assert line["id"] is None
    assert line["errors"] == [{"error": "builtins.ValueError", "where": []}]


def test_other_logs_lose_what_exceptions_say() -> None:
    try:
        raise ValueError("secret")
    except ValueError:
        record = logging.LogRecord(
            "other", logging.ERROR, "", 0, "at %s", ("/secret",), sys.exc_info()
        )
    line = JsonLines().format(record)
    assert "secret" not in line
    assert json.loads(line)["errors"][0]["error"] == "builtins.ValueError"


@given(st.text())
def test_a_line_is_one_line_whatever_it_says(text: str) -> None:
    record = logging.LogRecord("other", logging.WARNING, "", 0, "%s", (text,), None)
    line = JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == text
