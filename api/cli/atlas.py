"""``wenze atlas``: the law examined before any case."""

import sys
from collections.abc import Iterable, Sequence
from typing import cast

import click
import yaml
from rich.console import Console
from rich.progress import track

from ...reasoner.errors import PackError, UnknownRegulation
from ...reasoner.inquiry.atlas.atlas import Atlas
from ...reasoner.inquiry.atlas.atlas import atlas as examined
from ...reasoner.inquiry.atlas.example import NoSuchExample, example_case, find_example
from ...reasoner.inquiry.atlas.plan import Base, atlas_plan
from ...reasoner.pack import Pack, find_pack
from ...viz.render import FORMATS, Format
from .draw import write
from .options import UNREADABLE, limited, spoken
from .terminal import fail, print_json, show

TEXTS = ("text", "json", "csv")


@click.command()
@click.argument("pack", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice([*TEXTS, *FORMATS]),
    default="text",
    show_default=True,
    help="The drawings are of pairs of items.",
)
@click.option(
    "--example", metavar="ID", help="Print the case that shows a pattern: situation:item+item."
)
@limited
@spoken
def atlas(pack: str | None, form: str, example: str | None, lang: str, as_json: bool) -> None:
    """The law of PACK examined before any case: every combination of its items of circumstances
    under all readings, collisions, gaps, and what never matters.
    """
    try:
        law = find_pack(pack)
        if example is not None:
            _open(law, example)
        else:
            found = examined(law, tracked)
            _tell(found, "json" if as_json else form, lang)
    except UnknownRegulation as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except NoSuchExample as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)


def _open(law: Pack, name: str) -> None:
    """Print an example as a case file."""
    plan = atlas_plan(law)
    base, items = find_example(plan, name)
    case = example_case(law, plan, base, items)
    click.echo(
        yaml.safe_dump(case, allow_unicode=True, sort_keys=False, default_flow_style=None), nl=False
    )


def tracked(bases: Sequence[Base]) -> Iterable[Base]:
    """The bases, with a progress bar where someone may look at it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return bases
    return track(bases, "", console=console, transient=True)


def _tell(found: Atlas, form: str, lang: str) -> None:
    match form:
        case "json":
            print_json(found.as_json(lang))
        case "csv":
            from ..text.atlas_csv import atlas_csv  # noqa: PLC0415 - the others need none of it

            sys.stdout.buffer.write(atlas_csv(found, lang).encode())
        case "text":
            from ...reasoner.inquiry.atlas.outline import outline  # noqa: PLC0415
            from ..text.atlas import AtlasText  # noqa: PLC0415

            show(AtlasText(outline(found, lang), lang).render())
        case _:
            from ...reasoner.inquiry.atlas.outline import outline  # noqa: PLC0415
            from ...viz.heat_map import heat_map_dot  # noqa: PLC0415

            write(heat_map_dot(outline(found, lang), lang), cast("Format", form), lang)
