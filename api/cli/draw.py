"""``wenze draw``: the map of a collision in a case, and the graph of a regulation's articles."""

import click

from ...reasoner.i18n import message
from ...reasoner.pack import find_pack
from ...viz.render import FORMATS
from ..text.rendering import articles_drawing, collision_drawing
from .invocation import Invocation, answering
from .options import REFUSED, case_argument
from .terminal import fail, write


@click.group()
def draw() -> None:
    """Draw what a collision leads to, or how the articles hang together."""


@draw.command()
@case_argument
@click.option("--reading", help="The reading that settles the clash; else the first that does.")
@answering(*FORMATS, grace=0.0)
def collision(run: Invocation, case: str, reading: str | None) -> None:
    """The map of one collision in CASE: circumstances, options, and what each leads to."""
    graph = collision_drawing(run.outcomes(case), reading, run.lang)
    if graph is None:
        fail(message("draw_no_collision").say(run.lang), REFUSED)
    write(graph, run.form)


@draw.command()
@click.option("--provisions", is_flag=True, help="Provisions one by one, not whole articles.")
@answering(*FORMATS, grace=0.0)
def articles(run: Invocation, provisions: bool) -> None:
    """The graph of the articles: which provision's conclusions another one uses."""
    graph = articles_drawing(find_pack(run.pack), run.lang, provisions=provisions)
    write(graph, run.form)
