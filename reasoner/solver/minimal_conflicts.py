"""Every minimal set of demands that cannot be met together, smallest first.

Such a set holds something of each correction (a set of demands without which the others can be
met), and whatever does so to all corrections cannot be met. So the smallest set that hits all
corrections known and holds no conflict found is either met, which gives one more correction, or is
the next smallest conflict; when there is none left, all have been found (Ignatiev, Previti,
Liffiton and Marques-Silva, Smallest MUS Extraction with Minimal Hitting Set Dualization, CP 2015).
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import clingo

from .control import all_models
from .hitting_sets import Meet

# How many sets of demands are tried at most.
MAX_TRIED = 1000
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


class MinimalConflicts:
    """The minimal conflicts among numbered demands.

    ``meet`` gives the demands that can be met with those it is given, as many as possible, None
    where these cannot.
    """

    def __init__(self, count: int, meet: Meet, most_tried: int = MAX_TRIED) -> None:
        self._meet = meet
        self._left = most_tried
        self._everything = frozenset(range(count))
        self._control = clingo.Control(["--warn=none", "--opt-strategy=usc"])
        with self._control.backend() as backend:
            self._atoms = [backend.add_atom() for _ in range(count)]
            backend.add_rule(self._atoms, choice=True)
            backend.add_minimize(0, [(atom, 1) for atom in self._atoms])

    def first(self, limit: int) -> tuple[tuple[frozenset[int], ...], bool]:
        """The first conflicts, smallest first, and whether there are no others."""
        found: list[frozenset[int]] = []
        complete = take(self.each(), limit, found)
        return tuple(found), complete

    def each(self) -> Iterator[frozenset[int] | None]:
        """Yield the conflicts, smallest first; None at the end if no more sets may be tried."""
        while (candidate := self._smallest()) is not None:
            if not self._left:
                yield None
                return
            self._left -= 1
            met = self._meet(candidate)
            if met is None:
                self._forbid(self._atoms[number] for number in candidate)
                yield candidate
            else:
                self._forbid(-self._atoms[number] for number in self._everything - met)

    def _smallest(self) -> frozenset[int] | None:
        """A smallest set that hits every correction and holds no conflict that was found."""
        found = all_models(
            self._control,
            lambda model: frozenset(n for n, a in enumerate(self._atoms) if model.is_true(a)),
        )
        return found[-1] if found else None

    def _forbid(self, literals: Iterator[int]) -> None:
        with self._control.backend() as backend:
            backend.add_rule([], sorted(literals))
