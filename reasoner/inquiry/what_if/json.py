"""Changes of facts as JSON."""

from typing import Literal

from typing_extensions import TypedDict

from ...answer.json import ReceiptJson
from ...explanation.json import ConclusionJson

ChangeKind = Literal["withdrawn", "added", "replaced"]
# Rows as a case file has them.
Patch = dict[str, bool | list[list[str]]]


class EffectJson(TypedDict):
    """A disposition that is gained or lost."""

    disposition: str
    effect: Literal["gained", "lost"]
    text: str


class EffectCountJson(EffectJson):
    """An effect, and how many minimal changes have it."""

    single_count: int
    pair_count: int
    listed: int


class FactChangeJson(TypedDict):
    """One change of what is stated."""

    kind: ChangeKind
    withdrawn: ConclusionJson | None
    added: ConclusionJson | None
    text: str


class CarriedVerdictJson(ConclusionJson):
    """A disposition with the provisions that carry it."""

    disposition: str


class RowChangeJson(TypedDict):
    """Rows of a case file to be changed."""

    withdrawn: Patch
    added: Patch


class ChangeOfCaseJson(TypedDict):
    """A way to change the case, with what it does."""

    text: str
    changes: list[FactChangeJson]
    minimal_for: list[EffectJson]
    gained: dict[str, list[CarriedVerdictJson]]
    lost: dict[str, list[CarriedVerdictJson]]
    patch: RowChangeJson


class WhatIfPersonJson(TypedDict):
    """The dispositions that are defensible for a person, and the changes that would change them."""

    dispositions: list[str]
    carried_by: list[ConclusionJson] | None
    effects: list[EffectCountJson]
    changes: list[ChangeOfCaseJson]


class WhatIfMembersJson(TypedDict):
    """The members of `WhatIfAnswerJson` but its receipt."""

    persons: dict[str, WhatIfPersonJson]
    idle: list[ConclusionJson] | None
    pairs: bool
    exhausted: bool


class WhatIfAnswerJson(WhatIfMembersJson):
    """The smallest changes of the facts that change what is defensible."""

    receipt: ReceiptJson
