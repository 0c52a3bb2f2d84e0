"""``wenze compare``: two packs, or two versions of one."""

from dataclasses import replace

import click

from ...reasoner.budget import limited
from ...reasoner.case.worked_cases import worked_cases
from ...reasoner.inquiry.compare.compare import Comparison, NamedCase
from ...reasoner.inquiry.compare.compared_atlas import compare_atlases
from ...reasoner.reasoner import Reasoner
from .atlas import tracked
from .invocation import Invocation, answering


@click.command()
@click.argument("before")
@click.argument("after")
@click.argument("cases", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--atlas/--no-atlas", default=True, help="Whether to compare the atlases too.")
@answering(pack=False)
def compare(
    run: Invocation, before: str, after: str, cases: tuple[str, ...], *, atlas: bool
) -> Comparison:
    """Compare what may come out under AFTER and under BEFORE, what is gained and lost: over
    CASES, by default the worked cases of BEFORE, and over the atlas.
    """
    with limited(run.seconds) as budget:
        first, second = Reasoner(before), Reasoner(after)
        if cases:
            named = [NamedCase(path, run.case(path)) for path in cases]
        else:
            named = [NamedCase(each.file, each.case) for each in worked_cases(first.pack)]
    found = first.compare(second, named, seconds=budget.left)
    if atlas:
        atlases = compare_atlases(first.pack, second.pack, tracked, budget.left)
        found = replace(found, atlas=atlases)
    return found
