"""Samples in two parts: a few values in ``make test``, all the others in ``make soak``.

The parts exclude each other: who runs both has tried every value once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, combinations, product
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
        for part in _parameter(number % every == 0, *_each(value))
    ]


def foremost(values: Iterable[Any], *, count: int = 3) -> list[Any]:
    """Parameters: the first `count` values are quick; the others soak."""
    return [
        part
        for number, value in enumerate(values)
        for part in _parameter(number < count, *_each(value))
    ]


def crossed(
    several: Mapping[str, Collection[Any]] | None = None, /, **single: Collection[Any]
) -> pytest.MarkDecorator:
    """Parametrize over all combinations. Of two axes each value is quick at least once; of three,
    each pair of values of two (pairwise testing). An axis of `several` names has a tuple of values.
    """
    axes = {**(several or {}), **single}
    values = [list(axis) for axis in axes.values()]
    rows = list(product(*(range(len(axis)) for axis in values)))
    quick = _covering(rows)
    parts = [
        part
        for row in rows
        for part in _parameter(
            row in quick,
            *chain.from_iterable(_each(axis[n]) for axis, n in zip(values, row, strict=True)),
        )
    ]
    return pytest.mark.parametrize(",".join(axes), parts)


def examples(count: int) -> settings:
    """A property's examples: a fifth of them are quick, all soak."""
    return settings(max_examples=count if soaking() else max(count // 5, 10))


def _each(value: Any) -> tuple[Any, ...]:
    """The values of several parameters, or that of one."""
    return value if isinstance(value, tuple) else (value,)


def _parameter(quick: bool, *values: Any) -> Iterable[Any]:
    """The parameter, in its own part only."""
    if quick is not soaking():
        marks = () if quick else (pytest.mark.soak,)
        yield pytest.param(*values, marks=marks)


def _covering(rows: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Some rows with all values, or pairs of values, that occur in any: most new ones first."""
    width = len(rows[0])

    def parts(row: tuple[int, ...]) -> set[Any]:
        return set(combinations(enumerate(row), min(2, width - 1)))

    rows = sorted(rows, key=lambda row: ((row[-1] - row[0]) % (1 + rows[-1][-1]), row))
    left = {part for row in rows for part in parts(row)}
    chosen: set[tuple[int, ...]] = set()
    for wanted in range(len(parts(rows[0])), 0, -1):
        for row in rows:
            new = left & parts(row)
            if len(new) >= wanted:
                chosen.add(row)
                left -= new
    return chosen
