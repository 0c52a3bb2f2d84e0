"""Whatever is sent to a page, it answers, and nothing of it is taken for a fault of the server."""

from __future__ import annotations

import html
import io
import json
import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.cases.hostile_names import HOSTILE_NAMES
from support.cases.sound import sound
from support.packs import LAW_ID, MINI_ID
from support.sampling import crossed, examples
from wenze.reasoner.i18n import message
from wenze.reasoner.workers import Abandoned

POSTED = (
    "outcomes",
    "collision",
    "reasons",
    "contrast",
    "changes",
    "brief",
    "review",
    "case.yaml",
    f"case/{LAW_ID}",
    f"case/{MINI_ID}",
)
CASE: dict[str, Any] = {"regulation": LAW_ID, **sound()}
LONE = "\ud800"


def status(client: FlaskClient, path: str, **fields: str) -> int:
    return client.post(f"/zh/{path}", data=as_bytes(fields)).status_code


def asked(client: FlaskClient, path: str, **fields: str) -> str:
    response = client.post(f"/zh/{path}", data=as_bytes(fields))
    assert response.status_code < 500, response.text
    return response.text


def as_bytes(fields: Mapping[str, str]) -> dict[str, Any]:
    """Fields as no browser sends them, halves of characters too."""
    return {name: text.encode("utf-8", "surrogatepass") for name, text in fields.items()}


@pytest.mark.parametrize(
    "path",
    [
        "/zh/case/a%3Fb",
        f"/zh/case/{LAW_ID}?worked=a%3Fb",
        f"/zh/case/{LAW_ID}?worked=..%2Fpack",
        "/zh/case/a%23b",
        "/zh/law/a%3Fb",
        f"/zh/law/{LAW_ID}/a%3Fb",
        "/zh/law/a%3Fb/graph",
        "/zh/review?regulation=a%3Fb",
        f"/zh/review?regulation={LAW_ID}&worked=a%3Fb",
        "/zh/atlas/a%3Fb",
    ],
)
def test_a_name_with_signs_of_an_address_is_the_name_of_nothing(
    client: FlaskClient, path: str
) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "_external=1&_scheme=javascript",
        "_scheme=x",
        "_method=PUT",
        "_anchor=x",
        "endpoint=x&self=y",
    ],
)
@pytest.mark.parametrize("path", ["/zh/", f"/zh/law/{LAW_ID}", "/zh/nothing"])
def test_parameters_of_an_address_stay_parameters_in_the_other_language(
    client: FlaskClient, path: str, query: str
) -> None:
    response = client.get(f"{path}?{query}&a=1&a=2")
    assert response.status_code in {200, 404}
    other = re.search(r'href="([^"]*)"[^>]*>English<', response.text)
    assert other is not None
    address = urlsplit(urljoin(path, html.unescape(other[1])))
    assert address.path == path.replace("/zh/", "/en/")
    assert parse_qsl(address.query) == [*parse_qsl(query), ("a", "1"), ("a", "2")]


@pytest.mark.parametrize("name", ["a?b", f"{LAW_ID}/readings#", f"../{LAW_ID}", LONE])
def test_an_uploaded_case_of_a_regulation_that_there_is_not_leaves_the_form(
    client: FlaskClient, name: str
) -> None:
    content = json.dumps({"regulation": name}).encode()
    fields = {"fields": LAW_ID, "title": "原有", "do": "open"}
    sent = {**fields, "file": (io.BytesIO(content), "x")}
    response = client.post(f"/zh/case/{LAW_ID}", data=sent)
    assert response.status_code == 422
    assert "原有" in response.text


@crossed(path=POSTED, name=[LONE, "a?b", f"{LAW_ID}/readings#"])
def test_a_posted_case_of_a_regulation_that_there_is_not_is_refused(
    client: FlaskClient, path: str, name: str
) -> None:
    asked(client, path, case=json.dumps({**CASE, "regulation": name}), about="{}", fields="")


@crossed(path=POSTED, readings=["x", 1, None, True, [1], {"a": [1]}])
def test_readings_that_are_none_are_refused_with_or_without_switches(
    client: FlaskClient, path: str, readings: object
) -> None:
    case = json.dumps({**CASE, "readings": readings})
    for switches in ({}, {"fix.exemption_force": "binding", "pinned": "{}"}, {"fix.x": ""}):
        asked(client, path, case=case, conclusion="x", **switches)


