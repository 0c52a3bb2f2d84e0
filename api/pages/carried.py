"""The case that travels in the forms of pages: nothing of it is kept here."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import abort, request

from .site import hidden

Json = dict[str, Any]
CASE = "case"
# What begins the name of a field that fixes a reading, or leaves it open.
FIX = "fix."
PINNED = "pinned"


def carried(field: str = CASE) -> Json:
    """What a field of the form carries along. No page makes a form in which it cannot be read."""
    try:
        found = json.loads(request.form.get(field, ""))
    except (ValueError, RecursionError):
        abort(HTTPStatus.BAD_REQUEST)
    if not isinstance(found, dict):
        abort(HTTPStatus.BAD_REQUEST)
    return found


def carried_text(case: Json) -> str:
    """A case as forms carry it: as it came, unless this page has changed it."""
    came = request.form.get(CASE, "")
    return came if came and json.loads(came) == case else hidden(case)


def with_readings_chosen(case: Json) -> Json:
    """The case with its readings fixed, or left open, as switches in the form have it.

    A school pins readings itself: once another choice is made, its pins stand on their own.
    """
    chosen = {
        name.removeprefix(FIX): option
        for name, option in request.form.items()
        if name.startswith(FIX)
    }
    fixed = {name: option for name, option in chosen.items() if option}
    if not chosen or fixed == carried(PINNED):
        return case
    kept = {n: o for n, o in (case.get("readings") or {}).items() if n not in chosen}
    changed = {name: part for name, part in case.items() if name not in {"school", "readings"}}
    readings = {**kept, **fixed}
    return {**changed, "readings": readings} if readings else changed


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
