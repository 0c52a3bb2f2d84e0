"""The command ``wenze``: carries questions in and answers out."""

import ast
import gc
import signal
import threading
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ...reasoner.version import __version__

# A command runs once, and most of what it makes lives as long as it does: with Python's own
# threshold of 700 new objects, looking for garbage among them takes a fifteenth of its time.
_NEW_OBJECTS = 100_000


class _Commands(Mapping[str, click.Command]):
    """The commands by name, each imported when it is asked for: none pays for what another needs.

    A name that consists of two words stands for a function with an underscore between them.
    """

    modules: Mapping[str, str] = {
        "asp": "asp",
        "atlas": "atlas",
        "batch": "batch",
        "check": "check",
        "compare": "compare",
        "consistency": "consistency",
        "contrast": "contrast",
        "demo": "demo",
        "doctor": "doctor",
        "draw": "draw",
        "outcomes": "outcomes",
        "relevance": "relevance",
        "review": "review",
        "schools": "schools",
        "serve": "serve",
        "verify": "verify",
        "what-if": "what_if",
        "why": "why",
        "why-not": "why",
    }

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f".{self.modules[name]}", __package__)
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(self.modules)

    def __len__(self) -> int:
        return len(self.modules)


class _Main(click.Group):
    """The command itself."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by their docstrings, which are read without an import."""
        listed = [click.Command(name, help=_docstring(name)) for name in self.commands]
        click.Group(commands=listed).format_commands(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command that is asked for. An interrupt ends it wherever it was started."""
        if threading.current_thread() is threading.main_thread():
            # In the background of a script interrupts are ignored unless one says otherwise.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        usual = gc.get_threshold()
        gc.set_threshold(_NEW_OBJECTS)
        try:
            return super().invoke(ctx)
        finally:
            gc.set_threshold(*usual)


def _docstring(name: str) -> str | None:
    """The docstring of a command's function."""
    source = Path(__file__).with_name(f"{_Commands.modules[name]}.py").read_bytes()
    function = name.replace("-", "_")
    return next(
        ast.get_docstring(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )


@click.group(
    cls=_Main,
    commands=_Commands(),  # read only: a new command has its line above
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__)
def main() -> None:
    """Who answers, and on which reading: every defensible outcome of a case."""
