"""The facts that could still change a conclusion, each with what shows it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from clingo.symbol import Symbol

from ...budget import anytime
from ..hypothetical import Hypothetical
from .self_composition import OutOfEffort, Twins, Witness

# Witnesses are looked for among those first that need few facts beside what differs.
_FEW = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class RelevantFacts:
    """The relevant facts with their witnesses, and those of which it was not found out; whether
    what shows that the others change nothing is ``exhausted``, and whether time was up before.
    """

    witnesses: Mapping[Symbol, Witness]
    undecided: tuple[Symbol, ...]
    exhausted: bool
    late: bool


def relevant_facts(
    case: Hypothetical, further: Collection[Symbol], seconds: float | None = None
) -> RelevantFacts:
    """Which of some further facts a case's conclusions hang on, whatever else is stated. After
    `seconds` of processor time, facts that were not found until then are undecided.

    Two cases that state all that this one states, any of the further facts beside, and the same of
    those found here, conclude alike under every combination of readings and disputed facts. Each
    fact found is in a smallest difference between two that do not: first come facts that make a
    difference by themselves, then pairs of none of these that do, and so on.

    A witness has at most two facts beside what differs, and as few as can be, or none of them can
    be spared.
    """
    found: dict[Symbol, Witness] = {}
    complete = False
    with anytime(seconds) as run, suppress(OutOfEffort):
        complete = _find(Twins(case, further), found)
    undecided = () if complete else tuple(fact for fact in further if fact not in found)
    witnesses = {fact: found[fact] for fact in further if fact in found}
    return RelevantFacts(witnesses, undecided, complete, not run.complete)


def _find(twins: Twins, found: dict[Symbol, Witness]) -> bool:
    """Find all there are, and say whether it is shown that there are no others."""
    for size in count(1):
        smaller = frozenset(found) if size > 1 else frozenset()
        for witness in _differences(twins, size, smaller, found):
            for fact in sorted(witness.differing):
                found.setdefault(fact, witness)
        if twins.difference(apart=None, common=None, equal=found) is None:
            break
    return twins.coupling.total


def _differences(
    twins: Twins, size: int, smaller: frozenset[Symbol], found: Mapping[Symbol, Witness]
) -> Iterator[Witness]:
    """Differences in so many facts, none of which is in a smaller difference, until all that are in
    one are found.
    """
    for most in (*_FEW, None):
        while True:
            witness = twins.difference(apart=size, common=most, equal=smaller, known=found)
            if witness is None:
                break
            yield witness if most is not None else _spared(twins, witness)


def _spared(twins: Twins, witness: Witness) -> Witness:
    """A witness for the same facts none of whose common facts can be spared."""
    others = frozenset(twins.further) - witness.differing
    for fact in sorted(witness.common):
        left = witness.common - {fact}
        if fact in witness.common:
            witness = (
                twins.difference(apart=None, common=None, equal=others, within=left) or witness
            )
    return witness
