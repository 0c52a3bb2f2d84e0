"""A client of the pages, with an invented regulation beside the law."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.packs import MINI_FOLDER


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("WENZE_PACKS", str(MINI_FOLDER))
    return app.test_client()
