"""One server and one browser for all visits; a visit fails with whatever goes wrong behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from support.reading.pages_in_browser import WIDE, Visit, VisitMaker, chromium, pages_served
from support.sampling import foremost
from support.servers.http_server import Served
from support.waiting import PATIENCE


@pytest.fixture(scope="session")
def server() -> Iterator[Served]:
    with pages_served() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visiting(server: Served, browser: Browser) -> Iterator[VisitMaker]:
    """Begin a visit, with or without script."""
    expect.set_options(timeout=PATIENCE * 1000)
    begun: list[Visit] = []
    with ExitStack() as stack:

        def begin(lang: str, *, script: bool = True) -> Visit:
            context = stack.enter_context(
                browser.new_context(viewport=WIDE, java_script_enabled=script)
            )
            context.set_default_timeout(PATIENCE * 1000)
            visit = Visit(context.new_page(), f"http://{server.host}:{server.port}", lang)
            begun.append(visit)
            return visit

        yield begin
    assert [each.troubles for each in begun] == [[] for _ in begun]


_turns = cycle([("zh", "en"), ("en", "zh")])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Visit in each language: quick is one, and from test to test the other."""
    if "spoken" in metafunc.fixturenames:
        langs = next(_turns)
        soaks = metafunc.definition.get_closest_marker("soak") is not None
        metafunc.parametrize("spoken", langs if soaks else foremost(langs, count=1))


@pytest.fixture
def visit(spoken: str, visiting: VisitMaker) -> Visit:
    """A visit in a language."""
    return visiting(spoken)
