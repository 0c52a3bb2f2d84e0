"""``wenze schools``: a case under each school of interpretation."""

import click

from .cases import proving, read_case, reasoner_for
from .options import case_argument, limited, pack_option, spoken
from .terminal import print_json, show


@click.command()
@case_argument
@click.option(
    "--school", "only", multiple=True, metavar="ID", help="This school only; may be repeated."
)
@pack_option
@limited
@spoken
def schools(case: str, only: tuple[str, ...], pack: str | None, lang: str, as_json: bool) -> None:
    """CASE under each school of interpretation of its law, or under those named with --school."""
    read = read_case(case, lang, as_json)
    reasoner = reasoner_for(read, pack, lang, as_json)
    with proving(lang, as_json):
        found = reasoner.schools(read, only)
    if as_json:
        print_json(found.as_json(lang))
        return
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ...reasoner.inquiry.schools.outline import outline  # noqa: PLC0415
    from ..text.schools import SchoolsText  # noqa: PLC0415

    show(Group(*SchoolsText(outline(found, lang), lang).render()))
