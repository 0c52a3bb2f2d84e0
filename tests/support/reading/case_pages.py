"""Pages on a case as readers meet them: what is in sight, what can be sent, what is unsound."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient

from support.packs import LAW_ID, MINI_ID

Case = dict[str, Any]
_VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
# What ends a paragraph, so that it would not hold what is written into it.
_NOT_IN_P = frozenset(
    ("p", "div", "ul", "ol", "dl", "table", "form", "section", "details", "blockquote", "figure")
)
_HEADING = re.compile("h[1-6]")


class Read(HTMLParser):
    """A page taken apart: ``faults`` are all places at which its HTML is not sound.

    The ``forms`` are those of its contents; those around them ask for the same page again.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.in_sight = ""
        self.text = ""
        self.titles = ""
        self.faults: list[str] = []
        self.forms: list[tuple[dict[str, str], dict[str, str]]] = []
        self.buttons: list[tuple[dict[str, str], str]] = []
        self.checked: dict[str, str] = {}
        self._open: list[str] = []
        self._ids: Counter[str] = Counter()
        self._references: set[str] = set()
        self._level = 0
        self._inside = False
        self.feed(html)
        self.close()
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if len(told) != len(attrs):
            self.faults.append(f"{tag} has an attribute twice")
        if "p" in self._open and tag in _NOT_IN_P:
            self.faults.append(f"{tag} in p")
        if "style" in told or any(name.startswith("on") for name in told):
            self.faults.append(f"{tag} with a style or a script")
        if _HEADING.fullmatch(tag):
            level = int(tag[1])
            if level > self._level + 1:
                self.faults.append(f"{tag} after h{self._level}")
            self._level = level
        self._ids.update([told["id"]] if "id" in told else [])
        for name in ("for", "form", "aria-labelledby"):
            self._references |= set(told.get(name, "").split())
        if tag == "form":
            self._inside = "main" in self._open
            if self._inside:
                self.forms.append((told, {}))
        elif tag == "button":
            self.buttons.append((told, ""))
        elif tag == "input" and told.get("type") == "hidden" and self._inside:
            self.forms[-1][1][told["name"]] = told["value"]
        elif tag == "input" and "checked" in told:
            self.checked[told["name"]] = told["value"]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"/{tag} in {self._open[-3:]}")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if "button" in self._open:
            told, said = self.buttons[-1]
            self.buttons[-1] = (told, said + data)
        self.text += data
        if "svg" in self._open:  # titles are written by pages, all else by the interface
            self.titles += data if self._open[-1] == "title" else ""
        elif "details" not in self._open or "summary" in self._open:
            self.in_sight += data

    def _end(self) -> None:
        self.faults += [f"not closed: {tag}" for tag in self._open]
        self.faults += [f"twice: #{name}" for name, count in self._ids.items() if count > 1]
        self.faults += [f"nowhere: #{name}" for name in self._references - self._ids.keys()]

    def hidden(self, name: str) -> set[str]:
        """What the hidden fields of a name hold, in whatever form."""
        return {fields[name] for _, fields in self.forms if name in fields}

    def asked(self) -> Iterator[tuple[dict[str, Any], str]]:
        """What the buttons ask the page of reasons, and what is written on them."""
        for told, said in self.buttons:
            if told.get("name") == "about":
                yield json.loads(told["value"]), said


WORKED = (
    (LAW_ID, "01_demo_collision"),
    (LAW_ID, "80_two_disputed_facts"),
    (LAW_ID, "65_nothing_dated_nothing_assumed_in_silence"),
    (MINI_ID, "01_illness_at_home"),
    (MINI_ID, "02_own_illness_disputed"),
)


def worked_case(client: FlaskClient, regulation: str, name: str) -> Case:
    """A worked case as the interface has it."""
    found = client.get(f"/v1/regulations/{regulation}/cases/{name}").get_json()
    return {**found["case"], "regulation": regulation}


def carried(case: Case) -> str:
    """A case as a form carries it."""
    return json.dumps(case, ensure_ascii=False)


def shown(client: FlaskClient, path: str, case: Case, **fields: str) -> Read:
    """The page that answers to a form with a case."""
    return failed(client, 200, path, case, **fields)


def failed(client: FlaskClient, status: int, path: str, case: Case, **fields: str) -> Read:
    """The page that says, with a status, that there is no answer."""
    response = client.post(path, data={"case": carried(case), **fields})
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return Read(response.text)


def names_of_the_law(client: FlaskClient, regulation: str) -> set[str]:
    """The predicates of a regulation that are no words of any language."""
    law = client.get(f"/v1/regulations/{regulation}").get_json()
    vocabulary = client.get(f"/v1/regulations/{regulation}/vocabulary").get_json()
    told = [law["verdict"], *law["conclusions"], *law["discretion"], *law["assumptions"]]
    names = {each["predicate"] for each in told} | set(vocabulary["$defs"]["section"]["properties"])
    return {name for name in names if "_" in name} | {f"{name}(" for name in names}
