"""Answers to a case and their receipts as JSON."""

from typing import Literal, NotRequired

from typing_extensions import TypeAliasType, TypedDict

from ..case.json import CaseJson
from ..errors import CaseProblemJson
from ..explanation.json import ConclusionJson, ProofJson, StatementJson

# SHA-256, "sha256:" and 64 hexadecimal digits.
Digest = TypeAliasType("Digest", str)
# One of those of `LANGS`.
Language = TypeAliasType("Language", str)


class AnsweredJson(TypedDict):
    """The regulation under which the answer is given."""

    id: str
    digest: Digest


class PackStateJson(TypedDict):
    """The regulation that was applied, and its encoding."""

    id: str
    version: str
    digest: Digest
    text_digest: Digest


class EngineVersionsJson(TypedDict):
    """The versions of what answers."""

    wenze: str
    clingo: str
    swi_prolog: str | None


class AskedOutcomesJson(TypedDict):
    """A receipt's request: the outcomes of a case."""

    call: Literal["outcomes"]
    limit: int
    lang: Language


class AskedReasonsJson(TypedDict):
    """A receipt's request: why a conclusion holds, or why it does not."""

    call: Literal["why", "why-not"]
    conclusion: str
    outcome: str
    others: int
    lang: Language


class AskedContrastJson(TypedDict):
    """A receipt's request: what separates outcomes."""

    call: Literal["contrast"]
    outcomes: list[str]
    lang: Language


class AskedSchoolsJson(TypedDict):
    """A receipt's request: a case under the schools of its law."""

    call: Literal["schools"]
    schools: list[str]
    lang: Language


class AskedWhatIfJson(TypedDict):
    """A receipt's request: what other facts would change."""

    call: Literal["what-if"]
    persons: list[str]
    pairs: bool
    lang: Language


class AskedRelevanceJson(TypedDict):
    """A receipt's request: which facts could still matter."""

    call: Literal["relevance"]
    limit: int | None
    lang: Language


class AskedReviewJson(TypedDict):
    """A receipt's request: whether a decision is defensible."""

    call: Literal["review"]
    decision: dict[str, str]
    lang: Language


class AskedConsistencyJson(TypedDict):
    """A receipt's request: whether decided cases agree."""

    call: Literal["consistency"]
    decisions: list[dict[str, str]]
    names: list[str | None]
    case: bool
    limit: int
    lang: Language


class AskedCompareJson(TypedDict):
    """A receipt's request: two regulations compared."""

    call: Literal["compare"]
    before: PackStateJson
    lang: Language


AskedJson = (
    AskedOutcomesJson
    | AskedReasonsJson
    | AskedContrastJson
    | AskedSchoolsJson
    | AskedWhatIfJson
    | AskedRelevanceJson
    | AskedReviewJson
)


class ReceiptJson(TypedDict):
    """The record of what an answer was made from and what it was, to be checked later; it holds no
    time. Digests of JSON values are SHA-256 of their canonical JSON (keys sorted by code points,
    no spaces, UTF-8).
    """

    asked: AskedJson
    case: CaseJson
    case_digest: Digest
    pack: PackStateJson
    engines: EngineVersionsJson
    exhausted: bool
    parts: dict[str, Digest]
    answer: Digest


class JointReceiptJson(TypedDict):
    """The receipt of an answer about several cases. It does not hold them, so `/v1/verify` cannot
    check it.
    """

    asked: AskedConsistencyJson | AskedCompareJson
    cases_digest: Digest
    pack: PackStateJson
    engines: EngineVersionsJson
    exhausted: bool
    parts: dict[str, Digest]
    answer: Digest


class ShortOutcomeJson(TypedDict):
    """An outcome by its choices and dispositions."""

    id: str
    readings: dict[str, str]
    disputed: dict[str, bool]
    dispositions: dict[str, str]


class OutcomeJson(ShortOutcomeJson):
    """A defensible outcome: options of contested readings, findings of disputed facts, and the
    conclusions that follow. No two are equal in all three.
    """

    discretion: list[list[list[StatementJson]]]
    conclusions: list[ConclusionJson]


class PersonJson(TypedDict):
    """The dispositions that a person may have, over all outcomes."""

    dispositions: list[str]
    contested: bool
    readings: list[str]


class CollisionJson(TypedDict):
    """Provisions of different effect that apply together in at least one outcome, and the
    contested reading that settles which prevails.
    """

    reading: str
    persons: list[str]
    provisions: list[str]
    options: dict[str, dict[str, list[str]]]


class DroppedJson(TypedDict):
    """A combination of disputed facts that is left out because it contradicts itself or is
    incomplete; the smallest such only.
    """

    disputed: dict[str, bool]
    errors: list[CaseProblemJson]


class AnswerHeadJson(TypedDict):
    """An answer without its list of outcomes; everything in it speaks of all of them."""

    regulation: AnsweredJson
    outcome_count: int | str | None
    complete: bool
    certified: bool | None
    pinned: dict[str, str]
    persons: dict[str, PersonJson]
    always: list[ConclusionJson]
    sometimes: list[ConclusionJson]
    collisions: list[CollisionJson]
    assumptions: list[ConclusionJson]
    idle: list[str]
    dropped: list[DroppedJson]


class OutcomesAnswerJson(AnswerHeadJson):
    """Every defensible outcome of a case; all but `outcomes` speaks of all of them."""

    outcomes: list[OutcomeJson]
    receipt: ReceiptJson


class ExplanationMembersJson(ProofJson):
    """The members of `ExplanationJson` but its receipt."""

    conclusion: str
    holds: bool
    outcome: str
    readings: dict[str, str]
    disputed: dict[str, bool]
    proof_count: NotRequired[int | str | None]
    proof_count_exact: NotRequired[bool]
    others: NotRequired[list[ProofJson]]


class ExplanationJson(ExplanationMembersJson):
    """The proof that a conclusion holds in an outcome, or the reasons why it does not."""

    receipt: ReceiptJson
