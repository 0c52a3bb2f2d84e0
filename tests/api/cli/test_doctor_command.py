"""What is installed is told with its version, what is missing with what installs it."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import clingo
import pytest

from wenze.api.cli.installation import examine


def versions() -> dict[str, str | None]:
    return {finding.name: finding.version for finding in examine()}


def test_every_component_has_a_purpose_and_a_line_that_installs_it() -> None:
    found = examine()
    assert [each.name for each in found] == [
        "clingo",
        "SWI-Prolog",
        "pyswip",
        "Graphviz",
        "CJK font",
    ]
    for each in found:
        assert each.install.startswith(("pip install ", "apt-get install "))
        assert each.purpose.say("zh") != each.purpose.say("en")


def test_with_no_programs_only_python_packages_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = versions()
    assert found["clingo"] == clingo.__version__
    assert [name for name, version in found.items() if version is None] == [
        "SWI-Prolog",
        "Graphviz",
        "CJK font",
    ]


def test_a_python_package_that_is_missing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr("wenze.api.cli.installation.version", missing)
    assert versions()["pyswip"] is None


@pytest.mark.parametrize(
    ("script", "version"),
    [
        ("echo 'SWI-Prolog version 9'; echo more", "SWI-Prolog version 9"),
        ("echo 'told on stderr' >&2", "told on stderr"),
        ("exit 1", None),
        ("true", None),
    ],
)
def test_a_program_that_fails_or_says_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, version: str | None
) -> None:
    program = tmp_path / "swipl"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert versions()["SWI-Prolog"] == version
