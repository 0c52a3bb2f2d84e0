"""A proof told in numbered steps, stage by stage, each with what it rests on below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .case_state import Json
from .proof_graph import ProofGraph
from .views.lawbook import Cited, LawBook

_SILENT = ("assumed", "absent")


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is told: in words, with what it is, its provisions, and what it rests on.

    ``steps`` are numbers of earlier steps that it rests on, ``see`` that of the step under which it
    was told in full; ``node`` is its name in the drawing.
    """

    node: str
    kind: str
    text: str
    contested: bool
    cites: Sequence[Cited]
    details: Sequence[str]
    steps: Sequence[int]
    premises: Sequence["Told"]
    see: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step of a proof."""

    number: int
    told: Told


@dataclass(frozen=True, slots=True)
class Stage:
    """The steps of one stage of the law's reasoning."""

    label: str | None
    steps: Sequence[Step]


def stages(proof: Json, book: LawBook) -> list[Stage]:
    """A proof as it is told."""
    return _Telling(ProofGraph(proof, book)).told()


class _Telling:
    """Tells one proof; remembers what has been told already."""

    def __init__(self, graph: ProofGraph) -> None:
        self._graph = graph
        self._steps = graph.steps()
        self._numbers = {node: number for number, node in enumerate(self._steps, start=1)}
        self._explained: dict[str, int] = {}

    def told(self) -> list[Stage]:
        found: dict[int, list[Step]] = {}
        for node in self._steps:
            number = self._numbers[node]
            step = Step(number, self._tell(node, number, set()))
            found.setdefault(self._graph.stage(node), []).append(step)
        return [Stage(self._graph.stage_label(at), steps) for at, steps in found.items()]

    def _tell(self, node: str, number: int, named: set[str]) -> Told:
        """A node under a step, but for what was ``named`` under that step before."""
        graph = self._graph
        told = graph[node]
        below = [p for p in graph.premises(node) if p not in named]
        named |= {*below}
        return Told(
            node,
            graph.kind(node),
            graph.said(node),
            node in graph.contested,
            self._cites(node),
            told["detail"],
            sorted({self._numbers[p] for p in below if graph.is_step(p)}),
            [
                self._premise(premise, number, named)
                for premise in below
                # An assumption says in its own words what is not stated.
                if not graph.is_step(premise) and (told["kind"], graph[premise]["kind"]) != _SILENT
            ],
        )

    def _cites(self, node: str) -> Sequence[Cited]:
        return self._graph.book.cite(self._graph[node]["provisions"])

    def _premise(self, node: str, number: int, named: set[str]) -> Told:
        first = self._explained.setdefault(node, number)
        told = self._graph[node]
        if first == number and not self._graph.is_unfound(node):
            return self._tell(node, number, named)
        again = (told["detail"] or told["children"]) and first != number
        return Told(
            node,
            self._graph.kind(node),
            self._graph.said(node),
            node in self._graph.contested,
            self._cites(node),
            [] if again else told["detail"],
            [],
            [],
            first if again else None,
        )
