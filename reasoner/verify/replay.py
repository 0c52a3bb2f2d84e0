"""Questions that receipts hold, asked again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from ..answer.why import NoSuchOutcome, explain, find_outcome
from ..case.case import Case
from ..errors import CaseRefused, Problem
from ..inquiry.contrast.contrast import contrast
from ..inquiry.contrast.decision_tree import decisions
from ..inquiry.relevance.relevance import relevance
from ..inquiry.review.review import review
from ..inquiry.what_if.what_if import what_if
from ..reasoner import Reasoner
from ..solver.outcomes import Outcomes
from .receipt_reader import refused_at
from .receipt_request import (
    ContrastAsked,
    Inquired,
    ReasonAsked,
    RelevanceAsked,
    ReviewAsked,
    SchoolsAsked,
    WhatIfAsked,
)


class _Answer(Protocol):
    def as_json(self, lang: str) -> Mapping[str, object]: ...


def asked_again(
    asked: Inquired | SchoolsAsked, case: Case, reasoner: Reasoner
) -> Mapping[str, object]:
    """The answer now to a question that does not list outcomes.

    Raises CaseRefused with pointers into the receipt, CertificateFailed, ProverMissing.
    """
    if isinstance(asked, SchoolsAsked):
        with refused_at("/case"):
            reasoner.solve(case.keeping_to(None))
        with refused_at("/asked"):
            return reasoner.schools(case, asked.schools).as_json(asked.lang)
    with refused_at("/case"):
        found = reasoner.solve(case)
    with refused_at("/asked"):
        return _answered(asked, found).as_json(asked.lang)


def _answered(asked: Inquired, found: Outcomes) -> _Answer:
    match asked:
        case ReasonAsked():
            with _existing("/outcome"):
                holds = asked.call == "why"
                return explain(
                    found, asked.conclusion, asked.outcome, holds=holds, others=asked.others
                )
        case ContrastAsked():
            for place, name in enumerate(asked.outcomes):
                with _existing(f"/outcomes/{place}"):
                    find_outcome(found, name)
            return contrast(found, *asked.outcomes) if asked.outcomes else decisions(found)
        case WhatIfAsked():
            return what_if(found, persons=asked.persons, pairs=asked.pairs)
        case RelevanceAsked():
            return relevance(found, limit=asked.limit)
        case ReviewAsked():
            return review(found, asked.decision)


@contextmanager
def _existing(place: str) -> Iterator[None]:
    """Refuse an outcome that there is not any more, as of a place."""
    try:
        yield
    except NoSuchOutcome as unknown:
        raise CaseRefused([Problem("value", unknown.words, place)]) from None
