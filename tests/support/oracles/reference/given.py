"""The case that the oracle's own tests start from, and short ways to ask about it.

甲 is the handler of an act of 局, an administrative organ; the act was revoked in litigation
because it was improper, and no date is stated. Each test adds what it is about.
"""

from __future__ import annotations

from .facts import READINGS, Facts, Row, facts_of
from .law import Conclusions, conclusions

ASSUMED = {reading: options[0] for reading, options in READINGS.items()}
FULL_LENIENCY = {"lenient", "mitigated", "not_pursued"}
EXEMPTION = {"exempted", "not_pursued"}
DECEIVED: Row = ("deceived_by_party", "甲")
FALSIFIED: Row = ("obstructed_inquiry", "甲", "falsification")
SEVERE: Row = ("statutory_severity", "甲")
FORCE_MAJEURE: Row = ("harm_worsened_by_force_majeure",)


def facts(*more: Row, without: tuple[Row, ...] = ()) -> dict[str, list[Row]]:
    """The case above with findings added and taken away, each as (predicate, arguments…)."""
    stated: set[Row] = {
        ("organ", "局", "administrative_organ"),
        ("nominal_organ", "局"),
        ("ruling", "revoked"),
        ("loss_cause", "improper_act"),
        ("serves", "甲", "局"),
        ("role", "甲", "handler"),
    }
    assert stated >= set(without)
    return facts_of(
        (name, row) for name, *rest in (stated - set(without)) | set(more) for row in [tuple(rest)]
    )


def sets(case: Facts, **options: str) -> frozenset[Conclusions]:
    return conclusions(case, {**ASSUMED, **options})


def words(case: Facts, person: str = "甲", **options: str) -> set[str]:
    """A person's dispositions."""
    found = {atom for atoms in sets(case, **options) for atom in atoms}
    return {atom[2] for atom in found if atom[:2] == ("disposition", person)}


def in_every(case: Facts, *atom: str, **options: str) -> bool:
    return all(atom in atoms for atoms in sets(case, **options))


def in_none(case: Facts, *atom: str, **options: str) -> bool:
    return all(atom not in atoms for atoms in sets(case, **options))


def response_case(*more: Row) -> dict[str, list[Row]]:
    """甲 led the response, which alone lost the case."""
    act = (("loss_cause", "improper_act"), ("role", "甲", "handler"))
    return facts(("loss_cause", "poor_response"), ("role", "甲", "leader"), *more, without=act)


def both_grounds(*more: Row) -> dict[str, list[Row]]:
    return facts(
        ("loss_cause", "poor_response"),
        ("poor_response", "non_appearance"),
        ("role", "甲", "leader"),
        *more,
    )


def implemented_by(kind: str, *more: Row) -> dict[str, list[Row]]:
    """The act of 局 was carried out by 队, whose handler is 乙."""
    return facts(
        ("organ", "队", kind),
        ("implementing_organ", "队"),
        ("serves", "乙", "队"),
        ("role", "乙", "handler"),
        *more,
    )
