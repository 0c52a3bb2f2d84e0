"""Interning that is interrupted: what is known is known whole."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from clingo.symbol import Function

from wenze.reasoner.proof.interning import Interning

RULEBOOK = cast("Any", SimpleNamespace(slots={("p", 0): 1}, facts={}, signatures={1: ("p", 0)}))


def test_an_atom_whose_interning_is_interrupted_is_interned_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    atom, known = Function("p"), Interning(RULEBOOK, frozenset())
    with monkeypatch.context() as interrupted:
        interrupted.setattr(RULEBOOK, "facts", SimpleNamespace(get=_interrupt))
        with pytest.raises(KeyboardInterrupt):
            known.place(atom)
    assert known.number(atom) is None
    slot, number = known.place(atom)
    assert known.symbol(number) == atom
    assert known.extension(slot, frozenset({number}))


def _interrupt(_: object) -> None:
    raise KeyboardInterrupt
