"""``wenze review``: a decision taken in a case, held against the law."""

from collections.abc import Callable
from typing import cast

import click

from ...reasoner.errors import CaseRefused, Problem
from ...reasoner.inquiry.review.review import review as reviewed
from ...reasoner.inquiry.review.reviewed import Review
from ...viz.render import FORMATS, Format
from ...viz.review import review_dot
from .anytime import end, solved_in_time
from .cases import proving
from .draw import write
from .options import case_argument, limited_softly, pack_option, spoken
from .outcome_options import pairs
from .terminal import print_json, show

_PAIR = "PERSON=WORD"


@click.command()
@case_argument
@click.option(
    "--decision",
    "decisions",
    multiple=True,
    required=True,
    metavar=_PAIR,
    help="What was decided of a person, as a fixed word or its label; may be repeated.",
)
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
def review(  # noqa: PLR0917 - one for each option
    case: str,
    decisions: tuple[str, ...],
    form: str,
    pack: str | None,
    time_limit: float,
    lang: str,
    as_json: bool,
) -> Callable[[], None]:
    """Review a decision taken in CASE: it stands, falls, or stands only on a contested reading, and
    why.
    """
    as_json = as_json or form == "json"
    found, left = solved_in_time(case, pack, time_limit, lang, as_json)
    with proving(lang, as_json):
        problems: list[Problem] = []
        decision = pairs(decisions, "/decision", _PAIR, problems)
        if problems:
            raise CaseRefused(problems)
        answer = reviewed(found, decision, left)

    def report() -> None:
        if as_json:
            print_json(answer.as_json(lang))
        elif form == "text":
            _show(answer, lang)
        else:
            write(review_dot(answer, lang), cast("Format", form), lang)
        end(time_limit, lang, complete=answer.complete)

    return report


def _show(answer: Review, lang: str) -> None:
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ...reasoner.inquiry.review.outline import outline  # noqa: PLC0415
    from ..text.review import ReviewText  # noqa: PLC0415

    text = ReviewText(outline(answer, lang), lang)
    show(Group(*text.render()))
    if reasons := text.reasons():
        click.echo(f"\n{reasons}", nl=False)
