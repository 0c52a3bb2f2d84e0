"""``wenze review``: a decision taken in a case, held against the law."""

from collections.abc import Callable
from typing import cast

import click

from ...reasoner.budget import processor_time
from ...reasoner.errors import CaseRefused, Problem
from ...reasoner.i18n import message
from ...reasoner.inquiry.review.review import review as reviewed
from ...reasoner.inquiry.review.reviewed import Review
from ...viz.render import FORMATS, Format
from ...viz.review import review_dot
from .cases import proving, read_case, solved
from .draw import write
from .options import EXHAUSTED, case_argument, limited_softly, pack_option, spoken
from .outcome_options import pairs
from .terminal import fail, print_json, show

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
    """Whether a decision taken in CASE stands, falls, or stands only on a contested reading, and
    why.
    """
    as_json = as_json or form == "json"
    start = processor_time()
    found = solved(read_case(case, lang, as_json), pack, lang, as_json)
    left = time_limit - (processor_time() - start)
    with proving(lang, as_json):
        problems: list[Problem] = []
        decision = pairs(decisions, "/decision", _PAIR, problems)
        if problems:
            raise CaseRefused(problems)
        answer = reviewed(found, decision, left)

    def tell() -> None:
        if as_json:
            print_json(answer.as_json(lang))
        elif form == "text":
            _show(answer, lang)
        else:
            write(review_dot(answer, lang), cast("Format", form), lang)
        if answer.late:
            fail(message("time_limit_partial", seconds=f"{time_limit:g}").say(lang), EXHAUSTED)

    return tell


def _show(answer: Review, lang: str) -> None:
    from rich.console import Group  # noqa: PLC0415 - JSON needs no rich

    from ...reasoner.inquiry.review.outline import outline  # noqa: PLC0415
    from ..text.review import ReviewText  # noqa: PLC0415

    text = ReviewText(outline(answer, lang), lang)
    show(Group(*text.render()))
    if reasons := text.reasons():
        click.echo(f"\n{reasons}", nl=False)
