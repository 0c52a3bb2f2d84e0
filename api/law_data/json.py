"""The law as JSON."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from ...reasoner.answer.json import Digest
from ...reasoner.case.json import CaseJson
from ...reasoner.i18n import Lang

# How what cites a provision stands to one that is asked for: it cites that one or a part of it,
# or a whole to which it belongs.
Cites = Literal["this", "whole"]
Status = Literal["encoded", "silent", "partly", "in_parts", "missing"]
Part = Literal["article", "paragraph", "chapeau", "item", "sentence"]


class BilingualJson(TypedDict):
    """The same in Chinese and in English; of the law's own words the English is a translation."""

    zh: str
    en: str


class NamedJson(TypedDict):
    """An id and what it is called."""

    id: str
    label: str


class RegulationEntryJson(TypedDict):
    """A regulation that can be asked about."""

    id: str
    version: str
    digest: Digest
    title: BilingualJson
    number: BilingualJson
    issuer: BilingualJson
    provisions: int
    readings: int


class UnusablePackJson(TypedDict):
    """A pack that cannot be used."""

    id: str | None
    folder: str
    message: str


class RegulationsJson(TypedDict):
    """The regulations that can be asked about."""

    regulations: list[RegulationEntryJson]
    unusable: list[UnusablePackJson]


class ValueTypeJson(TypedDict):
    """A type of arguments."""

    id: str
    kind: Literal["entity", "date", "word", "number"]
    label: str
    words: list[NamedJson]


class ArgumentJson(TypedDict):
    """One argument of a predicate."""

    name: str
    type: str
    label: str


class PredicateJson(TypedDict):
    """A predicate that rules draw."""

    predicate: str
    stage: str | None
    words: str
    arguments: list[ArgumentJson]
    provisions: list[str]


class VerdictJson(PredicateJson):
    """The predicate that says what becomes of whom; each regulation has exactly one."""

    judges: str
    values: list[NamedJson]


class RefusalJson(TypedDict):
    """A reason to refuse a case."""

    id: str
    code: Literal["contradiction", "incomplete"]
    words: str
    arguments: list[str]
    lacks: list[str]


class SilentReasonJson(TypedDict):
    """The reason why a provision draws no conclusion."""

    number: str
    reason: str


class EncodingJson(TypedDict):
    """The state of a provision's encoding."""

    status: Status
    reasons: list[SilentReasonJson]


class ProvisionHeadJson(TypedDict):
    """The number, place and encoding of a provision."""

    number: str
    citation: str
    article: str
    kind: Part
    encoding: EncodingJson


class TextLineJson(TypedDict):
    """One line of the regulation's text, in its order."""

    number: str | None
    kind: Part | Literal["outside"]
    text: BilingualJson
    citation: NotRequired[str | None]
    article: NotRequired[str | None]
    encoding: NotRequired[EncodingJson | None]
    notes: NotRequired[list[str]]
    readings: NotRequired[list[str]]


class RegulationOverviewJson(TypedDict):
    """A regulation without its text."""

    id: str
    version: str
    digest: Digest
    text_digest: Digest
    title: BilingualJson
    number: BilingualJson
    issuer: BilingualJson
    source: str
    translation: str
    languages: list[Lang]
    stages: list[NamedJson]
    groups: list[NamedJson]
    types: list[ValueTypeJson]
    verdict: VerdictJson
    conclusions: list[PredicateJson]
    discretion: list[PredicateJson]
    assumptions: list[PredicateJson]
    steps: list[PredicateJson]
    refusals: list[RefusalJson]


class RegulationJson(RegulationOverviewJson):
    """A regulation with its text, its words, and what can come out under it."""

    provisions: list[TextLineJson]


class ProvisionPartJson(ProvisionHeadJson):
    """A part of a provision."""

    text: BilingualJson


class ProvisionNoteJson(TypedDict):
    """A note on a provision."""

    number: str
    cites: Cites
    note: str


class DrawnJson(TypedDict):
    """A predicate that a rule can make true."""

    predicate: str
    kind: str | None
    words: str | None


class RuleInWordsJson(TypedDict):
    """A rule in words. Where it speaks of any person or thing of a kind, the words say so."""

    reason: str | None
    draws: list[str]
    needs: list[str]
    unless: list[str]
    whole: bool


class ProvisionRuleJson(TypedDict):
    """A rule that cites the provision."""

    cites: Cites
    file: str
    line: int
    column: int
    text: str
    provisions: list[str]
    words: str | None
    draws: list[DrawnJson]
    told: RuleInWordsJson


class ProvisionFactJson(TypedDict):
    """A fact that can be stated and that the provision is about."""

    cites: Cites
    predicate: str
    provisions: list[str]
    arguments: list[ArgumentJson]
    question: str
    statement: str


class ReadingOptionJson(TypedDict):
    """One option of a contested reading."""

    id: str
    label: str
    argument: str
    rests_on: str


class ReadingJson(TypedDict):
    """A contested reading: a question that the text leaves open, and the ways to read it."""

    id: str
    provisions: list[str]
    question: str
    options: list[ReadingOptionJson]


class ProvisionReadingJson(ReadingJson):
    """A contested reading of the provision."""

    cites: Cites


class ProvisionJson(ProvisionHeadJson):
    """A provision, and all that the pack has on it."""

    text: BilingualJson | None
    parts: list[ProvisionPartJson]
    notes: list[ProvisionNoteJson]
    rules: list[ProvisionRuleJson]
    facts: list[ProvisionFactJson]
    readings: list[ProvisionReadingJson]


class ReadingsJson(TypedDict):
    """The contested readings of a regulation."""

    readings: list[ReadingJson]


class WorkedCaseEntryJson(TypedDict):
    """A worked case in the list of them."""

    id: str
    name: BilingualJson
    refused: bool


class WorkedCasesJson(TypedDict):
    """The worked cases of a regulation."""

    demonstration: str | None
    cases: list[WorkedCaseEntryJson]


class WorkedCaseJson(WorkedCaseEntryJson):
    """A worked case."""

    case: CaseJson
