"""``wenze why`` and ``wenze why-not``: the reasons for one conclusion in one outcome."""

from typing import Any

import click

from ...reasoner.answer.why import explain
from ...viz.render import FORMATS
from ..text.rendering import explanation_drawing, explanation_text
from .invocation import Invocation, answering
from .options import case_argument, limit_type
from .outcome_options import Typed, described, which_outcome
from .terminal import print_json, write


def explaining(command: Any) -> Any:
    """Give a command the options of an explanation."""
    for option in (
        answering("text", "json", *FORMATS, grace=0.0),
        click.option("--quote", is_flag=True, help="With the official words of each provision."),
        which_outcome,
        click.argument("atom"),
        case_argument,
    ):
        command = option(command)
    return command


@click.command()
@click.option("--others", type=limit_type, default=0, help="List so many further proofs.")
@explaining
def why(run: Invocation, **request: Any) -> None:
    """Why ATOM holds in an outcome of CASE; it is written as `wenze outcomes --json` has it."""
    _answer(run, holds=True, **request)


@click.command("why-not")
@explaining
def why_not(run: Invocation, **request: Any) -> None:
    """Why ATOM does not hold in an outcome of CASE."""
    _answer(run, holds=False, **request)


def _answer(
    run: Invocation,
    *,
    holds: bool,
    case: str,
    atom: str,
    outcome: str | None,
    quote: bool,
    others: int = 0,
    **typed: Typed,
) -> None:
    if outcome is not None and any(typed.values()):
        raise click.UsageError("An outcome is named by its id or by what it has, not by both.")
    found = run.outcomes(case)
    wanted = described(typed, found.pack) if any(typed.values()) else outcome
    explanation = explain(found, atom, wanted, holds=holds, others=others)
    if run.as_json:
        print_json(explanation.as_json(run.lang))
    elif run.form == "text":
        click.echo(explanation_text(explanation, run.lang, quote=quote), nl=False)
    else:
        write(explanation_drawing(explanation, run.lang), run.form)
