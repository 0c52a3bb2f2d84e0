"""The command ``wenze``: carries questions in and answers out."""

import json
import os
import sys
from collections.abc import Callable
from threading import Timer
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console, RenderableType

from api.text import OutcomesText, check_text, doctor_text, refusal_text
from reasoner import Case, CaseRefused, PackError, Problem, Reasoner, UnknownRegulation
from reasoner.answer import DEFAULT_LIMIT, Answer
from reasoner.bilingual import LANGS, message
from reasoner.case import nearest
from reasoner.check import check_pack
from reasoner.doctor import examine
from reasoner.document import MAX_BYTES
from reasoner.pack import find_pack, shelved_pack
from reasoner.pack.worked import demonstration

REFUSED, UNREADABLE, EXHAUSTED = 1, 2, 3
TIME_LIMIT = 120.0
F = TypeVar("F", bound=Callable[..., Any])


def default_lang() -> str:
    """The language of WENZE_LANG, else Chinese."""
    lang = os.environ.get("WENZE_LANG", "zh")
    return lang if lang in LANGS else "zh"


def spoken(command: F) -> F:
    """Give a command the options that every command takes."""
    command = click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")(
        command
    )
    return click.option(
        "--lang", type=click.Choice(LANGS), default=default_lang, help="Language of the words."
    )(command)


limit_type = click.IntRange(min=0)
pack_option = click.option(
    "--pack", help="The regulation's id or its pack's path, where the case names none."
)


def limited(command: F) -> F:
    """Give a command a time limit; when it is reached, the process ends with its exit code."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        expose_value=False,
        callback=_start_watch,
        help="Stop after this time.",
    )(command)


def _start_watch(context: click.Context, _: click.Parameter, seconds: float) -> None:
    def stop() -> None:
        lang = str(context.params.get("lang", default_lang()))
        words = message("time_limit", seconds=f"{seconds:g}")
        sys.stderr.write(f"{words.say(lang)}\n")
        sys.stderr.flush()
        os._exit(EXHAUSTED)  # grounding cannot be interrupted in any other way

    watch = Timer(seconds, stop)
    watch.daemon = True
    watch.start()
    context.call_on_close(watch.cancel)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wenze")
def main() -> None:
    """Who answers, and on which reading: every defensible outcome of a case."""


@main.command()
@click.argument("case", type=click.Path(allow_dash=True))
@click.option("--limit", type=limit_type, default=DEFAULT_LIMIT, show_default=True)
@pack_option
@limited
@spoken
def outcomes(case: str, limit: int, pack: str | None, lang: str, as_json: bool) -> None:
    """Every defensible outcome of CASE (a YAML or JSON file, - for standard input)."""
    _answer(_read(case, lang, as_json), pack, limit, lang, as_json)


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
        _fail(unknown.words.say(lang), UNREADABLE)
    except PackError as error:
        _fail(str(error), UNREADABLE)
    if worked is None:
        _fail(message("demo_missing").say(lang), UNREADABLE)
    if not as_json:
        name = worked.name.said.say(lang)
        _say(message("worked_case", name=name).say(lang))
    _answer(worked.case, pack, limit, lang, as_json)


@main.command()
@click.argument("pack", type=click.Path())
@spoken
def check(pack: str, lang: str, as_json: bool) -> None:
    """Validate the knowledge base PACK (an id or a folder)."""
    report = check_pack(pack)
    if as_json:
        _print_json(report.as_json(lang))
    else:
        _print(check_text(report, lang))
    sys.exit(REFUSED if report.faults else 0)


@main.command()
@spoken
def doctor(lang: str, as_json: bool) -> None:
    """What is installed, what is missing, and the line that installs it."""
    found = examine()
    if as_json:
        _print_json(
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
        _print(doctor_text(found, lang))
    sys.exit(0 if all(finding.version for finding in found) else REFUSED)


def _answer(case: Case, pack: str | None, limit: int, lang: str, as_json: bool) -> None:
    try:
        chosen = shelved_pack(case.regulation) if pack is None else find_pack(pack)
        found = Reasoner(chosen).solve(case)
    except CaseRefused as refusal:
        _refuse(list(refusal.problems), lang, as_json)
    except UnknownRegulation as unknown:
        if pack is not None:
            _fail(unknown.words.say(lang), UNREADABLE)
        _refuse([*case.problems, _unknown(unknown)], lang, as_json)
    except PackError as error:
        _fail(str(error), UNREADABLE)
    if as_json:
        _print_json(Answer(found, lang).as_json(limit))
        return
    _print(OutcomesText(found, lang).render(case.title, limit))


def _unknown(unknown: UnknownRegulation) -> Problem:
    return Problem(
        "value",
        unknown.words,
        "/regulation",
        found=unknown.found,
        allowed=unknown.allowed,
        nearest=nearest(unknown.found, unknown.allowed),
    )


def _read(path: str, lang: str, as_json: bool) -> Case:
    try:
        if path == "-":
            return Case.from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1))
        return Case.load(path)
    except OSError as error:
        words = message("unreadable", path=path, reason=error.strerror or type(error).__name__)
        _fail(words.say(lang), UNREADABLE)
    except CaseRefused as refusal:
        _refuse(list(refusal.problems), lang, as_json)


def _refuse(problems: list[Problem], lang: str, as_json: bool) -> NoReturn:
    if as_json:
        _print_json({"errors": [problem.as_json(lang) for problem in problems]})
    else:
        Console(stderr=True).print(refusal_text(problems, lang))
    sys.exit(REFUSED)


def _fail(text: str, code: int) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(code)


def _say(text: str) -> None:
    click.echo(text)


def _print(content: RenderableType) -> None:
    Console().print(content)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
