"""How every way to answer a case grows with the persons in it, beside raw clingo."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clingo import ast
from clingo.symbol import Symbol

from bench.cases import KINDS, SIZES
from bench.enumeration import BOUND, Enumeration, findings_of, pinned_findings, plain, raw_clingo
from bench.named_variables import named_variables
from bench.peer import TIME_LIMIT, one_explanation
from bench.sheet import Row, Sheet
from bench.timing import ROUNDS, SPACE, Cost, least, least_after, three_digits
from wenze import Case, Outcomes, Reasoner
from wenze.reasoner.answer.outcomes_answer import DEFAULT_LIMIT
from wenze.reasoner.canonical import exact
from wenze.reasoner.explanation.proofs import Proofs
from wenze.reasoner.solver import partial_evaluation as residual
from wenze.reasoner.solver.program import given, statements
from wenze.reasoner.solver.results import Outcome

HEADS = (
    "persons",
    "outcomes",
    "answer sets",
    "raw clingo",
    "plain enumeration",
    "full answer, new",
    "full answer, warm",
    "without certificates, new",
    "certificates",
    "proof, cold",
    "proof, warm",
    "xclingo",
)
FEW = 3
COMPARED = (10, 100)
NOTES = (
    "Processor time, in one process (xclingo in one of its own), the least of up to "
    f"{ROUNDS} rounds; (×) beside raw clingo in the same row. The law is always loaded, and what "
    "is kept of a case is forgotten before each round.",
    "alike: everyone was deceived by a party, Art. 11(2), and obstructed the inquiry, Art. 13(2). "
    "mixed: roles, fault and circumstances drawn for each. All persons are contested.",
    "Raw clingo loads and grounds the pack's files and runs through all answer sets, the readings "
    "that make no difference pinned. Plain enumeration leaves every reading open and lists the "
    f"readings and conclusions of every answer set. Both are stopped after {Cost(BOUND)}.",
    f"Full answer: all of the JSON answer with the first {DEFAULT_LIMIT} outcomes. New: no case "
    "was ever answered. Warm: what cases may have in common, the answer sets of small programs, is "
    "known from an earlier one. Without certificates: the answer as values, neither checked by the "
    "second engine nor worded. Certificates: of the listed outcomes, once they are found.",
    "Proof: of one person's disposition in the last outcome. Cold: from the case. Warm: the case "
    "is solved and the engine at work on it, but was asked about another outcome only.",
    "xclingo: one explanation of the same disposition, in some answer set, stopped after "
    f"{Cost(TIME_LIMIT)}. It refuses the pack as it stands: it copies the variables of a rule into "
    "heads of rules of its own, where anonymous ones (_) are unsafe. So it is given the rules with "
    "these named, and negated atoms that have some projected; Wenze reads the pack's own.",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A case of so many persons: its outcomes, and what each way costs, in the order of columns."""

    persons: int
    outcomes: int
    raw: Enumeration
    costs: tuple[Cost | str, ...]


def measured(reasoner: Reasoner, case: Case, persons: int) -> Measured:
    """Measure one case every way."""
    outcomes = reasoner.solve(case)
    count = outcomes.count
    assert count is not None
    branches = list(outcomes.first_branches(DEFAULT_LIMIT))

    def certify() -> None:
        with Proofs(outcomes) as proofs:
            proofs.certify(branches)

    def cold(newly: Reasoner) -> None:
        found = newly.solve(case)
        with Proofs(found) as proofs:
            prove(proofs, found, found.count or 0)

    def new() -> Reasoner:
        return unacquainted(reasoner)

    def asked_about_another() -> Proofs:
        proofs = Proofs(outcomes)
        prove(proofs, outcomes, 1)
        return proofs

    raw = raw_clingo(reasoner.pack, pinned_findings(outcomes, case))
    costs = (
        raw.cost,
        plain(reasoner.pack, findings_of(reasoner.pack, case)).cost,
        least_after(new, lambda newly: newly.outcomes(case)),
        least(lambda: Reasoner(reasoner.pack).outcomes(case)),
        least_after(new, lambda newly: structure(newly.solve(case))),
        least(certify),
        least_after(new, cold),
        least_after(asked_about_another, lambda proofs: prove(proofs, outcomes, count)),
        explained_by_xclingo(outcomes, case),
    )
    return Measured(persons, count, raw, costs)


def unacquainted(reasoner: Reasoner) -> Reasoner:
    """A reasoner that knows the law and has not met any case: what cases may have in common is
    forgotten too, or every round but the first would only look that up.
    """
    for kept in (residual.answer_sets, residual.solved, residual.the_same):
        kept.cache_clear()
    return Reasoner(reasoner.pack)


