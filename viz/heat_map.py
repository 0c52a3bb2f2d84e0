"""The heat map of an atlas: for each two items, how far readings part, and where effects clash."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import graphviz

from ..reasoner.i18n import message
from ..reasoner.inquiry.atlas.atlas import Atlas
from ..reasoner.inquiry.atlas.plan import Item
from ..reasoner.inquiry.atlas.survey import Pair, Survey
from .drawing import INK, SMALL_SIZE, TEXT_SIZE
from .text import ems, markup, wrapped

# From one range of dispositions to the most; nearly black text is read well on each.
FILLS = ("#ffffff", "#fdf4d9", "#fbe6b3", "#f8d58a", "#f3c163", "#ecab45")
_REFUSED = "#dddddd"
_CELL = (44, 32)
_LABEL_EMS = 14.0
_TITLE_EMS = 60.0


def heat_map_dot(atlas: Atlas, lang: str) -> graphviz.Digraph:
    """The DOT graph of the pairs of items: a table for each base, bases that are alike together.

    The tables are the label of a cluster: that of a node has one outline and is centred in it.
    """
    return _HeatMap(atlas, lang).drawn()


class _HeatMap:
    def __init__(self, atlas: Atlas, lang: str) -> None:
        self._atlas = atlas
        self._lang = lang
        self._most = max(
            (p.sets for s in atlas.surveys for p in s.pairs if p.sets is not None), default=1
        )

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        about = self._atlas.pack.about
        title = self._say("viz_dot").join(
            [about.title.said.say(self._lang), self._say("atlas_title")]
        )
        notes = [self._atlas.summary(self._lang)]
        if self._atlas.plan.items and self._atlas.surveys:
            notes += [self._say("atlas_heat_note"), self._say("atlas_heat_percent")]
        lines = [line for text in (title, *notes) for line in wrapped(text, _TITLE_EMS)]
        graph = graphviz.Digraph(
            graph_attr={
                "label": "\\n".join(map(markup, lines)),
                "labelloc": "t",
                "fontname": "sans-serif",
                "fontsize": "14",
                "fontcolor": INK,
                "bgcolor": "white",
                "pad": "0.2",
                "tooltip": " ",
            },
            node_attr={"fontname": "sans-serif"},
        )
        tables = "".join(map(self._base, self._atlas.alike_in_pairs())) if notes[1:] else ""
        with graph.subgraph(name="cluster_pairs") as cluster:
            cluster.attr(
                label=f'<<TABLE BORDER="0" CELLSPACING="16">{tables}</TABLE>>' if tables else " ",
                fontname="sans-serif",
                penwidth="0",
                tooltip=" ",
                id="pairs",
            )
            cluster.node("end", label="", shape="point", style="invis", tooltip=" ")
        return graph

    def _say(self, key: str, **values: str) -> str:
        return message(key, **values).say(self._lang)

    def _base(self, alike: list[Survey]) -> str:
        return _row([f'<TD ALIGN="LEFT">{self._table(alike)}</TD>'])

    def _table(self, alike: list[Survey]) -> str:
        """The pairs of bases that are alike, the items by their kinds."""
        found = alike[0]
        names = (self._atlas.base(each.base).said.say(self._lang) for each in alike)
        head = self._say(
            "atlas_heat_base",
            base=self._say("text_semicolon").join(names),
            count=str(found.combinations),
        )
        items = self._atlas.plan.items
        rows = [
            _row([_cell([head], TEXT_SIZE, f'COLSPAN="{len(items) + 3}" BORDER="0"', bold=True)])
        ]
        marks = [_cell(item.id.replace("(", "\n(").split("\n"), SMALL_SIZE) for item in items]
        rows.append(_row([_cell([""], SMALL_SIZE, 'COLSPAN="3"'), *marks]))
        pairs = {pair.items: pair for pair in found.pairs}
        place = 0
        for effect, kind in groupby(items, lambda item: item.effect):
            members = list(kind)
            word = self._atlas.plan.effects[effect].said.say(self._lang)
            for number, item in enumerate(members):
                span = f'ROWSPAN="{len(members)}"'
                first = [] if number else [_cell([word], SMALL_SIZE, span, bold=True)]
                rows.append(_row([*first, *self._named(item), *self._row(pairs, place, found)]))
                place += 1
        return f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0">{"".join(rows)}</TABLE>'

    def _named(self, item: Item) -> Iterator[str]:
        yield _cell([item.id], SMALL_SIZE)
        lines = wrapped(item.said.say(self._lang), _LABEL_EMS)
        width = max(map(ems, lines)) * SMALL_SIZE + 8
        yield _cell(lines, SMALL_SIZE, f'WIDTH="{width:.0f}"')

    def _row(self, pairs: dict[tuple[str, str], Pair], row: int, found: Survey) -> Iterable[str]:
        marks = [item.id for item in self._atlas.plan.items]
        for column in range(len(marks)):
            one, other = sorted((row, column))
            yield self._pair(pairs[marks[one], marks[other]], found.combinations)

    def _pair(self, pair: Pair, combinations: int) -> str:
        shade = ((pair.sets or 1) - 1) * (len(FILLS) - 1) // max(self._most - 1, 1)
        fill = _REFUSED if pair.sets is None else FILLS[shade]
        width, height = _CELL
        style = f'BGCOLOR="{fill}" WIDTH="{width}" HEIGHT="{height}"'
        number = "–" if pair.sets is None else str(pair.sets)
        if not pair.clashes:
            return _cell([number], SMALL_SIZE, style)
        share = f"×{100 * pair.clashes / combinations:.0f}%"
        return _cell([number, share], SMALL_SIZE, style, bold=True)


def _row(cells: Iterable[str]) -> str:
    return f"<TR>{''.join(cells)}</TR>"


def _cell(lines: Iterable[str], size: int, style: str = "", *, bold: bool = False) -> str:
    """A cell of a table; all text in it is escaped."""
    text = "<BR/>".join(markup(line) or "&#160;" for line in lines)
    text = f"<B>{text}</B>" if bold else text
    return f'<TD {style}><FONT POINT-SIZE="{size}">{text}</FONT></TD>'
