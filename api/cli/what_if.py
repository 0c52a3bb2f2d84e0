"""``wenze what-if``: the smallest changes of the facts that change what is defensible."""

from collections.abc import Callable

import click

from ...reasoner.budget import processor_time
from ...reasoner.i18n import message
from ...reasoner.inquiry.what_if.what_if import WhatIf
from ...reasoner.inquiry.what_if.what_if import what_if as asked
from .cases import proving, read_case, solved
from .options import EXHAUSTED, case_argument, limited_softly, pack_option, spoken
from .terminal import fail, print_json, show


@click.command("what-if")
@case_argument
@click.option(
    "--person", "persons", multiple=True, metavar="NAME", help="This person only; may be repeated."
)
@click.option("--pairs/--no-pairs", default=True, help="Two changes at once as well.")
@pack_option
@limited_softly
@spoken
def what_if(  # noqa: PLR0917 - one for each option
    case: str,
    persons: tuple[str, ...],
    pairs: bool,
    pack: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """The smallest changes of the facts of CASE that change what is defensible for a person, the
    facts that carry it, and those that change nothing.
    """
    start = processor_time()
    outcomes = solved(read_case(case, lang, as_json), pack, lang, as_json)
    left = time_limit - (processor_time() - start)
    with proving(lang, as_json):
        found = asked(outcomes, left, persons=persons, pairs=pairs)

    def tell() -> None:
        if as_json:
            print_json(found.as_json(lang))
        else:
            _show(found, lang)
        if not found.exhausted:
            fail(message("time_limit_partial", seconds=f"{time_limit:g}").say(lang), EXHAUSTED)

    return tell


def _show(found: WhatIf, lang: str) -> None:
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ...reasoner.inquiry.what_if.outline import outline  # noqa: PLC0415
    from ..text.what_if import WhatIfText  # noqa: PLC0415

    show(Group(*WhatIfText(outline(found, lang), lang).render()))
