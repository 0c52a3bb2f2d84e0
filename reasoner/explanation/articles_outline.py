"""Outline of the articles of a regulation: which provision's conclusions another one uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..i18n import Words, fill, message
from ..pack.dependencies import Dependencies, dependencies
from ..pack.model import Pack
from ..pack.provision import Provision


@dataclass(frozen=True, slots=True)
class DrawingProvision:
    """A provision from which something is concluded, with its official words if it has any.

    ``conclusions`` are those that others use; of an article, ``silent`` are the parts from which
    nothing is concluded.
    """

    number: str
    article: int
    label: str
    text: str
    conclusions: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SilentProvision:
    """A provision from which nothing is concluded, with the reason that the pack gives."""

    number: str
    label: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Use:
    """The use of conclusions, by their numbers, of the provision ``drawer`` by ``user``."""

    drawer: str
    user: str
    numbers: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ArticlesOutline:
    """The provisions of a regulation, or its articles, and the uses between them."""

    law: str
    by_article: bool
    drawing: tuple[DrawingProvision, ...]
    silent: tuple[SilentProvision, ...]
    uses: tuple[Use, ...]


def articles_outline(pack: Pack, lang: str, *, by_article: bool) -> ArticlesOutline:
    """Outline the articles of ``pack``, or its provisions one by one, in ``lang``."""
    return _Outliner(pack, lang, dependencies(pack, by_article), by_article).outline()


class _Outliner:
    def __init__(self, pack: Pack, lang: str, found: Dependencies, by_article: bool) -> None:
        self._pack = pack
        self._lang = lang
        self._found = found
        self._by_article = by_article
        self._silent: Mapping[Provision, Words] = {
            p: reason for article in pack.articles for p, reason in article.silent.items()
        }
        self._conclusions: dict[Provision, list[str]] = {}
        for (drawer, _), predicates in found.uses.items():
            listed = self._conclusions.setdefault(drawer, [])
            listed += [predicate for predicate in predicates if predicate not in listed]

    def outline(self) -> ArticlesOutline:
        return ArticlesOutline(
            self._pack.about.title.say(self._lang),
            self._by_article,
            tuple(map(self._drawing, self._found.drawing)),
            tuple(
                SilentProvision(str(p), p.cite(self._lang), self._text(p), reason.say(self._lang))
                for p, reason in self._silent.items()
                if not self._draws(p)
            ),
            tuple(self._use(*pair, predicates) for pair, predicates in self._found.uses.items()),
        )

    def _draws(self, provision: Provision) -> bool:
        return provision in self._found.drawing or (
            self._by_article and Provision(provision.article) in self._found.drawing
        )

    def _drawing(self, provision: Provision) -> DrawingProvision:
        parts = (p for p in self._silent if p.within(provision) and p != provision)
        return DrawingProvision(
            str(provision),
            provision.article,
            provision.cite(self._lang),
            self._text(provision),
            tuple(map(self._words, self._conclusions.get(provision, ()))),
            tuple(part.cite(self._lang) for part in parts) if self._by_article else (),
        )

    def _text(self, provision: Provision) -> str:
        words = self._pack.quoted(provision)
        return words.say(self._lang) if words is not None else ""

    def _use(self, drawer: Provision, user: Provision, predicates: tuple[str, ...]) -> Use:
        listed = self._conclusions[drawer]
        separator = message("text_semicolon").say(self._lang)
        words = message(
            "viz_uses",
            user=user.cite(self._lang),
            drawer=drawer.cite(self._lang),
            what=separator.join(map(self._words, predicates)),
        )
        numbers = sorted(listed.index(predicate) + 1 for predicate in predicates)
        return Use(str(drawer), str(user), tuple(numbers), words.say(self._lang))

    def _words(self, predicate: str) -> str:
        """A predicate in words, of things of its arguments' types."""
        known = self._pack.word_list.predicates.get(predicate)
        if known is None:
            return message("viz_unnamed").say(self._lang)
        types = {name: self._pack.types[kind].say(self._lang) for name, kind in known.args.items()}
        return fill(known.say(self._lang), types)
