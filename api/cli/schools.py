"""``wenze schools``: a case under each school of interpretation."""

from collections.abc import Callable

import click

from ...reasoner.inquiry.schools.outline import outline
from .anytime import reporting
from .cases import proving, read_case, reasoner_for
from .options import case_argument, limited_softly, pack_option, spoken


@click.command()
@case_argument
@click.option(
    "--school", "only", multiple=True, metavar="ID", help="This school only; may be repeated."
)
@pack_option
@limited_softly
@spoken
def schools(  # noqa: PLR0917 - one for each option
    case: str,
    only: tuple[str, ...],
    pack: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """CASE under each school of interpretation of its law, or under those named with --school."""
    read = read_case(case, lang, as_json)
    reasoner = reasoner_for(read, pack, lang, as_json)
    with proving(lang, as_json):
        found = reasoner.schools(read, only, time_limit)

    return reporting(found, outline, time_limit, lang, as_json)
