"""Faults of a case, in words for people and at the fields of its form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ....reasoner.escaping import printable
from ..words import say
from .draft import Draft, Stated, Stray, row_field
from .layout import place_of

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in words, the place at which it is put right, and the fields it is displayed at."""

    text: str
    place: str | None
    fields: tuple[str, ...] = ()


def unfinished(draft: Draft, lang: str) -> Iterator[Fault]:
    """The rows that are begun and not whole: the case would not have them."""
    for name, number in draft.unfinished:
        cells = draft.rows[name][number].cells
        missing = cells.index("")
        at = f"{row_field(name, number)}.{missing}"
        label = draft.vocabulary.facts[name].slots[missing].label
        yield Fault(say(lang, "case_fault_row", label=label), at, (at,))


def faults(errors: Sequence[Json], draft: Draft, stated: Stated, lang: str) -> list[Fault]:
    """The faults that the interface finds in what a draft states."""
    found = []
    for error in errors:
        pointers = [error["pointer"], *error["also"]]
        fields = [
            field for each in pointers if (field := _field(each, error["code"], draft, stated))
        ]
        place = _lacking(error, draft, fields) or next(iter(fields), None)
        places = (field.split(".") for field in fields if field.startswith("x."))
        stray = next((draft.strays[int(number)] for _, number in places), None)
        found.append(Fault(_text(error, stray, lang), place, tuple(dict.fromkeys(fields))))
    return found


def _field(pointer: str, code: str, draft: Draft, stated: Stated) -> str | None:
    """The field that says what stands at a place in the case."""
    at, _, cell = pointer.rpartition("/")
    field = stated.fields.get(pointer)
    if field is None:
        field = stated.fields.get(at)
        if field is not None and field.startswith("r."):
            field = f"{field}.{cell}"
    if field is None or code != "name" or field.startswith("x."):
        return field
    kind, number = _subject(draft, field, int(cell) if pointer not in stated.fields else 0)
    return f"e.{kind}.{number}"


def _subject(draft: Draft, field: str, position: int) -> tuple[str, str]:
    """The type and the place of the thing that a cell names."""
    _, name, *cells = field.split(".")
    if field.startswith("r."):
        cells = list(draft.rows[name][int(cells[0])].cells)
    return draft.vocabulary.facts[name].kinds[position].id, cells[position]


def _lacking(error: Json, draft: Draft, fields: Sequence[str]) -> str | None:
    """The place for what an incomplete case lacks: about the same thing, if it is of one."""
    fact = next((draft.vocabulary.facts.get(name) for name in error["allowed"]), None)
    if error["code"] != "incomplete" or fact is None:
        return None
    if not fact.kinds or not fact.kinds[0].is_named:
        return place_of(draft, fact.name, [])
    names = draft.names[fact.kinds[0].id]
    for field in fields:
        if not field.startswith(("f.", "r.")):
            continue
        for position, kind in enumerate(draft.vocabulary.facts[field.split(".")[1]].kinds):
            if kind == fact.kinds[0]:
                _, place = _subject(draft, field, position)
                return place_of(draft, fact.name, [names[int(place)]])
    return place_of(draft, fact.name, [next(iter(names), None)])


def _text(error: Json, stray: Stray | None, lang: str) -> str:
    """The words of a fault, without the names by which case files call things."""
    message: str = error["message"]
    match error["code"]:
        case _ if stray is not None:
            entry = stray.value if isinstance(stray.value, list) else [stray.name]
            return say(lang, "case_fault_stray", entry=printable(", ".join(entry)))
        case "option":
            return say(lang, "case_fault_option")
        case "contradiction" if error["pointer"].startswith("/denied/"):
            return say(lang, "case_fault_denied")
        case "contradiction" if error["pointer"].startswith("/readings/"):
            return say(lang, "case_fault_school")
        case "incomplete":
            return without_names(error)
        case _:
            return message


def without_names(error: Json) -> str:
    """The message of an error without what stands in brackets at its end for those who write
    files.
    """
    known = "|".join(map(re.escape, error["allowed"]))
    message: str = error["message"]
    return re.sub(rf"\s*[（(](?:{known})(?:: \w+)?[）)]$", "", message) if known else message
