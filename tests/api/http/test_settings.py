"""What the environment may say to a server."""

from __future__ import annotations

import os
from typing import Any

import pytest
from pydantic import ValidationError

from support.packs import REPOSITORY
from wenze.api.http.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith("WENZE_")]:
        monkeypatch.delenv(variable)


def test_without_variables_everything_is_as_usual() -> None:
    assert Settings.from_environment() == Settings()


@pytest.mark.parametrize(
    ("variable", "said", "name", "value"),
    [
        ("WENZE_TOKEN", " secret\n", "token", "secret"),
        ("WENZE_TOKEN", "  ", "token", None),
        ("WENZE_CORS_ORIGINS", "https://a, http://b:1", "cors_origins", ("https://a", "http://b:1")),
        ("WENZE_CORS_ORIGINS", "", "cors_origins", ()),
        ("WENZE_WORKERS", "3", "workers", 3),
        ("WENZE_MAX_BODY", "1", "max_body", 1),
        ("WENZE_TIME_LIMIT", "0.5", "time_limit", 0.5),
        ("WENZE_DRAWING_TIME", "1e1", "drawing_time", 10.0),
    ],
)  # fmt: skip
def test_a_variable_is_read(
    monkeypatch: pytest.MonkeyPatch, variable: str, said: str, name: str, value: Any
) -> None:
    monkeypatch.setenv(variable, said)
    assert getattr(Settings.from_environment(), name) == value


@pytest.mark.parametrize("said", ["", "0", "-1", "much", "1.5", "nan", "inf"])
@pytest.mark.parametrize("name", ["workers", "max_in_flight", "max_rows", "max_outcomes"])
def test_what_is_no_count_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.setenv(f"WENZE_{name.upper()}", said)
    with pytest.raises(ValidationError):
        Settings.from_environment()


@pytest.mark.parametrize("said", ["", "0", "-1", "nan", "inf", "86401"])
@pytest.mark.parametrize("name", ["time_limit", "max_wait", "patience", "drawing_time"])
def test_what_is_no_time_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.setenv(f"WENZE_{name.upper()}", said)
    with pytest.raises(ValidationError):
        Settings.from_environment()


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(Settings(token="secret"))  # noqa: S106


def test_every_setting_is_in_the_readme_with_its_usual_value() -> None:
    lines = (REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `WENZE_")]
    named: dict[str, str] = {}
    for row in rows:
        variables, _, usual = row.strip("| ").split(" | ")
        names = variables.replace("`", "").split(", ")
        named.update(
            zip(names, usual.split("; "), strict=False) if len(names) > 1 else [(names[0], usual)]
        )
    assert set(named) == {f"WENZE_{name.upper()}" for name in Settings.model_fields}
    for variable, usual in named.items():
        value = getattr(Settings(), variable.removeprefix("WENZE_").lower())
        if usual not in {"none", "cores"}:
            assert float(usual.replace(",", "")) == value, variable
        else:
            assert value in {None, (), len(os.sched_getaffinity(0))}
