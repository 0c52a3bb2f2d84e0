"""Two regulations compared as JSON."""

from typing_extensions import TypedDict

from ...answer.json import JointReceiptJson, PackStateJson, ShortOutcomeJson
from ...case.json import CaseJson
from ...errors import CaseProblemJson
from ...explanation.json import StatementJson


class GainedAndLostJson(TypedDict):
    """Gains and losses of the second regulation against the first."""

    gained: list[str]
    lost: list[str]


class ReadingsComparedJson(GainedAndLostJson):
    """The contested readings of the two, by id."""

    changed: list[str]


class RefusedByJson(TypedDict):
    """The reasons for which either regulation refuses a case; empty where it does not."""

    before: list[CaseProblemJson]
    after: list[CaseProblemJson]


class ConclusionsComparedJson(TypedDict):
    """The conclusions gained and lost."""

    gained: list[StatementJson]
    lost: list[StatementJson]


class OutcomesComparedJson(TypedDict):
    """The outcomes gained and lost."""

    gained: list[ShortOutcomeJson]
    lost: list[ShortOutcomeJson]


class CaseComparedJson(TypedDict):
    """A case of which not the same comes out."""

    name: str
    case: CaseJson
    refused: RefusedByJson
    persons: dict[str, GainedAndLostJson]
    conclusions: ConclusionsComparedJson
    outcomes: OutcomesComparedJson
    exhausted: bool


class TurnedPatternJson(TypedDict):
    """A pattern with a case that shows it."""

    id: str
    pattern: list[str]
    case: CaseJson


class VerdictTurnJson(TypedDict):
    """A disposition that is gained or lost."""

    person: str
    disposition: str
    text: str
    patterns: int
    least: list[TurnedPatternJson]


class BaseComparedJson(TypedDict):
    """The differences in one situation."""

    base: str
    patterns: int
    differing: int
    under_readings: int | None
    refused: int
    gained: list[VerdictTurnJson]
    lost: list[VerdictTurnJson]


class AtlasesComparedJson(TypedDict):
    """Two atlases compared, over the situations of the first and the items that both have."""

    bases: list[BaseComparedJson]
    items: GainedAndLostJson


class CompareMembersJson(TypedDict):
    """The members of `CompareAnswerJson` but its receipt."""

    before: PackStateJson
    after: PackStateJson
    readings: ReadingsComparedJson
    cases: list[CaseComparedJson]
    unchanged: list[str]
    refused: list[str]
    atlas: AtlasesComparedJson | None
    atlas_not_comparable: str | None
    exhausted: bool


class CompareAnswerJson(CompareMembersJson):
    """Two regulations compared."""

    receipt: JointReceiptJson
