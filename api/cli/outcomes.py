"""``wenze outcomes``: every defensible outcome of a case."""

from collections.abc import Callable
from functools import partial

import click

from ...reasoner.answer.outcomes_answer import DEFAULT_LIMIT
from ...reasoner.answer.outline import OutcomesOutliner
from ...reasoner.answer.partial import is_whole
from ...reasoner.budget import anytime
from ...reasoner.case.case import Case
from .invocation import Invocation, answering
from .options import case_argument, limit_type
from .terminal import print_json, show


@click.command()
@case_argument
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, show_default=True)
@click.option("--school", metavar="ID", help="Keep to this school, whichever the case names.")
@answering()
def outcomes(run: Invocation, case: str, limit: int, school: str | None) -> Callable[[], None]:
    """Every defensible outcome of CASE (a YAML or JSON file, - for standard input)."""
    read = run.case(case)
    return answered(run, read if school is None else read.keeping_to(school), limit)


def answered(run: Invocation, case: Case, limit: int) -> Callable[[], None]:
    """Work out the answer to a case as far as there is time, and return what prints it."""
    reasoner = run.reasoner(case)
    if run.as_json:
        answer = reasoner.outcomes(case, run.lang, limit, run.seconds)
        return partial(_print, run, partial(print_json, answer), complete=is_whole(answer))
    outliner: OutcomesOutliner | None = None
    with anytime(run.seconds) as search:
        outliner = OutcomesOutliner(reasoner.solve(case), run.lang)
        outliner.write(cover=limit)
    return partial(_print, run, partial(_show, outliner, run.lang), complete=search.complete)


def _print(run: Invocation, answer: Callable[[], None], *, complete: bool) -> None:
    answer()
    run.end(complete=complete)


def _show(outliner: OutcomesOutliner | None, lang: str) -> None:
    from ..text.outcomes import OutcomesText  # noqa: PLC0415 - JSON needs no rich

    if outliner is not None:
        show(OutcomesText(outliner.outline, lang))
