"""Forms and cases read into drafts."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from .draft import SECTIONS, Cells, Draft, Row, Stray, joined
from .vocabulary import Fact, Kind, Vocabulary

MOST_FIELDS = 20_000
# What no field of a page can hold.
_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class NotOurForm(ValueError):
    """Fields that no page of ours has sent."""


def draft_of_case(case: Mapping[str, Any], vocabulary: Vocabulary) -> Draft:
    """Take a case as the interface repeats it: every row in its brackets.

    Entries that the form has no question for (unknown facts, readings and words; rows too long or
    too short; names and days that no field can hold) become strays.
    """
    draft = Draft(
        vocabulary,
        title=_UNSAYABLE.sub("\ufffd", case.get("title") or ""),
        school=_UNSAYABLE.sub("\ufffd", case.get("school") or ""),
    )
    for reading, option in case.get("readings", {}).items():
        if reading in vocabulary.readings and not _UNSAYABLE.search(option):
            draft.pins[reading] = option
        else:
            draft.strays.append(Stray("readings", reading, option))
    stated: dict[str, dict[Cells, list[str]]] = {}
    # Names come in the order in which the vocabulary asks for them, whatever that of the file.
    for name in dict.fromkeys((*vocabulary.facts, *_predicates(case))):
        for section in SECTIONS:
            rows = case.get(section, {}).get(name, [])
            for row in [True] if rows is True else rows:
                cells = _cells(draft, vocabulary.facts.get(name), row)
                if cells is None:
                    draft.strays.append(Stray(section, name, row))
                else:
                    stated.setdefault(name, {}).setdefault(cells, []).append(section)
    for name, rows in stated.items():
        for cells, sections in rows.items():
            _say(draft, name, cells, joined(sections))
    return draft


def _predicates(case: Mapping[str, Any]) -> list[str]:
    return [name for section in SECTIONS for name in case.get(section, {})]


def _cells(draft: Draft, fact: Fact | None, row: Any) -> Cells | None:
    """A row as cells of the form, its names among those of the draft; None where it has none."""
    values = [] if row is True else row
    if fact is None or len(values) != len(fact.slots) or (row is True) is bool(fact.slots):
        return None
    pairs = list(zip(fact.kinds, values, strict=True))
    if not all(_fits(kind, value) for kind, value in pairs):
        return None
    for kind, value in pairs:
        if kind.is_named:
            draft.add_name(kind.id, value)
    return tuple(
        str(draft.names[kind.id].index(value)) if kind.is_named else value for kind, value in pairs
    )


def _fits(kind: Kind, value: str) -> bool:
    if kind.words:
        return value in {word.id for word in kind.words}
    # An empty name can be changed where it stands; an empty day is none.
    return not _UNSAYABLE.search(value) and (kind.is_named or bool(value))


def _say(draft: Draft, name: str, cells: Cells, standing: str) -> None:
    if draft.vocabulary.facts[name].in_rows:
        draft.rows.setdefault(name, []).append(Row(cells, standing))
    else:
        draft.chosen[name, cells] = standing


def draft_of_fields(fields: Mapping[str, str], vocabulary: Vocabulary) -> Draft:
    """Take what a form says, with names that are to be added (``n.person``).

    A name that is emptied goes where no fact has it; names that are alike become one.
    Raises NotOurForm.
    """
    if len(fields) > MOST_FIELDS:
        raise NotOurForm
    draft = Draft(vocabulary, fields.get("title", ""), fields.get("school", ""))
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for field, value in fields.items():
        match field.split("."):
            case ["p", reading] if value and reading in vocabulary.readings:
                draft.pins[reading] = value
            case ["f", name, *cells] if _is_asked(vocabulary, name, in_rows=False) and value:
                draft.chosen[name, tuple(cells)] = joined([value])
            case ["r", name, place, cell] if _is_asked(vocabulary, name, in_rows=True):
                rows.setdefault((name, _number(place)), {})[cell] = value
            case ["x", _]:
                draft.strays.append(_stray(value))
    for (name, _), row in sorted(rows.items()):
        _add_row(draft, vocabulary.facts[name], row)
    _take_names(draft, fields)
    return draft


def _is_asked(vocabulary: Vocabulary, name: str, *, in_rows: bool) -> bool:
    return name in vocabulary.facts and vocabulary.facts[name].in_rows is in_rows


def is_number(text: str) -> bool:
    """True for the number of a field."""
    return text.isascii() and text.isdigit() and len(text) <= 9


def _number(text: str) -> int:
    if not is_number(text):
        raise NotOurForm
    return int(text)


def _stray(value: str) -> Stray:
    try:
        section, name, found = json.loads(value)
    except (ValueError, TypeError, RecursionError):
        raise NotOurForm from None
    if section == "readings":
        fits = isinstance(found, str)
    else:
        rows = [] if found is True else found
        fits = isinstance(rows, list) and all(isinstance(cell, str) for cell in rows)
    if not (fits and section in (*SECTIONS, "readings") and isinstance(name, str)):
        raise NotOurForm
    return Stray(section, name, found)


def _add_row(draft: Draft, fact: Fact, row: Mapping[str, str]) -> None:
    """Take a row in which something is filled in, beside what it is about by its place."""
    cells = tuple(row.get(str(number), "") for number in range(len(fact.slots)))
    if any(cells[_fixed(fact) :]):
        draft.rows.setdefault(fact.name, []).append(Row(cells, joined([row.get("s", "facts")])))


def _fixed(fact: Fact) -> int:
    """The number of first cells of a row that give only its place in the form."""
    return int(fact.slots[0].kind.kind != "date")


def _take_names(draft: Draft, fields: Mapping[str, str]) -> None:
    """Hold the facts against the names there are, and bring these into their order."""
    spoken = {kind: set[str]() for kind in draft.names}
    stated = [
        *draft.chosen,
        *((name, row.cells) for name, rows in draft.rows.items() for row in rows),
    ]
    for name, cells in stated:
        kinds = draft.vocabulary.facts[name].kinds
        if len(kinds) != len(cells):
            raise NotOurForm
        for kind, cell in zip(kinds, cells, strict=True):
            if kind.is_named and cell:
                spoken[kind.id].add(cell)
            elif kind.words and cell and cell not in {word.id for word in kind.words}:
                raise NotOurForm
    kept: dict[str, dict[str, str]] = {}
    for kind_id in draft.names:
        begin = f"e.{kind_id}."
        given = {f[len(begin) :]: name for f, name in fields.items() if f.startswith(begin)}
        places = kept[kind_id] = {}
        for place in sorted(given, key=_number):
            if given[place] or place in spoken[kind_id]:
                draft.add_name(kind_id, given[place])
                places[place] = str(draft.names[kind_id].index(given[place]))
        if not spoken[kind_id] <= places.keys():
            raise NotOurForm
        added = unicodedata.normalize("NFC", fields.get(f"n.{kind_id}", "").strip())
        if added:
            draft.add_name(kind_id, added)
    draft.renumber(kept)
