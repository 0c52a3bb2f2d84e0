"""Documents as text: blocks in their order, set in by level, names printable."""

from __future__ import annotations

import io

from rich.console import Console, Group

from wenze.api.text.document import document_text
from wenze.reasoner.inquiry.document import Document, Heading, Paragraph, Point, Table


def printed(document: Document) -> list[str]:
    file = io.StringIO()
    Console(file=file, width=40).print(Group(*document_text(document)))
    return [line.rstrip() for line in file.getvalue().splitlines()]


def test_blocks_stand_in_their_order_set_in_by_level() -> None:
    document = (
        Heading("One"),
        Paragraph(": reason", lead="School", level=1),
        Point("first"),
        Point("second", "2.", level=2),
        Paragraph("aside", faint=True, level=2),
    )
    assert printed(document) == [
        "",
        "One",
        " School: reason",
        " · first",
        "     2. second",
        "    aside",
    ]


def test_a_cell_holds_text_or_blocks() -> None:
    rows = (("a", (Paragraph("pinned"), Point("demand"))),)
    text = "\n".join(printed((Table(("x", "y"), rows, ruled=True),)))
    for said in ("x", "a", "pinned", "· demand"):
        assert said in " ".join(text.split())


def test_names_are_made_printable() -> None:
    control, override = "\x1b[31m", "\u202e"
    text = "".join(printed((Paragraph(f"{control}{override}"), Point(override))))
    assert "\x1b" not in text
    assert override not in text
