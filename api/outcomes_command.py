"""``wenze outcomes``: every defensible outcome of a case."""

import click

from api.cases import proving, read_case, solved
from api.options import case_argument, limit_type, limited, pack_option, spoken
from api.terminal import print_json, show
from reasoner import Case
from reasoner.answer import DEFAULT_LIMIT, Answer


@click.command()
@case_argument
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, show_default=True)
@pack_option
@limited
@spoken
def outcomes(case: str, limit: int, pack: str | None, lang: str, as_json: bool) -> None:
    """Every defensible outcome of CASE (a YAML or JSON file, - for standard input)."""
    answer(read_case(case, lang, as_json), pack, limit, lang, as_json)


def answer(case: Case, pack: str | None, limit: int, lang: str, as_json: bool) -> None:
    """Solve a case and print what is found."""
    found = solved(case, pack, lang, as_json)
    with proving(lang, as_json):
        if as_json:
            print_json(Answer(found, lang).as_json(limit))
        else:
            from api.text import OutcomesText  # noqa: PLC0415 - JSON needs no rich

            show(OutcomesText(found, lang).render(case.title, limit))
