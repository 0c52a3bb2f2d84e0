"""Circumstances of Arts. 11, 12 and 13, asked only of a person with a ground."""

from __future__ import annotations

from itertools import combinations

from .facts import GRAVE_HARM, Findings, Row
from .scope import Readings, served_organs, settle


def exemption(f: Findings, readings: Readings, person: str, on: frozenset[str]) -> bool:
    """Whether the person has an exemption (11), after `exemption_reach`."""
    prevented = any(f.has("force_majeure_prevented_duty", o) for o in served_organs(f, person))
    if prevented or f.has("no_subjective_cause", person):  # 11(5), 11(6)
        return True
    excuses_act = (
        f.has("deceived_by_party", person)  # 11(2)
        or bool(f.values("misled_by_legal_basis", person))  # 11(3)
        or (f.has("reasonable_review", person) and bool(f.rows("prior_act_error")))  # 11(4)
        or minor_fault(f, readings, person)  # 11(1)
    )
    if not excuses_act:
        return False
    return settle(
        readings, "exemption_reach", {"ground_bound": on == {"act"}, "whole_person": True}
    )


def minor_fault(f: Findings, readings: Readings, person: str) -> bool:
    minor = f.has("minor_circumstances", person)
    none, small = f.has("harm", "none"), f.has("harm", "small")
    return settle(
        readings,
        "minor_fault_clause",
        {"conjunctive": minor and (none or small), "disjunctive": (minor and none) or small},
    )


def leniency(f: Findings, readings: Readings, person: str) -> frozenset[str]:
    """The dispositions that leniency (12) offers the person; none when there is none."""
    full = frozenset({"lenient", "mitigated", "not_pursued"})
    if f.has("harm_worsened_by_force_majeure"):  # 12(1)
        return full
    if corrected(f, readings, person):  # 12(2)
        return full
    if f.has("statutory_leniency", person):  # 12(3) alone
        return settle(
            readings,
            "residual_leniency",
            {"full_range": full, "as_named": full - {"not_pursued"}},
        )
    return frozenset()


def with_colleagues(f: Findings, person: str) -> frozenset[str]:
    """The person, and all who serve an organ of the case that the person serves."""
    organs = served_organs(f, person)
    return frozenset({person} | {p for p, organ in f.rows("serves") if organ in organs})


def corrected(f: Findings, readings: Readings, person: str) -> bool:
    def all_three_by(persons: frozenset[str]) -> bool:
        steps = ("error_discovered", "error_corrected_in_time", "loss_averted")
        return all(f.values(step) & persons for step in steps)

    return settle(
        readings,
        "corrector",
        {
            "individual": all_three_by(frozenset({person})),
            "organ": all_three_by(with_colleagues(f, person)),
        },
    )


def later_aggravation(f: Findings, person: str) -> bool:
    """Circumstances of 13(2) and 13(3)."""
    return bool(f.values("obstructed_inquiry", person) or f.values("retaliated", person))


def other_aggravation(f: Findings, readings: Readings, person: str) -> bool:
    """Circumstances of 13(1), 13(4) and 13(5)."""
    return (
        f.has("statutory_severity", person)
        or bool(f.rows("loss_harm"))
        or settle(
            readings,
            "loss_caused",
            {"loss_only": False, "act_included": any(f.has("harm", h) for h in GRAVE_HARM)},
        )
        or repeated(f, readings, person)
    )


def repeated(f: Findings, readings: Readings, person: str) -> bool:
    """13(1). Doubt: a person serving two organs of the case, with one act by a colleague in each:
    the page asks only that each act be by someone serving *an* organ that P serves, so this counts.
    """

    def by(persons: frozenset[str]) -> bool:
        acts = sorted(row for row in f.rows("fault_act") if row[1] in persons)
        pairs = [
            (one, other)
            for one, other in combinations(acts, 2)
            if one[0] != other[0]
            and one[2] == other[2]
            and (f.has("at_issue", one[0]) or f.has("at_issue", other[0]))
        ]
        return settle(
            readings,
            "one_year_window",
            {
                "rolling": any(within_a_year(one, other) for one, other in pairs),
                "calendar": any(one[3][:4] == other[3][:4] for one, other in pairs),
            },
        )

    return settle(
        readings,
        "same_subject",
        {"person": by(frozenset({person})), "organ": by(with_colleagues(f, person))},
    )


def within_a_year(one: Row, other: Row) -> bool:
    """Whether the later act is not after the same day of the year after the earlier."""
    earlier, later = sorted(tuple(map(int, act[3].split("-"))) for act in (one, other))
    year, month, day = earlier
    if (month, day) == (2, 29):
        day = 28
    return later <= (year + 1, month, day)
