"""Reading program text safely: what would end clingo's process is refused before clingo sees it."""

import re
from pathlib import Path

from ..errors import PackError

# Strings and comments may hold any text; elsewhere a non-ASCII character makes clingo's logger
# end the whole process (clingo 5.8).
_OPAQUE = re.compile(r'"(?:[^"\\\n]|\\.)*"|%\*.*?\*%|%[^\n]*', re.DOTALL)
# A pack holds its rules itself; what is included would escape these checks.
_DIRECTIVE = re.compile(r"#(?:include|script|program|external|theory)\b")


def checked_source(path: Path) -> str:
    """The text of a program file, ASCII outside strings and comments. Raises PackError."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(str(path), f"cannot be read: {error}") from None
    return checked_text(source, str(path))


def checked_text(source: str, place: str) -> str:
    """A program text, ASCII outside strings and comments. Raises PackError."""
    bare = _OPAQUE.sub(lambda match: "\n" * match[0].count("\n"), source)
    for number, line in enumerate(bare.splitlines(), start=1):
        if (directive := _DIRECTIVE.search(line)) is not None:
            raise PackError(f"{place}:{number}", f"not allowed in a pack: {directive[0]}")
        if not line.isascii():
            raise PackError(f"{place}:{number}", "a non-ASCII character outside text and comments")
    return source
