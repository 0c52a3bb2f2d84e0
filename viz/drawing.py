"""A drawing in the making: nodes with their own sizes, edges, a title and a legend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote

import graphviz

from ..reasoner.explanation.outline import Citation
from ..reasoner.i18n import message
from .look import LINES, LOOKS
from .text import ems, markup, wrapped

INK = "#111111"
TEXT_SIZE = 12
SMALL_SIZE = 9
LINE_EMS = 17.0
BROAD_EMS = 26.0
LEGEND_ROW = 5
# What every drawing is drawn on.
SHEET = {
    "labelloc": "t",
    "fontname": "sans-serif",
    "fontsize": "14",
    "fontcolor": INK,
    "bgcolor": "white",
    "pad": "0.2",
    "tooltip": " ",
}
_MANY_EDGES = 350
_LEADING = 1.22
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Block:
    """Some words in a node, in one size; ``broad`` ones, long reasons, have longer lines."""

    text: str
    small: bool = False
    bold: bool = False
    broad: bool = False

    @property
    def size(self) -> int:
        """The size of the type, in points."""
        return SMALL_SIZE if self.small else TEXT_SIZE

    def lines(self) -> Sequence[str]:
        """The words as they are set; small type has more in a line of the same length."""
        limit = BROAD_EMS if self.broad else LINE_EMS
        return _lines(self.text, limit * TEXT_SIZE / self.size)


@lru_cache(maxsize=64)  # a node's words are asked for by its label and twice by its size
def _lines(text: str, limit: float) -> tuple[str, ...]:
    return tuple(wrapped(text, limit))


class Drawing:
    """Builds a DOT graph of which every text is data and every node's size is its own.

    Sizes come from the Unicode widths of the text, so that the layout is the same with any font.
    Names of nodes are given by the caller and never drawn.
    """

    def __init__(self, title: str, lang: str, rankdir: str = "TB") -> None:
        self._lang = lang
        self._names: dict[str, str] = {}
        self._title = title
        self._notices: list[str] = []
        self._used: dict[str, str] = {}
        self._edges = 0
        self.graph = graphviz.Digraph(
            graph_attr={
                **SHEET,
                "rankdir": rankdir,
                "nodesep": "0.25",
                "ranksep": "0.4",
                "outputorder": "edgesfirst",  # nodes then come as they were made: read in order
            },
            node_attr={
                "fontname": "sans-serif",
                "fontsize": str(TEXT_SIZE),
                "fontcolor": INK,
                "fixedsize": "true",
                "margin": "0",
            },
            edge_attr={
                "fontname": "sans-serif",
                "fontsize": str(SMALL_SIZE),
                "fontcolor": INK,
                "arrowsize": "0.8",
            },
        )

    def say(self, key: str, **values: str) -> str:
        """A message in the language of the drawing."""
        return message(key, **values).say(self._lang)

    def cited(self, look: str, citations: Iterable[Citation]) -> str:
        """A look as a word, and citations, each of which stays in one line."""
        labels = (each.label.replace(" ", "\u00a0") for each in citations)
        names = self.say("text_cite_separator").join(labels)
        return self.say("viz_dot").join([self.say(f"viz_look_{look}"), names])

    def once(self, name: str, look: str, blocks: Sequence[Block], tooltip: str) -> str:
        """A node's name; the node is drawn when it is first asked for."""
        if name not in self._names:
            self.node(name, look, blocks, [tooltip])
        return name

    def notice(self, text: str) -> None:
        """Say something about the drawing itself, under its title."""
        self._notices.append(text)

    def node(
        self,
        name: str,
        look: str,
        blocks: Sequence[Block],
        tooltip: Sequence[str] = (),
        into: graphviz.Digraph | None = None,
        **attributes: str,
    ) -> None:
        """Draw one thing. ``look`` is also its class in SVG, and an entry of the legend."""
        self._used.setdefault(look, message(f"viz_look_{look}").say(self._lang))
        (into or self.graph).node(
            self._name(name),
            tooltip=_tooltip(tooltip),
            id=f"node-{quote(name, safe='')}",
            **{"class": f"kind-{look}"},
            **_drawn(blocks, look) | attributes,
        )

    def edge(
        self,
        tail: str,
        head: str,
        line: str = "plain",
        label: str = "",
        tooltip: Sequence[str] = (),
        **attributes: str,
    ) -> None:
        """Draw an edge from ``tail`` above to ``head`` below; its arrow is at ``head`` unless
        ``dir`` says otherwise.
        """
        self._edges += 1
        look = LINES[line]
        end = "arrowtail" if attributes.get("dir") == "back" else "arrowhead"
        if label:
            attributes["label"] = f"&#160;{markup(label)}&#160;"  # labels side by side stay apart
        self.graph.edge(
            self._name(tail),
            self._name(head),
            tooltip=_tooltip(tooltip),
            **{"class": f"edge-{line}", end: look.arrow},
            style=look.style,
            color=look.color,
            penwidth=str(look.pen),
            **attributes,
        )

    def finished(self, root: str) -> graphviz.Digraph:
        """The graph, with its title, its notices and a legend of the looks that occur in it; the
        legend stands before ``root``.
        """
        if self._edges > _MANY_EDGES:  # dot would look for the best layout for minutes
            self.graph.graph_attr.update(mclimit="0.3", nslimit="2", nslimit1="2")
        lines = [self._title, *self._notices]
        self.graph.graph_attr["label"] = "\\n".join(map(markup, lines))
        self._legend([(look, self._used[look]) for look in LOOKS if look in self._used], root)
        return self.graph

    def _legend(self, entries: Sequence[tuple[str, str]], root: str) -> None:
        rows = [entries[at : at + LEGEND_ROW] for at in range(0, len(entries), LEGEND_ROW)]
        if self.graph.graph_attr["rankdir"] == "LR":
            rows = [row[::-1] for row in rows]  # there dot sets a row from the bottom up
        with self.graph.subgraph(name="cluster_legend") as cluster:
            cluster.attr(
                label=markup(self.say("viz_legend")),
                fontsize=str(SMALL_SIZE + 1),
                color="#999999",
                style="dotted",
                labeljust="l",
                tooltip=" ",
            )
            for row in rows:
                with cluster.subgraph(graph_attr={"rank": "same"}) as line:
                    for look, word in row:
                        self._sample(line, look, word)
                    for (left, _), (right, _) in pairwise(row):
                        line.edge(f"legend_{left}", f"legend_{right}", style="invis")
            for upper, lower in pairwise(rows):
                for (above, _), (below, _) in zip(upper, lower, strict=False):
                    cluster.edge(f"legend_{above}", f"legend_{below}", style="invis")
        for look, _ in rows[-1]:
            self.graph.edge(f"legend_{look}", self._name(root), style="invis", weight="0")

    def _sample(self, row: graphviz.Digraph, look: str, word: str) -> None:
        row.node(
            f"legend_{look}",
            tooltip=" ",
            id=f"legend-{look}",
            **{"class": f"legend kind-{look}"},
            **_drawn([Block(word, small=True)], look),
        )

    def _name(self, name: str) -> str:
        return self._names.setdefault(name, f"n{len(self._names)}")


