"""``wenze consistency``: whether decided cases agree, and what that means for a new one."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from ...reasoner.case.case import Case
from ...reasoner.case.text_tree import read
from ...reasoner.errors import CaseRefused, Problem
from ...reasoner.i18n import message
from ...reasoner.inquiry.consistency.consistency import DEFAULT_LIMIT
from ...reasoner.inquiry.consistency.decided import Decided, Load, decided_cases
from ...reasoner.inquiry.consistency.outline import outline
from ...reasoner.workers.limits import MEBIBYTE
from .anytime import reporting
from .cases import proving, read_case, reasoner_for
from .options import (
    UNREADABLE,
    limit_type,
    limited_softly,
    pack_option,
    spoken,
)
from .terminal import fail, refuse

MAX_BYTES = 16 * MEBIBYTE


@click.command()
@click.argument("decided", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--case", type=click.Path(allow_dash=True), help="A new case to hold against them.")
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, help="Outcomes listed in line.")
@pack_option
@limited_softly
@spoken
def consistency(  # noqa: PLR0917 - one for each option
    decided: tuple[str, ...],
    case: str | None,
    limit: int,
    pack: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """Which readings explain all decisions in DECIDED, and which decisions cannot stand together.

    Each DECIDED is a file (- for standard input) with one decided case or a list of them:
    {case: {...} or file: PATH, decision: {PERSON: WORD}, name: TEXT}.
    """
    past, problems = list[Decided](), list[Problem]()
    for path in decided:
        try:
            past += _read(path, lang)
        except CaseRefused as refusal:
            problems += (
                replace(each, pointer=f"{path}#{each.pointer}") for each in refusal.problems
            )
    if problems:
        refuse([*problems, *(fault for each in past for fault in each.faults)], lang, as_json)
    new = None if case is None else read_case(case, lang, as_json)
    [first, *_] = [each.case for each in past if each.case.regulation] or [new or Case()]
    reasoner = reasoner_for(first, pack, lang, as_json)
    with proving(lang, as_json):
        found = reasoner.consistency(past, new, limit, time_limit)

    return reporting(found, outline, time_limit, lang, as_json)


def _read(path: str, lang: str) -> list[Decided]:
    """Read the decided cases of a file; their pointers begin with its path, as in a URI.

    Raises CaseRefused where the file as a whole is at fault.
    """
    folder = Path() if path == "-" else Path(path).parent

    try:
        if path == "-":
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(MAX_BYTES + 1)
        return decided_cases(read(content, most_bytes=MAX_BYTES), f"{path}#", _loading(folder))
    except OSError as error:
        at, reason = str(error.filename or path), error.strerror or type(error).__name__
        fail(message("unreadable", path=at, reason=reason).say(lang), UNREADABLE)


def _loading(folder: Path) -> Load:
    """Make a reader of case files named relative to `folder`."""
    return lambda name: Case.load(folder / name)
