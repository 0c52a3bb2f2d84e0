"""How long every worked case takes beside raw clingo, in a line."""

import statistics
from collections.abc import Callable

from bench.enumeration import pinned_findings, raw_clingo
from bench.scale import structure, unacquainted
from bench.sheet import Row, Sheet
from bench.timing import Cost, least_after, three_digits
from wenze import Case, Reasoner
from wenze.reasoner.case.worked_cases import worked_cases

ROUNDS = 3  # there are many cases

Action = Callable[[Reasoner, Case], object]

MEASURED: dict[str, Action] = {
    "full answer, new": lambda reasoner, case: reasoner.outcomes(case),
    "without certificates, new": lambda reasoner, case: structure(reasoner.solve(case)),
}


def worked(reasoner: Reasoner) -> Sheet:
    """Of all worked cases that are answered: the median of the ratios to raw clingo, the worst."""
    ratios: dict[str, list[tuple[float, str, Cost]]] = {name: [] for name in MEASURED}
    for each in worked_cases(reasoner.pack):
        if each.refused:
            continue
        case = each.case
        raw = raw_clingo(reasoner.pack, pinned_findings(reasoner.solve(case), case)).cost
        for name, action in MEASURED.items():
            cost = _cost(reasoner, case, action)
            ratios[name].append((cost.seconds / raw.seconds, each.file, cost))
    rows = [_row(name, found) for name, found in ratios.items()]
    heads = ("worked cases", "number", "median × raw clingo", "worst ×", "worst", "in case")
    return Sheet("Worked cases", heads, rows)


def _cost(reasoner: Reasoner, case: Case, action: Action) -> Cost:
    return least_after(lambda: unacquainted(reasoner), lambda newly: action(newly, case), ROUNDS)


def _row(name: str, found: list[tuple[float, str, Cost]]) -> Row:
    median = statistics.median(ratio for ratio, *_ in found)
    worst, file, cost = max(found, key=lambda each: each[0])
    case = file.removesuffix(".yaml")
    return name, str(len(found)), three_digits(median), three_digits(worst), str(cost), case
