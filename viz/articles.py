"""The graph of the articles: which provision's conclusions another one uses."""

from itertools import groupby

import graphviz

from ..reasoner.explanation.articles_outline import ArticlesOutline, DrawingProvision
from ..reasoner.i18n import message
from .drawing import Block, Drawing
from .text import shortened

_QUOTED_EMS = 40.0


def articles_dot(outline: ArticlesOutline, lang: str) -> graphviz.Digraph:
    """The DOT graph of a regulation: an arrow leads from a provision to one that uses what it
    concludes, and bears the numbers of the conclusions as the first provision lists them.

    Whole articles are drawn, so that the picture can be read, unless each provision is outlined.
    Those that draw no conclusion stand apart, dashed, with the reason.
    """
    drawing = Drawing(message("viz_title_articles", title=outline.law).say(lang), lang)
    # Without it Graphviz 2.42 fails on edges that go in a circle between clusters.
    drawing.graph.attr(newrank="true")
    drawing.graph.graph_attr["ranksep"] = "0.7"
    for article, provisions in groupby(outline.drawing, lambda each: each.article):
        if outline.by_article:
            for each in provisions:
                _provision(drawing, each, None)
            continue
        with drawing.graph.subgraph(name=f"cluster_{article}") as group:
            group.attr(label="", color="#999999", style="dotted", tooltip=" ")
            for each in provisions:
                _provision(drawing, each, group)
    if outline.silent:
        with drawing.graph.subgraph(name="cluster_silent") as group:
            group.attr(label="", style="invis", tooltip=" ")
            for silent in outline.silent:
                blocks = [Block(silent.label, bold=True), Block(silent.reason, small=True)]
                drawing.node(silent.number, "silent", blocks, [silent.text], group)
    for use in outline.uses:
        label = ", ".join(map(str, use.numbers))
        drawing.edge(use.drawer, use.user, label=label, tooltip=[use.text])
    # The provision under the legend: one that nothing leads to.
    used = {use.user for use in outline.uses}
    numbers = [each.number for each in outline.drawing]
    return drawing.finished(next((n for n in numbers if n not in used), numbers[0]))


def _provision(
    drawing: Drawing, provision: DrawingProvision, group: graphviz.Digraph | None
) -> None:
    blocks = [
        Block(provision.label, bold=True),
        Block(shortened(provision.text, _QUOTED_EMS), small=True),
    ]
    if provision.conclusions:
        blocks += [Block("", small=True), Block(drawing.say("viz_concludes"), small=True)]
    for number, text in enumerate(provision.conclusions, start=1):
        blocks.append(Block(f"{number}. {text}", small=True))
    if provision.silent:
        cited = drawing.say("text_cite_separator").join(provision.silent)
        blocks.append(Block(drawing.say("viz_part_silent", provisions=cited), small=True))
    drawing.node(provision.number, "provision", blocks, [provision.text], group)
