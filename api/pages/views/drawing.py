"""Drawings of views: an SVG element, or the words that say why there is none."""

import json
from dataclasses import dataclass

import graphviz
from markupsafe import Markup

from ....reasoner.i18n import Lang
from ....viz.render import Undrawable
from ...http.worker.tasks import Drawing
from .task import Undrawn, drawn_svg


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing within a page; `missing` says why there is no `svg`."""

    svg: Markup | None = None
    missing: str | None = None


def figure_of(graph: graphviz.Digraph, drawing: Drawing, lang: Lang) -> Figure:
    """Draw `graph` for a page that can do without the drawing."""
    try:
        return Figure(drawn_svg(graph, drawing, lang))
    except Undrawn as undrawn:
        return Figure(missing=json.loads(undrawn.reply.body)["detail"])
    except Undrawable as undrawable:
        return Figure(missing=undrawable.words.say(lang))
