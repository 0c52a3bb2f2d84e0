"""Requests made up from the OpenAPI document, sound and unsound: no call breaks its promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from helpers import REPOSITORY
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from api import create_app
from api.http.settings import Settings

CONFIG = SchemathesisConfig.from_path(str(REPOSITORY / "schemathesis.toml"))

app = create_app(Settings(workers=1, patience=8))  # engines that no other test dismisses
document = schemathesis.openapi.from_wsgi("/openapi.json?lang=en", app, config=CONFIG)


@pytest.fixture(scope="module", autouse=True)
def engines() -> Iterator[None]:
    yield
    app.extensions["wenze.engines"].dismiss()


@document.parametrize()
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_the_document_says(
    case: schemathesis.Case[Any],
) -> None:
    response = case.call()
    assert response.status_code < 500, response.text
    case.validate_response(response)
