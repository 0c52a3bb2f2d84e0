"""``wenze what-if``: the smallest changes of the facts that change what is defensible."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from ...reasoner.inquiry.what_if.what_if import what_if as search
from .anytime import printing, solved_in_time
from .cases import proving
from .options import case_argument, limited_softly, pack_option, spoken

if TYPE_CHECKING:
    from rich.console import RenderableType


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
    outcomes, left = solved_in_time(case, pack, time_limit, lang, as_json)
    with proving(lang, as_json):
        found = search(outcomes, left, persons=persons, pairs=pairs)

    def text() -> Iterable["RenderableType"]:
        from ...reasoner.inquiry.what_if.outline import outline  # noqa: PLC0415 - not for JSON
        from ..text.what_if import WhatIfText  # noqa: PLC0415

        return WhatIfText(outline(found, lang), lang).render()

    return printing(found, text, time_limit, lang, as_json)
