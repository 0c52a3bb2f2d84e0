"""What every command says on a terminal, and how it ends."""

import json
import sys
from collections.abc import Sequence
from typing import NoReturn

import click
from rich.console import Console, RenderableType

from api.options import REFUSED
from api.text import refusal_text
from reasoner import Problem


def refuse(problems: Sequence[Problem], lang: str, as_json: bool) -> NoReturn:
    """End with everything that is wrong with what was asked."""
    if as_json:
        print_json({"errors": [problem.as_json(lang) for problem in problems]})
    else:
        Console(stderr=True).print(refusal_text(problems, lang))
    sys.exit(REFUSED)


def fail(text: str, code: int) -> NoReturn:
    """End with a message and an exit code."""
    click.echo(text, err=True)
    sys.exit(code)


def show(content: RenderableType) -> None:
    """Print for people."""
    Console().print(content)


def print_json(value: object) -> None:
    """Print for tools."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
