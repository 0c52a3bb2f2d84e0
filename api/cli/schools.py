"""``wenze schools``: a case under each school of interpretation."""

import click

from ...reasoner.inquiry.schools.schools import Schools
from .invocation import Invocation, answering
from .options import case_argument


@click.command()
@case_argument
@click.option(
    "--school", "only", multiple=True, metavar="ID", help="This school only; may be repeated."
)
@answering()
def schools(run: Invocation, case: str, only: tuple[str, ...]) -> Schools:
    """CASE under each school of interpretation of its law, or under those named with --school."""
    read = run.case(case)
    return run.reasoner(read).schools(read, only, run.seconds)
