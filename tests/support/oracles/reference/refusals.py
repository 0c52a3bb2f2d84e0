"""When a definite set of facts is no case: findings that contradict, and what is missing.

One function for each kind, in the order of the law model's paragraphs "Contradictory findings"
and "Incomplete cases".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from .facts import EVENTS, GRAVE_HARM, ORGAN, PERSON, Facts, Finding, Findings, atom_text

CONTRADICTION, INCOMPLETE = "contradiction", "incomplete"


class Problem(NamedTuple):
    """Why a set of facts is refused; `detail` names the findings, or what is missing."""

    code: str
    name: str
    detail: tuple[str, ...]


def refusals(facts: Facts) -> set[Problem]:
    """Every contradiction and every gap in a definite set of facts."""
    findings = Findings(facts)
    return set(contradictions(findings)) | set(gaps(findings))


def against(name: str, *findings: Finding) -> Problem:
    return Problem(CONTRADICTION, name, tuple(sorted(atom_text(each) for each in findings)))


def missing(name: str, *detail: str) -> Problem:
    return Problem(INCOMPLETE, name, detail)


def contradictions(f: Findings) -> Iterator[Problem]:
    """Findings that cannot stand side by side."""
    harms = f.values("harm")
    for slight in harms & {"none", "small"}:
        for grave in harms & set(GRAVE_HARM):
            yield against("slight_and_grave_harm", ("harm", (slight,)), ("harm", (grave,)))
    if {"none", "small"} <= harms:
        yield against("no_harm_and_small_harm", ("harm", ("none",)), ("harm", ("small",)))
    if "none" in harms and f.has("harm_worsened_by_force_majeure"):
        worsened: Finding = ("harm_worsened_by_force_majeure", ())
        yield against("no_harm_and_worsened_harm", ("harm", ("none",)), worsened)
    for person in f.values("fault"):
        levels = sorted(f.values("fault", person))
        for one, other in combinations(levels, 2):
            yield against("two_fault_levels", ("fault", (person, one)), ("fault", (person, other)))
        if f.has("no_subjective_cause", person):
            for level in levels:
                yield against(
                    "fault_without_subjective_cause",
                    ("no_subjective_cause", (person,)),
                    ("fault", (person, level)),
                )
    yield from contradictory_dates(f)
    for kind in f.values("justified") - f.values("poor_response"):
        yield against("justified_without_poor_response", ("justified", (kind,)))
    for one, other in combinations(sorted(f.values("proceeding")), 2):
        yield against("two_proceedings", ("proceeding", (one,)), ("proceeding", (other,)))
    for organ in f.values("organ"):
        for one, other in combinations(sorted(f.values("organ", organ)), 2):
            yield against("two_kinds_of_organ", ("organ", (organ, one)), ("organ", (organ, other)))
    for first, second in combinations(sorted(f.rows("fault_act")), 2):
        if first[0] == second[0]:
            yield against("one_id_for_two_acts", ("fault_act", first), ("fault_act", second))


def contradictory_dates(f: Findings) -> Iterator[Problem]:
    """Two dates for one event, or an event dated before one that must come first."""
    for event in EVENTS:
        for one, other in combinations(sorted(f.values("date", event)), 2):
            yield against("two_dates", ("date", (event, one)), ("date", (event, other)))
    for earlier, later in combinations(EVENTS, 2):
        for first in f.values("date", earlier):
            for second in f.values("date", later):
                if first > second:  # ISO dates order as text
                    yield against(
                        "dates_out_of_order", ("date", (earlier, first)), ("date", (later, second))
                    )


def gaps(f: Findings) -> Iterator[Problem]:
    """What a case cannot do without.

    Doubt: a person or organ named only among the denied findings is not looked at here; the page
    speaks of what is named "in any fact", and a denied finding is none.
    """
    for needed in ("ruling", "loss_cause", "nominal_organ"):
        if not f.rows(needed):
            yield missing(f"no_{needed}", needed)
    if f.has("loss_cause", "poor_response") and not f.rows("poor_response"):
        yield missing("poor_response_of_no_kind", "poor_response")
    if f.rows("poor_response") and not f.has("loss_cause", "poor_response"):
        yield missing("poor_response_that_caused_no_loss", "loss_cause(poor_response)")
    acts, at_issue = f.values("fault_act"), f.values("at_issue")
    if acts and not acts & at_issue:
        yield missing("no_act_at_issue", "at_issue")
    for act in at_issue - acts:
        yield missing("act_at_issue_not_stated", "fault_act", act)
    for organ in f.names(ORGAN) - f.values("organ"):
        yield missing("organ_not_declared", "organ", organ)
    for person in f.names(PERSON) - f.values("serves"):
        yield missing("person_serves_no_organ", "serves", person)
