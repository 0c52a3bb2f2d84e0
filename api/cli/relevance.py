"""``wenze relevance``: what could still change a conclusion, as questions."""

import click

from ...reasoner.inquiry.relevance.relevance import Relevance
from ...reasoner.inquiry.relevance.relevance import relevance as still_relevant
from .invocation import Invocation, answering
from .options import case_argument, limit_type


@click.command()
@case_argument
@click.option("--limit", type=limit_type, metavar="N", help="List the first N questions only.")
@answering()
def relevance(run: Invocation, case: str, limit: int | None) -> Relevance:
    """The facts not stated in CASE that could still change a conclusion, most telling first."""
    return still_relevant(run.outcomes(case), run.left, limit=limit)
