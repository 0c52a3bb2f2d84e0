"""``wenze relevance``: what could still change a conclusion, as questions."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from ...reasoner.inquiry.relevance.relevance import relevance as still_relevant
from .anytime import printing, solved_in_time
from .cases import proving
from .options import case_argument, limit_type, limited_softly, pack_option, spoken

if TYPE_CHECKING:
    from rich.console import RenderableType


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
    outcomes, left = solved_in_time(case, pack, time_limit, lang, as_json)
    with proving(lang, as_json):
        found = still_relevant(outcomes, left, limit=limit)

    def text() -> Iterable["RenderableType"]:
        from ...reasoner.inquiry.relevance.outline import outline  # noqa: PLC0415 - not for JSON
        from ..text.relevance import RelevanceText  # noqa: PLC0415

        return RelevanceText(outline(found, lang), lang).render()

    return printing(found, text, time_limit, lang, as_json)
