"""Minimal conflicts (MUS): sets of demands that cannot be met together, by implicit hitting sets.

A conflict holds something of each correction (a set of demands without which the others can be
met). So a smallest set that hits all corrections known is no larger than any conflict: if it cannot
be met itself it is a smallest conflict, if it can, what is left out of meeting it is one more
correction. With the conflicts found forbidden, the next smallest one comes next; when no set is
left, all have been found (Ignatiev, Previti, Liffiton and Marques-Silva, Smallest MUS Extraction
with Minimal Hitting Set Dualization, CP 2015).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import clingo

from .control import solve, true_among

# The demands that can be met with those given, as many as possible; None if those cannot be met.
Meet = Callable[[frozenset[int]], frozenset[int] | None]
# How many sets of demands are tried at most.
MAX_TRIED = 1000
# How many conflicts of the solver itself may be spent on hitting sets, which grow hard: seconds.
MAX_EFFORT = 200_000
T = TypeVar("T")


def take(results: Iterable[T | None], limit: int, into: list[T]) -> bool:
    """Append the first `limit` results to `into`; True if there are no others. None among the
    results says that there may be others.
    """
    for result in results:
        if result is None or len(into) == limit:
            return False
        into.append(result)
    return True


class _HittingSets:
    """Smallest sets of numbers that hit each of some sets."""

    def __init__(self, numbers: Iterable[int], *options: str) -> None:
        self.control = clingo.Control(["--warn=none", "--opt-strategy=usc", *options])
        self._minimizing = False
        with self.control.backend() as backend:
            self._atoms = {number: backend.add_atom() for number in numbers}
            backend.add_rule([*self._atoms.values()], choice=True)

    def hit(self, numbers: Iterable[int]) -> None:
        """From now on, hold some of these numbers."""
        self._forbid(-self._atoms[number] for number in numbers)

    def avoid(self, numbers: Iterable[int]) -> None:
        """From now on, do not hold all of these numbers."""
        self._forbid(self._atoms[number] for number in numbers)

    def _forbid(self, literals: Iterable[int]) -> None:
        with self.control.backend() as backend:
            backend.add_rule([], [*literals])

    def smallest(self) -> tuple[frozenset[int] | None, bool]:
        """A smallest set, None if there is none; True if the search was exhausted."""
        if not self._minimizing:
            self._minimizing = True
            with self.control.backend() as backend:
                backend.add_minimize(0, [(atom, 1) for atom in self._atoms.values()])
        found: list[frozenset[int]] = []
        result = solve(
            self.control,
            on_model=lambda model: found.append(true_among(model, self._atoms)),
        )
        return (found[-1] if found else None), bool(result.exhausted)


class MinimalConflicts:
    """The minimal conflicts among numbered demands.

    ``meet`` gives the demands that can be met with those it is given, as many as possible, None
    where these cannot.
    """

    def __init__(self, count: int, meet: Meet, most_tried: int = MAX_TRIED) -> None:
        self._meet = meet
        self._left = most_tried
        self._everything = frozenset(range(count))
        self._candidates = _HittingSets(range(count))

    def first(self, limit: int) -> tuple[tuple[frozenset[int], ...], bool]:
        """The first conflicts, smallest first, and whether there are no others."""
        found: list[frozenset[int]] = []
        complete = take(self.each(), limit, found)
        return tuple(found), complete

    def each(self) -> Iterator[frozenset[int] | None]:
        """Yield the conflicts, smallest first; None at the end if no more sets may be tried."""
        while (candidate := self._candidates.smallest()[0]) is not None:
            if not self._left:
                yield None
                return
            self._left -= 1
            met = self._meet(candidate)
            if met is None:
                self._candidates.avoid(sorted(candidate))
                yield candidate
            else:
                self._candidates.hit(sorted(self._everything - met, reverse=True))


def smallest_conflict(
    count: int, meet: Meet, core: frozenset[int], effort: int = MAX_EFFORT
) -> tuple[frozenset[int], bool]:
    """A smallest conflict among numbered demands, and whether none smaller can be.

    ``core`` is any conflict. When the effort is spent an irreducible one is given.
    """
    everything = frozenset(range(count))
    corrections: list[frozenset[int]] = []
    best = _irreducible(core, meet, everything, corrections)
    while effort > 0:
        candidate, spent = _smallest_hitting(corrections, effort)
        if candidate is None:
            break
        if len(candidate) == len(best):
            return best, True
        met = meet(candidate)
        if met is None:
            return candidate, True
        corrections.append(everything - met)
        effort -= spent
    return best, False


def _irreducible(
    core: frozenset[int],
    meet: Meet,
    everything: frozenset[int],
    corrections: list[frozenset[int]],
) -> frozenset[int]:
    """A conflict within ``core`` from which nothing can be left out; notes corrections."""
    for demand in sorted(core):
        met = meet(core - {demand})
        if met is None:
            core -= {demand}
        else:
            corrections.append(everything - met)
    return core


def _smallest_hitting(
    sets: Iterable[frozenset[int]], effort: int
) -> tuple[frozenset[int] | None, int]:
    """A smallest set that holds something of each, None if that takes too much, and the effort."""
    sets = list(sets)
    hitting = _HittingSets(sorted(frozenset().union(*sets)), f"--solve-limit={effort}")
    for each in sets:
        hitting.hit(sorted(each))
    found, exhausted = hitting.smallest()
    # Each set is one more to run through, however easy.
    spent = int(hitting.control.statistics["solving"]["solvers"]["conflicts"]) + len(sets)
    return found if exhausted else None, spent
