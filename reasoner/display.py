"""Text from outside, made safe to print and short enough to read."""

import unicodedata

MAX_SHOWN = 64
_INNER = str.maketrans("“”", "‘’")


def printable(text: str) -> str:
    """A text without control characters and half characters: they are written as escapes."""
    if text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape", "surrogatepass").decode()
        if unicodedata.category(character) in ("Cc", "Cs")
        else character
        for character in text
    )


def shown(text: str) -> str:
    """A text as a message quotes it: printable, and cut where it is longer than any name."""
    return printable(text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…")


def within_quotes(text: str) -> str:
    """A text as it stands within quotation marks: its own become single ones."""
    return text.translate(_INNER)
