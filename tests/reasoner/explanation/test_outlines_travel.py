"""Outlines travel between processes: they are pickled whole, and hold no pack."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from support.cases.sound import COLLISION, solve, sound
from wenze import Reasoner
from wenze.reasoner.answer.why import explain
from wenze.reasoner.answer.why_outline import why_outline
from wenze.reasoner.inquiry.contrast.contrast import contrast
from wenze.reasoner.inquiry.contrast.decision_tree import decisions
from wenze.reasoner.inquiry.contrast.outline import contrast_outline, decisions_outline
from wenze.reasoner.solver.outcomes import Outcomes

AGGRAVATED = 'disposition("王某",aggravated)'
OUTLINES: dict[str, Callable[[Outcomes], object]] = {
    "why": lambda found: why_outline(explain(found, AGGRAVATED, None, holds=True, others=2), "en"),
    "why not": lambda found: why_outline(explain(found, AGGRAVATED, None, holds=False), "zh"),
    "contrast": lambda found: contrast_outline(
        contrast(found, found.at(1).id, found.at(found.count or 1).id), "en"
    ),
    "decisions": lambda found: decisions_outline(decisions(found), "zh"),
}


@pytest.mark.parametrize("kind", OUTLINES)
def test_an_outline_comes_out_of_a_pickle_as_it_went_in(law: Reasoner, kind: str) -> None:
    outline = OUTLINES[kind](solve(law, sound(**COLLISION)))
    packed = pickle.dumps(outline)
    assert pickle.loads(packed) == outline  # noqa: S301 - our own
    assert b"wenze.reasoner.pack" not in packed
