"""Samples in two parts: a few values in ``make test``, all the others in ``make soak``.

The parts exclude each other: who runs both has tried every value once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import settings

SOAK = "--soak"
_run: list[str] = []  # the options of this run that bear on samples


def begin(*, soak: bool) -> None:
    """Choose the part, before any module of tests is imported."""
    _run[:] = [SOAK] if soak else []


def soaking() -> bool:
    """True in ``make soak``."""
    return SOAK in _run


def few(values: Iterable[Any], *, every: int = 10) -> list[Any]:
    """Parameters: one value in `every`, from the first, is quick; the others soak. A value that is
    a tuple is for as many names.
    """
    return [
        part
        for number, value in enumerate(values)
        for part in _parameter(
            number % every == 0, *(value if isinstance(value, tuple) else (value,))
        )
    ]


def foremost(values: Iterable[Any], *, count: int = 3) -> list[Any]:
    """Parameters: the first `count` values are quick; the others soak."""
    return [
        part for number, value in enumerate(values) for part in _parameter(number < count, value)
    ]


def pairwise(**axes: Collection[Any]) -> pytest.MarkDecorator:
    """Parametrize over all combinations; quick are some in which each pair of values occurs."""
    rows = list(product(*axes.values()))
    quick = _covering(rows)
    parts = [part for row in rows for part in _parameter(row in quick, *row)]
    return pytest.mark.parametrize(",".join(axes), parts)


def examples(count: int) -> settings:
    """A property's examples: a fifth of them are quick, all soak."""
    return settings(max_examples=count if soaking() else max(count // 5, 10))


def _parameter(quick: bool, *values: Any) -> Iterable[Any]:
    """The parameter, in its own part only."""
    if quick is not soaking():
        marks = () if quick else (pytest.mark.soak,)
        yield pytest.param(*values, marks=marks)


def _covering(rows: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Rows in which every pair occurs that occurs in any, greedily: most new pairs first."""

    def pairs(row: tuple[Any, ...]) -> set[Any]:
        return set(combinations(enumerate(row), 2))

    left = {pair for row in rows for pair in pairs(row)}
    chosen: set[tuple[Any, ...]] = set()
    for wanted in range(len(rows[0]), 0, -1):
        for row in rows:
            new = left & pairs(row)
            if len(new) >= wanted:
                chosen.add(row)
                left -= new
    return chosen
