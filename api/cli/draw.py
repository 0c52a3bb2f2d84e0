"""``wenze draw``: the map of a collision in a case, and the graph of a regulation's articles."""

import sys
from typing import Any

import click
import graphviz

from ...reasoner.answer.outline import OutcomesOutliner
from ...reasoner.errors import PackError, UnknownRegulation
from ...reasoner.explanation.articles_outline import articles_outline
from ...reasoner.i18n import message
from ...reasoner.pack import find_pack
from ...viz.articles import articles_dot
from ...viz.collision import collision_dot
from ...viz.render import FORMATS, DrawingFailed, DrawingTimeout, Format, GraphvizMissing, render
from .cases import read_case, solved
from .options import REFUSED, UNREADABLE, F, case_argument, limited, pack_option, spoken
from .terminal import fail


@click.group()
def draw() -> None:
    """Draw what a collision leads to, or how the articles hang together."""


def drawing(command: F) -> F:
    """Give a command what every drawing takes."""
    form = click.option(
        "--format", "form", type=click.Choice(FORMATS), default="svg", show_default=True
    )
    return form(pack_option(limited(spoken(command))))


@draw.command()
@case_argument
@click.option("--reading", help="The reading that settles the clash; else the first that does.")
@drawing
def collision(reading: str | None, **options: Any) -> None:
    """The map of one collision in CASE: circumstances, options, and what each leads to."""
    lang = options["lang"]
    case = read_case(options["case"], lang, as_json=False)
    found = solved(case, options["pack"], lang, as_json=False)
    shown = [c for c in found.summary.collisions if reading in (None, c.reading)]
    if not shown:
        fail(message("draw_no_collision").say(lang), REFUSED)
    outline = OutcomesOutliner(found, lang).collision(shown[0])
    write(collision_dot(outline, lang), options["form"], lang)


@draw.command()
@click.option("--provisions", is_flag=True, help="Provisions one by one, not whole articles.")
@drawing
def articles(provisions: bool, **options: Any) -> None:
    """The graph of the articles: which provision's conclusions another one uses."""
    lang = options["lang"]
    try:
        pack = find_pack(options["pack"])
    except UnknownRegulation as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)
    outline = articles_outline(pack, lang, by_article=not provisions)
    write(articles_dot(outline, lang), options["form"], lang)


def write(graph: graphviz.Digraph, form: Format, lang: str) -> None:
    """Write a drawing to standard output."""
    try:
        sys.stdout.buffer.write(render(graph, form))
    except GraphvizMissing:
        fail(message("viz_graphviz_missing").say(lang), UNREADABLE)
    except (DrawingFailed, DrawingTimeout) as failed:
        fail(str(failed), UNREADABLE)
