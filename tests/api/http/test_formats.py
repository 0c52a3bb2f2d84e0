"""The form of an answer: by name, else by what the Accept header likes best."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import NotAcceptable

from wenze.api.http.responses import MEDIA_TYPES, Format, negotiated

ALL: tuple[Format, ...] = tuple(MEDIA_TYPES)
app = Flask(__name__)


def chosen(accept: str | None, named: str | None = None, admitted: tuple[Format, ...] = ALL) -> str:
    headers = {} if accept is None else {"Accept": accept}
    with app.test_request_context(headers=headers):
        return negotiated(admitted, named)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("", "json"),
        (" ", "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
        ("application/json; charset=utf-8", "json"),
        ("APPLICATION/JSON", "json"),
        ("application/json, application/problem+json", "json"),
        ("application/x-ndjson", "ndjson"),
        ("application/x-ndjson;q=0.9, application/json;q=0.1", "ndjson"),
        ("text/*", "text"),
        ("text/plain;charset=utf-8", "text"),
        ("image/*", "svg"),
        ("image/png, image/svg+xml;q=0.5", "png"),
        ("text/vnd.graphviz", "dot"),
        ("application/pdf", "pdf"),
    ],
)
def test_the_header_chooses(accept: str | None, form: str) -> None:
    assert chosen(accept) == form


@pytest.mark.parametrize("form", ALL)
def test_a_name_goes_before_the_header(form: Format) -> None:
    assert chosen("application/json", form) == form


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "*/*;q=0", "garbage", ","])
def test_what_there_is_not_is_not_acceptable(accept: str) -> None:
    with pytest.raises(NotAcceptable):
        chosen(accept)


def test_only_what_a_call_admits_is_chosen() -> None:
    assert chosen("image/*", admitted=("json", "png")) == "png"
    for accept, named in (("application/pdf", None), (None, "pdf")):
        with pytest.raises(NotAcceptable):
            chosen(accept, named, ("json", "png"))