def structure(outcomes: Outcomes) -> Sequence[object]:
    """All that an answer tells, as values."""
    return (
        outcomes.first(DEFAULT_LIMIT),
        outcomes.count,
        outcomes.summary.persons,
        outcomes.summary.always,
        outcomes.summary.sometimes,
        outcomes.summary.provisions(outcomes.summary.remarks),
        outcomes.summary.collisions,
        outcomes.summary.assumptions,
        outcomes.model.idle,
        outcomes.model.dropped,
    )


def prove(proofs: Proofs, outcomes: Outcomes, position: int) -> None:
    """Prove the last person's disposition in the outcome at a position."""
    outcome = outcomes.at(position)
    assert proofs.why(disposition(outcomes, outcome), outcome) is not None


def disposition(outcomes: Outcomes, outcome: Outcome) -> Symbol:
    """The last person's."""
    return [s for s in outcome.conclusions if s.name == outcomes.pack.verdict][-1]


def explained_by_xclingo(outcomes: Outcomes, case: Case) -> Cost | str:
    """One explanation of what is proved, in the first answer set found in which it holds."""
    goal = disposition(outcomes, outcomes.at(outcomes.count or 0))
    rules = [s for s in statements(outcomes.pack) if s.ast_type is ast.ASTType.Rule]
    facts = [f"{fact}." for fact in given(outcomes.pack, pinned_findings(outcomes, case))]
    program = [*named_variables(rules), *facts, f":- not {goal}."]
    return one_explanation("\n".join(program), str(goal))


def rows(kind: str, found: Sequence[Measured]) -> Iterator[Row]:
    """A row for each size, and one for how they grow."""
    for each in found:
        answer_sets = f"{each.raw.answer_sets:,}"
        if not each.raw.cost.finished:
            answer_sets = f">{SPACE}{answer_sets}"
        cells = (_cell(cost, each.raw.cost) for cost in each.costs)
        yield f"{kind}, {each.persons}", about(each.outcomes), answer_sets, *cells
    small, large = (next(each for each in found if each.persons == size) for size in COMPARED)
    grown = map(_growth, small.costs, large.costs)
    yield f"{kind}, {COMPARED[0]} → {COMPARED[1]}", "", "", *grown


def _cell(cost: Cost | str, raw: Cost) -> str:
    if isinstance(cost, str):
        return cost
    ratio = "" if cost is raw else cost.beside(raw)
    return f"{cost} ({ratio})" if ratio else str(cost)


def _growth(small: Cost | str, large: Cost | str) -> str:
    if isinstance(small, str) or isinstance(large, str) or not small.finished:
        return ""
    return large.beside(small)


def about(count: int) -> str:
    """A count with its digits, or with the first of them where it is long."""
    digits = str(exact(count))
    if len(digits) <= 7:
        return f"{count:,}"
    return f"{digits[0]}.{digits[1:3]}{SPACE}×{SPACE}10^{len(digits) - 1}"


def aims(found: dict[str, Sequence[Measured]]) -> Iterator[str]:
    """What was aimed at, and what came out."""
    for name in ("full answer, new", "full answer, warm"):
        place = HEADS.index(name) - HEADS.index("raw clingo")
        for kind, each in found.items():
            costs = {one.persons: one.costs[place] for one in each}
            raw = {one.persons: one.raw.cost for one in each}
            few, small, large = (costs[size] for size in (FEW, *COMPARED))
            assert isinstance(few, Cost)
            assert isinstance(small, Cost)
            assert isinstance(large, Cost)
            linear = large.seconds / small.seconds * COMPARED[0] / COMPARED[1]
            yield (
                f"{name}, {kind}: {FEW} persons {few.beside(raw[FEW])} of raw clingo (aim: at most "
                f"×2); {COMPARED[1]} persons {large} (aim: under 3{SPACE}s); from {COMPARED[0]} to "
                f"{COMPARED[1]} linear growth × {three_digits(linear)} (aim: at most 1.5)."
            )


def scale(reasoner: Reasoner, begun: Callable[[str], object]) -> Sheet:
    """The table of scale; tells which case is begun."""
    found: dict[str, Sequence[Measured]] = {}
    for kind, case in KINDS.items():
        each: list[Measured] = []
        for persons in SIZES:
            begun(f"{kind}, {persons}")
            each.append(measured(reasoner, case(persons), persons))
        found[kind] = each
    body = [row for kind, each in found.items() for row in rows(kind, each)]
    return Sheet("Scale", HEADS, body, (*aims(found), *NOTES))
