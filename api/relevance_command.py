"""``wenze relevance``: what could still change a conclusion, as questions."""

import click

from api.cases import proving, read_case, solved
from api.options import case_argument, limit_type, limited, pack_option, spoken
from api.terminal import print_json, show
from reasoner.inquiry.relevance.relevance import relevance as still_relevant


@click.command()
@case_argument
@click.option("--limit", type=limit_type, metavar="N", help="List the first N questions only.")
@pack_option
@limited
@spoken
def relevance(case: str, limit: int | None, pack: str | None, lang: str, as_json: bool) -> None:
    """The facts not stated in CASE that could still change a conclusion, most telling first."""
    read = read_case(case, lang, as_json)
    found = solved(read, pack, lang, as_json)
    with proving(lang, as_json):
        answer = still_relevant(found, limit=limit)
    if as_json:
        print_json(answer.as_json(lang))
        return
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from api.relevance_text import RelevanceText  # noqa: PLC0415

    show(Group(*RelevanceText(answer, lang).render()))
