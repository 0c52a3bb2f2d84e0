"""How long proofs and certificates take beside raw clingo, and beside xclingo, on one program.

Times are processor time of a process, warm, the least of some rounds; what counts is the ratio.
``whole`` is from the program's text to one proof, and so is xclingo's time. ``absence`` is the time
to say why what the proof finds absent is so; xclingo says nothing of absences.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import clingo
from bench.outcomes import measure, pinned_findings, raw_clingo
from bench.peer import one_explanation
from clingo import ast
from clingo.symbol import Symbol
from rich.console import Console
from rich.table import Table

from reasoner import Reasoner
from reasoner.outcomes import Outcomes
from reasoner.pack.provision import Provision
from reasoner.pack.worked import demonstration
from reasoner.program import given, statements
from reasoner.proof.absence import why_not
from reasoner.proof.explain import PLAIN
from reasoner.proof.prover import Prover
from reasoner.proof.steps import goal_pattern
from reasoner.proofs import Proofs

PROGRAMS = Path(__file__).parents[1] / "programs"
DEPTH = 6
WIDTHS = (50, 200, 1000)


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement as the prover takes it."""

    statement: ast.AST
    text: str
    line: int
    file: str = "program.lp"
    column: int = 1
    provisions: tuple[Provision, ...] = ()
    words: None = None


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds from program to proof."""

    program: str
    clingo: float
    translated: float
    world: float
    proof: float
    nodes: int
    absence: float | str
    whole: float
    xclingo: float | str


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


def rules(text: str) -> list[Rule]:
    """The rules of a program that has one on each line."""
    found: list[Rule] = []
    lines = text.splitlines()

    def keep(statement: ast.AST) -> None:
        if statement.ast_type is ast.ASTType.Rule:
            line = statement.location.begin.line
            found.append(Rule(statement, lines[line - 1], line))

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
            session.world(solve(text)).proof(symbol)

    prover = Prover(rules(text))
    with prover.session() as session:
        world = session.world(atoms)
        proof, nodes = measure(lambda: world.proof(symbol)), len(world.proof(symbol).nodes)
        absence: float | str = ""
        if absent:
            pattern = goal_pattern(clingo.parse_term(absent))
            absence = measure(lambda: why_not(world, pattern, PLAIN))

    def load() -> None:
        with prover.session() as session:
            session.world(atoms)

    return Times(
        name,
        measure(lambda: solve(text)),
        measure(lambda: Prover(rules(text))),
        measure(load),
        proof,
        nodes,
        absence,
        measure(whole),
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


def law(reasoner: Reasoner) -> Table:
    """The demonstration case: solving, certificates, one proof, all proofs, xclingo."""
    worked = demonstration(reasoner.pack)
    assert worked is not None
    outcomes = reasoner.solve(worked.case)
    findings = pinned_findings(outcomes, worked.case)
    raw = measure(lambda: raw_clingo(reasoner.pack, findings))
    solving = measure(lambda: list(reasoner.solve(worked.case)))
    listed = list(outcomes)
    verdict = listed[0].conclusions[0]
    with Proofs(outcomes) as proofs:
        one = measure(lambda: proofs.why(verdict, listed[0]))
    start = time.process_time()
    count = prove(outcomes)
    every = (time.process_time() - start) * 1000
    program = [str(s) for s in statements(reasoner.pack) if s.ast_type is ast.ASTType.Rule]
    program += [f"{fact}." for fact in given(reasoner.pack, findings)]
    rows: dict[str, float | str] = {
        "raw clingo, all answer sets": raw,
        f"wenze, all {len(listed)} outcomes": solving,
        "certificates of all outcomes": measure(lambda: certify(outcomes)),
        "one proof, warm": one,
        f"all {count} proofs of all outcomes": every,
        "xclingo, one explanation": one_explanation("\n".join(program), str(verdict)),
    }
    table = Table("", "ms", "× raw clingo", title="the demonstration case, processor time")
    for name, value in rows.items():
        ratio = "" if isinstance(value, str) else f"{value / raw:.1f}"
        table.add_row(name, said(value), ratio)
    return table


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


def table(measured: Iterable[Times]) -> Table:
    """A row for each program."""
    shown = Table(title="one proof, milliseconds of processor time")
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
    for head in heads:
        shown.add_column(head, justify="left" if head == "program" else "right")
    for row in measured:
        values: Sequence[float | str] = (row.clingo, row.translated, row.world, row.proof)
        rest = said(row.absence), said(row.whole), said(row.xclingo)
        shown.add_row(row.program, *map(said, values), str(row.nodes), *rest)
    return shown


def said(value: float | str) -> str:
    """Milliseconds, or why there are none."""
    return value if isinstance(value, str) else f"{value:.1f}"


if __name__ == "__main__":
    console = Console(width=110)
    console.print(law(Reasoner()))
    console.print(table(programs()))
