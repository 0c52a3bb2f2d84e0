"""``wenze atlas``: the law examined before any case."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
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
from .anytime import end
from .draw import write
from .options import UNREADABLE, limited_softly, spoken
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
@limited_softly
@spoken
def atlas(  # noqa: PLR0917 - one for each option
    pack: str | None,
    form: str,
    example: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """The law of PACK examined before any case: every combination of its items of circumstances
    under all readings, collisions, gaps, and what never matters.
    """
    try:
        law = find_pack(pack)
        if example is not None:
            return partial(click.echo, _example(law, example), nl=False)
        found = examined(law, tracked, time_limit)
    except UnknownRegulation as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except NoSuchExample as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)

    def tell() -> None:
        _tell(found, "json" if as_json else form, lang)
        end(time_limit, lang, complete=found.exhausted)

    return tell


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
