"""Heat map of an atlas: for each two items, number of sets of verdicts and share of clashes."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import graphviz

from ..reasoner.i18n import message
from ..reasoner.inquiry.atlas.outline import AtlasOutline, HeatSquare, HeatTable, ItemRow
from .drawing import SHEET, SMALL_SIZE, TEXT_SIZE, typeset
from .text import ems, markup, wrapped

# From one set of verdicts to the most; nearly black text is read well on each.
FILLS = ("#ffffff", "#fdf4d9", "#fbe6b3", "#f8d58a", "#f3c163", "#ecab45")
_REFUSED = "#dddddd"
_CELL = (44, 32)
_LABEL_EMS = 14.0
_TITLE_EMS = 60.0


def heat_map_dot(found: AtlasOutline, lang: str) -> graphviz.Digraph:
    """Draw the pairs of items: a table for each set of alike bases.

    The tables are the label of a cluster: the label of a node has one outline and is centred in it.
    """

    def say(key: str) -> str:
        return message(key).say(lang)

    title = say("viz_dot").join([found.law, say("atlas_title")])
    notes = [found.summary]
    if found.examined:
        notes += [say("atlas_heat_note"), say("atlas_heat_percent")]
    lines = [line for text in (title, *notes) for line in wrapped(text, _TITLE_EMS)]
    graph = graphviz.Digraph(
        graph_attr={**SHEET, "label": "\\n".join(map(markup, lines))},
        node_attr={"fontname": "sans-serif"},
    )
    tables = (_table(heat, found.items, lang) for heat in found.heat if found.examined)
    rows = "".join(_row([f'<TD ALIGN="LEFT">{table}</TD>']) for table in tables)
    with graph.subgraph(name="cluster_pairs") as cluster:
        cluster.attr(
            label=f'<<TABLE BORDER="0" CELLSPACING="16">{rows}</TABLE>>' if rows else " ",
            fontname="sans-serif",
            penwidth="0",
            tooltip=" ",
            id="pairs",
        )
        cluster.node("end", label="", shape="point", style="invis", tooltip=" ")
    return graph


def _table(heat: HeatTable, items: tuple[ItemRow, ...], lang: str) -> str:
    """Table of pairs, the items by their kinds."""
    bases = message("text_semicolon").say(lang).join(heat.bases)
    head = message("atlas_heat_base", base=bases, count=str(heat.combinations)).say(lang)
    rows = [_row([_cell([head], TEXT_SIZE, f'COLSPAN="{len(items) + 3}" BORDER="0"', bold=True)])]
    marks = [_cell(item.id.replace("(", "\n(").split("\n"), SMALL_SIZE) for item in items]
    rows.append(_row([_cell([""], SMALL_SIZE, 'COLSPAN="3"'), *marks]))
    for effect, kind in groupby(zip(items, heat.rows, strict=True), lambda each: each[0].effect):
        members = list(kind)
        first = [_cell([effect], SMALL_SIZE, f'ROWSPAN="{len(members)}"', bold=True)]
        for item, squares in members:
            rows.append(_row([*first, *_named(item), *map(_square, squares)]))
            first = []
    return f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0">{"".join(rows)}</TABLE>'


def _named(item: ItemRow) -> Iterator[str]:
    yield _cell([item.id], SMALL_SIZE)
    lines = wrapped(item.text, _LABEL_EMS)
    width = max(map(ems, lines)) * SMALL_SIZE + 8
    yield _cell(lines, SMALL_SIZE, f'WIDTH="{width:.0f}"')


def _square(square: HeatSquare) -> str:
    fill = _REFUSED if square.sets is None else FILLS[square.shade]
    width, height = _CELL
    style = f'BGCOLOR="{fill}" WIDTH="{width}" HEIGHT="{height}"'
    number = "–" if square.sets is None else str(square.sets)
    if not square.clashes:
        return _cell([number], SMALL_SIZE, style)
    return _cell([number, f"×{square.clashes}"], SMALL_SIZE, style, bold=True)


def _row(cells: Iterable[str]) -> str:
    return f"<TR>{''.join(cells)}</TR>"


def _cell(lines: Iterable[str], size: int, style: str = "", *, bold: bool = False) -> str:
    """Cell of a table; all text in it is escaped."""
    return f"<TD {style}>{typeset(lines, size, bold=bold)}</TD>"