def quoted(citation: Citation) -> str:
    """The official words of a provision; none where several passages are those of its parts."""
    own = citation.passages[0] if len(citation.passages) == 1 else None
    return "" if own is None else own.translation or own.text


def _tooltip(lines: Sequence[str]) -> str:
    """Lines as a tooltip; one that is empty would show the node's name in DOT."""
    return "&#10;".join(markup(line, tooltip=True) for line in lines) or " "


def typeset(lines: Iterable[str], size: int, *, bold: bool = False) -> str:
    """Lines as HTML-like text in one size; all text in it is escaped."""
    text = "<BR/>".join(markup(line) or "&#160;" for line in lines)
    text = f"<B>{text}</B>" if bold else text
    return f'<FONT POINT-SIZE="{size}">{text}</FONT>'


def _drawn(blocks: Sequence[Block], look: str) -> dict[str, str]:
    """The attributes of a node: its blocks as a label, a look, and width and height in inches that
    hold the blocks in the shape of the look.
    """
    width = max(ems(line) * b.size for b in blocks for line in b.lines())
    height = sum(len(b.lines()) * b.size * _LEADING for b in blocks)
    across, down = LOOKS[look].room
    return {
        "label": f"<{'<BR/>'.join(typeset(b.lines(), b.size, bold=b.bold) for b in blocks)}>",
        "width": f"{(width * across + 18) / _POINTS_PER_INCH:.2f}",
        "height": f"{(height * down + 12) / _POINTS_PER_INCH:.2f}",
        **LOOKS[look].attributes(),
    }
