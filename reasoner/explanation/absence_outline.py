"""The outline of an answer to why not: the ways to a conclusion, and what each of them lacks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..pack.model import Pack
from .outline import Citation, Citer
from .proof_graph import Node, Proof
from .proof_view import ProofView, is_given_by_law, shared


@dataclass(frozen=True, slots=True)
class WayCondition:
    """A statement as a condition of a way; ``holds`` says whether it does.

    ``kind`` is that of its node, ``law`` for what the law itself states, ``reading`` for any
    option of a reading. ``by_rule`` is true for what a rule draws: citations of anything else but
    a reading belong to the case.
    """

    kind: str
    text: str
    holds: bool
    citations: tuple[Citation, ...]
    by_rule: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A condition that stands in the way, and in short what it rests on.

    ``see`` is the number of the way at which that stands already.
    """

    condition: WayCondition
    grounds: tuple[WayCondition, ...] = ()
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """A missing condition, and why it is missing.

    ``see`` is the number of the way at which that stands already; ``likewise`` says that it is
    missing for want of the same as what stands above it.
    """

    condition: WayCondition
    details: tuple[str, ...] = ()
    ways: "Ways | None" = None
    see: str | None = None
    likewise: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A rule that could have drawn the conclusion: its words, and how its conditions stand.

    ``open`` counts the conditions that depend on what is missing; ``chosen_otherwise`` says that
    all conditions hold and that the choice was another. A further way of the same rule is
    ``brief``: it names what is missing and no more.
    """

    number: str
    condition: WayCondition
    met: tuple[WayCondition, ...] = ()
    lacks: tuple[Lack, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    open: int = 0
    chosen_otherwise: bool = False
    details: tuple[str, ...] = ()
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """Several ways, and the conditions that hold in each of them."""

    met: tuple[WayCondition, ...]
    each: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class AbsenceOutline:
    """A conclusion that does not hold, in the words of its predicate, and the ways there were to
    it.
    """

    conclusion: str
    details: tuple[str, ...]
    ways: Ways


def absence_outline(
    proof: Proof, pack: Pack, lang: str, cite: Citer | None = None
) -> AbsenceOutline:
    """Outline an answer to why not; several outlines of one answer share a ``cite``."""
    return _Outliner(ProofView(proof, pack), lang, cite or Citer(pack, lang)).outline()


@dataclass(frozen=True, slots=True)
class _Above:
    """The text above a way: its number, and the nodes that it names as met or as missing."""

    number: str = ""
    met: frozenset[str] = frozenset()
    lacked: frozenset[str] = frozenset()


class _Outliner:
    """The outline of one absence in the making; each node is explained once."""

    def __init__(self, view: ProofView, lang: str, cite: Citer) -> None:
        self._view = view
        self._lang = lang
        self._cite = cite
        self._numbered: Counter[str] = Counter()
        self._explained: dict[str, str] = {}

    def outline(self) -> AbsenceOutline:
        root = self._view.root
        ways = self._ways(self._view.ways(root), _Above())
        return AbsenceOutline(self._view.conclusion().say(self._lang), self._details(root), ways)

    # --- ways

    def _ways(self, ways: Sequence[Node], above: _Above) -> Ways:
        common: list[Node] = []
        if len(ways) > 1:
            common = shared([self._view.conditions(way, "met") for way in ways])
        met, above = self._met(common, above)
        found, rules = [], set()
        for way in ways:
            self._numbered[above.number] += 1
            own = [above.number] if above.number else []
            number = ".".join([*own, str(self._numbered[above.number])])
            if _rule(way) in rules and self._is_explained(way):
                lacks = tuple(Lack(self._condition(node)) for node in self._missing(way))
                found.append(Way(number, self._condition(way), lacks=lacks, brief=True))
            else:
                found.append(self._way(way, replace(above, number=number)))
            rules.add(_rule(way))
        return Ways(met, tuple(found))

    def _way(self, way: Node, above: _Above) -> Way:
        met, above = self._met(self._view.conditions(way, "met"), above)
        missing, blocking = self._missing(way), self._view.conditions(way, "blocking")
        bare = frozenset(node.id for node in missing if not self._view.ways(node))
        above = replace(above, lacked=above.lacked | bare)
        unsaid = len(self._view.conditions(way, "open"))
        return Way(
            above.number,
            self._condition(way),
            met,
            tuple(
                self._lack(node, above)
                for node in sorted(missing, key=lambda node: node.id not in bare)
            ),
            tuple(self._obstacle(node, above.number) for node in blocking),
            unsaid,
            not (missing or blocking or unsaid),
            self._details(way),
        )

    def _is_explained(self, way: Node) -> bool:
        """True if nothing about a way remains to be explained."""
        unexplained = (
            node
            for node in self._missing(way)
            if self._view.ways(node) and node.id not in self._explained
        )
        return next(unexplained, None) is None and not self._view.conditions(way, "blocking")

    def _missing(self, way: Node) -> list[Node]:
        """List what a way lacks; a choice counts only where all the rest holds."""
        missing = self._view.conditions(way, "missing")
        rest = [node for node in missing if not self._view.is_discretion(node)]
        return rest if rest or self._view.conditions(way, "blocking") else missing

    # --- conditions

    def _met(self, nodes: Iterable[Node], above: _Above) -> tuple[tuple[WayCondition, ...], _Above]:
        """List met conditions that the text above does not name; absences last."""
        new = [n for n in nodes if n.id not in above.met and self._view.needs_saying(n)]
        new.sort(key=lambda node: node.kind == "absent")
        above = replace(above, met=above.met | {node.id for node in new})
        return tuple(map(self._condition, new)), above

    def _lack(self, node: Node, above: _Above) -> Lack:
        ways = self._view.ways(node)
        condition = self._condition(node)
        if len(ways) == 1:  # then it has no number of its own, and its rule is cited here
            condition = replace(condition, citations=self._cite(ways[0].provisions), by_rule=True)
        first = self._explained.get(node.id)
        self._explained.setdefault(node.id, above.number)
        if first is not None:
            return Lack(condition, see=first if ways else None)
        if self._view.lacks(node) & above.lacked:
            details = () if ways else self._details(node)
            return Lack(condition, details, likewise=bool(ways))
        found = None
        if len(ways) == 1:
            found = Ways((), (self._way(ways[0], above),))
        elif ways:
            found = self._ways(ways, above)
        return Lack(condition, self._details(node), found)

    def _obstacle(self, node: Node, number: str) -> Obstacle:
        first = self._explained.get(node.id)
        self._explained.setdefault(node.id, number)
        grounds = self._view.grounds(node) if node.kind == "rule" else []
        if first is not None:
            return Obstacle(self._condition(node), see=first if grounds else None)
        return Obstacle(self._condition(node), tuple(map(self._condition, grounds)))

    def _condition(self, node: Node) -> WayCondition:
        kind = "law" if is_given_by_law(node) else node.kind
        return WayCondition(
            "reading" if self._view.is_reading(node) else kind,
            (node.negated or node.text).say(self._lang),
            node.kind != "absent",
            self._cite(node.provisions),
            node.rule is not None,
        )

    def _details(self, node: Node) -> tuple[str, ...]:
        return tuple(words.say(self._lang) for words in node.detail)


def _rule(way: Node) -> object:
    """The place of an attempt's rule."""
    use = way.rule
    return None if use is None else (use.file, use.line, use.column)
