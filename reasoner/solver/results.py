"""Results of a case as values: outcomes, branches, persons, collisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from clingo.symbol import Symbol

from .control import LocalOutcome


@dataclass(frozen=True, slots=True)
class Branch:
    """One combination of disputed facts and options of live readings.

    Its outcomes are one local outcome from each part, freely combined; ``first`` is the position
    of the first of them. The first part is what is certain. ``combination`` has all disputed facts,
    also those that make no difference.
    """

    combination: Mapping[str, bool]
    disputed: Mapping[str, bool]
    readings: Mapping[str, str]
    parts: tuple[tuple[LocalOutcome, ...], ...]
    first: int

    @property
    def count(self) -> int:
        """Number of outcomes on this branch."""
        return prod(map(len, self.parts))

    def joint(self, position: int) -> tuple[LocalOutcome, ...]:
        """The local outcomes that the outcome at a position combines; the last part varies first.

        Raises IndexError where the position is not on this branch.
        """
        offset = position - self.first
        if not 0 <= offset < self.count:
            raise IndexError(position)
        chosen = []
        for choices in reversed(self.parts):
            offset, index = divmod(offset, len(choices))
            chosen.append(choices[index])
        return tuple(reversed(chosen))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One defensible outcome: the readings and disputed facts that carry it, and its conclusions.

    ``parts`` are the local outcomes that it combines, what is certain first.
    """

    id: str
    branch: Branch
    conclusions: tuple[Symbol, ...]
    parts: tuple[LocalOutcome, ...]

    @property
    def readings(self) -> Mapping[str, str]:
        """The options of the live readings."""
        return self.branch.readings

    @property
    def disputed(self) -> Mapping[str, bool]:
        """Findings on the disputed facts that make a difference."""
        return self.branch.disputed


@dataclass(frozen=True, slots=True)
class Person:
    """Possible verdicts on a person, over all outcomes."""

    verdicts: tuple[Symbol, ...]
    contested: bool
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collision:
    """A reading that settles a clash of effects which some outcome shows.

    ``options`` gives, by option, each such person's possible verdicts.
    """

    reading: str
    persons: tuple[Symbol, ...]
    provisions: tuple[str, ...]
    options: Mapping[str, Mapping[Symbol, tuple[Symbol, ...]]]
