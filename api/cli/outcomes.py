"""``wenze outcomes``: every defensible outcome of a case."""

from collections.abc import Callable
from typing import cast

import click

from ...reasoner.answer.outcomes_answer import DEFAULT_LIMIT
from ...reasoner.answer.outline import OutcomesOutline, OutcomesOutliner
from ...reasoner.answer.partial import is_whole
from ...reasoner.budget import anytime
from ...reasoner.case.case import Case
from ...reasoner.i18n import Lang, message
from .cases import proving, read_case, reasoner_for
from .options import EXHAUSTED, case_argument, limit_type, limited_softly, pack_option, spoken
from .terminal import fail, print_json, show


@click.command()
@case_argument
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, show_default=True)
@click.option("--school", metavar="ID", help="Keep to this school, whichever the case names.")
@pack_option
@limited_softly
@spoken
def outcomes(  # noqa: PLR0917 - one for each option
    case: str,
    limit: int,
    school: str | None,
    pack: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """Every defensible outcome of CASE (a YAML or JSON file, - for standard input)."""
    read = read_case(case, lang, as_json)
    kept = read if school is None else read.keeping_to(school)
    return answered(kept, pack, limit, time_limit, lang, as_json)


def answered(  # noqa: PLR0917 - one for each option
    case: Case, pack: str | None, limit: int, seconds: float, lang: str, as_json: bool
) -> Callable[[], None]:
    """Work out the answer to a case as far as there is time, and return what prints it."""
    reasoner = reasoner_for(case, pack, lang, as_json)
    with proving(lang, as_json):
        if as_json:
            answer = reasoner.outcomes(case, cast("Lang", lang), limit, seconds)
            return _telling(lambda: print_json(answer), is_whole(answer), seconds, lang)
        outliner: OutcomesOutliner | None = None
        with anytime(seconds) as run:
            outliner = OutcomesOutliner(reasoner.solve(case), lang)
            outliner.write(cover=limit)
    outline = None if outliner is None else outliner.outline
    return _telling(lambda: _show(outline, lang), run.complete, seconds, lang)


def _show(outline: OutcomesOutline | None, lang: str) -> None:
    from ..text.outcomes import OutcomesText  # noqa: PLC0415 - JSON needs no rich

    if outline is not None:
        show(OutcomesText(outline, lang).render())


def _telling(
    tell: Callable[[], None], whole: bool, seconds: float, lang: str
) -> Callable[[], None]:
    """A function that prints an answer and, if it is not whole, says so and exits with its code."""

    def told() -> None:
        tell()
        if not whole:
            fail(message("time_limit_partial", seconds=f"{seconds:g}").say(lang), EXHAUSTED)

    return told
