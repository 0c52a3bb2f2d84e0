"""``wenze demo``: the case that shows what a regulation's pack can do."""

from collections.abc import Callable

import click

from ...reasoner.case.worked_cases import demonstration
from ...reasoner.i18n import message
from ...reasoner.pack import find_pack
from .invocation import Invocation, answering
from .options import UNREADABLE, limit_type
from .outcomes import answered
from .terminal import fail


@click.command()
@click.option("--limit", type=limit_type, default=10_000)
@answering()
def demo(run: Invocation, limit: int) -> Callable[[], None]:
    """Solve the regulation's demonstration case."""
    worked = demonstration(find_pack(run.pack))
    if worked is None:
        fail(message("demo_missing").say(run.lang), UNREADABLE)
    if not run.as_json:
        name = worked.name.said.say(run.lang)
        click.echo(message("worked_case", name=name).say(run.lang))
    return answered(run, worked.case, limit)
