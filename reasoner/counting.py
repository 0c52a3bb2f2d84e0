"""Counting combinations of independent parts that share some questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod


@dataclass(frozen=True, slots=True)
class Factor:
    """How many outcomes a part has for each combination of options of the readings it hangs on."""

    readings: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]


def total(factors: Sequence[Factor], options: Mapping[str, Sequence[str]]) -> int:
    """The sum, over all combinations of options, of the product of the factors.

    Factors over fewer readings are first multiplied into one that has them all, so that what is
    summed over is little more than what the largest part hangs on.
    """
    merged: list[Factor] = []
    for factor in sorted(factors, key=lambda f: -len(f.readings)):
        for index, larger in enumerate(merged):
            if set(factor.readings) <= set(larger.readings):
                merged[index] = _multiplied(larger, factor)
                break
        else:
            merged.append(factor)
    named = dict.fromkeys(reading for factor in merged for reading in factor.readings)
    places = [[list(named).index(r) for r in factor.readings] for factor in merged]
    return sum(
        prod(
            factor.counts[tuple(chosen[place] for place in own)]
            for factor, own in zip(merged, places, strict=True)
        )
        for chosen in product(*(options[reading] for reading in named))
    )


def _multiplied(larger: Factor, smaller: Factor) -> Factor:
    places = [larger.readings.index(reading) for reading in smaller.readings]
    return Factor(
        larger.readings,
        {
            chosen: count * smaller.counts[tuple(chosen[place] for place in places)]
            for chosen, count in larger.counts.items()
        },
    )
