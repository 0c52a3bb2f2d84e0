"""The command line: one module for each command."""

import sys

from ...reasoner.version import __version__


def start() -> None:
    """Run the command. The version alone is printed at once: click takes longer than Python."""
    if sys.argv[1:] == ["--version"]:
        print(f"wenze, version {__version__}")
        return
    from .main import main  # noqa: PLC0415

    main()
