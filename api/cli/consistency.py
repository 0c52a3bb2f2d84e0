"""``wenze consistency``: whether decided cases agree, and what that means for a new one."""

from dataclasses import replace
from pathlib import Path

import click

from ...reasoner.case.case import Case
from ...reasoner.case.text_tree import read
from ...reasoner.errors import CaseRefused, Problem
from ...reasoner.inquiry.consistency.consistency import DEFAULT_LIMIT, Consistency
from ...reasoner.inquiry.consistency.decided import Decided, decided_cases
from ...reasoner.workers.limits import MEBIBYTE
from .invocation import Invocation, answering
from .options import limit_type

MAX_BYTES = 16 * MEBIBYTE


@click.command()
@click.argument("decided", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--case", type=click.Path(allow_dash=True), help="A new case to hold against them.")
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, help="Outcomes listed in line.")
@answering()
def consistency(
    run: Invocation, decided: tuple[str, ...], case: str | None, limit: int
) -> Consistency:
    """Which readings explain all decisions in DECIDED, and which decisions cannot stand together.

    Each DECIDED is a file (- for standard input) with one decided case or a list of them:
    {case: {...} or file: PATH, decision: {PERSON: WORD}, name: TEXT}.
    """
    past, problems = list[Decided](), list[Problem]()
    for path in decided:
        try:
            past += _read(path, run)
        except CaseRefused as refusal:
            problems += (
                replace(each, pointer=f"{path}#{each.pointer}") for each in refusal.problems
            )
    if problems:
        raise CaseRefused([*problems, *(fault for each in past for fault in each.faults)])
    new = None if case is None else run.case(case)
    [first, *_] = [each.case for each in past if each.case.regulation] or [new or Case()]
    return run.reasoner(first).consistency(past, new, limit, run.seconds)


def _read(path: str, run: Invocation) -> list[Decided]:
    """Read the decided cases of a file; their pointers begin with its path, as in a URI.

    Raises CaseRefused where the file as a whole is at fault.
    """
    folder = Path() if path == "-" else Path(path).parent
    content = run.content(path, MAX_BYTES)
    with run.reading(path):
        return decided_cases(
            read(content, most_bytes=MAX_BYTES),
            f"{path}#",
            lambda name: Case.load(folder / name),
        )
