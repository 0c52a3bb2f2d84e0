"""Requests made up from the OpenAPI document, sound and unsound: no call breaks its promises."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from support.packs import REPOSITORY
from wenze.api import create_app
from wenze.api.http.settings import Settings

pytestmark = pytest.mark.soak

CONFIG = tomllib.loads((REPOSITORY / "schemathesis.toml").read_text(encoding="utf-8"))
# Without a request for every value that a parameter may have.
BRIEF = {**CONFIG, "phases": {"coverage": {"enabled": False}}}
# Questions whose answers take a second and more.
LONG = r"^/v1/(contrast|what-if|relevance|review|schools|consistency|compare)$|/atlas$"

app = create_app(Settings(workers=1, patience=8))  # engines that no other test dismisses
document, brief_document = (
    schemathesis.openapi.from_wsgi("/openapi.json", app, config=SchemathesisConfig.from_dict(each))
    for each in (CONFIG, BRIEF)
)
short, long = document.exclude(path_regex=LONG), brief_document.include(path_regex=LONG)
made_up = partial(
    settings,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def engines() -> Iterator[None]:
    yield
    app.extensions["wenze.workers"].close()


@short.parametrize()
@made_up(max_examples=15)
def test_whatever_is_asked_is_answered_as_the_document_says(
    case: schemathesis.Case[Any],
) -> None:
    response = case.call()
    assert response.status_code < 500, response.text
    case.validate_response(response)


@long.parametrize()
@made_up(max_examples=4)
def test_whatever_takes_longer_is_answered_as_the_document_says(
    case: schemathesis.Case[Any],
) -> None:
    response = case.call()
    assert response.status_code < 500, response.text
    case.validate_response(response)
