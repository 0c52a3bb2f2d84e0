"""The command ``wenze``: carries questions in and answers out."""

import sys

import click

from api.asp_command import asp
from api.cases import proving, read_case, solved
from api.draw_command import draw
from api.explain_command import why, why_not
from api.options import (
    REFUSED,
    UNREADABLE,
    case_argument,
    limit_type,
    limited,
    pack_option,
    spoken,
)
from api.terminal import fail, print_json, show
from api.text import OutcomesText, check_text, doctor_text
from reasoner import Case, PackError, UnknownRegulation
from reasoner.answer import DEFAULT_LIMIT, Answer
from reasoner.bilingual import message
from reasoner.check import check_pack
from reasoner.doctor import examine
from reasoner.pack import find_pack
from reasoner.pack.worked import demonstration


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wenze")
def main() -> None:
    """Who answers, and on which reading: every defensible outcome of a case."""


for command in (why, why_not, draw, asp):
    main.add_command(command)


@main.command()
@case_argument
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, show_default=True)
@pack_option
@limited
@spoken
def outcomes(case: str, limit: int, pack: str | None, lang: str, as_json: bool) -> None:
    """Every defensible outcome of CASE (a YAML or JSON file, - for standard input)."""
    _answer(read_case(case, lang, as_json), pack, limit, lang, as_json)


@main.command()
@click.option("--limit", type=limit_type, default=10_000)
@pack_option
@limited
@spoken
def demo(limit: int, pack: str | None, lang: str, as_json: bool) -> None:
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
    _answer(worked.case, pack, limit, lang, as_json)


@main.command()
@click.argument("pack", type=click.Path())
@spoken
def check(pack: str, lang: str, as_json: bool) -> None:
    """Validate the knowledge base PACK (an id or a folder)."""
    report = check_pack(pack)
    if as_json:
        print_json(report.as_json(lang))
    else:
        show(check_text(report, lang))
    sys.exit(REFUSED if report.faults else 0)


@main.command()
@spoken
def doctor(lang: str, as_json: bool) -> None:
    """What is installed, what is missing, and the line that installs it."""
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
        show(doctor_text(found, lang))
    sys.exit(0 if all(finding.version for finding in found) else REFUSED)


def _answer(case: Case, pack: str | None, limit: int, lang: str, as_json: bool) -> None:
    found = solved(case, pack, lang, as_json)
    with proving(lang, as_json):
        if as_json:
            print_json(Answer(found, lang).as_json(limit))
        else:
            show(OutcomesText(found, lang).render(case.title, limit))
