"""Schemas of a receipt's `asked` member. Receipts are untrusted input."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..i18n import Lang
from ..pack.model import Strict

_MAX_OTHERS = 10_000


def _none_or_two(ids: list[str]) -> list[str]:
    if len(ids) not in {0, 2}:
        raise ValueError("none or two")
    return ids


class OutcomesRequest(Strict):
    """Request for the outcomes of a case."""

    call: Literal["outcomes"]
    limit: int = Field(ge=0)
    lang: Lang


class WhyRequest(Strict):
    """Request for the reasons why a conclusion holds in an outcome, or does not."""

    call: Literal["why", "why-not"]
    conclusion: str
    outcome: str
    others: int = Field(ge=0, le=_MAX_OTHERS)
    lang: Lang


class ContrastRequest(Strict):
    """Request for the contrast of two outcomes or, if none are named, of all."""

    call: Literal["contrast"]
    outcomes: Annotated[list[str], AfterValidator(_none_or_two)]
    lang: Lang


class WhatIfRequest(Strict):
    """Request for changes of the facts, for these persons or, if none are named, for all."""

    call: Literal["what-if"]
    persons: list[str]
    pairs: bool
    lang: Lang


class RelevanceRequest(Strict):
    """Request for facts that are not stated and could still change a conclusion."""

    call: Literal["relevance"]
    limit: Annotated[int, Field(ge=0)] | None
    lang: Lang


class ReviewRequest(Strict):
    """Request for the review of a decision."""

    call: Literal["review"]
    decision: dict[str, str]
    lang: Lang


class SchoolsRequest(Strict):
    """Request for a case under these schools or, if none are named, under each."""

    call: Literal["schools"]
    schools: list[str]
    lang: Lang


# Requests that are answered from the outcomes of a case.
CaseRequest = WhyRequest | ContrastRequest | WhatIfRequest | RelevanceRequest | ReviewRequest
ReceiptRequest = OutcomesRequest | CaseRequest | SchoolsRequest
