"""Replay of the request in a receipt."""

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
    CaseRequest,
    ContrastRequest,
    RelevanceRequest,
    ReviewRequest,
    SchoolsRequest,
    WhatIfRequest,
    WhyRequest,
)


class _Answer(Protocol):
    def as_json(self, lang: str) -> Mapping[str, object]: ...


def replay(
    request: CaseRequest | SchoolsRequest, case: Case, reasoner: Reasoner
) -> Mapping[str, object]:
    """Answer again any request but `outcomes`, which `verification` replays.

    Raises CaseRefused with pointers into the receipt, CertificateFailed, ProverMissing.
    """
    if isinstance(request, SchoolsRequest):
        with refused_at("/case"):
            reasoner.solve(case.keeping_to(None))
        with refused_at("/asked"):
            return reasoner.schools(case, request.schools).as_json(request.lang)
    with refused_at("/case"):
        found = reasoner.solve(case)
    with refused_at("/asked"):
        return _answer(request, found).as_json(request.lang)


def _answer(request: CaseRequest, found: Outcomes) -> _Answer:
    match request:
        case WhyRequest():
            with _existing("/outcome"):
                holds = request.call == "why"
                return explain(
                    found, request.conclusion, request.outcome, holds=holds, others=request.others
                )
        case ContrastRequest():
            for place, name in enumerate(request.outcomes):
                with _existing(f"/outcomes/{place}"):
                    find_outcome(found, name)
            return contrast(found, *request.outcomes) if request.outcomes else decisions(found)
        case WhatIfRequest():
            return what_if(found, persons=request.persons, pairs=request.pairs)
        case RelevanceRequest():
            return relevance(found, limit=request.limit)
        case ReviewRequest():
            return review(found, request.decision)


@contextmanager
def _existing(place: str) -> Iterator[None]:
    """Turn NoSuchOutcome into a CaseRefused that points at `place`."""
    try:
        yield
    except NoSuchOutcome as unknown:
        raise CaseRefused([Problem("value", unknown.words, place)]) from None
