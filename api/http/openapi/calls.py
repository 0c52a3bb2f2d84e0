"""The calls of the OpenAPI document: what each takes and answers, and how it may fail."""

from dataclasses import dataclass
from typing import Any, Final

from ....reasoner.answer.json import ExplanationJson, OutcomesAnswerJson
from ....reasoner.case.json import CaseJson
from ....reasoner.inquiry.atlas.json import AtlasJson
from ....reasoner.inquiry.compare.json import CompareAnswerJson
from ....reasoner.inquiry.consistency.json import ConsistencyAnswerJson
from ....reasoner.inquiry.contrast.json import ContrastJson, DecisionTreesJson
from ....reasoner.inquiry.relevance.json import RelevanceAnswerJson
from ....reasoner.inquiry.review.json import ReviewAnswerJson
from ....reasoner.inquiry.schools.json import SchoolsAnswerJson
from ....reasoner.inquiry.what_if.json import WhatIfAnswerJson
from ....reasoner.verify.json import VerificationJson
from ...law_data import json as law_json
from ..json import HealthJson
from ..query import (
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
from ..responses import Format
from ..routes import ATLAS, DRAWN, OUTCOMES, REGULATION, TEXTS
from . import requests


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its place, query and body, and the type of its answer with the forms in which it can
    be had; ``fails`` are the statuses of problems beside those of every call.
    """

    tag: str
    name: str
    method: str
    path: str
    answer: Any
    query: type[AnyQuery] = LawQuery
    body: Any = None
    forms: tuple[Format, ...] = ("json",)
    fails: tuple[int, ...] = ()

    @property
    def kept(self) -> bool:
        """True if an unchanged answer may be a 304."""
        return self.method == "get" and self.tag == "law"


# How a question about a case may fail.
_FAILS = (404, 413, 415, 422, 503)
CALLS: Final = (
    Call(
        "case", "outcomes", "post", "/v1/outcomes", OutcomesAnswerJson,
        OutcomesQuery, CaseJson, OUTCOMES, _FAILS,
    ),
    Call(
        "case", "why", "post", "/v1/why", ExplanationJson,
        WhyQuery, requests.WhyRequest, DRAWN, _FAILS,
    ),
    Call(
        "case", "why_not", "post", "/v1/why-not", ExplanationJson,
        WhyNotQuery, requests.WhyRequest, DRAWN, _FAILS,
    ),
    Call(
        "case", "verify", "post", "/v1/verify", VerificationJson, body=dict[str, Any],
        fails=_FAILS,
    ),
    Call(
        "case", "contrast", "post", "/v1/contrast", ContrastJson | DecisionTreesJson,
        DrawnQuery, requests.ContrastRequest, DRAWN, _FAILS,
    ),
    Call(
        "case", "what_if", "post", "/v1/what-if", WhatIfAnswerJson,
        CaseQuery, requests.CaseRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "relevance", "post", "/v1/relevance", RelevanceAnswerJson,
        CaseQuery, requests.CaseRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "review", "post", "/v1/review", ReviewAnswerJson,
        DrawnQuery, requests.ReviewRequest, DRAWN, _FAILS,
    ),
    Call(
        "case", "schools", "post", "/v1/schools", SchoolsAnswerJson,
        CaseQuery, requests.CaseRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "consistency", "post", "/v1/consistency", ConsistencyAnswerJson,
        ConsistencyQuery, requests.ConsistencyRequest, TEXTS, _FAILS,
    ),
    Call(
        "case", "compare", "post", "/v1/compare", CompareAnswerJson,
        CompareQuery, requests.CompareRequest, TEXTS, _FAILS,
    ),
    Call("law", "regulations", "get", "/v1/regulations", law_json.RegulationsJson),
    Call(
        "law", "regulation", "get", "/v1/regulations/{regulation}", law_json.RegulationJson,
        RegulationQuery, forms=REGULATION, fails=(404, 503),
    ),
    Call(
        "law", "provision", "get", "/v1/regulations/{regulation}/provisions/{number}",
        law_json.ProvisionJson, fails=(404,),
    ),
    Call(
        "law", "vocabulary", "get", "/v1/regulations/{regulation}/vocabulary",
        dict[str, Any], fails=(404,),
    ),
    Call(
        "law", "readings", "get", "/v1/regulations/{regulation}/readings",
        law_json.ReadingsJson, fails=(404,),
    ),
    Call(
        "law", "cases", "get", "/v1/regulations/{regulation}/cases",
        law_json.WorkedCasesJson, fails=(404,),
    ),
    Call(
        "law", "worked_case", "get", "/v1/regulations/{regulation}/cases/{name}",
        law_json.WorkedCaseJson, fails=(404,),
    ),
    Call(
        "law", "atlas", "get", "/v1/regulations/{regulation}/atlas",
        AtlasJson, AtlasQuery, forms=ATLAS, fails=(404, 503),
    ),
    Call("server", "healthz", "get", "/healthz", HealthJson, fails=(503,)),
    Call("server", "openapi", "get", "/openapi.json", dict[str, Any]),
)  # fmt: skip
