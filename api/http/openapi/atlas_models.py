"""The atlas and two regulations compared, as the OpenAPI document describes them."""

from .models import (
    Case,
    CaseProblem,
    JointReceipt,
    Model,
    PackState,
    Request,
    Scalar,
    Statement,
)
from .schools_models import ShortOutcome

ByPerson = dict[str, list[str]]
# The options of readings under which something is so.
When = list[dict[str, list[str]]]


class RefusedPattern(Model):
    pattern: list[str]
    text: str


class ItemPair(Model):
    items: list[str]
    clashes: int
    sets: int | None


class ReadingStep(Model):
    reading: str
    options: dict[str, int]


class EndStep(Model):
    persons: ByPerson


class AtlasBase(Model):
    id: str
    text: str
    patterns: int
    admitted: int
    splitting: int
    readings: list[str]
    reading_combinations: int
    refused: list[RefusedPattern]
    pairs: list[ItemPair]
    steps: list[ReadingStep | EndStep]


class ItemUse(Model):
    patterns: int
    changes: int
    part: int
    makes: int
    conclusions: int
    share: float


class AtlasItem(Model):
    id: str
    text: str
    effect: str
    effect_text: str
    provisions: list[str]
    bases: dict[str, ItemUse]


class ReadingUse(Model):
    verdicts: int
    conclusions: int


class AtlasReading(Model):
    id: str
    text: str
    provisions: list[str]
    bases: dict[str, ReadingUse]


class PatternExample(Model):
    id: str
    base: str
    pattern: list[str]
    text: str
    case: Case


class VerdictSet(Model):
    persons: ByPerson
    reading_combinations: int


class PatternGroup(PatternExample):
    patterns: int
    splits: bool
    readings: list[str]
    sets: list[VerdictSet]
    start: int


class PatternCollision(PatternExample):
    reading: str
    when: When
    options: dict[str, ByPerson]


class GapPattern(PatternExample):
    when: When


class AtlasGap(Model):
    id: str
    text: str
    patterns: int
    least: list[GapPattern]


class Atlas(Model):
    pack: PackState
    exhausted: bool
    text: str
    bases: list[AtlasBase]
    items: list[AtlasItem]
    idle_items: list[str]
    readings: list[AtlasReading]
    idle_readings: list[str]
    groups: list[PatternGroup]
    collisions: list[PatternCollision]
    gaps: list[AtlasGap]


class CompareRequest(Request):
    before: Scalar
    after: Scalar
    cases: list[Case]


class GainedAndLost(Model):
    gained: list[str]
    lost: list[str]


class ReadingsCompared(GainedAndLost):
    changed: list[str]


class RefusedBy(Model):
    before: list[CaseProblem]
    after: list[CaseProblem]


class ConclusionsCompared(Model):
    gained: list[Statement]
    lost: list[Statement]


class OutcomesCompared(Model):
    gained: list[ShortOutcome]
    lost: list[ShortOutcome]


class CaseCompared(Model):
    name: str
    case: Case
    refused: RefusedBy
    persons: dict[str, GainedAndLost]
    conclusions: ConclusionsCompared
    outcomes: OutcomesCompared
    exhausted: bool


class TurnedPattern(Model):
    id: str
    pattern: list[str]
    case: Case


class VerdictTurn(Model):
    person: str
    disposition: str
    text: str
    patterns: int
    least: list[TurnedPattern]


class BaseCompared(Model):
    base: str
    patterns: int
    differing: int
    under_readings: int | None
    refused: int
    gained: list[VerdictTurn]
    lost: list[VerdictTurn]


class AtlasesCompared(Model):
    bases: list[BaseCompared]
    items: GainedAndLost


class CompareAnswer(Model):
    before: PackState
    after: PackState
    readings: ReadingsCompared
    cases: list[CaseCompared]
    unchanged: list[str]
    refused: list[str]
    atlas: AtlasesCompared | None
    atlas_not_comparable: str | None
    exhausted: bool
    receipt: JointReceipt
