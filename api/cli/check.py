"""``wenze check``: whether a pack can be relied on."""

import sys

import click
from rich.console import Group, RenderableType
from rich.text import Text

from ...reasoner.check.pack_check import Report, check_pack
from ...reasoner.i18n import message
from .options import REFUSED, spoken
from .terminal import print_json, show


@click.command()
@click.argument("pack", type=click.Path())
@spoken
def check(pack: str, lang: str, as_json: bool) -> None:
    """Validate the knowledge base PACK (an id or a folder)."""
    report = check_pack(pack)
    if as_json:
        print_json(report.as_json(lang))
    else:
        show(_text(report, lang))
    sys.exit(REFUSED if report.faults else 0)


def _text(report: Report, lang: str) -> RenderableType:
    """Render a report."""
    counts = [f"{message(f'check_count_{k}').say(lang)} {n}" for k, n in report.counts.items()]
    lines: list[RenderableType] = [Text(report.pack, style="bold"), Text(" · ".join(counts))]
    for fault in report.faults:
        lines.append(Text(f"✗ {fault.place}: {fault.words.say(lang)}"))
    if report.unexercised:
        lines.append(Text(message("check_unexercised").say(lang)))
        lines += [Text(f"  {place}") for place in report.unexercised]
    if not report.faults:
        lines.append(Text(f"✓ {message('check_fine').say(lang)}"))
    return Group(*lines)
