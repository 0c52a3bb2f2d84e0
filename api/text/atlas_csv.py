"""The atlas as a table for a spreadsheet: a line for each group, minimal collision and gap."""

import csv
import io
from collections.abc import Iterator

from ...reasoner.canonical import canonical
from ...reasoner.inquiry.atlas.atlas import Atlas
from ...reasoner.inquiry.atlas.json import AtlasJson, PatternExampleJson

COLUMNS = (
    "kind",
    "id",
    "base",
    "items",
    "about",
    "patterns",
    "splits",
    "readings",
    "when",
    "outcomes",
    "text",
)
# Characters that a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def atlas_csv(atlas: Atlas, lang: str) -> str:
    """Write the header and all rows; a value with parts is canonical JSON in its cell."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(atlas.as_json(lang)):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return file.getvalue()


def _rows(found: AtlasJson) -> Iterator[dict[str, object]]:
    for group in found["groups"]:
        numbers = {"patterns": group["patterns"], "splits": group["splits"]}
        row = {**_example("group", group), **numbers, "outcomes": group["sets"]}
        yield {**row, "readings": " ".join(group["readings"])}
    for clash in found["collisions"]:
        row = {**_example("collision", clash), "about": clash["reading"]}
        yield {**row, "when": clash["when"], "outcomes": clash["options"]}
    for gap in found["gaps"]:
        for least in gap["least"]:
            yield {**_example("gap", least), "about": gap["id"], "when": least["when"]}


def _example(kind: str, found: PatternExampleJson) -> dict[str, object]:
    items = " ".join(found["pattern"])
    return {
        "kind": kind,
        "items": items,
        "id": found["id"],
        "base": found["base"],
        "text": found["text"],
    }


def _cell(value: object) -> str:
    """Write a value as text; quote what might be a formula."""
    if isinstance(value, list | dict):
        value = canonical(value).decode()
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
