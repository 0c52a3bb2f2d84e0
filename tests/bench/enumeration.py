"""The same case by clingo alone: all answer sets run through, or every one of them listed."""

import dataclasses
import time
from dataclasses import dataclass

import clingo

from bench.timing import ENOUGH, Cost, least
from wenze import Case, Outcomes
from wenze.reasoner.case.findings import Findings, check
from wenze.reasoner.pack import Pack
from wenze.reasoner.solver.program import COMMON, bridge, given

# Seconds after which clingo is stopped: its answer sets multiply with each person.
BOUND = 2.0
WAIT = 0.1  # seconds between looks at what it has spent


@dataclass(frozen=True, slots=True)
class Enumeration:
    """How many answer sets were found, all of them where it was finished, and at what cost."""

    answer_sets: int
    cost: Cost


def raw_clingo(pack: Pack, findings: Findings) -> Enumeration:
    """Load, ground and run through all answer sets, none of them looked at."""
    found = _run(pack, findings)
    if found.cost.finished and found.cost.seconds < ENOUGH:
        return Enumeration(found.answer_sets, least(lambda: _run(pack, findings)))
    return found


def _run(pack: Pack, findings: Findings) -> Enumeration:
    start = time.process_time()
    control = _grounded(pack, findings)
    with control.solve(async_=True) as solving:
        finished = False
        while not finished and time.process_time() - start < BOUND:
            finished = solving.wait(WAIT)
        solving.cancel()
    answer_sets = int(control.statistics["summary"]["models"]["enumerated"])
    spent = time.process_time() - start
    return Enumeration(answer_sets, Cost(spent if finished else BOUND, finished))


def plain(pack: Pack, findings: Findings) -> Enumeration:
    """List every answer set by its readings and conclusions."""
    listed: dict[frozenset[clingo.Symbol], int] = {}
    start = time.process_time()

    def keep(model: clingo.Model) -> bool:
        listed[frozenset(model.symbols(shown=True))] = model.number
        return time.process_time() - start < BOUND

    arities = {name: len(p.args) for name, p in pack.word_list.predicates.items()}
    told = {name: arities.get(name, 2) for name in (*pack.conclusions, "reading")}
    shown = "\n".join(f"#show {name}/{arity}." for name, arity in told.items())
    result = _grounded(pack, findings, shown).solve(on_model=keep)
    spent = time.process_time() - start
    finished = bool(result.exhausted)
    return Enumeration(max(listed.values()), Cost(spent if finished else BOUND, finished))


def _grounded(pack: Pack, findings: Findings, more: str = "") -> clingo.Control:
    """The pack's own files as clingo reads them, over what a case gives."""
    control = clingo.Control(["--warn=none", "--models=0"])
    for path in (*sorted((pack.folder / "articles").glob("*.lp")), pack.folder / "findings.lp"):
        control.load(str(path))
    control.add("base", [], COMMON + bridge(pack) + more)
    with control.backend() as backend:
        for fact in given(pack, findings):
            backend.add_rule([backend.add_atom(fact)])
    control.ground([("base", [])])
    return control


def findings_of(pack: Pack, case: Case) -> Findings:
    """A case's findings as they are, every reading open that the case leaves open."""
    return check(case, pack).findings


def pinned_findings(outcomes: Outcomes, case: Case) -> Findings:
    """A case's findings with the readings that make no difference pinned: open, they multiply the
    answer sets without changing any.
    """
    idle = {
        reading.id: reading.option_ids[0]
        for reading in outcomes.pack.readings
        if reading.id not in outcomes.model.live_anywhere
    }
    findings = findings_of(outcomes.pack, case)
    return dataclasses.replace(findings, pins=idle | dict(findings.pins))
