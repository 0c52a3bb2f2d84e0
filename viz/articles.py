"""The graph of the articles: which provision's conclusions another one uses."""

import graphviz

from ..reasoner.i18n import Words, fill, message
from ..reasoner.pack.model import Pack
from ..reasoner.pack.provision import Provision
from .dependencies import dependencies
from .drawing import Block, Drawing
from .text import shortened

_QUOTED_EMS = 40.0


def articles_dot(pack: Pack, lang: str, by_article: bool = True) -> graphviz.Digraph:
    """The DOT graph of a regulation: an arrow leads from a provision to one that uses what it
    concludes, and bears the numbers of the conclusions as the first provision lists them.

    Whole articles are drawn, so that the picture can be read, unless each provision is asked for.
    Those that draw no conclusion stand apart, dashed, with the reason.
    """
    return _ArticlesDrawing(pack, lang, by_article).drawn()


class _ArticlesDrawing:
    def __init__(self, pack: Pack, lang: str, by_article: bool) -> None:
        self._pack = pack
        self._lang = lang
        self._by_article = by_article
        self._found = dependencies(pack, by_article)
        about = pack.about.title.said.say(lang)
        self._drawing = Drawing(message("viz_title_articles", title=about).say(lang), lang)
        # Without it Graphviz 2.42 fails on edges that go in a circle between clusters.
        self._drawing.graph.attr(newrank="true")
        self._drawing.graph.graph_attr["ranksep"] = "0.7"
        self._conclusions: dict[Provision, dict[str, int]] = {}
        for (drawer, _), predicates in self._found.uses.items():
            listed = self._conclusions.setdefault(drawer, {})
            for predicate in predicates:
                listed.setdefault(predicate, len(listed) + 1)

    def drawn(self) -> graphviz.Digraph:
        """The finished graph."""
        for article in sorted({p.article for p in self._found.drawing}):
            self._article([p for p in self._found.drawing if p.article == article])
        self._silent()
        for (drawer, user), predicates in self._found.uses.items():
            numbers = sorted(self._conclusions[drawer][predicate] for predicate in predicates)
            self._drawing.edge(
                str(drawer),
                str(user),
                label=", ".join(map(str, numbers)),
                tooltip=[self._edge_words(drawer, user, predicates)],
            )
        return self._drawing.finished(self._first())

    def _first(self) -> str:
        """The provision under the legend: one that nothing leads to."""
        used = {user for _, user in self._found.uses}
        return str(next((p for p in self._found.drawing if p not in used), self._found.drawing[0]))

    def _article(self, provisions: list[Provision]) -> None:
        """The provisions of one article, together."""
        if self._by_article:
            self._provision(provisions[0], None)
            return
        with self._drawing.graph.subgraph(name=f"cluster_{provisions[0].article}") as group:
            group.attr(label="", color="#999999", style="dotted", tooltip=" ")
            for provision in provisions:
                self._provision(provision, group)

    def _provision(self, provision: Provision, group: graphviz.Digraph | None) -> None:
        say = self._drawing.say
        quoted = self._quoted(provision)
        blocks = [
            Block(provision.cite(self._lang), bold=True),
            Block(shortened(quoted, _QUOTED_EMS), small=True),
        ]
        listed = self._conclusions.get(provision, {})
        if listed:
            blocks += [Block("", small=True), Block(say("viz_concludes"), small=True)]
        for predicate, number in listed.items():
            blocks.append(Block(f"{number}. {self._words(predicate)}", small=True))
        silent = [p for p in self._silent_provisions() if p.within(provision) and p != provision]
        if silent and self._by_article:
            cited = say("text_cite_separator").join(p.cite(self._lang) for p in silent)
            blocks.append(Block(say("viz_part_silent", provisions=cited), small=True))
        self._drawing.node(str(provision), "provision", blocks, [quoted], group)

    def _silent_provisions(self) -> dict[Provision, Words]:
        return {
            p: reason for article in self._pack.articles for p, reason in article.silent.items()
        }

    def _silent(self) -> None:
        """The provisions that draw no conclusion, with the reason that the pack gives."""
        drawing = set(self._found.drawing)
        apart = {
            provision: reason
            for provision, reason in self._silent_provisions().items()
            if provision not in drawing
            and not (self._by_article and Provision(provision.article) in drawing)
        }
        if not apart:
            return
        with self._drawing.graph.subgraph(name="cluster_silent") as group:
            group.attr(label="", style="invis", tooltip=" ")
            for provision, reason in apart.items():
                said = reason.say(self._lang)
                blocks = [Block(provision.cite(self._lang), bold=True), Block(said, small=True)]
                self._drawing.node(
                    str(provision), "silent", blocks, [self._quoted(provision)], group
                )

    def _quoted(self, provision: Provision) -> str:
        words = self._pack.quoted(provision)
        return words.say(self._lang) if words is not None else ""

    def _edge_words(self, drawer: Provision, user: Provision, predicates: tuple[str, ...]) -> str:
        said = self._drawing.say("text_semicolon").join(map(self._words, predicates))
        return message(
            "viz_uses",
            user=user.cite(self._lang),
            drawer=drawer.cite(self._lang),
            what=said,
        ).say(self._lang)

    def _words(self, predicate: str) -> str:
        """What a predicate says, of things of its arguments' types."""
        known = self._pack.word_list.predicates.get(predicate)
        if known is None:
            return message("viz_unnamed").say(self._lang)
        types = {
            name: self._pack.types[kind].said.say(self._lang) for name, kind in known.args.items()
        }
        return fill(known.said.say(self._lang), types)
