"""``wenze doctor``: whether everything that Wenze uses is installed."""

import sys
from collections.abc import Sequence

import click
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...reasoner.i18n import message
from .installation import Finding, examine
from .options import REFUSED, spoken
from .terminal import print_json, show


@click.command()
@spoken
def doctor(lang: str, as_json: bool) -> None:
    """Report what is installed, what is missing, and the line that installs it."""
    found = examine()
    if as_json:
        print_json(
            {
                "components": [
                    {
                        "name": finding.name,
                        "purpose": finding.purpose.say(lang),
                        "version": finding.version,
                        "install": finding.install,
                    }
                    for finding in found
                ]
            }
        )
    else:
        show(_text(found, lang))
    sys.exit(0 if all(finding.version for finding in found) else REFUSED)


def _text(found: Sequence[Finding], lang: str) -> RenderableType:
    """The parts installed and the parts missing."""
    table = Table(show_lines=True)
    for key in ("doctor_name", "doctor_purpose", "doctor_state"):
        table.add_column(message(key).say(lang), overflow="fold")
    missing = message("doctor_missing").say(lang)
    for finding in found:
        table.add_row(finding.name, finding.purpose.say(lang), Text(finding.version or missing))
    lines = [f"  {finding.install}" for finding in found if finding.version is None]
    close = message("doctor_install" if lines else "doctor_fine").say(lang)
    return Group(Text(message("doctor_title").say(lang)), table, Text("\n".join([close, *lines])))
