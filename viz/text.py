"""Text as a drawing needs it: how wide it is, where it breaks, and how DOT takes it as text."""

import html
import unicodedata
from collections.abc import Iterator

from ..reasoner.escaping import printable

_JOINER = "\u200d"
_NO_START = frozenset("，。、；：！？）》」』】〕”’…,.;:!?)]}%")
_NO_END = frozenset("（《「『【〔“‘([{")
_BROAD = frozenset("MWmw@%&")
MAX_LINES = 16


def markup(text: str, tooltip: bool = False) -> str:
    """Escape a text for DOT, for a label, HTML-like or not, or a tooltip; it is displayed as it
    stands. Graphviz (2.43) reads entities first and then backslashes, in tooltips twice.
    """
    return html.escape(printable(text)).replace("\\", "&#92;" * (4 if tooltip else 2))


def ems(text: str) -> float:
    """The width of a text in widths of a Chinese character, with whatever font it is set."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.25 if category == "So" else 1.0
    if character in _BROAD:
        return 1.0
    return 0.7 if category == "Lu" else 0.55


def wrapped(text: str, limit: float) -> list[str]:
    """A text in lines of at most ``limit`` ems, about equally long: broken at spaces and between
    Chinese characters, inside a long name where there is no better place, and cut after MAX_LINES.
    """
    text = printable(text)
    lines = _filled(text, limit)
    if len(lines) > MAX_LINES:
        return [*lines[: MAX_LINES - 1], "…"]
    even = ems(text) / len(lines)
    while even < limit and len(lines) > 1:
        if len(balanced := _filled(text, even)) == len(lines):
            return balanced
        even += 0.5
    return lines


def _filled(text: str, limit: float) -> list[str]:
    """A text in lines, each filled before the next begins."""
    lines, line, width = [], "", 0.0
    for word in _words(text):
        if line and width + ems(word.rstrip()) > limit:
            lines.append(line.rstrip())
            line, width = "", 0.0
            word = word.lstrip()  # noqa: PLW2901 - a line does not begin with a space
        if ems(word.rstrip()) > limit:
            *whole, word = _pieces(word, limit)  # noqa: PLW2901 - the rest of a long name
            lines += whole
        line, width = line + word, width + ems(word)
    return [*lines, line.rstrip()]


def _clusters(text: str) -> Iterator[str]:
    """Characters with the marks that belong to them."""
    cluster = ""
    for character in text:
        joined = (
            cluster.endswith(_JOINER)
            or unicodedata.category(character) in ("Mn", "Me", "Cf")
            or "\U0001f3fb" <= character <= "\U0001f3ff"
        )
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _words(text: str) -> Iterator[str]:
    """The parts of a text between which a line may break; spaces stay with the part before. A
    Chinese name in an English sentence is one word.
    """
    dense = 2 * sum(map(_is_wide, text)) >= len(text)
    word = ""
    for cluster in _clusters(text):
        if word and _breaks(word, cluster, dense):
            yield word
            word = ""
        word += cluster
    if word:
        yield word


def _breaks(before: str, after: str, dense: bool) -> bool:
    if after == " " or after[0] in _NO_START or before[-1] in _NO_END:
        return False
    if before[-1] == " ":
        return True
    return dense and (_is_wide(before[-1]) or _is_wide(after[0]))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _pieces(word: str, limit: float) -> list[str]:
    pieces = [""]
    for cluster in _clusters(word):
        if pieces[-1] and ems(pieces[-1] + cluster) > limit:
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def shortened(text: str, limit: float) -> str:
    """The beginning of a text that fits into ``limit`` ems, with a mark where it is cut."""
    if ems(text) <= limit:
        return text
    return _filled(text, limit - 1)[0].rstrip(" ，,、") + "…"
