"""``wenze why`` and ``wenze why-not``: the reasons for one conclusion in one outcome."""

from dataclasses import dataclass
from typing import Any

import click

from ...reasoner.answer.why import explain
from ...reasoner.answer.why_outline import why_outline
from ...reasoner.explanation.tooltips import official_words
from ...viz.proof import proof_dot
from ...viz.render import FORMATS
from ..text.why import why_text
from .cases import proving, read_case, solved
from .draw import write
from .options import F, case_argument, limit_type, limited, pack_option, spoken
from .outcome_options import Described, which_outcome
from .terminal import print_json


def explaining(command: F) -> F:
    """Give a command the options of an explanation."""
    for option in (
        spoken,
        limited,
        pack_option,
        click.option(
            "--format",
            "form",
            type=click.Choice(("text", "json", *FORMATS)),
            default="text",
            show_default=True,
        ),
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
def why(**request: Any) -> None:
    """Why ATOM holds in an outcome of CASE; it is written as `wenze outcomes --json` has it."""
    _answer(WhyCommand(holds=True, **request))


@click.command("why-not")
@explaining
def why_not(**request: Any) -> None:
    """Why ATOM does not hold in an outcome of CASE."""
    _answer(WhyCommand(holds=False, **request))


@dataclass(frozen=True, slots=True)
class WhyCommand:
    """A conclusion to explain, and the form of the answer."""

    holds: bool
    case: str
    atom: str
    outcome: str | Described | None
    quote: bool
    form: str
    pack: str | None
    lang: str
    as_json: bool
    others: int = 0


def _answer(request: WhyCommand) -> None:
    as_json = request.as_json or request.form == "json"
    case = read_case(request.case, request.lang, as_json)
    found = solved(case, request.pack, request.lang, as_json)
    with proving(request.lang, as_json):
        outcome = request.outcome
        wanted = outcome.wanted(found.pack) if isinstance(outcome, Described) else outcome
        explanation = explain(
            found, request.atom, wanted, holds=request.holds, others=request.others
        )
    if as_json:
        print_json(explanation.as_json(request.lang))
    elif request.form == "text":
        text = why_text(why_outline(explanation, request.lang), request.lang, quote=request.quote)
        click.echo(text, nl=False)
    else:
        graph = proof_dot(
            explanation.proof,
            request.lang,
            official_words(explanation.proof, found.pack, request.lang),
        )
        [form] = (form for form in FORMATS if form == request.form)
        write(graph, form, request.lang)
