"""``wenze compare``: two packs, or two versions of one."""

from collections.abc import Callable
from dataclasses import replace

import click

from ...reasoner.budget import limited
from ...reasoner.case.worked_cases import worked_cases
from ...reasoner.errors import PackError, UnknownRegulation
from ...reasoner.i18n import message
from ...reasoner.inquiry.compare.compare import NamedCase
from ...reasoner.inquiry.compare.compared_atlas import compare_atlases
from ...reasoner.reasoner import Reasoner
from .atlas import tracked
from .cases import proving, read_case
from .options import EXHAUSTED, UNREADABLE, limited_softly, spoken
from .terminal import fail, print_json, show


@click.command()
@click.argument("before")
@click.argument("after")
@click.argument("cases", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--atlas/--no-atlas", default=True, help="Whether to compare the atlases too.")
@limited_softly
@spoken
def compare(
    before: str,
    after: str,
    cases: tuple[str, ...],
    *,
    atlas: bool,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """What may come out under AFTER that could not under BEFORE, and what no longer may: over
    CASES, by default the worked cases of BEFORE, and over the atlas.
    """
    try:
        with limited(time_limit) as budget:
            first, second = Reasoner(before), Reasoner(after)
            if cases:
                named = [NamedCase(path, read_case(path, lang, as_json)) for path in cases]
            else:
                named = [NamedCase(each.file, each.case) for each in worked_cases(first.pack)]
        with proving(lang, as_json):
            found = first.compare(second, named, seconds=budget.left)
        if atlas:
            atlases = compare_atlases(first.pack, second.pack, tracked, budget.left)
            found = replace(found, atlas=atlases)
    except UnknownRegulation as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)

    def tell() -> None:
        if as_json:
            print_json(found.as_json(lang))
        else:
            from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

            from ...reasoner.inquiry.compare.outline import outline  # noqa: PLC0415
            from ..text.compare import CompareText  # noqa: PLC0415

            show(Group(*CompareText(outline(found, lang), lang).render()))
        if not found.exhausted:
            fail(message("time_limit_partial", seconds=f"{time_limit:g}").say(lang), EXHAUSTED)

    return tell
