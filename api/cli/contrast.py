"""``wenze contrast``: two outcomes side by side, or the decision tree of a whole case."""

import click

from ...reasoner.inquiry.contrast.contrast import Contrast
from ...reasoner.inquiry.contrast.contrast import contrast as contrasted
from ...reasoner.inquiry.contrast.decision_tree import Decisions, decisions
from ...viz.render import FORMATS
from .invocation import Invocation, answering
from .options import case_argument


@click.command()
@case_argument
@click.argument("outcomes", nargs=-1, metavar="[ID ID]")
@answering("text", "json", *FORMATS)
def contrast(run: Invocation, case: str, outcomes: tuple[str, ...]) -> Contrast | Decisions:
    """Two outcomes of CASE, by their ids: the fewest choices in which they must differ, and what
    each leads to. Without ids, the shortest decision tree to each set of dispositions.
    """
    if len(outcomes) not in {0, 2}:
        raise click.UsageError("Name two outcomes, or none.")
    found = run.outcomes(case)
    if outcomes:
        return contrasted(found, *outcomes, seconds=run.left)
    return decisions(found, run.left)
