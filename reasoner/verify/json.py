"""A verified receipt as JSON."""

from typing import Literal

from typing_extensions import TypedDict

from ..answer.json import EngineVersionsJson, PackStateJson
from ..errors import CaseProblemJson

Code = Literal[
    "altered", "receipt", "pack", "version", "text", "engine", "broken_off", "exhausted", "parts"
]


class RemarkJson(TypedDict):
    """One thing that is not as the receipt has it, or that is to be known of the check."""

    code: Code
    fault: bool
    was: str | None
    now: str | None
    message: str


class TallyJson(TypedDict):
    """The number of some things, and the first of them."""

    count: int
    first: list[str]


class VerificationJson(TypedDict):
    """The result of checking a receipt."""

    same: bool
    remarks: list[RemarkJson]
    parts: list[str]
    places: TallyJson
    gained: TallyJson
    lost: TallyJson
    errors: list[CaseProblemJson]
    pack: PackStateJson
    engines: EngineVersionsJson
