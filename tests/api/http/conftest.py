"""An application that all tests of the interface share, with two engine processes."""

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
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def two_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented regulation beside the law."""
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
