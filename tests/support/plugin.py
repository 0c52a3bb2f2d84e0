"""The suite's options and fixtures."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support import sampling
from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER
from wenze import Reasoner
from wenze.reasoner.pack import Pack

if TYPE_CHECKING:
    from flask import Flask

# What Python has compiled is kept: neither each run nor each process of it compiles it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Properties are tried on the same examples each time, in whatever time that takes; one without a
# number of its own, on so many.
_SAME = settings(derandomize=True, database=None, deadline=None)
settings.register_profile("suite", _SAME, max_examples=20)
settings.register_profile("soak", _SAME, max_examples=200)

_ALL_SOAK = "\npytestmark = pytest.mark.soak\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        sampling.SOAK,
        action="store_true",
        help="run what takes minutes, and of each sample what the quick part leaves out",
    )


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out, unread, what is only for soak: its imports take long."""
    only = collection_path.suffix == ".py" and not sampling.soaking()
    return True if only and _ALL_SOAK in collection_path.read_text(encoding="utf-8") else None


def pytest_configure(config: pytest.Config) -> None:
    """Choose the part, and a cache of the session's own: the user's stays as it is.

    Processes that tests start and send signals to have Python's handling of them, though the
    parent may ignore an interrupt, as the shell does for what runs in the background.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(each, signal.SIG_DFL)
    soak = bool(config.getoption(sampling.SOAK))
    sampling.begin(soak=soak)
    settings.load_profile("soak" if soak else "suite")
    if soak:  # addopts leave it out, as it takes half a second to import
        config.pluginmanager.import_plugin("schemathesis.pytest.plugin")
    if not hasattr(config, "workerinput"):  # processes of xdist inherit it
        folder = mkdtemp(prefix="wenze-")
        os.environ["WENZE_CACHE"] = folder
        config.add_cleanup(partial(rmtree, folder, ignore_errors=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other part. A property runs in both, on more examples in soak, and so does what
    is marked so.
    """
    soak = sampling.soaking()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        soaks = item.get_closest_marker("soak") is not None
        property_ = hasattr(getattr(item, "function", None), "hypothesis")
        both = property_ or item.get_closest_marker("both_parts") is not None
        (kept if soaks is soak or (soak and both) else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


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


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    """The application with usual settings and two worker processes, one for all tests."""
    from wenze.api import create_app
    from wenze.api.http.settings import Settings

    app = create_app(Settings(workers=2))
    yield app
    app.extensions["wenze.workers"].close()
