"""How long proofs and certificates take beside raw clingo, and beside xclingo, on one program.

Times are processor time of a process, the least of some rounds; what counts is the ratio.
``whole`` is from the program's text to one proof, and so is xclingo's time. ``absence`` is the time
to say why what the proof finds absent is so; xclingo says nothing of absences.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import clingo
from clingo import ast
from clingo.symbol import Symbol

from bench.enumeration import pinned_findings, raw_clingo
from bench.peer import one_explanation
from bench.scale import explained_by_xclingo, structure, unacquainted
from bench.sheet import Sheet
from bench.timing import Cost, least, least_after
from wenze import Reasoner
from wenze.reasoner.case.worked_cases import demonstration
from wenze.reasoner.explanation.proofs import Proofs
from wenze.reasoner.explanation.why_not import why_not
from wenze.reasoner.explanation.worded_steps import PLAIN, WordedSteps
from wenze.reasoner.explanation.worded_steps import proof_of as smallest
from wenze.reasoner.proof.prover import Prover
from wenze.reasoner.proof.steps import goal_pattern
from wenze.reasoner.solver.outcomes import Outcomes
from wenze.reasoner.syntax import Sourced

PROGRAMS = Path(__file__).parents[1] / "support" / "programs"
DEPTH = 6
WIDTHS = (50, 200, 1000)


@dataclass(frozen=True, slots=True)
class Times:
    """What it costs to get from program to proof."""

    program: str
    clingo: Cost
    translated: Cost
    world: Cost
    proof: Cost
    nodes: int
    absence: Cost | str
    whole: Cost
    xclingo: Cost | str


def ladder(width: int) -> str:
    """Articles with nested exceptions, fact by fact; article 1 applies by exceptions of all."""
    facts = [f"cond({article})." for article in range(1, width + 1)]
    facts += [
        f"trigger({article},{level})."
        for article in range(1, width + 1)
        for level in range(1, DEPTH + 1 - (article % 3 == 0))
    ]
    rules = [
        "applies(A) :- cond(A), not exc(A,1).",
        "exc(A,L) :- trigger(A,L), not exc(A,L+1).",
    ]
    return "\n".join([*facts, *rules])


def rules(text: str) -> list[Sourced]:
    """The rules of a program that has one on each line."""
    found: list[Sourced] = []
    lines = text.splitlines()

    def keep(statement: ast.AST) -> None:
        if statement.ast_type is ast.ASTType.Rule:
            line = statement.location.begin.line
            found.append(Sourced(statement, "program.lp", line, 1, lines[line - 1]))

    ast.parse_string(text, keep)
    return found


def solve(text: str) -> list[Symbol]:
    """Load, ground and solve; the one answer set."""
    control = clingo.Control(["--warn=none"])
    control.add("base", [], text)
    control.ground()
    with control.solve(yield_=True) as models:
        return [symbol for model in models for symbol in model.symbols(atoms=True)]


def times(name: str, text: str, goal: str, absent: str = "") -> Times:
    """Prove one atom of a program of plain rules, and open an absence it rests on."""
    atoms, symbol = solve(text), clingo.parse_term(goal)

    def whole() -> None:
        prover = Prover(rules(text))
        with prover.session() as session:
            smallest(session.world(solve(text)), symbol)

    prover = Prover(rules(text))
    with prover.session() as session:
        world = session.world(atoms)
        proof, nodes = least(lambda: smallest(world, symbol)), len(smallest(world, symbol).nodes)
        absence: Cost | str = ""
        if absent:
            pattern = goal_pattern(clingo.parse_term(absent))
            absence = least(lambda: why_not(world, pattern, WordedSteps(PLAIN)))

    def load() -> None:
        with prover.session() as session:
            session.world(atoms)

    return Times(
        name,
        least(lambda: solve(text)),
        least(lambda: Prover(rules(text))),
        least(load),
        proof,
        nodes,
        absence,
        least(whole),
        one_explanation(text, goal),
    )


def programs() -> Iterable[Times]:
    """The ladders, the diamonds and the independent atoms."""
    for width in WIDTHS:
        yield times(f"ladder, W = {width}", ladder(width), "applies(1)", "exc(1,1)")
    for name, goal in (("diamonds", "n(16)"), ("independent_explanations", "every")):
        text = (PROGRAMS / f"{name}.lp").read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if not line.startswith("#")]
        yield times(name.replace("_", " "), "\n".join(kept).replace("last", "16"), goal)


def law(reasoner: Reasoner) -> Sheet:
    """The demonstration case: solving, certificates, one proof, all proofs, xclingo."""
    worked = demonstration(reasoner.pack)
    assert worked is not None
    case = worked.case
    outcomes = reasoner.solve(case)
    raw = raw_clingo(reasoner.pack, pinned_findings(outcomes, case)).cost
    solving = least_after(
        lambda: unacquainted(reasoner), lambda newly: structure(newly.solve(case))
    )
    listed = list(outcomes)
    verdict = listed[0].conclusions[0]
    with Proofs(outcomes) as proofs:
        one = least(lambda: proofs.why(verdict, listed[0]))
    start = time.process_time()
    count = prove(outcomes)
    every = Cost(time.process_time() - start)
    costs: dict[str, Cost | str] = {
        "raw clingo, all answer sets": raw,
        f"wenze, all {len(listed)} outcomes": solving,
        "certificates of all outcomes": least(lambda: certify(outcomes)),
        "the same proof again": one,
        f"all {count} proofs of all outcomes": every,
        "xclingo, one explanation": explained_by_xclingo(outcomes, case),
    }
    rows = [
        (name, str(cost), "" if isinstance(cost, str) else cost.beside(raw))
        for name, cost in costs.items()
    ]
    return Sheet("The demonstration case", ("", "processor time", "beside raw clingo"), rows)


def certify(outcomes: Outcomes) -> None:
    """Certify every outcome."""
    with Proofs(outcomes) as proofs:
        proofs.certify(outcomes.branches())


def prove(outcomes: Outcomes) -> int:
    """Prove every conclusion of every outcome; how many there are."""
    with Proofs(outcomes) as proofs:
        found = [proofs.why(atom, outcome) for outcome in outcomes for atom in outcome.conclusions]
    assert all(proof is not None for proof in found)
    return len(found)


def prover() -> Sheet:
    """A row for each program."""
    heads = (
        "program",
        "clingo",
        "translate",
        "world",
        "proof",
        "nodes",
        "absence",
        "whole",
        "xclingo",
    )
    rows = [
        (
            row.program,
            *map(str, (row.clingo, row.translated, row.world, row.proof, row.nodes)),
            *map(str, (row.absence, row.whole, row.xclingo)),
        )
        for row in programs()
    ]
    notes = (
        "Whole: from the program's text to one proof, as xclingo's time is. Absence: why what the "
        "proof finds absent is so; xclingo says nothing of absences.",
    )
    return Sheet("One proof in other programs", heads, rows, notes)
