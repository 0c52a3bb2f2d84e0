"""``wenze relevance``: what could still change a conclusion, as questions."""

from collections.abc import Callable

import click

from ...reasoner.budget import processor_time
from ...reasoner.i18n import message
from ...reasoner.inquiry.relevance.relevance import Relevance
from ...reasoner.inquiry.relevance.relevance import relevance as still_relevant
from .cases import proving, read_case, solved
from .options import EXHAUSTED, case_argument, limit_type, limited_softly, pack_option, spoken
from .terminal import fail, print_json, show


@click.command()
@case_argument
@click.option("--limit", type=limit_type, metavar="N", help="List the first N questions only.")
@pack_option
@limited_softly
@spoken
def relevance(  # noqa: PLR0917 - one for each option
    case: str, limit: int | None, pack: str | None, time_limit: float, lang: str, as_json: bool
) -> Callable[[], None]:
    """The facts not stated in CASE that could still change a conclusion, most telling first."""
    start = processor_time()
    found = solved(read_case(case, lang, as_json), pack, lang, as_json)
    left = time_limit - (processor_time() - start)
    with proving(lang, as_json):
        answer = still_relevant(found, left, limit=limit)

    def tell() -> None:
        if as_json:
            print_json(answer.as_json(lang))
        else:
            _show(answer, lang)
        if answer.late:
            fail(message("time_limit_partial", seconds=f"{time_limit:g}").say(lang), EXHAUSTED)

    return tell


def _show(answer: Relevance, lang: str) -> None:
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ...reasoner.inquiry.relevance.outline import outline  # noqa: PLC0415
    from ..text.relevance import RelevanceText  # noqa: PLC0415

    show(Group(*RelevanceText(outline(answer, lang), lang).render()))
