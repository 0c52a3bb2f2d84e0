"""Contrasted outcomes and decision trees as JSON."""

from typing import Literal

from typing_extensions import TypedDict

from ...answer.json import ReceiptJson
from ...explanation.json import ConclusionJson, ProofJson, StatementJson


class TakenJson(TypedDict):
    """A decision taken in a choice."""

    value: bool | str | list[str]
    text: str


class ChoiceJson(TypedDict):
    """A choice: a disputed fact, a contested reading, or a matter of discretion."""

    kind: Literal["disputed", "reading", "discretion"]
    name: str
    text: str
    provisions: list[str]


class OpenChoiceJson(ChoiceJson):
    """A choice that is open in at least one of two outcomes."""

    a: TakenJson | None
    b: TakenJson | None


class DifferingChoiceJson(OpenChoiceJson):
    """A choice that the two outcomes make differently."""

    needed: bool
    always_needed: bool


class NeededChoicesJson(TypedDict):
    """The choices that are needed for the difference."""

    count: int
    unique: bool


class ContrastedOutcomeJson(TypedDict):
    """One of the two outcomes."""

    id: str
    readings: dict[str, str]
    disputed: dict[str, bool]


class ContrastedOutcomesJson(TypedDict):
    """The two outcomes."""

    a: ContrastedOutcomeJson
    b: ContrastedOutcomeJson


class ContrastedPersonJson(TypedDict):
    """The disposition of a person in either outcome."""

    a: str | None
    b: str | None
    differs: bool


class ProvisionsOfBothJson(TypedDict):
    """The provisions that carry a conclusion in either outcome."""

    a: list[str]
    b: list[str]


class CommonConclusionJson(StatementJson):
    """A conclusion that both outcomes have."""

    provisions: ProvisionsOfBothJson


class ContrastedConclusionsJson(TypedDict):
    """The conclusions of the two outcomes."""

    a: list[ConclusionJson]
    b: list[ConclusionJson]
    both: list[CommonConclusionJson]


class ContrastedProofsJson(TypedDict):
    """The proofs that a disposition holds in one outcome and not in the other."""

    conclusion: str
    text: str
    holds_in: Literal["a", "b"]
    why: ProofJson
    why_not: ProofJson


class ContrastMembersJson(TypedDict):
    """The members of `ContrastJson` but its receipt."""

    outcomes: ContrastedOutcomesJson
    choices: list[DifferingChoiceJson]
    needed: NeededChoicesJson
    exhausted: bool
    follows: list[OpenChoiceJson]
    persons: dict[str, ContrastedPersonJson]
    conclusions: ContrastedConclusionsJson
    proofs: list[ContrastedProofsJson] | None
    unproved: list[str]
    certified: bool | None
    assumptions: list[ConclusionJson]


class ContrastJson(ContrastMembersJson):
    """Two outcomes side by side."""

    receipt: ReceiptJson


class PossibleDispositionJson(TypedDict):
    """A disposition that is open to a person, and the discretion that gives it."""

    disposition: str
    text: str
    discretion: list[list[StatementJson]]
    depends: bool


class DecisionLeafJson(TypedDict):
    """An end of a tree."""

    dispositions: dict[str, list[PossibleDispositionJson]]


class DecisionBranchJson(TypedDict):
    """A branch of a tree."""

    answers: list[TakenJson]
    then: "DecisionQuestionJson | DecisionLeafJson"


class DecisionQuestionJson(ChoiceJson):
    """A question of a tree."""

    branches: list[DecisionBranchJson]


class DecisionTreeJson(TypedDict):
    """The decision tree of some persons."""

    persons: list[str]
    inner_nodes: int
    depth: int
    exact: bool
    tree: DecisionQuestionJson | DecisionLeafJson


class DecisionTreesMembersJson(TypedDict):
    """The members of `DecisionTreesJson` but its receipt."""

    trees: list[DecisionTreeJson]
    undecided: list[str]
    apart: bool
    exhausted: bool


class DecisionTreesJson(DecisionTreesMembersJson):
    """Decision trees that together lead to what may become of all persons."""

    receipt: ReceiptJson
