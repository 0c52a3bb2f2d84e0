"""The guard: nobody without the token, no page of another origin, no foreign name."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from wenze.api.http.security import SECURITY_HEADERS, OriginRefused, answer_to_loopback_names, guard

PAGE = "https://pages.example.org:8443"
PREFLIGHT = {"Access-Control-Request-Method": "POST"}


def guarded(token: str | None = None, *origins: str) -> FlaskClient:
    app = Flask(__name__)
    guard(app, cast("Any", SimpleNamespace(token=token, cors_origins=origins)))

    @app.route("/here", methods=["GET", "POST"])
    def here() -> str:
        return "here"

    @app.get("/fails")
    def fails() -> str:
        raise ValueError

    return app.test_client()


def bearing(token: str, scheme: str = "Bearer") -> dict[str, str]:
    return {"Authorization": f"{scheme} {token.encode().decode('latin-1')}"}


@pytest.mark.parametrize("path", ["/here", "/fails", "/nowhere", "/static/x"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE", "HEAD"])
def test_nothing_is_answered_without_the_token(path: str, method: str) -> None:
    for headers in ({}, PREFLIGHT, {"Origin": PAGE, **PREFLIGHT}):
        answer = guarded("secret").open(path, method=method, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].strip() == "Bearer"


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer secre",
        "Bearer secret2",
        "Bearer SECRET",
        "Bearer secret secret",
        "Bearersecret",
        "Basic secret",
        "secret",
        "Bearer \u00e7",
        "Basic !!!",
    ],
)
def test_another_token_is_refused(header: str) -> None:
    answer = guarded("secret").get("/here", headers={"Authorization": header})
    assert answer.status_code == 401


@pytest.mark.parametrize("token", ["secret", "秘密", "a=b==", "a b", "\U0001f511"])
def test_the_token_opens_every_path(token: str) -> None:
    for scheme in ("Bearer", "bearer"):
        assert guarded(token).get("/here", headers=bearing(token, scheme)).status_code == 200
        assert guarded(token).get("/nowhere", headers=bearing(token, scheme)).status_code == 404


def test_what_does_not_fit_into_a_header_is_never_the_token() -> None:
    answer = guarded("??").get("/here", environ_overrides={"HTTP_AUTHORIZATION": "Bearer 秘密"})
    assert answer.status_code == 401


@given(st.text(st.characters(min_codepoint=33, max_codepoint=255), min_size=1))
def test_only_the_token_itself_is_the_token(other: str) -> None:
    client = guarded("secret")
    for given_, status in ((other, 401 if other != "secret" else 200), ("secret", 200)):
        environ = {"HTTP_AUTHORIZATION": f"Bearer {given_}"}
        assert client.get("/here", environ_overrides=environ).status_code == status


@pytest.mark.parametrize("path", ["/here", "/fails", "/nowhere"])
@pytest.mark.parametrize("token", [None, "secret"])
def test_every_answer_has_the_security_headers(path: str, token: str | None) -> None:
    headers = guarded(token).get(path).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_the_content_policy_admits_nothing_foreign_and_nothing_inline() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert {source for rule in rules.values() for source in rule.split()} == {
        "'none'",
        "'self'",
        "data:",
    }
    assert [name for name, rule in rules.items() if "data:" in rule] == ["img-src"]


def test_no_page_of_another_origin_may_read_anything_unless_configured() -> None:
    client = guarded()
    for answer in (
        client.get("/here", headers={"Origin": PAGE}),
        client.options("/here", headers={"Origin": PAGE, **PREFLIGHT}),
    ):
        assert not any(name.startswith("Access-Control") for name, _ in answer.headers)


@pytest.mark.parametrize("origin", [PAGE, "http://[::1]:3000", "http://localhost"])
def test_a_configured_origin_may_ask_and_read(origin: str) -> None:
    client = guarded("secret", PAGE, origin)
    asked = client.options(
        "/here",
        headers={"Origin": origin, "Access-Control-Request-Headers": "authorization", **PREFLIGHT},
    )
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Headers"] == "authorization"
    answer = client.get("/here", headers={"Origin": origin, **bearing("secret")})
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    # The question alone opens nothing.
    assert client.get("/here", headers={"Origin": origin}).status_code == 401
    assert client.get("/here", headers={"Origin": origin, **PREFLIGHT}).status_code == 401


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://pages.example.org",
        "http://pages.example.org:8443",
        "https://pagesxexample.org:8443",
        PAGE + ".evil.org",
        "https://evil.org/" + PAGE,
        PAGE + "\n",
    ],
)
def test_any_other_origin_may_not(origin: str) -> None:
    answer = guarded(None, PAGE).get("/here", environ_overrides={"HTTP_ORIGIN": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_caches_are_told_that_answers_differ_between_origins() -> None:
    for origin in ({}, {"Origin": PAGE}, {"Origin": "https://other.example"}):
        assert "Origin" in guarded(None, PAGE).get("/here", headers=origin).vary


def test_every_origin_may_ask_only_where_there_is_no_token() -> None:
    answer = guarded(None, "*").get("/here", headers={"Origin": PAGE})
    assert answer.headers["Access-Control-Allow-Origin"] in {"*", PAGE}
    with pytest.raises(OriginRefused):
        guarded("secret", "*")


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "example.org",
        "https://example.org/",
        "https://*.example.org",
        "https://a|b",
        "**",
    ],
)
def test_what_is_no_origin_is_refused_when_it_is_configured(origin: str) -> None:
    with pytest.raises(OriginRefused) as refused:
        guarded(None, PAGE, origin)
    assert refused.value.origin == origin


@pytest.fixture(scope="module")
def local() -> FlaskClient:
    app = Flask(__name__)
    answer_to_loopback_names(app, "My-Machine")

    @app.get("/")
    def here() -> str:
        return "here"

    return app.test_client()


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost:8000",
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.9.9.9:1",
        "[::1]",
        "[::1]:8000",
        "my-machine:8000",
    ],
)
def test_a_loopback_name_is_answered(local: FlaskClient, host: str) -> None:
    assert local.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        ":80",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example#localhost",
        "localhost@evil.example",
        "192.168.0.1",
        "0.0.0.0",  # noqa: S104 - a name that is asked for
        "[::]",
        "[::2]:8000",
        "[localhost",
        "王.example",
    ],
)
def test_any_other_name_is_not(local: FlaskClient, host: str) -> None:
    for path in ("/", "/nowhere"):
        answer = local.get(path, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 400
