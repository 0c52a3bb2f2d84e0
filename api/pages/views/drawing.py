"""Drawings of views: an SVG element, or the words that say why there is none."""

import json
from dataclasses import dataclass

import graphviz

from ....reasoner.i18n import Lang, message
from ....viz.render import DrawingFailed, DrawingTimeout, GraphvizMissing
from ...http.worker.tasks import Drawing
from .task import Undrawn, drawn_svg


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing within a page; `missing` says why there is no `svg`."""

    svg: str = ""
    missing: str | None = None


def figure_of(graph: graphviz.Digraph, drawing: Drawing, lang: Lang) -> Figure:
    """Draw `graph` for a page that can do without the drawing."""
    try:
        return Figure(drawn_svg(graph, drawing, lang))
    except Undrawn as undrawn:
        return Figure(missing=json.loads(undrawn.reply.body)["detail"])
    except GraphvizMissing:
        return Figure(missing=message("viz_graphviz_missing").say(lang))
    except DrawingTimeout as late:
        return Figure(missing=message("viz_timeout", seconds=f"{late.seconds:g}").say(lang))
    except DrawingFailed as failed:
        return Figure(missing=message("viz_failed", reason=failed.reason).say(lang))
