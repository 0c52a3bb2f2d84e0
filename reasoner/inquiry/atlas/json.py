"""The atlas of a regulation as JSON."""

from typing_extensions import TypedDict

from ...answer.json import PackStateJson
from ...case.json import CaseJson

ByPerson = dict[str, list[str]]
# The options of readings under which something is so.
When = list[dict[str, list[str]]]


class RefusedPatternJson(TypedDict):
    """A smallest pattern that contradicts itself."""

    pattern: list[str]
    text: str


class ItemPairJson(TypedDict):
    """Two items together."""

    items: list[str]
    clashes: int
    sets: int | None


class ReadingStepJson(TypedDict):
    """A step that asks a reading."""

    reading: str
    options: dict[str, int]


class EndStepJson(TypedDict):
    """A step at which the diagram ends."""

    persons: ByPerson


class AtlasBaseJson(TypedDict):
    """A situation that is examined."""

    id: str
    text: str
    patterns: int
    admitted: int
    splitting: int
    readings: list[str]
    reading_combinations: int
    refused: list[RefusedPatternJson]
    pairs: list[ItemPairJson]
    steps: list[ReadingStepJson | EndStepJson]


class ItemUseJson(TypedDict):
    """The use of an item in one situation."""

    patterns: int
    changes: int
    part: int
    makes: int
    conclusions: int
    share: float


class AtlasItemJson(TypedDict):
    """An item of circumstances."""

    id: str
    text: str
    effect: str
    effect_text: str
    provisions: list[str]
    bases: dict[str, ItemUseJson]


class ReadingUseJson(TypedDict):
    """The use of a reading in one situation."""

    verdicts: int
    conclusions: int


class AtlasReadingJson(TypedDict):
    """A contested reading."""

    id: str
    text: str
    provisions: list[str]
    bases: dict[str, ReadingUseJson]


class PatternExampleJson(TypedDict):
    """A pattern with a case that shows it."""

    id: str
    base: str
    pattern: list[str]
    text: str
    case: CaseJson


class VerdictSetJson(TypedDict):
    """A set of dispositions."""

    persons: ByPerson
    reading_combinations: int


class PatternGroupJson(PatternExampleJson):
    """Patterns that lead to the same under all readings, told by one of fewest items."""

    patterns: int
    splits: bool
    readings: list[str]
    sets: list[VerdictSetJson]
    start: int


class PatternCollisionJson(PatternExampleJson):
    """A pattern in which effects collide, and do not without any one of its items."""

    reading: str
    when: When
    options: dict[str, ByPerson]


class GapPatternJson(PatternExampleJson):
    """A pattern with a gap."""

    when: When


class AtlasGapJson(TypedDict):
    """A gap that is looked for."""

    id: str
    text: str
    patterns: int
    least: list[GapPatternJson]


class AtlasJson(TypedDict):
    """The atlas of a regulation."""

    pack: PackStateJson
    exhausted: bool
    text: str
    bases: list[AtlasBaseJson]
    items: list[AtlasItemJson]
    idle_items: list[str]
    readings: list[AtlasReadingJson]
    idle_readings: list[str]
    groups: list[PatternGroupJson]
    collisions: list[PatternCollisionJson]
    gaps: list[AtlasGapJson]
