"""``wenze compare``: two packs, or two versions of one."""

import click

from ...reasoner.case.worked_cases import worked_cases
from ...reasoner.errors import PackError, UnknownRegulation
from ...reasoner.inquiry.compare.compare import NamedCase
from ...reasoner.inquiry.compare.compared_atlas import compare_atlases
from ...reasoner.reasoner import Reasoner
from .atlas import tracked
from .cases import proving, read_case
from .options import UNREADABLE, limited, spoken
from .terminal import fail, print_json, show


@click.command()
@click.argument("before")
@click.argument("after")
@click.argument("cases", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--atlas/--no-atlas", default=True, help="Whether to compare the atlases too.")
@limited
@spoken
def compare(
    before: str, after: str, cases: tuple[str, ...], *, atlas: bool, lang: str, as_json: bool
) -> None:
    """What may come out under AFTER that could not under BEFORE, and what no longer may: over
    CASES, by default the worked cases of BEFORE, and over the atlas.
    """
    try:
        first, second = Reasoner(before), Reasoner(after)
        if cases:
            named = [NamedCase(path, read_case(path, lang, as_json)) for path in cases]
        else:
            named = [NamedCase(worked.file, worked.case) for worked in worked_cases(first.pack)]
        atlases = compare_atlases(first.pack, second.pack, tracked) if atlas else None
    except UnknownRegulation as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)
    with proving(lang, as_json):
        found = first.compare(second, named, atlases)
    if as_json:
        print_json(found.as_json(lang))
        return
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ..text.compare import CompareText  # noqa: PLC0415

    show(Group(*CompareText(found, lang).render()))
