"""Explained cases: decided cases with the combinations of readings that explain the decision."""

from dataclasses import dataclass, replace

from ...case.decision_selector import Decision
from ...case.findings import Findings, check
from ...errors import CaseRefused, Problem
from ...pack.model import Pack
from ...solver.diagram import Node
from ...solver.outcomes import Outcomes
from ..solve import Solve
from .combinations import Combinations, Pins
from .decided import Decided

# Ways to read the law that are listed.
MAX_WAYS = 50

Ways = tuple[tuple[Pins, ...], bool]


@dataclass(frozen=True, slots=True)
class ExplainedCase:
    """A decided case, and the combinations of readings that explain its decision.

    `ways` are its smallest demands beside the pins of the case; `pinned_out` is True if no
    combination explains it, but some would without these pins.
    """

    decided: Decided
    decision: Decision
    findings: Findings
    condition: Node
    ways: Ways
    pinned_out: bool


def explained_case(
    pack: Pack, solve: Solve, space: Combinations, decided: Decided, problems: list[Problem]
) -> ExplainedCase | None:
    """Explain a decided case, or add its problems."""
    if decided.problems:
        problems += decided.faults
        return None
    faults: list[Problem] = []
    try:
        found = solve(decided.case)
    except CaseRefused as refusal:
        faults += map(decided.of_case, refusal.problems)
    try:
        findings = check(decided.case, pack).findings
        decision = Decision.of(decided.decision, pack, findings)
    except CaseRefused as refusal:
        faults += (problem.below(decided.place) for problem in refusal.problems)
    if faults:
        problems += faults
        return None
    condition = space.of_case(found, _where(found, decision))
    pins, none = findings.pins, space.diagrams.false
    ways = space.ways(space.pinned(condition, pins), MAX_WAYS)
    pinned_out = condition == none and bool(pins) and _but_for_pins(solve, decided, decision)
    return ExplainedCase(decided, decision, findings, condition, ways, pinned_out)


def _but_for_pins(solve: Solve, decided: Decided, decision: Decision) -> bool:
    """True if some outcome has the decision where nothing is pinned."""
    found = solve(replace(decided.case, school=None, pins=()))
    return _where(found, decision) != found.model.variables.diagrams.false


def _where(found: Outcomes, decision: Decision) -> Node:
    """Answers to the open questions of a case under which some outcome has the decision."""
    drawn = [*decision.verdicts(found.pack).values()]
    diagrams = found.model.variables.diagrams
    possible = found.model.conclusions
    if not possible.issuperset(drawn):
        return diagrams.false
    return diagrams.all_of(part.where(drawn, ()) for part in found.model.parts)
