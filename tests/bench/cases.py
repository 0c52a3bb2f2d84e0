"""Cases of many contested persons: all alike, or each with a role and circumstances of his own."""

import random
from collections.abc import Callable, Mapping

from wenze import Case

SIZES = (1, 2, 3, 5, 10, 30, 100)

Rows = list[list[str]]

ORGAN = "县局"
CASE_WIDE: Mapping[str, Rows] = {
    "organ": [[ORGAN, "administrative_organ"]],
    "nominal_organ": [[ORGAN]],
    "proceeding": [["litigation"]],
    "ruling": [["revoked"]],
    "loss_cause": [["improper_act"]],
    "date": [["act", "2023-02-01"], ["judgment", "2023-05-04"], ["decision", "2023-07-03"]],
}
# What a mixed case has besides: grounds of both kinds, and a decision after the last day in force.
MIXED: Mapping[str, Rows] = {
    "loss_cause": [["improper_act"], ["poor_response"]],
    "poor_response": [["evidence_not_provided"]],
    "justified": [["evidence_not_provided"]],
    "prior_act_error": [["professional_determination"]],
    "harm": [["small"]],
    "date": [["act", "2023-02-01"], ["judgment", "2023-05-04"], ["decision", "2025-07-03"]],
}
ROLES = ("handler", "reviewer", "approver", "leader", "litigator")
FOR_LESS = (
    ("deceived_by_party",),
    ("misled_by_legal_basis", "unclear"),
    ("minor_circumstances",),
    ("reasonable_review",),
    ("statutory_leniency",),
    ("error_discovered",),
    ("loss_averted",),
)
FOR_MORE = (
    ("obstructed_inquiry", "falsification"),
    ("retaliated", "threat"),
    ("statutory_severity",),
)
FAULTS = ("ordinary", "gross_negligence", "intent")


def alike(persons: int) -> Case:
    """Everyone was deceived by a party, Art. 11(2), and obstructed the inquiry, Art. 13(2)."""
    facts: dict[str, Rows] = {name: [*rows] for name, rows in CASE_WIDE.items()}
    for person in _names(persons):
        _state(facts, "serves", person, ORGAN)
        _state(facts, "role", person, "handler")
        _state(facts, "deceived_by_party", person)
        _state(facts, "obstructed_inquiry", person, "falsification")
    return Case.from_data({"facts": facts})


def mixed(persons: int) -> Case:
    """Roles, fault and circumstances drawn for each, some for less liability, some for more."""
    return Case.from_data(mixed_data(persons))


def mixed_data(persons: int, seed: int = 59) -> Mapping[str, Mapping[str, Rows]]:
    """A mixed case as a case file has it, the same for the same seed."""
    rng = random.Random(seed)
    facts: dict[str, Rows] = {name: [*rows] for name, rows in {**CASE_WIDE, **MIXED}.items()}
    for person in _names(persons):
        _state(facts, "serves", person, ORGAN)
        for role in rng.sample(ROLES, rng.choice((1, 1, 2, 3))):
            _state(facts, "role", person, role)
        drawn = rng.sample(FOR_LESS, rng.choice((1, 2, 3))) + rng.sample(
            FOR_MORE, rng.choice((1, 2))
        )
        for name, *rest in drawn:
            _state(facts, name, person, *rest)
        if rng.random() < 0.6:
            _state(facts, "fault", person, rng.choice(FAULTS))
        elif rng.random() < 0.3:
            _state(facts, "no_subjective_cause", person)
        if rng.random() < 0.2:
            _state(facts, "leading_cadre", person)
    return {"facts": facts}


KINDS: Mapping[str, Callable[[int], Case]] = {"alike": alike, "mixed": mixed}


def _names(persons: int) -> list[str]:
    return [f"人员{number}" for number in range(1, persons + 1)]


def _state(facts: dict[str, Rows], name: str, *row: str) -> None:
    facts.setdefault(name, []).append([*row])
