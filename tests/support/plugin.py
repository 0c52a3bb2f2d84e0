"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from functools import partial
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import settings

from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER
from wenze import Reasoner
from wenze.reasoner.pack import Pack

# A property without a number of its own is tried on so many examples.
settings.register_profile("suite", max_examples=50)
settings.load_profile("suite")

# The processes that tests start keep what Python has compiled: not each compiles everything anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Keep what is made once for the whole session, apart from what the user keeps."""
    if not hasattr(config, "workerinput"):  # processes of xdist inherit it
        folder = mkdtemp(prefix="wenze-")
        os.environ["WENZE_CACHE"] = folder
        config.add_cleanup(partial(rmtree, folder, ignore_errors=True))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on how the machine is set up."""
    for variable in ("WENZE_LANG", "WENZE_PACKS"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def law() -> Reasoner:
    """The reasoner over 源政办字〔2022〕59号."""
    return Reasoner(LAW_FOLDER)


@pytest.fixture(scope="session")
def law_pack(law: Reasoner) -> Pack:
    assert law.pack.id == LAW_ID
    return law.pack


@pytest.fixture(scope="session")
def mini() -> Reasoner:
    """The reasoner over an invented regulation of another domain."""
    return Reasoner(MINI_FOLDER)
