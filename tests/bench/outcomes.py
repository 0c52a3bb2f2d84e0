"""How long the reasoner takes beside raw clingo on the same program, for every worked case.

Raw clingo loads the pack's files, grounds them over the case and runs through all answer sets.
Readings that make no difference are pinned for it: open, they would multiply its answer sets
without changing any. Times are processor time of this process, warm; what counts is the ratio.
"""

import dataclasses
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import clingo
from rich.console import Console
from rich.table import Table

from reasoner import Case, Outcomes, Reasoner
from reasoner.answer import DEFAULT_LIMIT, Answer
from reasoner.findings import Findings, check
from reasoner.pack import Pack
from reasoner.pack.worked import worked_cases
from reasoner.program import COMMON, bridge, given

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One case: milliseconds of processor time, the least of some rounds."""

    file: str
    answer_sets: int
    outcomes: int
    raw: float
    structure: float
    answer: float


def raw_clingo(pack: Pack, findings: Findings) -> int:
    """Load, ground and enumerate; the number of answer sets."""
    control = clingo.Control(["--warn=none", "--models=0"])
    for path in (*sorted((pack.folder / "articles").glob("*.lp")), pack.folder / "findings.lp"):
        control.load(str(path))
    control.add("base", [], COMMON + bridge(pack))
    with control.backend() as backend:
        for fact in given(pack, findings):
            backend.add_rule([backend.add_atom(fact)])
    control.ground([("base", [])])
    with control.solve(yield_=True) as models:
        return sum(1 for _ in models)


def pinned_findings(outcomes: Outcomes, case: Case) -> Findings:
    """A case's findings with the readings that make no difference pinned."""
    idle = {
        reading.id: reading.option_ids[0]
        for reading in outcomes.pack.readings
        if reading.id not in outcomes.live_anywhere
    }
    findings = check(case, outcomes.pack).findings
    return dataclasses.replace(findings, pins=idle | dict(findings.pins))


def measure(action: Callable[[], object]) -> float:
    """The least processor time of some rounds, in milliseconds, after one round to warm up."""
    action()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times) * 1000


def rows(reasoner: Reasoner) -> list[Row]:
    """Measure every worked case that is answered."""
    pack = reasoner.pack
    measured = []
    for worked in worked_cases(pack):
        if worked.refused:
            continue
        outcomes = reasoner.solve(worked.case)
        pinned = pinned_findings(outcomes, worked.case)
        case = worked.case
        measured.append(
            Row(
                worked.file,
                raw_clingo(pack, pinned),
                outcomes.count or 0,
                measure(lambda pinned=pinned: raw_clingo(pack, pinned)),  # type: ignore[misc]
                measure(lambda case=case: list(reasoner.solve(case))),  # type: ignore[misc]
                measure(
                    lambda case=case: Answer(reasoner.solve(case), "zh").as_json(DEFAULT_LIMIT)  # type: ignore[misc]
                ),
            )
        )
    return measured


def show(measured: Sequence[Row]) -> None:
    """Print one table, the worst ratio first."""
    table = Table(title="wenze beside raw clingo, processor time")
    for header in ("case", "answer sets", "outcomes", "clingo ms", "outcomes ×", "whole answer ×"):
        table.add_column(header, justify="left" if header == "case" else "right")
    for row in sorted(measured, key=lambda row: row.answer / row.raw, reverse=True):
        table.add_row(
            row.file.removesuffix(".yaml"),
            str(row.answer_sets),
            str(row.outcomes),
            f"{row.raw:.1f}",
            f"{row.structure / row.raw:.1f}",
            f"{row.answer / row.raw:.1f}",
        )
    medians = [statistics.median(r.structure / r.raw for r in measured)]
    medians.append(statistics.median(r.answer / r.raw for r in measured))
    table.add_row("median", "", "", "", *(f"{median:.1f}" for median in medians))
    Console(width=100).print(table)


if __name__ == "__main__":
    show(rows(Reasoner()))
