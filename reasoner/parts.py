"""The parts of a case with their solvers, and what makes a difference to each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from clingo.symbol import Symbol

from reasoner.counting import Factor
from reasoner.questions import Disputed, Options
from reasoner.settled import SettledSolver
from reasoner.solve import LocalOutcome, PartSolver, Vector

Verdicts = frozenset[Symbol]

# With more combinations of options than this, the interface is found as it is asked for.
MAX_SETTLED = 500


class CasePart:
    """One independent part of a case: what is concluded of some persons or organs.

    ``verdicts`` are the verdict atoms of each person judged in it; ``order`` sorts its outcomes.
    """

    def __init__(
        self,
        local: PartSolver,
        settled: SettledSolver,
        verdicts: Mapping[Symbol, Verdicts],
        order: Callable[[LocalOutcome], Any],
    ) -> None:
        self._local = local
        self._settled = settled
        self._order = order
        self.verdicts = verdicts
        self._admitted: dict[Vector, frozenset[frozenset[Symbol]]] = {}
        self._live: dict[tuple[bool, ...] | None, tuple[str, ...]] = {}
        self._tables: dict[tuple[object, ...], dict[tuple[str, ...], Vector]] = {}
        self._sorted: dict[Vector, tuple[LocalOutcome, ...]] = {}

    def outcomes(self) -> Iterator[LocalOutcome]:
        """Every local outcome under some answer to the open questions; some may come twice."""
        for vector in self._settled.vectors():
            yield from self._local.outcomes(vector)

    def at(self, disputed: Disputed, options: Options) -> tuple[LocalOutcome, ...]:
        """The local outcomes under definite answers, in order.

        A reading that is not named makes no difference to conclusions and takes its first option.
        One that is named may carry other provisions here even where it changes no conclusion.
        """
        named = tuple(reading for reading in self._settled.readings if reading in options)
        chosen = tuple(options[reading] for reading in named)
        table = self._table(disputed, named)
        if chosen not in table:
            own = dict(zip(named, chosen, strict=True))
            table[chosen] = self._settled.at(disputed, own)
        return self._ordered(table[chosen])

    def _table(self, disputed: Disputed, named: tuple[str, ...]) -> dict[tuple[str, ...], Vector]:
        """The interface by options of the named readings; listed at once where they are few."""
        key = (*(disputed[name] for name in self._settled.disputed), *named)
        if key not in self._tables:
            few = self._settled.combinations(named) <= MAX_SETTLED
            self._tables[key] = dict(self._settled.listed(disputed, named)) if few else {}
        return self._tables[key]

    def factor(self, disputed: Disputed) -> Factor:
        """How many outcomes the part has for each combination of options of its live readings."""
        live = self.live(disputed)
        return Factor(
            live,
            {
                chosen: len(self._local.outcomes(vector))
                for chosen, vector in self._settled.listed(disputed, live)
            },
        )

    def _ordered(self, vector: Vector) -> tuple[LocalOutcome, ...]:
        if vector not in self._sorted:
            found = self._local.outcomes(vector)
            self._sorted[vector] = tuple(sorted(found, key=self._order))
        return self._sorted[vector]

    def live(self, disputed: Disputed | None = None) -> tuple[str, ...]:
        """The readings two options of which admit different conclusions here, under a combination
        of disputed facts, or under any.
        """
        bearing = self._settled.disputed
        key = None if bearing and disputed is None else tuple((disputed or {})[f] for f in bearing)
        if key not in self._live:
            self._live[key] = tuple(
                reading
                for reading in self._settled.readings
                if any(
                    self._conclusions(first) != self._conclusions(second)
                    for first, second in self._settled.differing_readings(reading, disputed)
                )
            )
        return self._live[key]

    def differs(self, first: Disputed, second: Disputed) -> bool:
        """Whether two combinations of disputed facts differ in conclusions on some reading."""
        if all(first[name] == second[name] for name in self._settled.disputed):
            return False
        return any(
            self._conclusions(one) != self._conclusions(other)
            for one, other in self._settled.differing_facts(first, second)
        )

    def contested(self, person: Symbol) -> bool:
        """Whether a person's set of verdicts differs between answers to the open questions."""
        sets = (self._verdicts(person, vector) for vector in self._settled.vectors())
        first = next(sets)
        return any(other != first for other in sets)

    def readings_of(self, person: Symbol) -> tuple[str, ...]:
        """The open readings whose options change a person's set of verdicts."""
        return tuple(
            reading
            for reading in self.live()  # what changes verdicts changes conclusions
            if any(
                self._verdicts(person, first) != self._verdicts(person, second)
                for first, second in self._settled.differing_readings(reading)
            )
        )

    def _conclusions(self, vector: Vector) -> frozenset[frozenset[Symbol]]:
        if vector not in self._admitted:
            outcomes = self._local.outcomes(vector)
            self._admitted[vector] = frozenset(outcome.conclusions for outcome in outcomes)
        return self._admitted[vector]

    def _verdicts(self, person: Symbol, vector: Vector) -> Verdicts:
        outcomes = self._local.outcomes(vector)
        return frozenset().union(*(o.conclusions & self.verdicts[person] for o in outcomes))


def live_readings(
    parts: Iterable[CasePart], disputed: Disputed, order: Collection[str]
) -> tuple[str, ...]:
    """The readings that are live for some part, in the pack's order.

    Conclusions of a whole case are one choice from each part, and no part is without any; so the
    whole sets are equal exactly when those of every part are.
    """
    live = {reading for part in parts for reading in part.live(disputed)}
    return tuple(reading for reading in order if reading in live)
