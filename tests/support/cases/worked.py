"""The worked cases of both packs, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wenze.reasoner.case.worked_cases import WorkedCase, worked_cases
from wenze.reasoner.pack import load_pack


@cache
def worked(folder: Path) -> tuple[WorkedCase, ...]:
    """The worked cases in a pack's folder."""
    return tuple(worked_cases(load_pack(folder)))
