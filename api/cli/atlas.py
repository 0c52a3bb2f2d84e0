"""``wenze atlas``: the law examined before any case."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import click
import yaml
from rich.console import Console
from rich.progress import track

from ...reasoner.inquiry.atlas.atlas import Atlas
from ...reasoner.inquiry.atlas.atlas import atlas as examined
from ...reasoner.inquiry.atlas.example import example_case, find_example
from ...reasoner.inquiry.atlas.plan import Base, atlas_plan
from ...reasoner.pack import Pack, find_pack
from ...viz.render import FORMATS
from .invocation import Invocation, answering


@click.command()
@click.argument("pack", required=False)
@click.option(
    "--example", metavar="ID", help="Print the case that shows a pattern: situation:item+item."
)
@answering("text", "json", "csv", *FORMATS, pack=False)
def atlas(run: Invocation, pack: str | None, example: str | None) -> Atlas | Callable[[], None]:
    """The law of PACK examined before any case: every combination of its items of circumstances
    under all readings, collisions, gaps, and what never matters.
    """
    law = find_pack(pack)
    if example is not None:
        return partial(click.echo, _example(law, example), nl=False)
    found = examined(law, tracked, run.seconds)
    if run.form == "csv" and not run.as_json:
        return partial(_write_csv, found, run)
    return found


def _example(law: Pack, name: str) -> str:
    """Write an example as a case file. Raises NoSuchExample."""
    plan = atlas_plan(law)
    base, items = find_example(plan, name)
    case = example_case(law, plan, base, items)
    return str(yaml.safe_dump(case, allow_unicode=True, sort_keys=False, default_flow_style=None))


def tracked(bases: Sequence[Base]) -> Iterable[Base]:
    """Hand the bases on, with a progress bar on a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return bases
    return track(bases, "", console=console, transient=True)


def _write_csv(found: Atlas, run: Invocation) -> None:
    from ..text.atlas_csv import atlas_csv  # noqa: PLC0415 - the other forms need none of it

    sys.stdout.buffer.write(atlas_csv(found, run.lang).encode())
    run.end(complete=found.complete)
