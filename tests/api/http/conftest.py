"""A client of the application, and an invented regulation beside the law."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.packs import MINI_FOLDER


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def two_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented regulation beside the law."""
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
