"""Several facts disputed as one: found together, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clingo.symbol import String

from support.cases.sound import sound
from support.packs import LAW_FOLDER
from wenze import Case, Outcomes, Reasoner
from wenze.reasoner.case.findings import Findings, check
from wenze.reasoner.explanation.proofs import certificate
from wenze.reasoner.solver.case_model import CaseModel
from wenze.reasoner.solver.program import ground

PACK = Reasoner(LAW_FOLDER).pack
MERITS: Mapping[str, Any] = {
    "error_discovered": ["王某"],
    "error_corrected_in_time": ["王某"],
    "loss_averted": ["王某"],
}
FAULTS: Mapping[str, Any] = {
    "fault_act": [["甲", "王某", "超期", "2023-01-01"], ["乙", "王某", "超期", "2023-02-01"]],
    "at_issue": ["乙"],
}


def findings(**facts: Any) -> Findings:
    return check(Case.from_data(sound(**facts)), PACK).findings


def joined(*bundles: Mapping[str, Any]) -> Outcomes:
    """The outcomes of a sound case in which each bundle is disputed as one."""
    stated = findings()
    known = set(stated.stated)
    terms = {
        String(str(number)): tuple(s for s in findings(**bundle).stated if s not in known)
        for number, bundle in enumerate(bundles)
    }
    disputed = replace(stated, disputed=tuple(terms), joined=terms)
    return Outcomes(CaseModel(PACK, disputed, ground(PACK, disputed)))


def told(found: Outcomes, disputed: dict[str, bool] | None = None) -> set[frozenset[str]]:
    return {
        frozenset(f"{outcome.readings} {conclusion}" for conclusion in outcome.conclusions)
        for outcome in found
        if disputed is None or dict(outcome.branch.combination) == disputed
    }


def test_joined_facts_are_found_together_or_not_at_all() -> None:
    found = joined(MERITS, FAULTS)
    for one, other in ((True, True), (True, False), (False, True), (False, False)):
        facts = {**(MERITS if one else {}), **(FAULTS if other else {})}
        alone = Reasoner(PACK).solve(Case.from_data(sound(**facts)))
        assert told(found, {'"0"': one, '"1"': other}) == told(alone)


def test_a_fact_may_be_joined_to_several_terms() -> None:
    harm: Mapping[str, Any] = {"harm": ["small"], "minor_circumstances": ["王某"]}
    found = joined(harm, {**harm, **MERITS})
    alone = Reasoner(PACK).solve(Case.from_data(sound(**harm)))
    assert told(found, {'"0"': True, '"1"': False}) == told(alone)


def test_entities_of_joined_facts_are_named_only_where_they_are_found() -> None:
    found = joined({"error_discovered": ["丙"]})
    assert [each.combination for each in found.model.dropped] == [(('"0"', True),)]


def test_the_second_engine_certifies_outcomes_with_joined_facts() -> None:
    found = joined(MERITS)
    assert certificate(found, found.branches()) is True
