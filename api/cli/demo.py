"""``wenze demo``: the case that shows what a regulation's pack can do."""

from collections.abc import Callable

import click

from ...reasoner.case.worked_cases import demonstration
from ...reasoner.errors import PackError, UnknownRegulation
from ...reasoner.i18n import message
from ...reasoner.pack import find_pack
from .options import UNREADABLE, limit_type, limited_softly, pack_option, spoken
from .outcomes import answered
from .terminal import fail


@click.command()
@click.option("--limit", type=limit_type, default=10_000)
@pack_option
@limited_softly
@spoken
def demo(
    limit: int, pack: str | None, time_limit: float, lang: str, as_json: bool
) -> Callable[[], None]:
    """Solve the regulation's demonstration case."""
    try:
        worked = demonstration(find_pack(pack))
    except UnknownRegulation as unknown:
        fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)
    if worked is None:
        fail(message("demo_missing").say(lang), UNREADABLE)
    if not as_json:
        name = worked.name.said.say(lang)
        click.echo(message("worked_case", name=name).say(lang))
    return answered(worked.case, pack, limit, time_limit, lang, as_json)
