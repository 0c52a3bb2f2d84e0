"""The facts that could still change a conclusion, each with a witness."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from clingo.symbol import Symbol

from ...budget import anytime
from ..hypothetical import Hypothetical
from .self_composition import OutOfEffort, SelfComposition, Witness

# Witnesses are looked for among those first that need few facts beside what differs.
_FEW = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class RelevantFacts:
    """Relevant facts with their witnesses, and undecided ones; ``exhausted`` says that all others
    are shown to be irrelevant, ``complete`` that there was time for all.
    """

    witnesses: Mapping[Symbol, Witness]
    undecided: tuple[Symbol, ...]
    exhausted: bool
    complete: bool


def relevant_facts(
    case: Hypothetical, further: Collection[Symbol], seconds: float | None = None
) -> RelevantFacts:
    """Find those of some further facts that a case's conclusions depend on, whatever else is
    stated. After `seconds` of processor time, facts that were not found until then are undecided.

    Two cases that state all that this one states, any of the further facts beside, and the same of
    those found here, conclude alike under every combination of readings and disputed facts. Each
    fact found is in a smallest difference between two that do not: first come facts that make a
    difference by themselves, then pairs without these, and so on.

    A witness has at most two facts beside those that differ, and as few as possible; or none of
    them can be spared.
    """
    found: dict[Symbol, Witness] = {}
    proved = False
    with anytime(seconds) as run, suppress(OutOfEffort):
        proved = _find(SelfComposition(case, further), found)
    undecided = () if proved else tuple(fact for fact in further if fact not in found)
    witnesses = {fact: found[fact] for fact in further if fact in found}
    return RelevantFacts(witnesses, undecided, proved, run.complete)


def _find(pair: SelfComposition, found: dict[Symbol, Witness]) -> bool:
    """Find all relevant facts; True if it is proved that there are no others."""
    for size in count(1):
        smaller = frozenset(found) if size > 1 else frozenset()
        for witness in _differences(pair, size, smaller, found):
            for fact in sorted(witness.differing):
                found.setdefault(fact, witness)
        if pair.difference(apart=None, common=None, equal=found) is None:
            break
    return pair.coupling.total


def _differences(
    pair: SelfComposition, size: int, smaller: frozenset[Symbol], found: Mapping[Symbol, Witness]
) -> Iterator[Witness]:
    """Yield differences of exactly `size` facts that contain no smaller difference, until every
    fact that occurs in one has been found.
    """
    for most in (*_FEW, None):
        while True:
            witness = pair.difference(apart=size, common=most, equal=smaller, known=found)
            if witness is None:
                break
            yield witness if most is not None else _spared(pair, witness)


def _spared(pair: SelfComposition, witness: Witness) -> Witness:
    """A witness of the same difference from whose common facts none can be spared."""
    others = frozenset(pair.further) - witness.differing
    for fact in sorted(witness.common):
        left = witness.common - {fact}
        if fact in witness.common:
            witness = pair.difference(apart=None, common=None, equal=others, within=left) or witness
    return witness