@crossed(
    path=POSTED,
    field=["case", "about", "pinned", "x.0"],
    nested=["[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000],
)
def test_deeply_nested_fields_are_refused(
    client: FlaskClient, path: str, field: str, nested: str
) -> None:
    case = json.dumps(CASE)
    fields = {"case": case, "conclusion": "x", "fix.x": "y", "pinned": "{}"} | {field: nested}
    asked(client, path, **fields)
    asked(client, path, fields=LAW_ID, **{field: nested})


@pytest.mark.parametrize("path", POSTED)
def test_halves_of_characters_are_only_text(client: FlaskClient, path: str) -> None:
    serves, role = [[LONE, "局"]], [[LONE, "handler"]]
    case = {"regulation": LAW_ID, "title": f"a{LONE}b", **sound(serves=serves, role=role)}
    asked(client, path, case=json.dumps(case), about=json.dumps({"conclusion": LONE}))
    asked(client, path, case=json.dumps({**CASE, "title": LONE}), conclusion=f'"{LONE}"')


@pytest.mark.parametrize("depth", [13, 500, 5000])
def test_a_case_nested_deep_is_no_file(client: FlaskClient, depth: int) -> None:
    case = '{"facts":' * depth + "{}" + "}" * depth
    asked(client, "case.yaml", case=case)


@crossed(path=POSTED, name=["a?b", "../outcomes", f"{LAW_ID}/readings#", "", LONE])
def test_the_form_of_a_regulation_that_there_is_not_is_not_found(
    client: FlaskClient, path: str, name: str
) -> None:
    assert status(client, path, fields=name) == (200 if path.startswith("case/") else 404)


def test_every_page_that_takes_a_form_is_tried(app: Flask) -> None:
    start = "/<any(zh, en):lang>/"
    pages = [each for each in app.url_map.iter_rules() if each.rule.startswith(start)]
    taking = {each.rule.removeprefix(start) for each in pages if "POST" in (each.methods or ())}
    tried = {
        path.replace(LAW_ID, "<regulation>").replace(MINI_ID, "<regulation>") for path in POSTED
    }
    assert taking == tried


def test_a_page_is_one_line_in_the_access_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("outcomes", "brief"):
        caplog.clear()
        with caplog.at_level(logging.INFO, "wenze.access"):
            client.post(f"/zh/{path}", data={"case": json.dumps(CASE)}).close()
        [line] = [each.msg for each in caplog.records if each.name == "wenze.access"]
        assert isinstance(line, Mapping)
        assert line["route"] == f"/<any(zh, en):lang>/{path}"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("outcomes", {}),
        ("brief", {}),
        ("changes", {}),
        ("review", {}),
        ("reasons", {"conclusion": "exempted"}),
        ("contrast", {"a": "1-x", "b": "2-x"}),
        ("collision", {"reading": "exemption_vs_aggravation"}),
    ],
)
def test_a_page_is_one_task_that_is_dropped_when_the_client_leaves(
    app: Flask, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, str]
) -> None:
    pool = app.extensions["wenze.workers"]
    calls = []

    def call(*_: object, abandoned: object = None, **__: object) -> None:
        calls.append(abandoned)
        raise Abandoned

    def has_left() -> bool:
        return True

    monkeypatch.setattr(type(pool), "call", call)
    sent = {"case": json.dumps(CASE), **fields}
    left = {"waitress.client_disconnected": has_left}
    response = app.test_client().post(f"/en/{path}", data=sent, environ_overrides=left)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert message("http_busy").say("en") in response.text
    assert calls == [has_left]


# --- made-up forms

names = st.sampled_from(sorted(HOSTILE_NAMES.values())) | st.text(max_size=8)
scalars = names | st.none() | st.booleans() | st.integers() | st.floats()
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["role", "serves", "x"]) | names, inner, max_size=3)
    ),
    max_leaves=8,
)
cases = st.dictionaries(
    st.sampled_from([*CASE, "disputed", "denied", "readings", "school", "title"]) | names,
    values | st.sampled_from([LAW_ID, MINI_ID, CASE["facts"]]),
    max_size=5,
)
objects = st.builds(lambda made, whole: {**(CASE if whole else {}), **made}, cases, st.booleans())
as_text = st.builds(json.dumps, objects | values) | names
fields = st.dictionaries(
    st.sampled_from(
        [
            "case",
            "about",
            "conclusion",
            "outcome",
            "why",
            "reading",
            "from",
            "pinned",
            "fix.exemption_force",
            "fix.x",
            "fields",
            "person",
            "one",
            "other",
            "decided.王某",
            "sent",
            "do",
            "title",
            "school",
            "e.person.0",
            "f.role.0.handler",
            "r.date.0.0",
            "r.date.0.1",
            "x.0",
            "n.person",
            "p.exemption_force",
            "fragment",
        ]
    ),
    as_text | st.sampled_from([LAW_ID, "check", "still", "save", "remove.person.0", "cut.date.0"]),
    max_size=6,
)


@given(path=st.sampled_from(POSTED), lang=st.sampled_from(["zh", "en"]), made=fields)
@settings(examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_is_too_much(app: Flask, path: str, lang: str, made: dict[str, str]) -> None:
    response = app.test_client().post(f"/{lang}/{path}", data=as_bytes(made))
    assert response.status_code < 500 or response.status_code == 503, response.text


queries = st.dictionaries(
    st.sampled_from(["worked", "regulation", "base", "provision", "from", "each", "version"]),
    names | st.sampled_from([LAW_ID, MINI_ID, "13(2)", "99", "0"]),
    max_size=3,
)
places = st.sampled_from(
    ["", "law/{}", "law/{}/{}", "law/{}/graph", "case/{}", "review", "atlas/{}", "{}"]
)


@given(place=places, name=names | st.just(MINI_ID), query=queries)
@settings(examples(60))
def test_no_address_is_too_much(app: Flask, place: str, name: str, query: dict[str, str]) -> None:
    path = "/zh/" + place.replace("{}", name.encode("utf-8", "replace").decode())
    query = {key: text.encode("utf-8", "replace").decode() for key, text in query.items()}
    response = app.test_client().get(path, query_string=query)
    assert response.status_code < 500, response.text
