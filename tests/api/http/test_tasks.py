"""Reasoners that engine processes keep between questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.cases.law_cases import LAW
from wenze.api.http.worker.tasks import reasoner_of


def test_a_law_whose_official_words_alone_have_changed_is_read_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wenze.api.http.worker.tasks._reasoners", {})
    amended = replace(LAW.pack, text_digest="sha256:other")
    assert reasoner_of(LAW.pack).pack is LAW.pack
    assert reasoner_of(amended).pack is amended
    assert reasoner_of(LAW.pack) is reasoner_of(LAW.pack)
