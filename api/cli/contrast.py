"""``wenze contrast``: two outcomes side by side, or the decision tree of a whole case."""

from collections.abc import Callable
from typing import cast

import click

from ...reasoner.inquiry.contrast.contrast import Contrast
from ...reasoner.inquiry.contrast.contrast import contrast as contrasted
from ...reasoner.inquiry.contrast.decision_tree import Decisions, decisions
from ...reasoner.inquiry.contrast.outline import (
    ContrastOutline,
    DecisionsOutline,
    contrast_outline,
    decisions_outline,
)
from ...viz.contrast import contrast_dot
from ...viz.decision_tree import decision_tree_dot
from ...viz.render import FORMATS, Format
from .anytime import end, solved_in_time
from .cases import proving
from .draw import write
from .options import case_argument, limited_softly, pack_option, spoken
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
@limited_softly
@spoken
def contrast(  # noqa: PLR0917 - one for each option
    case: str,
    outcomes: tuple[str, ...],
    form: str,
    pack: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """Two outcomes of CASE, by their ids: the fewest choices in which they must differ, and what
    each leads to. Without ids, the shortest decision tree to each set of dispositions.
    """
    if len(outcomes) not in {0, 2}:
        raise click.UsageError("Name two outcomes, or none.")
    as_json = as_json or form == "json"
    found, left = solved_in_time(case, pack, time_limit, lang, as_json)
    answer: Contrast | Decisions
    with proving(lang, as_json):
        answer = contrasted(found, *outcomes, seconds=left) if outcomes else decisions(found, left)

    def report() -> None:
        if as_json:
            print_json(answer.as_json(lang))
        elif isinstance(answer, Contrast):
            _show_contrast(contrast_outline(answer, lang), form, lang)
        else:
            _show_decisions(decisions_outline(answer, lang), form, lang)
        end(time_limit, lang, complete=answer.exhausted)

    return report


def _show_contrast(outline: ContrastOutline, form: str, lang: str) -> None:
    if form != "text":
        write(contrast_dot(outline, lang), cast("Format", form), lang)
        return
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ..text.contrast import ContrastText  # noqa: PLC0415

    text = ContrastText(outline, lang)
    show(Group(*text.render()))
    click.echo(f"\n{text.reasons()}", nl=False)


def _show_decisions(outline: DecisionsOutline, form: str, lang: str) -> None:
    if form != "text":
        write(decision_tree_dot(outline, lang), cast("Format", form), lang)
        return
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ..text.decision_tree import DecisionsText  # noqa: PLC0415

    show(Group(*DecisionsText(outline, lang).render()))
