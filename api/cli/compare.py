"""``wenze compare``: two packs, or two versions of one."""

from collections.abc import Callable
from dataclasses import replace

import click

from ...reasoner.budget import limited
from ...reasoner.case.worked_cases import worked_cases
from ...reasoner.errors import PackError, UnknownRegulation
from ...reasoner.inquiry.compare.compare import NamedCase
from ...reasoner.inquiry.compare.compared_atlas import compare_atlases
from ...reasoner.inquiry.compare.outline import outline
from ...reasoner.reasoner import Reasoner
from .anytime import reporting
from .atlas import tracked
from .cases import proving, read_case
from .options import UNREADABLE, limited_softly, spoken
from .terminal import fail


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
    """Compare what may come out under AFTER and under BEFORE, what is gained and lost: over
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

    return reporting(found, outline, time_limit, lang, as_json)
