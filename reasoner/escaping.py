"""Text from outside, made safe to print and short enough to read."""

import unicodedata
from itertools import pairwise

MAX_SHOWN = 64
_INNER = str.maketrans("“”", "‘’")
# Controls, what has no shape of its own, halves of characters, what breaks lines.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS = frozenset("\u200c\u200d")
# An emoji, a modifier of one, marks.
_JOINED = frozenset(("So", "Sk", "Mn", "Mc"))


def printable(text: str) -> str:
    """A text whose every character is seen: what steers a terminal, turns the direction of writing,
    has no shape or cannot stand in XML is written as an escape.

    What a reader does not see could make two names look alike, or a line say what it does not.
    """
    if text.isprintable():
        return text
    return "".join(
        character if _is_seen(character, before) else character.encode("unicode_escape").decode()
        for before, character in pairwise(f" {text}")
    )


def _is_seen(character: str, before: str) -> bool:
    if character in _JOINERS:  # seen where it joins: within an emoji, after a mark, in Arabic
        return unicodedata.category(before) in _JOINED or unicodedata.bidirectional(before) == "AL"
    code = ord(character)
    is_character = code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF
    return is_character and unicodedata.category(character) not in _UNSEEN


def shown(text: str) -> str:
    """A text as a message quotes it: printable, and cut where it is longer than any name."""
    return printable(text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…")


def within_quotes(text: str) -> str:
    """A text as it stands within quotation marks: its own become single ones."""
    return text.translate(_INNER)
