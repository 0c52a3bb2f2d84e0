"""The calls of the OpenAPI document: what each takes and answers, and how it may fail."""

from dataclasses import dataclass
from typing import Any, Final, Literal

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
from . import requests


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its place, the type of its answer, its query and the type of its body if it has one;
    `engines` if a worker has to answer although there is only one form.
    """

    name: str
    path: str
    answer: Any
    query: type[AnyQuery] = LawQuery
    body: Any = None
    engines: bool = False

    @property
    def method(self) -> Literal["get", "post"]:
        """The method of HTTP."""
        return "get" if self.body is None else "post"

    @property
    def tag(self) -> Literal["case", "law", "server"]:
        """The kind of thing that is asked about."""
        if self.body is not None:
            return "case"
        return "law" if self.path.startswith("/v1/") else "server"

    @property
    def forms(self) -> tuple[Format, ...]:
        """The forms in which the answer can be had."""
        return self.query.forms()

    @property
    def fails(self) -> set[int]:
        """The statuses of problems beside those of every call."""
        if self.body is not None:
            return {404, 413, 415, 422, 503}
        busy = self.engines or len(self.forms) > 1
        return ({404} if "{" in self.path else set()) | ({503} if busy else set())

    @property
    def kept(self) -> bool:
        """True if an unchanged answer may be a 304."""
        return self.tag == "law"


_REGULATION: Final = "/v1/regulations/{regulation}"
CALLS: Final = (
    Call("outcomes", "/v1/outcomes", OutcomesAnswerJson, OutcomesQuery, CaseJson),
    Call("why", "/v1/why", ExplanationJson, WhyQuery, requests.WhyRequest),
    Call("why_not", "/v1/why-not", ExplanationJson, WhyNotQuery, requests.WhyRequest),
    Call("verify", "/v1/verify", VerificationJson, body=dict[str, Any]),
    Call(
        "contrast",
        "/v1/contrast",
        ContrastJson | DecisionTreesJson,
        DrawnQuery,
        requests.ContrastRequest,
    ),
    Call("what_if", "/v1/what-if", WhatIfAnswerJson, CaseQuery, requests.CaseRequest),
    Call("relevance", "/v1/relevance", RelevanceAnswerJson, CaseQuery, requests.CaseRequest),
    Call("review", "/v1/review", ReviewAnswerJson, DrawnQuery, requests.ReviewRequest),
    Call("schools", "/v1/schools", SchoolsAnswerJson, CaseQuery, requests.CaseRequest),
    Call(
        "consistency",
        "/v1/consistency",
        ConsistencyAnswerJson,
        ConsistencyQuery,
        requests.ConsistencyRequest,
    ),
    Call("compare", "/v1/compare", CompareAnswerJson, CompareQuery, requests.CompareRequest),
    Call("regulations", "/v1/regulations", law_json.RegulationsJson),
    Call("regulation", _REGULATION, law_json.RegulationJson, RegulationQuery),
    Call("provision", f"{_REGULATION}/provisions/{{number}}", law_json.ProvisionJson),
    Call("vocabulary", f"{_REGULATION}/vocabulary", dict[str, Any]),
    Call("readings", f"{_REGULATION}/readings", law_json.ReadingsJson),
    Call("cases", f"{_REGULATION}/cases", law_json.WorkedCasesJson),
    Call("worked_case", f"{_REGULATION}/cases/{{name}}", law_json.WorkedCaseJson),
    Call("atlas", f"{_REGULATION}/atlas", AtlasJson, AtlasQuery),
    Call("healthz", "/healthz", HealthJson, engines=True),
    Call("openapi", "/openapi.json", dict[str, Any]),
)
