"""``wenze review``: a decision taken in a case, held against the law."""

import click

from ...reasoner.inquiry.review.review import review as reviewed
from ...reasoner.inquiry.review.reviewed import Review
from ...viz.render import FORMATS
from .invocation import Invocation, answering
from .options import case_argument
from .outcome_options import read_pairs

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
@answering("text", "json", *FORMATS)
def review(run: Invocation, case: str, decisions: tuple[str, ...]) -> Review:
    """Review a decision taken in CASE: it stands, falls, or stands only on a contested reading, and
    why.
    """
    found = run.outcomes(case)
    read = read_pairs({"decision": (decisions, _PAIR)})
    return reviewed(found, read["decision"], run.left)
