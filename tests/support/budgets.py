"""Budgets that are spent by looks at the time: no test hangs on how fast a machine is."""

from __future__ import annotations

from itertools import count

import pytest


def count_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second of processor time pass at every look at it, and no time by the clock."""
    looks = count()
    monkeypatch.setattr("wenze.reasoner.budget.processor_time", lambda: next(looks))
    monkeypatch.setattr("wenze.reasoner.budget.PATIENCE", 1e9)
