"""The application with its pages, and with an invented regulation beside the law."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.packs import MINI_FOLDER
from wenze.api import create_app
from wenze.api.http.settings import Settings


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    """The application with usual settings."""
    app = create_app(Settings(workers=2))
    yield app
    app.extensions["wenze.engines"].dismiss()


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
    return app.test_client()
