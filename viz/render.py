"""Drawings as bytes: SVG, PNG and PDF through ``dot``, within a time limit."""

import re
import shutil
import subprocess
from typing import Literal

import graphviz

from ..reasoner.errors import MessageError
from ..reasoner.i18n import message
from .fonts import font, lacking
from .svg import tidy

Format = Literal["svg", "png", "pdf", "dot"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf", "dot")
SECONDS = 20.0
# Graphviz has cairo write the time into a PDF; replaced by as many bytes, no offset moves.
_PDF_DATE = re.compile(rb"/CreationDate \(D:\d{14}")
_MAX_NAMED = 12
# With more statements than this a graph is set at one pixel a point: it has pixels enough.
_LARGE = 400


class Undrawable(MessageError):
    """A graph was not drawn."""


class GraphvizMissing(Undrawable):
    """The program ``dot`` is not installed; only DOT itself can be given without it."""


class DrawingTimeout(Undrawable):
    """Drawing took longer than it may."""


class DrawingFailed(Undrawable):
    """``dot`` did not draw a graph; this is a fault of Wenze or of Graphviz, not of a case."""


def render(graph: graphviz.Digraph, format: Format, seconds: float = SECONDS) -> bytes:  # noqa: A002
    """A drawing in one of FORMATS; the same graph gives the same bytes on one machine.

    DOT and SVG name no font and leave it to the reader; PNG and PDF are set in one that is here,
    and say so on their face where characters have none. Raises GraphvizMissing, DrawingTimeout,
    DrawingFailed.
    """
    match format:
        case "dot":
            return str(graph.source).encode()
        case "svg":
            return tidy(_drawn(graph, "svg", seconds))
        case "png":
            copy = _set_here(graph)
            copy.graph_attr["dpi"] = "72" if len(graph.body) > _LARGE else "96"
            return _drawn(copy, "png:cairo", seconds)
        case "pdf":
            pdf = _drawn(_set_here(graph), "pdf:cairo", seconds)
            return _PDF_DATE.sub(b"/CreationDate (D:19700101000000", pdf)


def _set_here(graph: graphviz.Digraph) -> graphviz.Digraph:
    """The graph in a font of this machine, with a warning where characters would be boxes."""
    copy = graph.copy()
    for attributes in (copy.graph_attr, copy.node_attr, copy.edge_attr):
        attributes["fontname"] = font().family
    if boxes := lacking(graph.source):
        codes = " ".join(f"U+{ord(character):04X}" for character in boxes[:_MAX_NAMED])
        more = " …" if len(boxes) > _MAX_NAMED else ""
        # In English, whatever the drawing speaks: Chinese may be what cannot be drawn.
        warning = message("viz_no_glyphs", characters=codes + more).say("en")
        copy.graph_attr["label"] = warning + "\\n" + copy.graph_attr.get("label", "")
    return copy


def _drawn(graph: graphviz.Digraph, kind: str, seconds: float) -> bytes:
    dot = shutil.which("dot")
    if dot is None:
        raise GraphvizMissing(message("viz_graphviz_missing"))
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the graph goes in as data
            [dot, f"-T{kind}"],
            input=str(graph.source).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DrawingTimeout(message("viz_timeout", seconds=f"{seconds:g}")) from None
    except OSError as error:
        raise DrawingFailed(message("viz_failed", reason=str(error))) from None
    if done.returncode or not done.stdout:
        reason = done.stderr.decode("utf-8", "replace").strip() or str(done.returncode)
        raise DrawingFailed(message("viz_failed", reason=reason))
    return done.stdout
