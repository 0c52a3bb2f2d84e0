"""What may have been asked, as receipts have it: untrusted input."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..i18n import Lang
from ..pack.model import Strict

_MAX_OTHERS = 10_000


def _none_or_two(ids: list[str]) -> list[str]:
    if len(ids) not in {0, 2}:
        raise ValueError("none or two")
    return ids


class OutcomesAsked(Strict):
    """The question which outcomes a case has."""

    call: Literal["outcomes"]
    limit: int = Field(ge=0)
    lang: Lang


class ReasonAsked(Strict):
    """The question why something is concluded in an outcome, or is not."""

    call: Literal["why", "why-not"]
    conclusion: str
    outcome: str
    others: int = Field(ge=0, le=_MAX_OTHERS)
    lang: Lang


class ContrastAsked(Strict):
    """The question what separates two outcomes or, where none are named, all of them."""

    call: Literal["contrast"]
    outcomes: Annotated[list[str], AfterValidator(_none_or_two)]
    lang: Lang


class WhatIfAsked(Strict):
    """The question what other facts would change, for these persons or, where none are named, for
    all.
    """

    call: Literal["what-if"]
    persons: list[str]
    pairs: bool
    lang: Lang


class RelevanceAsked(Strict):
    """The question which facts not yet stated could still change a conclusion."""

    call: Literal["relevance"]
    limit: Annotated[int, Field(ge=0)] | None
    lang: Lang


class ReviewAsked(Strict):
    """The question whether a decision taken is defensible."""

    call: Literal["review"]
    decision: dict[str, str]
    lang: Lang


class SchoolsAsked(Strict):
    """The question what a case comes to under these schools of interpretation or, where none are
    named, under each.
    """

    call: Literal["schools"]
    schools: list[str]
    lang: Lang


# What is asked of the outcomes of a case, but for a list of them.
Inquired = ReasonAsked | ContrastAsked | WhatIfAsked | RelevanceAsked | ReviewAsked
Asked = OutcomesAsked | Inquired | SchoolsAsked
