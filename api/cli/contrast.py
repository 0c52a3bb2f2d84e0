"""``wenze contrast``: two outcomes side by side, or the decision tree of a whole case."""

from typing import cast

import click

from ...reasoner.inquiry.contrast.contrast import Contrast
from ...reasoner.inquiry.contrast.contrast import contrast as contrasted
from ...reasoner.inquiry.contrast.decision_tree import Decisions, decisions
from ...viz.contrast import contrast_dot
from ...viz.decision_tree import decision_tree_dot
from ...viz.render import FORMATS, Format
from .cases import proving, read_case, solved
from .draw import write
from .options import case_argument, limited, pack_option, spoken
from .terminal import print_json, show


@click.command()
@case_argument
@click.argument("outcomes", nargs=-1, metavar="[ID ID]")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", *FORMATS)),
    default="text",
    show_default=True,
)
@pack_option
@limited
@spoken
def contrast(  # noqa: PLR0917 - one for each option
    case: str, outcomes: tuple[str, ...], form: str, pack: str | None, lang: str, as_json: bool
) -> None:
    """Two outcomes of CASE, by their ids: the fewest choices in which they must differ, and what
    each leads to. Without ids, the shortest decision tree to each set of dispositions.
    """
    if len(outcomes) not in {0, 2}:
        raise click.UsageError("Name two outcomes, or none.")
    as_json = as_json or form == "json"
    found = solved(read_case(case, lang, as_json), pack, lang, as_json)
    answer: Contrast | Decisions
    with proving(lang, as_json):
        answer = contrasted(found, *outcomes) if outcomes else decisions(found)
    if as_json:
        print_json(answer.as_json(lang))
    elif form == "text":
        _show(answer, lang)
    elif isinstance(answer, Contrast):
        write(contrast_dot(answer, lang), cast("Format", form), lang)
    else:
        write(decision_tree_dot(answer, lang), cast("Format", form), lang)


def _show(answer: Contrast | Decisions, lang: str) -> None:
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ..text.contrast import ContrastText  # noqa: PLC0415
    from ..text.decision_tree import DecisionsText  # noqa: PLC0415

    if isinstance(answer, Contrast):
        text = ContrastText(answer, lang)
        show(Group(*text.render()))
        click.echo(f"\n{text.reasons()}", nl=False)
    else:
        show(Group(*DecisionsText(answer, lang).render()))
