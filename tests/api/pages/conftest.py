"""The application with its pages, and with an invented regulation beside the law."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from helpers import MINI_FOLDER

from api import create_app
from api.http.settings import Settings
from api.pages.site import register_pages

# Pages that others of these lead to, until they are there.
_AWAITED = {
    "case_form": "/case/<regulation>",
    "atlas": "/atlas/<regulation>",
    "review": "/review/<regulation>",
    "brief": "/brief",
}


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    """The application with usual settings."""
    app = create_app(Settings(workers=2))
    if "pages" not in app.blueprints:
        register_pages(app)
    for name, path in _AWAITED.items():
        if f"pages.{name}" not in app.view_functions:
            rule = f"/<any(zh, en):lang>{path}"
            app.add_url_rule(rule, f"pages.{name}", lambda **_: "")
    yield app
    app.extensions["wenze.engines"].dismiss()


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
    return app.test_client()
