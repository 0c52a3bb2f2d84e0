"""Who answers, and for what: in force (19), scope (2, 3, 18), who answers (7), grounds (6, 9).

`Readings` is any mapping from a reading to the option chosen. The law looks a reading up only
through `settle`, which does not look when every option comes to the same; so a mapping can record
what was really asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, TypeVar

from .facts import EVENTS, READINGS, Findings

Readings: TypeAlias = Mapping[str, str]
T = TypeVar("T")


def settle(readings: Readings, reading: str, by_option: Mapping[str, T]) -> T:
    """The value under the option chosen; the reading is not asked where all options agree."""
    assert by_option.keys() == set(READINGS[reading]), reading
    first, *others = by_option.values()
    if all(other == first for other in others):
        return first
    return by_option[readings[reading]]


# --- In force (19) ---

FIRST_DAY, LAST_DAY = "2022-12-16", "2024-12-15"
CONDUCT = {"improper_act": "act", "poor_response": "response"}


def falls_in_force(f: Findings, event: str) -> bool:
    """Whether an event's day is in force; undated it is assumed to be, unless ruled out."""
    if stated := f.values("date", event):
        (day,) = stated
        return FIRST_DAY <= day <= LAST_DAY
    place = EVENTS.index(event)
    earlier = [day for each in EVENTS[:place] for day in f.values("date", each)]
    later = [day for each in EVENTS[place + 1 :] for day in f.values("date", each)]
    ruled_out = any(day > LAST_DAY for day in earlier) or any(day < FIRST_DAY for day in later)
    return not ruled_out


def in_force(f: Findings, readings: Readings, cause: str) -> bool:
    """Whether the regulation was in force for one cause of the loss."""
    return settle(
        readings,
        "temporal_anchor",
        {
            "conduct": falls_in_force(f, CONDUCT[cause]),
            "judgment": falls_in_force(f, "judgment"),
            "decision": falls_in_force(f, "decision"),
        },
    )


def in_force_for_some_cause(f: Findings, readings: Readings) -> bool:
    """Whether it was in force for some stated cause of the loss (14, 15)."""
    return any(in_force(f, readings, cause) for cause in sorted(f.values("loss_cause")))


# --- Body in scope (2) and case in scope (3, 18) ---


def organs_of_case(f: Findings) -> frozenset[str]:
    return f.values("nominal_organ") | f.values("implementing_organ")


def served_organs(f: Findings, person: str) -> frozenset[str]:
    """The organs of the case that a person serves."""
    return f.values("serves", person) & organs_of_case(f)


def body_in_scope(f: Findings, readings: Readings, organ: str) -> bool:
    """Art. 2, which the reading `entrusted_body` does not widen but for the act (see below)."""
    if f.has("organ", organ, "rule_authorised_organisation"):
        return settle(
            readings, "authorising_instrument", {"text_only": False, "litigation_law": True}
        )
    return f.has("organ", organ, "administrative_organ") or f.has(
        "organ", organ, "authorised_organisation"
    )


def gravely_at_fault(f: Findings, person: str) -> bool:
    return f.has("fault", person, "intent") or f.has("fault", person, "gross_negligence")


def case_in_scope(f: Findings) -> bool:
    if f.values("ruling") - {"otherwise_lost"}:
        return True  # 3(1); for reconsideration by reference of 18
    if f.has("proceeding", "reconsideration"):
        return False
    # 3(2)
    return any(
        gravely_at_fault(f, person) and served_organs(f, person) for person in f.values("fault")
    )


# --- Which organ answers for the act (7) ---


def answers_for_act(f: Findings, readings: Readings, organ: str) -> bool:
    """Whether an organ of the case answers for the act and is in scope for it."""
    nominal, implementing = f.values("nominal_organ"), f.values("implementing_organ")
    others_implementing = implementing - nominal
    entrusted = {o for o in others_implementing if f.has("organ", o, "entrusted_body")}
    if organ in entrusted:
        return settle(
            readings, "entrusted_body", {"excluded": False, "extended": True, "attributed": False}
        )
    if not others_implementing:
        answers = organ in nominal
    else:
        answers = organ in implementing or (organ in nominal and f.has("organ_at_fault", organ))
    # Doubt: "excluded: nobody but a nominal organ at fault answers" is taken of the entrusted body
    # and the nominal organs behind it; another organ that also implemented still answers by 7,
    # and so does a nominal organ that implemented beside the entrusted body.
    # Doubt: under "attributed" every nominal organ answers, the page does not say which one.
    attributed = bool(entrusted) and organ in nominal
    answers = settle(
        readings,
        "entrusted_body",
        {"excluded": answers, "extended": answers, "attributed": answers or attributed},
    )
    return answers and body_in_scope(f, readings, organ)


# --- Grounds (6, 9) ---


def grounds(f: Findings, readings: Readings, person: str) -> frozenset[str]:
    """`act`, `response`, both or neither."""
    found = set()
    if ground_for_act(f, readings, person):
        found.add("act")
    if ground_for_response(f, readings, person):
        found.add("response")
    if not found:
        return frozenset()
    faultless = f.has("no_subjective_cause", person)
    barred = settle(
        readings,
        "fault_threshold",
        {
            "none_needed": False,
            "some_fault": faultless,
            "grave_fault": faultless or f.has("fault", person, "ordinary"),
        },
    )
    return frozenset() if barred else frozenset(found)


def ground_for_act(f: Findings, readings: Readings, person: str) -> bool:
    return (
        case_in_scope(f)
        and f.has("loss_cause", "improper_act")
        and bool(f.values("role", person) & {"handler", "reviewer", "approver"})
        and in_force(f, readings, "improper_act")
        and any(answers_for_act(f, readings, o) for o in sorted(served_organs(f, person)))
    )


def ground_for_response(f: Findings, readings: Readings, person: str) -> bool:
    return (
        case_in_scope(f)
        and f.has("loss_cause", "poor_response")
        and bool(f.values("role", person) & {"leader", "litigator"})
        and in_force(f, readings, "poor_response")
        and any(body_in_scope(f, readings, o) for o in sorted(served_organs(f, person)))
        and any(not excused(f, readings, kind) for kind in sorted(f.values("poor_response")))
    )


def excused(f: Findings, readings: Readings, kind: str) -> bool:
    """Whether one kind of poor response had a reason the law accepts."""
    if not f.has("justified", kind):
        return False
    if kind == "evidence_late":
        return True
    return settle(readings, "justification_scope", {"late_only": False, "both": True})
