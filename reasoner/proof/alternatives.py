"""Alternative proofs of an atom: counted without being listed, and listed smallest first.

The supports of the atoms form a graph of alternatives (an AND-OR graph). The next smallest proof is
found lazily (Huang and Chiang, Better k-best Parsing, IWPT 2005).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count
from math import prod

from clingo.symbol import Symbol

from ..graphs import components
from .steps import Step

Support = tuple[Step, frozenset[Symbol]]


@dataclass(frozen=True, slots=True)
class _Derivation:
    """A proof tree: a step, and which proof of each atom beneath it, by rank."""

    size: int
    step: Step
    ranks: tuple[int, ...]


@dataclass(slots=True)
class _Queue:
    """The derivations of one atom: those found, in order, and the next candidates."""

    found: list[_Derivation] = field(default_factory=list)
    heap: list[tuple[int, int, _Derivation]] = field(default_factory=list)
    seen: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)


class Alternatives:
    """The proofs of one atom.

    ``exact`` is true if there are no others: among atoms that could support each other in a circle,
    only supports by what was proved before are taken.
    """

    def __init__(self, root: Symbol, supports: Iterable[Support]) -> None:
        self._root = root
        supports = list(supports)
        rests_on: dict[Symbol, set[Symbol]] = {root: set()}
        for step, rests in supports:
            rests_on.setdefault(step.atom, set()).update(rests)
        ordered = components(rests_on)
        circular = any(
            len(atoms) > 1 or atoms[0] in rests_on.get(atoms[0], ()) for atoms in ordered
        )
        stages = _stages(supports) if circular else None
        self.exact = stages is None
        self._steps: dict[Symbol, list[Step]] = {}
        for step, rests in supports:
            if stages is None or all(stages[rest] < stages[step.atom] for rest in rests):
                self._steps.setdefault(step.atom, []).append(step)
        self._order = (
            [atom for atoms in ordered for atom in atoms]
            if stages is None
            else sorted(stages, key=lambda atom: stages[atom])
        )
        self._queues: dict[Symbol, _Queue] = {}
        self._ties = count()

    @property
    def count(self) -> int:
        """The number of proofs, counted as trees."""
        counts: dict[Symbol, int] = {}
        for atom in self._order:
            counts[atom] = sum(
                prod(counts[child] ** times for child, times in _children(step).items())
                for step in self._steps.get(atom, ())
            )
        return counts[self._root]

    def __iter__(self) -> Iterator[Mapping[Symbol, Step]]:
        """The proofs in which each atom has one step, smallest first."""
        for atom in self._order:
            queue = self._queues[atom] = _Queue()  # what is beneath it is known
            for step in self._steps.get(atom, ()):
                self._propose(queue, step, (0,) * len(_children(step)))
            heapify(queue.heap)
        for rank in count():
            if not self._extend(self._root, rank):
                return
            chosen: dict[Symbol, Step] = {}
            if self._choose(self._root, rank, chosen):
                yield chosen

    def _propose(self, queue: _Queue, step: Step, ranks: tuple[int, ...]) -> None:
        key = (id(step), ranks)
        children = _children(step)
        known = all(self._extend(child, rank) for child, rank in zip(children, ranks, strict=True))
        if known and key not in queue.seen:
            queue.seen.add(key)
            leaves = len(step.shown) - sum(children.values())
            size = 1 + leaves
            for (child, times), rank in zip(children.items(), ranks, strict=True):
                size += times * self._queues[child].found[rank].size
            heappush(queue.heap, (size, next(self._ties), _Derivation(size, step, ranks)))

    def _extend(self, atom: Symbol, rank: int) -> bool:
        """Find derivations of an atom up to ``rank``; False if there are not so many."""
        queue = self._queues[atom]
        while len(queue.found) <= rank:
            if not queue.heap:
                return False
            _, _, derivation = heappop(queue.heap)
            queue.found.append(derivation)
            for place, old in enumerate(derivation.ranks):
                ranks = derivation.ranks
                self._propose(
                    queue, derivation.step, (*ranks[:place], old + 1, *ranks[place + 1 :])
                )
        return True

    def _choose(self, atom: Symbol, rank: int, chosen: dict[Symbol, Step]) -> bool:
        """Collect the steps of a derivation; False if an atom would have two of them."""
        pending = [(atom, rank)]
        ranks: dict[Symbol, _Derivation] = {}
        while pending:
            atom, rank = pending.pop()
            derivation = self._queues[atom].found[rank]
            if ranks.setdefault(atom, derivation) is not derivation:
                return False
            if atom not in chosen:
                chosen[atom] = derivation.step
                pending += zip(_children(derivation.step), derivation.ranks, strict=True)
        return True


def _children(step: Step) -> Counter[Symbol]:
    """The atoms a step shows that it rests on, with how often."""
    return Counter(shown for shown in step.shown if isinstance(shown, Symbol))


def _stages(supports: Sequence[Support]) -> dict[Symbol, int]:
    """The stage at which each atom first follows, for atoms that may rest on each other in a
    circle.
    """
    waiting: dict[Symbol, list[int]] = {}
    missing = [len(rests) for _, rests in supports]
    for number, (_, rests) in enumerate(supports):
        for rest in rests:
            waiting.setdefault(rest, []).append(number)
    stages: dict[Symbol, int] = {}
    ready = [number for number, lacking in enumerate(missing) if not lacking]
    while ready:
        following: list[int] = []
        new = dict.fromkeys(supports[number][0].atom for number in ready)
        for atom in new:
            if atom not in stages:
                stages[atom] = len(stages)
                for number in waiting.get(atom, ()):
                    missing[number] -= 1
                    if not missing[number]:
                        following.append(number)
        ready = following
    return stages
