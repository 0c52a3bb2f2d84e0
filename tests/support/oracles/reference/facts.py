"""What a case may state, as the law model lists it: predicates, fixed words, readings.

Everything is text. A row is a tuple of text, `()` for a fact without arguments. Nothing here
is shared with the reasoner under test; the lists are copied by hand from the law model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Row: TypeAlias = tuple[str, ...]
Facts: TypeAlias = Mapping[str, Iterable[Row]]
Finding: TypeAlias = tuple[str, Row]  # a predicate and one of its rows
Atom: TypeAlias = tuple[str, ...]  # ("disposition", "王某", "exempted")

PERSON, ORGAN, ACT, TEXT, DATE = "person", "organ", "act", "text", "date"
Argument: TypeAlias = str | tuple[str, ...]  # a sort of name, or the fixed words allowed

EVENTS = ("act", "response", "judgment", "decision")  # in the order they must happen
GRAVE_HARM = ("serious_economic_loss", "vile_influence")

VOCABULARY: dict[str, tuple[Argument, ...]] = {
    "organ": (
        ORGAN,
        (
            "administrative_organ",
            "authorised_organisation",
            "rule_authorised_organisation",
            "entrusted_body",
            "other_body",
        ),
    ),
    "nominal_organ": (ORGAN,),
    "implementing_organ": (ORGAN,),
    "organ_at_fault": (ORGAN,),
    "proceeding": (("litigation", "reconsideration"),),
    "ruling": (
        (
            "revoked",
            "declared_unlawful",
            "declared_void",
            "varied",
            "ordered_to_perform",
            "state_compensation",
            "otherwise_lost",
        ),
    ),
    "date": (EVENTS, DATE),
    "loss_cause": (("improper_act", "poor_response"),),
    "poor_response": (
        ("non_appearance", "evidence_not_provided", "evidence_late", "other_poor_response"),
    ),
    "justified": (("evidence_late", "evidence_not_provided"),),
    "serves": (PERSON, ORGAN),
    "role": (PERSON, ("handler", "reviewer", "approver", "leader", "litigator")),
    "fault": (PERSON, ("ordinary", "gross_negligence", "intent")),
    "minor_circumstances": (PERSON,),
    "harm": (("none", "small", *GRAVE_HARM),),
    "loss_harm": (GRAVE_HARM,),
    "deceived_by_party": (PERSON,),
    "misled_by_legal_basis": (PERSON, ("amended", "unclear")),
    "reasonable_review": (PERSON,),
    "prior_act_error": (
        ("professional_determination", "third_party_appraisal", "other_prior_act"),
    ),
    "force_majeure_prevented_duty": (ORGAN,),
    "no_subjective_cause": (PERSON,),
    "harm_worsened_by_force_majeure": (),
    "error_discovered": (PERSON,),
    "error_corrected_in_time": (PERSON,),
    "loss_averted": (PERSON,),
    "statutory_leniency": (PERSON,),
    "fault_act": (ACT, PERSON, TEXT, DATE),
    "at_issue": (ACT,),
    "obstructed_inquiry": (
        PERSON,
        ("transferred_evidence", "destroyed_evidence", "falsification", "other_obstruction"),
    ),
    "retaliated": (PERSON, ("attack", "retaliation", "threat", "framing")),
    "statutory_severity": (PERSON,),
    "managed_by": (
        PERSON,
        ("discipline_inspection", "organisation_personnel", "administrative_organ"),
    ),
    "leading_cadre": (PERSON,),
    "compensation_paid": (),
    "discipline_warranted": (PERSON,),
    "suspected_crime": (PERSON,),
    "knew_of_error": (ORGAN,),
    "self_correction_started": (ORGAN,),
    "act_corrected_in_time": (ORGAN,),
}

READINGS: dict[str, tuple[str, ...]] = {
    "exemption_force": ("binding", "permissive"),
    "exemption_vs_aggravation": (
        "exemption_prevails",
        "aggravation_prevails",
        "offset",
        "assessed",
    ),
    "leniency_vs_aggravation": (
        "leniency_prevails",
        "aggravation_prevails",
        "offset",
        "assessed",
    ),
    "later_conduct": ("counted", "separate"),
    "exemption_reach": ("ground_bound", "whole_person"),
    "minor_fault_clause": ("conjunctive", "disjunctive"),
    "fault_threshold": ("none_needed", "some_fault", "grave_fault"),
    "loss_caused": ("loss_only", "act_included"),
    "corrector": ("individual", "organ"),
    "residual_leniency": ("full_range", "as_named"),
    "same_subject": ("person", "organ"),
    "one_year_window": ("rolling", "calendar"),
    "temporal_anchor": ("conduct", "judgment", "decision"),
    "justification_scope": ("late_only", "both"),
    "authorising_instrument": ("text_only", "litigation_law"),
    "entrusted_body": ("excluded", "extended", "attributed"),
    "leading_cadre_regime": ("cumulative", "displaced"),
}


class Findings:
    """The facts of one definite case, with the few questions the law asks of them."""

    def __init__(self, facts: Facts) -> None:
        self._rows = {name: frozenset(rows) for name, rows in facts.items()}
        for name, rows in self._rows.items():
            for row in rows:
                check_row(name, row)

    def rows(self, name: str) -> frozenset[Row]:
        """Every row stated of one predicate."""
        assert name in VOCABULARY, name
        return self._rows.get(name, frozenset())

    def has(self, name: str, *row: str) -> bool:
        """Whether exactly this row is stated."""
        return row in self.rows(name)

    def values(self, name: str, *start: str) -> frozenset[str]:
        """The arguments that follow `start` in the rows that begin with it."""
        size = len(start)
        return frozenset(row[size] for row in self.rows(name) if row[:size] == start)

    def names(self, sort: str) -> frozenset[str]:
        """Everything named as a person, an organ or an act in any stated fact."""
        return frozenset(
            value
            for name in self._rows
            for row in self.rows(name)
            for argument, value in zip(VOCABULARY[name], row, strict=True)
            if argument == sort
        )


@dataclass(frozen=True)
class Case:
    """A case as plain data: what is stated, disputed and denied, and the readings pinned."""

    facts: dict[str, list[Row]]
    disputed: dict[str, list[Row]] = field(default_factory=dict)
    denied: dict[str, list[Row]] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in (self.facts, self.disputed, self.denied):
            Findings(part)
        for reading, option in self.pins.items():
            if option not in READINGS.get(reading, ()):
                raise ValueError(f"no such option: {reading}={option}")


def findings_of(facts: Facts) -> frozenset[Finding]:
    """The rows of a case part as a set of single findings."""
    return frozenset((name, row) for name, rows in facts.items() for row in rows)


def facts_of(findings: Iterable[Finding]) -> dict[str, list[Row]]:
    """The other way round, rows in a fixed order."""
    facts: dict[str, list[Row]] = {}
    for name, row in sorted(findings):
        facts.setdefault(name, []).append(row)
    return facts


def check_row(name: str, row: Row) -> None:
    """Refuse a row the vocabulary does not allow: a test that feeds one is itself wrong."""
    if name not in VOCABULARY or len(row) != len(VOCABULARY[name]):
        raise ValueError(f"no such fact: {name}{row}")
    for argument, value in zip(VOCABULARY[name], row, strict=True):
        if isinstance(argument, tuple) and value not in argument:
            raise ValueError(f"no such word in {name}{row}: {value}")


def read_case(document: Mapping[str, object]) -> Case:
    """A case from its case-file form (bare values, `true` for a fact without arguments)."""

    def part(key: str) -> dict[str, list[Row]]:
        given = document.get(key) or {}
        assert isinstance(given, Mapping)
        return {str(name): read_rows(rows) for name, rows in given.items()}

    pins = document.get("readings") or {}
    assert isinstance(pins, Mapping)
    return Case(part("facts"), part("disputed"), part("denied"), dict(pins))


def read_rows(rows: object) -> list[Row]:
    """The rows of one predicate, each once."""
    if rows is True:
        return [()]
    assert isinstance(rows, list)
    read = [tuple(row) if isinstance(row, list | tuple) else (row,) for row in rows]
    return list(dict.fromkeys(read))


def atom_text(finding: Finding) -> str:
    """A finding as the interfaces write it: `error_discovered("王某")`, fixed words bare.

    Doubt: the page does not say how a date is written in an atom. It is quoted here.
    """
    name, row = finding
    if not row:
        return name
    written = [
        value if isinstance(argument, tuple) else quoted(value)
        for argument, value in zip(VOCABULARY[name], row, strict=True)
    ]
    return f"{name}({','.join(written)})"


def quoted(text: str) -> str:
    """Text in quotes, escaped as clingo prints it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
