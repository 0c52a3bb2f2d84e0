"""Why something does not hold, as text: what is there, what is missing, what stands in the way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...reasoner.escaping import within_quotes
from ...reasoner.explanation.proof_graph import Node
from ...reasoner.i18n import Words, message
from .proof_lines import Lines, cited, is_given_by_law, tagged
from .proof_view import ProofView, shared


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the answer something is told: under which number, how far set in, and what was said
    above it to be there (``told``) or not (``lacked``), by nodes.
    """

    number: str = ""
    depth: int = 0
    told: frozenset[str] = frozenset()
    lacked: frozenset[str] = frozenset()

    def inside(self, by: int = 2) -> "_Place":
        """The same place, set in further."""
        return replace(self, depth=self.depth + by)


class AbsenceText:
    """Tells one answer to "why not"; what has been explained is referred to by its number."""

    def __init__(self, view: ProofView, lang: str) -> None:
        self._view = view
        self._lang = lang
        self._lines = Lines()
        self._numbered: Counter[str] = Counter()
        self._explained: dict[str, str] = {}

    def render(self) -> str:
        """The whole answer: the ways in which the law could have given it, one after another."""
        root, place = self._view.root, _Place()
        self._add(place, "proof_not_so", text=self._view.conclusion())
        self._details(root, place)
        ways = self._view.ways(root)
        if ways:
            key = "proof_ways" if len(ways) > 1 else "proof_one_way"
            self._add(place, key, count=str(len(ways)))
            self._ways(ways, place)
        return self._lines.text()

    # --- the ways in which something could have come about

    def _ways(self, ways: Sequence[Node], place: _Place) -> None:
        """Each way with its number; what all of them have is said before."""
        common: list[Node] = []
        if len(ways) > 1:
            common = shared([self._standing(way, "met") for way in ways])
        place = self._met(common, place, "proof_all_met")
        rules: set[object] = set()
        for way in ways:
            self._numbered[place.number] += 1
            own = [place.number] if place.number else []
            number = ".".join([*own, str(self._numbered[place.number])])
            text = self._said(way) + cited(way.provisions, self._lang)
            self._add(place, "proof_way", place=number, text=text)
            inside = replace(place.inside(4), number=number)
            if _rule(way) in rules and self._is_told(way):
                lacking = [self._said(node) for node in self._missing(way)]
                self._add(inside, "proof_missing", text=self._joined(lacking))
            else:
                self._way(way, inside)
            rules.add(_rule(way))

    def _way(self, way: Node, place: _Place) -> None:
        """What one way has, what it lacks, and what stands against it."""
        place = self._met(self._standing(way, "met"), place, "proof_met")
        missing, blocking = self._missing(way), self._standing(way, "blocking")
        bare = frozenset(node.id for node in missing if not self._view.ways(node))
        place = replace(place, lacked=place.lacked | bare)
        for node in sorted(missing, key=lambda node: node.id not in bare):
            self._lack(node, place)
        for node in blocking:
            self._block(node, place)
        unsaid = len(self._standing(way, "open"))
        if unsaid:
            self._add(place, "proof_open", count=str(unsaid))
        elif not missing and not blocking:
            self._add(place, "proof_chosen_otherwise")
        self._details(way, place)

    def _is_told(self, way: Node) -> bool:
        """Whether nothing about a way needs to be explained that was not explained before."""
        unexplained = (
            node
            for node in self._missing(way)
            if self._view.ways(node) and node.id not in self._explained
        )
        return next(unexplained, None) is None and not self._standing(way, "blocking")

    def _missing(self, way: Node) -> list[Node]:
        """What a way lacks; nobody is asked to choose before all the rest is there."""
        missing = self._standing(way, "missing")
        rest = [node for node in missing if not self._view.is_discretion(node)]
        return rest if rest or self._standing(way, "blocking") else missing

    def _standing(self, way: Node, standing: str) -> list[Node]:
        return [c.node for c in self._view.conditions(way) if c.standing == standing]

    # --- conditions

    def _met(self, nodes: Iterable[Node], place: _Place, key: str) -> _Place:
        """In one line what is there, unless it was said above; comparisons and what the law itself
        states go without saying.
        """
        new = [
            node
            for node in nodes
            if node.id not in place.told and node.kind != "computed" and not is_given_by_law(node)
        ]
        there = [self._text(node) for node in new if node.kind != "absent"]
        away = [self._not(node) for node in new if node.kind == "absent"]
        if new:
            self._add(place, key, text=self._joined([*there, *away]))
        return replace(place, told=place.told | {node.id for node in new})

    def _lack(self, node: Node, place: _Place) -> None:
        """What is missing, and why."""
        ways = self._view.ways(node)
        only = ways[0] if len(ways) == 1 else None
        text = self._said(node)
        if self._view.is_reading(node):
            text = self._say("proof_kind_reading", text=text)
        if only is not None:
            text += cited(only.provisions, self._lang)
        first = self._explained.get(node.id)
        self._explained.setdefault(node.id, place.number)
        if first is not None:
            text += self._say("proof_see", place=first) if ways else ""
        elif ways and self._view.lacks(node) & place.lacked:
            text += self._say("proof_likewise")
        elif node.detail:
            reasons = self._joined([words.say(self._lang) for words in node.detail])
            text += self._say("text_brackets", text=reasons)
        self._add(place, "proof_missing", text=text)
        if first is not None or self._view.lacks(node) & place.lacked:
            return
        if only is not None:
            self._way(only, place.inside())
        elif ways:
            self._add(place.inside(), "proof_none_of")
            self._ways(ways, place.inside())

    def _block(self, node: Node, place: _Place) -> None:
        """What stands in the way, and what it rests on in short."""
        text = self._cited(node)
        first = self._explained.get(node.id)
        self._explained.setdefault(node.id, place.number)
        grounds = self._view.grounds(node) if node.kind == "rule" else []
        if first is not None and grounds:
            text += self._say("proof_see", place=first)
        self._add(place, "proof_blocking", text=text)
        if first is None and grounds:
            self._add(place.inside(), "proof_rests")
            for ground in grounds:
                self._add(place.inside(4), "proof_premise", text=self._cited(ground))

    # --- words

    def _cited(self, node: Node) -> str:
        """What a node says, with its provisions unless it belongs to the case."""
        of_law = node.rule is not None or node.kind == "reading"
        return self._text(node) + (cited(node.provisions, self._lang) if of_law else "")

    def _text(self, node: Node) -> str:
        said = self._said(node)
        return said if node.kind == "fact" else tagged(node, said, self._lang)

    def _said(self, node: Node) -> str:
        return self._view.statement(node).say(self._lang)

    def _not(self, node: Node) -> str:
        return self._say("proof_not", text=within_quotes(self._said(node)))

    def _joined(self, texts: Iterable[str]) -> str:
        return self._say("text_semicolon").join(texts)

    def _details(self, node: Node, place: _Place) -> None:
        for words in node.detail:
            self._lines.add(place.depth, words.say(self._lang))

    def _say(self, key: str, /, **values: str | Words) -> str:
        return message(key, **values).say(self._lang)

    def _add(self, place: _Place, key: str, /, **values: str | Words) -> None:
        self._lines.add(place.depth, self._say(key, **values))


def _rule(way: Node) -> object:
    """The place of an attempt's rule."""
    use = way.rule
    return None if use is None else (use.file, use.line, use.column)
