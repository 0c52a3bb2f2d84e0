"""A case in which everything may be stated comes to what each case with some of it does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from clingo.symbol import Symbol

from support.cases.sound import COLLISION, solve, sound
from support.oracles.reference import random_case
from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from support.sampling import few
from wenze import Case, Outcomes, Reasoner
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.case.findings import Findings
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.hypothetical import Hypothetical
from wenze.reasoner.inquiry.what_if.changes import Change, patch

LAW, MINI = Reasoner(LAW_FOLDER), Reasoner(MINI_FOLDER)


def case_with(findings: Findings, facts: list[Symbol]) -> Case:
    """The same case with these facts for those that it states."""
    data = findings.case.as_data("yiyuan-2022-59")
    return Case.from_data({**data, "facts": patch([Change(added=fact) for fact in facts])["added"]})


def verdicts(found: Outcomes) -> set[Symbol]:
    return {symbol for person in found.summary.persons.values() for symbol in person.verdicts}


@pytest.mark.parametrize("seed", few(range(5), every=3))
def test_it_admits_what_the_reasoner_does_of_any_facts(seed: int) -> None:
    rng = random.Random(seed)
    case = Case.from_data(random_case(rng))
    while LAW.problems(case):
        case = Case.from_data(random_case(rng))
    findings = LAW.solve(case).findings
    every = fact_space(LAW.pack, findings)
    asked = Hypothetical(LAW.pack, findings, every)
    for _ in range(6):
        dropped = rng.sample(findings.stated, rng.choice((0, 0, 1, 2)))
        added = [f for f in rng.sample(every, rng.choice((0, 1, 3))) if f in asked.stated_by]
        facts = [*dict.fromkeys([f for f in findings.stated if f not in dropped] + added)]
        other = case_with(findings, facts)
        wanted = None if LAW.problems(other) else verdicts(LAW.solve(other))
        assert asked.admitted_verdicts(facts) == wanted


def test_bases_are_those_of_the_case_with_these_facts() -> None:
    found = solve(LAW, sound(**COLLISION))
    asked = Hypothetical(LAW.pack, found.findings, fact_space(LAW.pack, found.findings))
    wanted = {
        symbol
        for symbol in found.summary.remarks
        if symbol.name == "basis" and symbol.arguments[0].name == LAW.pack.verdict
    }
    assert asked.bases(found.findings.stated) == wanted


def test_what_is_disputed_is_not_for_the_facts_to_say() -> None:
    found = solve(LAW, sound(disputed=COLLISION))
    asked = Hypothetical(LAW.pack, found.findings, fact_space(LAW.pack, found.findings))
    assert not set(found.findings.disputed) & set(asked.facts)
    assert asked.admitted_verdicts(found.findings.stated) == frozenset(verdicts(found))


def test_a_verdict_that_no_fact_can_change_is_admitted_and_based(tmp_path: Path) -> None:
    rule = '%! provision 1\nfee(everyone, not_due).\nbasis(fee(everyone, not_due), "1").\n'
    pack = Reasoner(broken(MINI_FOLDER, tmp_path, ("articles/01.lp", "", rule))).pack
    findings = solve(MINI, {"facts": {"loan": [["甲", "2024-01-02"]]}}).findings
    asked = Hypothetical(pack, findings, fact_space(pack, findings))
    verdict = read_atom("fee(everyone,not_due)")
    assert verdict in (asked.admitted_verdicts(findings.stated) or ())
    assert verdict in {basis.arguments[0] for basis in asked.bases(findings.stated)}


def test_facts_that_cannot_be_admitted_are_refused_for_certain(tmp_path: Path) -> None:
    rule = "%! provision 1\nrefused(no_loan, ()).\n"
    pack = Reasoner(broken(MINI_FOLDER, tmp_path, ("findings.lp", "", rule))).pack
    findings = solve(MINI, {"facts": {"loan": [["甲", "2024-01-02"]]}}).findings
    assert Hypothetical(pack, findings, ()).certainly_refused
    assert not Hypothetical(MINI.pack, findings, ()).certainly_refused
