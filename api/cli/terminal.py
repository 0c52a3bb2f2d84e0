"""Output of all commands to a terminal, and their end.

The library that prints for people is imported when it is needed: JSON needs none of it.
"""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ...reasoner.errors import Problem
from .options import REFUSED

if TYPE_CHECKING:
    import graphviz
    from rich.console import RenderableType

    from ..text.lines import Renderer


def refuse(problems: Sequence[Problem], lang: str, as_json: bool) -> NoReturn:
    """End with everything that is wrong with what was asked."""
    if as_json:
        print_json({"errors": [problem.as_json(lang) for problem in problems]})
    else:
        from ..text.outcomes import refusal_text  # noqa: PLC0415

        show(refusal_text(problems, lang), stderr=True)
    sys.exit(REFUSED)


def fail(text: str, code: int) -> NoReturn:
    """End with a message and an exit code."""
    click.echo(text, err=True)
    sys.exit(code)


def show(content: "RenderableType", *, stderr: bool = False) -> None:
    """Print for people."""
    from rich.console import Console  # noqa: PLC0415

    Console(stderr=stderr).print(content)


def show_answer(text: "Renderer[Any]") -> None:
    """Print an answer for people, and at its end the reasons."""
    show(text)
    if reasons := text.reasons():
        click.echo(f"\n{reasons}", nl=False)


def write(graph: "graphviz.Digraph", form: str) -> None:
    """Write a drawing to standard output, in one of the forms of drawings. Raises MessageError."""
    from ...viz.render import FORMATS, render  # noqa: PLC0415

    [drawn_as] = (each for each in FORMATS if each == form)
    sys.stdout.buffer.write(render(graph, drawn_as))


def print_json(value: object) -> None:
    """Print for tools; half characters, as in the title of a case, stay JSON's escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text.encode(errors="backslashreplace").decode())
