"""Uses of one provision's conclusions by the rules of another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clingo import ast

from ..syntax import apart, asked, drawn
from .literate import Article, Rule
from .model import Pack
from .provision import Provision

# What rules say to the engine, not to one another.
_REMARKS = frozenset({"basis", "collides", "refused"})


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Uses of one provision's conclusions by another: for each pair, first the one that draws
    them, the predicates. ``drawing`` are the provisions with rules, in the order of the text.
    """

    drawing: tuple[Provision, ...]
    uses: Mapping[tuple[Provision, Provision], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    places: tuple[Provision, ...]
    heads: tuple[ast.AST, ...]
    needed: tuple[ast.AST, ...]


def dependencies(pack: Pack, by_article: bool) -> Dependencies:
    """The uses between the articles of a pack, or between its provisions.

    A rule counts for the provisions it cites of the article on whose page it stands. An atom is
    used where a rule can draw it: fixed words and numbers must be the same.
    """
    rules = [
        _Drawn(
            _places(rule, article, by_article),
            tuple(drawn(rule.statement)),
            tuple(asked(rule.statement)),
        )
        for article in pack.articles
        for rule in article.rules
        if rule.provisions and rule.head not in _REMARKS
    ]
    uses: dict[tuple[Provision, Provision], dict[str, None]] = {}
    for user in rules:
        for drawer in rules:
            names = [h.name for h in drawer.heads for a in user.needed if _may_be(h, a)]
            for pair in _pairs(drawer.places, user.places) if names else ():
                uses.setdefault(pair, {}).update(dict.fromkeys(names))
    drawing = sorted({place for rule in rules for place in rule.places})
    return Dependencies(tuple(drawing), {pair: tuple(uses[pair]) for pair in sorted(uses)})


def _pairs(
    drawers: Iterable[Provision], users: tuple[Provision, ...]
) -> Iterator[tuple[Provision, Provision]]:
    return ((one, other) for one in drawers for other in users if one not in users)


def _places(rule: Rule, article: Article, by_article: bool) -> tuple[Provision, ...]:
    own = [p for p in rule.provisions if p.article == article.number] or rule.provisions
    found = (Provision(p.article) if by_article else p for p in own)
    return tuple(dict.fromkeys(found))


def _may_be(head: ast.AST, needed: ast.AST) -> bool:
    """True if the atom that a rule draws can be the one that another rule needs."""
    same = head.name == needed.name and len(head.arguments) == len(needed.arguments)
    return same and not apart(head, needed)
