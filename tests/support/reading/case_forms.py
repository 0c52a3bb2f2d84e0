"""The form of a case as somebody has it whose browser runs no script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.packs import LAW_ID
from wenze.api.pages.case_form.draft import SECTIONS
from wenze.reasoner.case.case import Case
from wenze.reasoner.case.worked_cases import WorkedCase

_VOID = {"meta", "link", "input"}


class Form(HTMLParser):
    """A page as a browser has it: what its form sends, and what refers to what."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.buttons: dict[str, str] = {}
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.unlabelled: list[str] = []
        self.text = ""
        self.idle: list[str] = []
        self._select: str | None = None
        self._labels: set[str] = set()
        self._labelled: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, self._open
        self.unlabelled = [name for name, at in self._labelled if at not in self._labels]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        assert "style" not in of
        assert not any(name.startswith("on") for name in of)
        if tag not in _VOID:
            self._open.append(tag)
        if "id" in of:
            self.ids.append(of["id"])
        self.refers += (
            of.get("aria-describedby", "").split() + of.get("aria-labelledby", "").split()
        )
        self.refers += [of["for"]] if "for" in of else []
        self._labels |= {of["for"]} if "for" in of else set()
        if of.get("href", "").startswith("#"):
            self.links.append(of["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "idle" in of.get("class", "").split():
            self.idle.append(of["data-question"])
        # Beside the form one may change to another language.
        if "main" not in self._open and of.get("form") != "case":
            return
        if tag == "button":
            self.buttons[of.get("value", of.get("formaction", ""))] = of.get("formaction", "")
        if tag in {"input", "select"}:
            self._field(tag, of)
        if tag == "option" and (self._select not in self.fields or "selected" in of):
            self.fields[str(self._select)] = of["value"]

    def _field(self, tag: str, of: Mapping[str, str]) -> None:
        kind = of.get("type", "text")
        if kind not in {"hidden", "radio"} and "aria-label" not in of:
            self._labelled.append((of["name"], of["id"]))
        if tag == "select":
            self._select = of["name"]
        elif kind != "file" and (kind != "radio" or "checked" in of):
            self.fields[of["name"]] = of.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"code", "script"} & {*self._open}:
            self.text += data


def form(response: TestResponse, status: int = 200) -> Form:
    assert response.status_code == status
    found = Form(response.text)
    assert len(found.ids) == len({*found.ids})
    assert {*found.refers, *found.links} <= {*found.ids}
    assert not found.unlabelled
    assert found.headings[0] == 1
    assert all(b - a <= 1 for a, b in zip(found.headings, found.headings[1:], strict=False))
    return found


def meaning(case: Mapping[str, Any]) -> dict[str, Any]:
    """What a case says, whatever the order of its rows."""
    normal: Any = Case.from_data(case).as_data("x")
    said: dict[str, Any] = {
        section: {
            name: True if rows is True else {tuple(row) for row in rows}
            for name, rows in normal.get(section, {}).items()
        }
        for section in SECTIONS
    }
    return {**said, **{name: normal.get(name) or None for name in ("title", "school", "readings")}}


def at(regulation: str, lang: str = "zh") -> str:
    return f"/{lang}/case/{regulation}"


def worked_form(client: FlaskClient, regulation: str, worked: WorkedCase, lang: str = "zh") -> Form:
    """The form of a worked case to start from."""
    name = worked.file.removesuffix(".yaml")
    return form(client.get(f"{at(regulation, lang)}?worked={name}"))


def of_case(client: FlaskClient, case: Mapping[str, Any], lang: str = "zh") -> Form:
    """The form of a case that another page hands over."""
    return form(client.post(at(LAW_ID, lang), data={"case": json.dumps(case)}))


def press(
    client: FlaskClient, page: Form, do: str, *, lang: str = "zh", status: int = 200, **fields: str
) -> Form:
    """Press a button of the form after filling in some fields; dots are written as two lines."""
    filled = {name.replace("__", "."): value for name, value in fields.items()}
    assert do in page.buttons
    sent = {**page.fields, **filled, "do": do}
    return form(client.post(at(page.fields["fields"], lang), data=sent), status)


def saved(client: FlaskClient, page: Form) -> Mapping[str, Any]:
    response = client.post(at(page.fields["fields"]), data={**page.fields, "do": "save"})
    assert response.mimetype == "application/yaml"
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    case = Case.from_bytes(response.data)
    assert not case.problems
    return case.as_data("x")
