"""Which effect governs, and what follows: from facts and readings to conclusions.

The law model transcribed, in three modules: `scope`, `circumstances` and this one. Read them beside
the page, section by section; they are written to be compared, not to be fast.

A person's conclusions and the conclusions about organs never share a predicate, and discretion is
exercised for each person; so each is evaluated by itself, and the joint sets are the product.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple, TypeAlias

from .circumstances import exemption, later_aggravation, leniency, other_aggravation
from .facts import PERSON, Atom, Facts, Findings
from .refusals import refusals
from .scope import (
    Readings,
    body_in_scope,
    case_in_scope,
    gravely_at_fault,
    grounds,
    in_force_for_some_cause,
    organs_of_case,
    served_organs,
    settle,
)

Conclusions: TypeAlias = frozenset[Atom]

EXEMPTION_CLASH, LENIENCY_CLASH = "exemption_vs_aggravation", "leniency_vs_aggravation"
HELD_ACCOUNTABLE = ("lenient", "mitigated", "ordinary", "aggravated")
MEASURES = (
    "written_self_examination",
    "criticism_and_education",
    "circulated_criticism",
    "admonishment_talk",
    "transfer_from_post",
    "other_statutory_measure",
)


class View(NamedTuple):
    """What the law says of one person: the possible conclusions, and the clashes met."""

    conclusions: frozenset[Conclusions]
    clashes: frozenset[str]


def conclusions(facts: Facts, readings: Readings) -> frozenset[Conclusions]:
    """The possible sets of conclusions of a definite case, all discretion taken together."""
    if problems := refusals(facts):
        raise ValueError(f"refused: {sorted(problems)}")
    f = Findings(facts)
    about_persons = [view(f, readings, each).conclusions for each in sorted(f.names(PERSON))]
    return joined([frozenset({about_organs(f, readings)}), *about_persons])


def joined(parts: Iterable[frozenset[Conclusions]]) -> frozenset[Conclusions]:
    """One set of conclusions from each part, in every way."""
    return frozenset(frozenset().union(*choice) for choice in product(*parts))


# --- Which effect governs ---


class Governed(NamedTuple):
    """One way of using all discretion: the disposition, and whether 13(2), (3) go their own way."""

    disposition: str
    separate: bool


def governing(
    f: Findings, readings: Readings, person: str, on: frozenset[str]
) -> tuple[frozenset[Governed], frozenset[str]]:
    """The dispositions open for a person with a ground, and the clashes met on the way."""
    clashes: set[str] = set()
    open_to: set[Governed] = set()
    lenient = leniency(f, readings, person)
    for in_play in exemption_in_play(f, readings, person, on):
        later = later_aggravation(f, person)
        separate = (
            in_play
            and later
            and settle(readings, "later_conduct", {"counted": False, "separate": True})
        )
        aggravated = (later and not separate) or other_aggravation(f, readings, person)
        # Step 1
        if in_play and aggravated:
            clashes.add(EXEMPTION_CLASH)
        after_first = clash(readings, EXEMPTION_CLASH, "exemption_prevails", in_play, aggravated)
        for exempt_stands, aggravated_stands in after_first:
            # Step 2
            if lenient and aggravated_stands:
                clashes.add(LENIENCY_CLASH)
            after_second = clash(
                readings, LENIENCY_CLASH, "leniency_prevails", bool(lenient), aggravated_stands
            )
            for lenient_stands, still_aggravated in after_second:
                # Step 3, and the table of what still stands
                if exempt_stands:
                    dispositions = frozenset({"exempted", "not_pursued"})
                elif lenient_stands:
                    dispositions = lenient
                elif still_aggravated:
                    dispositions = frozenset({"aggravated"})
                else:
                    dispositions = frozenset({"ordinary"})
                open_to |= {Governed(disposition, separate) for disposition in dispositions}
    return frozenset(open_to), frozenset(clashes)


def exemption_in_play(
    f: Findings, readings: Readings, person: str, on: frozenset[str]
) -> frozenset[bool]:
    """Step 0: whether an exemption is in play; either way where it may be left unused."""
    if not exemption(f, readings, person, on):
        return frozenset({False})
    return settle(
        readings,
        "exemption_force",
        {"binding": frozenset({True}), "permissive": frozenset({True, False})},
    )


def clash(
    readings: Readings, reading: str, favour_prevails: str, favour: bool, severity: bool
) -> frozenset[tuple[bool, bool]]:
    """What stands of a favourable effect and an aggravation, in each way left to discretion."""
    if not (favour and severity):
        return frozenset({(favour, severity)})
    favour_only, severity_only, neither = (True, False), (False, True), (False, False)
    return settle(
        readings,
        reading,
        {
            favour_prevails: frozenset({favour_only}),
            "aggravation_prevails": frozenset({severity_only}),
            "offset": frozenset({neither}),
            "assessed": frozenset({favour_only, severity_only, neither}),
        },
    )


# --- What follows ---


def view(f: Findings, readings: Readings, person: str) -> View:
    """Everything that follows for one person."""
    fixed = referrals(f, person) | recourse(f, readings, person)
    if not f.values("role", person):
        return View(frozenset({fixed}), frozenset())
    on = grounds(f, readings, person)
    if not on:
        return View(frozenset({fixed | {disposition(person, "no_ground")}}), frozenset())
    fixed |= {("competent", person, authority) for authority in f.values("managed_by", person)}
    if f.has("leading_cadre", person):
        fixed |= {("leading_cadre_rules_apply", person)}
        if settle(readings, "leading_cadre_regime", {"cumulative": False, "displaced": True}):
            displaced = fixed | {disposition(person, "under_cadre_rules")}
            return View(frozenset({displaced}), frozenset())
    open_to, clashes = governing(f, readings, person, on)
    return View(frozenset(fixed | upon(person, each) for each in open_to), clashes)


def disposition(person: str, word: str) -> Atom:
    return ("disposition", person, word)


def upon(person: str, governed: Governed) -> Conclusions:
    """What a disposition brings with it (10, 14, 16), and separate pursuit (17)."""
    atoms: set[Atom] = {disposition(person, governed.disposition)}
    if governed.disposition in HELD_ACCOUNTABLE:
        atoms |= {("admissible_measure", person, measure) for measure in MEASURES}
        atoms |= {("loses_annual_honours", person)}
        atoms |= {("may_seek", person, "review"), ("may_seek", person, "appeal")}
    if governed.separate:
        atoms |= {("separate_pursuit", person)}
    return frozenset(atoms)


def referrals(f: Findings, person: str) -> Conclusions:
    """Art. 17, from the findings alone."""
    atoms: set[Atom] = set()
    if f.has("discipline_warranted", person):
        atoms.add(("refer", person, "discipline"))
    if f.has("suspected_crime", person):
        atoms.add(("refer", person, "judicial"))
    return frozenset(atoms)


def recourse(f: Findings, readings: Readings, person: str) -> Conclusions:
    """Art. 15, whatever the disposition."""
    due = (
        f.has("compensation_paid")
        and case_in_scope(f)
        and bool(f.values("role", person))
        and bool(served_organs(f, person))
        and gravely_at_fault(f, person)
        and in_force_for_some_cause(f, readings)
    )
    return frozenset({("recourse", person, share) for share in ("partial", "full")} if due else ())


def about_organs(f: Findings, readings: Readings) -> Conclusions:
    """Arts. 14 and 4, which concern organs and leave nothing to discretion.

    Doubt: the page asks for Art. 4 only that the organ be in scope: not that it be an organ of the
    case, and not that the regulation be in force. So it is done here. "In scope" is Art. 2 by kind;
    an entrusted body is not in scope for 4 and 14 under any option of `entrusted_body`.
    """
    atoms: set[Atom] = set()
    for organ in sorted(f.values("knew_of_error")):
        started_and_corrected = f.has("self_correction_started", organ) and f.has(
            "act_corrected_in_time", organ
        )
        if not started_and_corrected and body_in_scope(f, readings, organ):
            atoms.add(("breach", organ, "self_correction"))
    if f.rows("ruling") and in_force_for_some_cause(f, readings):
        for organ in sorted(organs_of_case(f)):
            if body_in_scope(f, readings, organ):
                atoms.add(("counted_in_assessment", organ))
    return frozenset(atoms)
