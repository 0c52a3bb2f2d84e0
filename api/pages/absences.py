"""Why something does not hold: every way the law had to it, what is there and what is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .case_state import Json
from .proof_graph import ProofGraph
from .views.lawbook import Cited, LawBook


@dataclass(frozen=True, slots=True)
class Named:
    """Something in words, with what it is and its provisions; ``so`` is whether it holds."""

    kind: str
    text: str
    so: bool
    cites: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in the way, and what it rests on; ``see`` is where that was told before."""

    named: Named
    grounds: Sequence[Named]
    see: str | None


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, why, and the ways there were to it.

    ``see`` is where that was told before; ``likewise`` says that it fails for want of the same.
    """

    named: Named
    details: Sequence[str]
    ways: Sequence["Way"]
    see: str | None
    likewise: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A rule that could have given it: what it asked for, and how that stands.

    ``unsaid`` conditions depend on what is missing; ``otherwise`` says that all conditions are
    there, and the choice made was another.
    """

    number: str
    named: Named
    met: Sequence[Named]
    lacks: Sequence[Lack]
    blocks: Sequence[Block]
    unsaid: int
    otherwise: bool
    details: Sequence[str]


@dataclass(frozen=True, slots=True)
class Absence:
    """A whole answer to why not."""

    details: Sequence[str]
    ways: Sequence[Way]


def absence(proof: Json, book: LawBook) -> Absence:
    """An answer to why not as it is told."""
    graph = ProofGraph(proof, book)
    ways = _Telling(graph).ways(graph.ways(graph.root), "", frozenset())
    return Absence(graph[graph.root]["detail"], ways)


class _Telling:
    """Tells one answer; what has been explained is referred to by its number."""

    def __init__(self, graph: ProofGraph) -> None:
        self._graph = graph
        self._numbered: Counter[str] = Counter()
        self._explained: dict[str, str] = {}

    def ways(self, ways: Iterable[str], under: str, lacked: frozenset[str]) -> list[Way]:
        """Ways with their numbers, below another number."""
        return [self._way(way, self._next(under), lacked) for way in ways]

    def _below(self, ways: Sequence[str], number: str, lacked: frozenset[str]) -> list[Way]:
        """Ways to what is missing; one alone has no number of its own."""
        if len(ways) == 1:
            return [self._way(ways[0], number, lacked)]
        return self.ways(ways, number, lacked)

    def _next(self, under: str) -> str:
        self._numbered[under] += 1
        return f"{under}.{self._numbered[under]}" if under else str(self._numbered[under])

    def _way(self, way: str, number: str, lacked: frozenset[str]) -> Way:
        graph = self._graph
        missing, blocking = self._missing(way), self._standing(way, "blocking")
        bare = frozenset(node for node in missing if not graph.ways(node))
        lacked |= bare
        unsaid = len(self._standing(way, "open"))
        return Way(
            number,
            self._named(way),
            [self._named(node) for node in self._standing(way, "met") if self._needs_saying(node)],
            [
                self._lack(node, number, lacked)
                for node in sorted(missing, key=lambda node: node not in bare)
            ],
            [self._block(node, number) for node in blocking],
            unsaid,
            not (missing or blocking or unsaid),
            graph[way]["detail"],
        )

    def _missing(self, way: str) -> list[str]:
        """What a way lacks; nobody is asked to choose before all the rest is there."""
        missing = self._standing(way, "missing")
        rest = [node for node in missing if not self._graph.is_discretion(node)]
        return rest if rest or self._standing(way, "blocking") else missing

    def _standing(self, way: str, standing: str) -> list[str]:
        return [c.node for c in self._graph.conditions(way) if c.standing == standing]

    def _needs_saying(self, node: str) -> bool:
        """Comparisons and what the law itself states go without saying."""
        graph = self._graph
        silent = graph.is_given_by_law(node) or graph.has_no_words(node)
        return graph[node]["kind"] != "computed" and not silent

    def _lack(self, node: str, number: str, lacked: frozenset[str]) -> Lack:
        graph = self._graph
        ways = graph.ways(node)
        first = self._explained.get(node)
        self._explained.setdefault(node, number)
        likewise = first is None and bool(ways) and bool(graph.lacks(node) & lacked)
        told = first is None and not likewise
        return Lack(
            self._named(node),
            graph[node]["detail"] if told else [],
            self._below(ways, number, lacked) if told else [],
            first if ways else None,
            likewise,
        )

    def _block(self, node: str, number: str) -> Block:
        graph = self._graph
        first = self._explained.get(node)
        self._explained.setdefault(node, number)
        grounds = graph.grounds(node) if graph[node]["kind"] == "rule" else []
        shown = grounds if first is None else []
        return Block(self._named(node), [*map(self._named, shown)], first if grounds else None)

    def _named(self, node: str) -> Named:
        graph = self._graph
        told = graph[node]
        kind = "reading" if graph.is_reading(node) else graph.kind(node)
        cites = graph.book.cite(told["provisions"])
        return Named(kind, graph.said(node), told["kind"] != "absent", cites)
