"""What the OpenAPI document says of each call: what it takes and answers, how it may fail."""

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from ..calls import OUTCOMES, REASONS
from ..formats import Format
from ..inquiries import DRAWN, TEXTS
from ..law import ATLAS, REGULATION
from ..queries import (
    AnyQuery,
    AtlasQuery,
    CaseQuery,
    CompareQuery,
    ConsistencyQuery,
    DrawnQuery,
    LawQuery,
    OutcomesQuery,
    RegulationQuery,
    WhyNotQuery,
    WhyQuery,
)
from . import (
    atlas_models,
    change_models,
    contrast_models,
    law_models,
    models,
    schools_models,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the document describes it: where, with which query and body, and what is answered
    in which forms; ``fails`` are the statuses that a problem may have beside those of every call.
    """

    tag: str
    name: str
    method: str
    path: str
    answer: type[BaseModel]
    query: type[AnyQuery] = LawQuery
    body: type[BaseModel] | None = None
    forms: tuple[Format, ...] = ("json",)
    fails: tuple[int, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether whoever asks again may be told that nothing has changed."""
        return self.method == "get" and self.tag == "law"


# How a question about a case may fail.
_FAILS = (404, 413, 415, 422, 503)
CALLS: Final = (
    Call(
        "case", "outcomes", "post", "/v1/outcomes", models.OutcomesAnswer,
        OutcomesQuery, models.Case, OUTCOMES, _FAILS,
    ),
    Call(
        "case", "why", "post", "/v1/why", models.Explanation,
        WhyQuery, models.WhyRequest, REASONS, _FAILS,
    ),
    Call(
        "case", "why_not", "post", "/v1/why-not", models.Explanation,
        WhyNotQuery, models.WhyRequest, REASONS, _FAILS,
    ),
    Call(
        "case", "verify", "post", "/v1/verify", models.Verification, body=models.VerifyRequest,
        fails=_FAILS,
    ),
    Call(
        "case", "contrast", "post", "/v1/contrast", contrast_models.ContrastAnswer,
        DrawnQuery, contrast_models.ContrastRequest, DRAWN, _FAILS,
    ),
    Call(
        "case", "what_if", "post", "/v1/what-if", change_models.WhatIfAnswer,
        CaseQuery, change_models.CaseRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "relevance", "post", "/v1/relevance", change_models.RelevanceAnswer,
        CaseQuery, change_models.CaseRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "review", "post", "/v1/review", change_models.ReviewAnswer,
        DrawnQuery, change_models.ReviewRequest, DRAWN, _FAILS,
    ),
    Call(
        "case", "schools", "post", "/v1/schools", schools_models.SchoolsAnswer,
        CaseQuery, change_models.CaseRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "consistency", "post", "/v1/consistency", schools_models.ConsistencyAnswer,
        ConsistencyQuery, schools_models.ConsistencyRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "compare", "post", "/v1/compare", atlas_models.CompareAnswer,
        CompareQuery, atlas_models.CompareRequest, TEXTS, _FAILS,
    ),
    Call("law", "regulations", "get", "/v1/regulations", law_models.Regulations),
    Call(
        "law", "regulation", "get", "/v1/regulations/{regulation}", law_models.Regulation,
        RegulationQuery, forms=REGULATION, fails=(404, 503),
    ),
    Call(
        "law", "provision", "get", "/v1/regulations/{regulation}/provisions/{number}",
        law_models.Provision, fails=(404,),
    ),
    Call(
        "law", "vocabulary", "get", "/v1/regulations/{regulation}/vocabulary",
        law_models.Vocabulary, fails=(404,),
    ),
    Call(
        "law", "readings", "get", "/v1/regulations/{regulation}/readings",
        law_models.Readings, fails=(404,),
    ),
    Call(
        "law", "cases", "get", "/v1/regulations/{regulation}/cases",
        law_models.WorkedCases, fails=(404,),
    ),
    Call(
        "law", "worked_case", "get", "/v1/regulations/{regulation}/cases/{name}",
        law_models.WorkedCase, fails=(404,),
    ),
    Call(
        "law", "atlas", "get", "/v1/regulations/{regulation}/atlas",
        atlas_models.Atlas, AtlasQuery, forms=ATLAS, fails=(404, 503),
    ),
    Call("server", "healthz", "get", "/healthz", models.Health, fails=(503,)),
    Call("server", "openapi", "get", "/openapi.json", models.OpenApi),
)  # fmt: skip
