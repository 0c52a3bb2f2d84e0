"""A reader in a browser: pages are opened and buttons pressed, and every page is looked over."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    ViewportSize,
)

from support.packs import MINI_FOLDER
from support.sampling import soaking
from support.servers.http_server import Served, served
from wenze.api.pages.words import say

WIDE = ViewportSize(width=1280, height=900)
# A window at twice its size, a small telephone, and what WCAG asks to do without scrolling.
NARROW = (640, 360, 320)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# Kinds of pages that were held against these rules.
_looked_over: set[str] = set()
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# The elements that Tab is to reach, in order; of a group of radio buttons the one that is taken.
_STOPS = """() => {
  const radios = new Set();
  window.stops = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']",
  )].filter((each) => {
    if (each.tabIndex < 0 || each.disabled || !each.checkVisibility()) return false;
    if (each.type !== "radio") return true;
    const group = each.form.elements[each.name];
    const taken = group instanceof RadioNodeList ? [...group].find((one) => one.checked) : each;
    if (each !== (taken ?? each) || radios.has(group)) return false;
    radios.add(group);
    return true;
  });
  return window.stops.length;
}"""
_BEGIN = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
_AT = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = at.getBoundingClientRect();
  return [window.stops.indexOf(at), seen && box.bottom > 0 && box.top < innerHeight,
    at.outerHTML.slice(0, 120)];
}"""


@contextmanager
def pages_served() -> Iterator[Served]:
    """The server as it is started by hand, with an invented regulation beside the law."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("WENZE_")}
    start = ("-c", "from wenze.api.cli.main import main; main()", "serve", "--port", "0")
    with served((*start, "--workers", "2"), own | {"WENZE_PACKS": str(MINI_FOLDER)}) as server:
        yield server


def chromium(playwright: Playwright) -> Browser:
    """The system's own browser."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path is not None, "no Chromium on PATH: run .ci/setup tests, or apt-get install chromium"
    return playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)


@dataclass
class Visit:
    """One reader's visit in one language, with all that went wrong behind the pages."""

    page: Page
    origin: str
    lang: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.page.on("request", self._asked)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.troubles.append(said.text)

    def _failed(self, request: Request) -> None:
        # What is saved opens no page; a question is dropped for the next.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.url}: {request.failure}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.troubles.append(f"outside: {request.url}")

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    @contextmanager
    def failing(self, status: int) -> Iterator[None]:
        """Pages that come with a status of failure, which a browser notes: that is no trouble."""
        yield
        self.troubles[:] = [each for each in self.troubles if f"status of {status}" not in each]

    def open(self, path: str) -> None:
        self.page.goto(f"{self.origin}/{self.lang}{path}")

    def press(self, element: Locator) -> None:
        """Follow a link or a button to the page it leads to."""
        with self.page.expect_navigation():
            element.click()

    def to(self, endpoint: str) -> None:
        """Press the button of the page's contents that leads to another page on the same case."""
        ways = f"main :is(form[action$='{endpoint}'] button, button[formaction$='{endpoint}'])"
        self.press(self.page.locator(ways).first)

    def back(self) -> None:
        self.page.go_back()

    def other_language(self) -> None:
        """The same page in the other language."""
        self.press(self.page.locator(".languages :is(a, button):not([aria-current])"))
        self.lang = {"zh": "en", "en": "zh"}[self.lang]

    def look(self) -> None:
        """Look the page over: sound for every reader, and never wider than the window.

        Quick is only the first page of its kind held against all rules for readers.
        """
        page = self.page
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN"}.get(self.lang, "en")
        assert page.locator("h1").count() == 1
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, (page.url, width, needed)
        page.set_viewport_size(WIDE)
        kind = page.url.partition("?")[0].removeprefix(f"{self.origin}/{self.lang}")
        if kind in _looked_over and not soaking():
            return
        _looked_over.add(kind)
        found = Axe().run(page, options={"runOnly": list(_RULES), "resultTypes": ["violations"]})
        assert not found.response["violations"], json.dumps(
            [
                (page.url, each["id"], each["help"], [node["html"] for node in each["nodes"][:3]])
                for each in found.response["violations"]
            ],
            ensure_ascii=False,
            indent=1,
        )

    def tab_through(self) -> None:
        """Go through the page by Tab alone: every control in order, and each is seen."""
        count = self.page.evaluate(_STOPS)
        assert count > 4
        self.page.evaluate(_BEGIN)
        at = -1
        for place in range(count):
            before = at
            while at == before:  # a date has a day, a month and a year
                self.page.keyboard.press("Tab")
                at, seen, what = self.page.evaluate(_AT)
                assert at != before or 'type="date"' in what, what
            assert (at, seen) == (place, True), (self.page.url, place, at, seen, what)

    def remember_status(self) -> None:
        """Remember what the page says while the next is awaited."""
        self.page.evaluate(
            """() => addEventListener("pagehide", () => sessionStorage.setItem(
              "said", document.querySelector(".working[role=status]").textContent))"""
        )

    def remembered(self) -> str:
        said: str = self.page.evaluate("sessionStorage.getItem('said')")
        return said

    def table(self, selector: str = ".glance") -> dict[str, dict[str, str]]:
        """A table of words by its rows and columns."""
        told: dict[str, dict[str, str]] = self.page.locator(selector).evaluate(
            """table => {
              const [head, ...rows] = [...table.rows].map((row) =>
                [...row.cells].map((cell) => (cell.querySelector("button") ?? cell).className
                  .replace("standing ", "") || cell.textContent.trim()));
              const of = (row) => Object.fromEntries(head.map((name, at) => [name, row[at]]));
              return Object.fromEntries(rows.map((row) => [row[0], of(row)]));
            }"""
        )
        return told


VisitMaker = Callable[..., Visit]


def downloaded(page: Page, button: Locator) -> tuple[str, Path]:
    """The name and place of the file that a button saves."""
    with page.expect_download() as saved:
        button.click()
    return saved.value.suggested_filename, saved.value.path()


def nodes_of(drawing: Locator) -> list[dict[str, Any]]:
    """The nodes of a drawing as a screen reader has them."""
    found: list[dict[str, Any]] = drawing.locator("g.node:not(.legend)").evaluate_all(
        """nodes => nodes.map((node) => ({
          role: node.getAttribute("role") ?? node.closest("a")?.localName,
          label: node.getAttribute("aria-label") ?? node.querySelector("title")?.textContent,
          tab: node.tabIndex,
        }))"""
    )
    return found
