"""The case state: the case travels in a field of every form, and no page keeps anything of it."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import abort, g, request

from .hidden import hidden

Json = dict[str, Any]
CASE = "case"
# Begins the name of a field that fixes a reading or, empty, leaves it open.
FIX = "fix."
# The field with the readings that the answer on the page was fixed to.
PINNED = "pinned"


def case_field() -> str | None:
    """The case as the forms of the page carry it on, with the readings that this form switches;
    None where no case was posted.
    """
    if "case_field" not in g:
        if CASE not in request.form:
            return None
        came, case = request.form[CASE], posted_json(CASE)
        switched = _with_readings_switched(case)
        g.case_field = came if switched is case else hidden(switched)
    field: str = g.case_field
    return field


def carry(case: Mapping[str, Any]) -> None:
    """Let the forms of the page carry `case`, as if it had been posted."""
    g.case_field = hidden(case)


def posted_case() -> bytes:
    """The posted case as JSON."""
    field = case_field()
    return abort(HTTPStatus.BAD_REQUEST) if field is None else field.encode()


def posted_json(field: str) -> Json:
    """The object in a field of the form. No page makes a form in which it cannot be read."""
    try:
        found = json.loads(request.form.get(field, ""))
    except (ValueError, RecursionError):
        abort(HTTPStatus.BAD_REQUEST)
    if not isinstance(found, dict):
        abort(HTTPStatus.BAD_REQUEST)
    return found


def carried() -> Json:
    """The posted case as plain data."""
    posted_case()
    found: Json = json.loads(g.case_field)
    return found


def _with_readings_switched(case: Json) -> Json:
    """The case with its readings fixed, or left open, by the switches in the form.

    A school pins readings itself: once another choice is made, its pins stand on their own.
    """
    switched = {
        name.removeprefix(FIX): option
        for name, option in request.form.items()
        if name.startswith(FIX)
    }
    fixed = {name: option for name, option in switched.items() if option}
    pinned = case.get("readings") or {}
    if not switched or not isinstance(pinned, dict) or fixed == posted_json(PINNED):
        return case
    kept = {name: option for name, option in pinned.items() if name not in switched}
    changed = {name: part for name, part in case.items() if name not in {"school", "readings"}}
    readings = {**kept, **fixed}
    return {**changed, "readings": readings} if readings else changed


def changed_case(patch: Mapping[str, Mapping[str, Any]]) -> str:
    """The posted case with rows withdrawn and added, as forms carry it."""
    return hidden(patched(carried(), patch))


def patched(case: Json, patch: Mapping[str, Mapping[str, Any]]) -> Json:
    """The case with rows of its facts withdrawn and others added."""
    facts = dict(case.get("facts") or {})
    for name, rows in patch["withdrawn"].items():
        gone = _rows(rows)
        left = [row for row in _rows(facts.get(name)) if row not in gone]
        facts = {**facts, name: left}
    for name, rows in patch["added"].items():
        facts[name] = True if rows is True else [*_rows(facts.get(name)), *_rows(rows)]
    return {**case, "facts": {name: rows for name, rows in facts.items() if rows}}


def _rows(rows: object) -> list[list[object]]:
    """The rows of a predicate, those of a single value too as lists; a fact without arguments has
    one of no values.
    """
    if rows is True:
        return [[]]
    listed = rows if isinstance(rows, list) else []
    return [row if isinstance(row, list) else [row] for row in listed]
