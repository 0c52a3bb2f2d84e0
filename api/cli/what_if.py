"""``wenze what-if``: the smallest changes of the facts that change what is defensible."""

import click

from ...reasoner.inquiry.what_if.what_if import WhatIf
from ...reasoner.inquiry.what_if.what_if import what_if as search
from .invocation import Invocation, answering
from .options import case_argument


@click.command("what-if")
@case_argument
@click.option(
    "--person", "persons", multiple=True, metavar="NAME", help="This person only; may be repeated."
)
@click.option("--pairs/--no-pairs", default=True, help="Two changes at once as well.")
@answering()
def what_if(run: Invocation, case: str, persons: tuple[str, ...], pairs: bool) -> WhatIf:
    """The smallest changes of the facts of CASE that change what is defensible for a person, the
    facts that carry it, and those that change nothing.
    """
    return search(run.outcomes(case), run.left, persons=persons, pairs=pairs)
