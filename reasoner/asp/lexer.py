"""Lexing of a program before clingo sees it: strings, comments, scripts and includes.

clingo ends the process at a character that it does not expect outside ASCII, stops reading at a
null character, and opens the files that a program includes. So strings and comments are told apart
here as clingo does it, and scripts and includes are taken out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..escaping import shown
from ..i18n import message
from .source import ProgramFault

_TOKEN = re.compile(
    r"""
      (?P<block>%\*)
    | (?P<comment>%[^\n]*|\#![^\n]*)
    | (?P<string>"(?:[^"\\\n]|\\["\\n])*")
    | (?P<quote>")
    | (?P<script>\#script(?![A-Za-z0-9_]))
    | (?P<include>\#include(?![A-Za-z0-9_]))
    | (?P<strange>[^\t\n\r\x20-\x7e\0]+)
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"[\t\r\n ]+")
_IN_BLOCK = re.compile(r"(?P<open>%\*)|(?P<close>\*%)|%[^\n]*")
_ESCAPE = {r"\"": '"', r"\\": "\\", r"\n": "\n"}
# A file that holds no program at all is not listed character by character.
MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Include:
    """A file that a program asks for, and where."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A text that is safe to parse, every statement left in its place, and what was taken out."""

    text: str
    includes: tuple[Include, ...]
    faults: tuple[ProgramFault, ...]


def scan(text: str, file: str) -> Scan:
    """Look through a program's text; what is at fault is reported, never raised."""
    return _Scanner(text, file).scan()


class _Scanner:
    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._faults: list[ProgramFault] = []
        self._includes: list[Include] = []
        self._cut: list[tuple[int, int]] = []

    def scan(self) -> Scan:
        null = self._text.find("\0")
        if null >= 0:
            self._fault(null, "encoding", "asp_null", "\0")
        position = 0
        while match := _TOKEN.search(self._text, position):
            position = self._token(match)
            if len(self._faults) >= MAX_FAULTS:
                break
        return Scan("".join(self._kept()), tuple(self._includes), tuple(self._faults))

    def _token(self, match: re.Match[str]) -> int:
        """Deal with one token and say where to go on."""
        start = match.start()
        match match.lastgroup:
            case "block":
                return self._block_end(start)
            case "quote":
                line_end = self._text.find("\n", start)
                end = len(self._text) if line_end < 0 else line_end
                self._fault(start, "syntax", "asp_string", self._text[start:end])
                return end
            case "script":
                return self._script(start)
            case "include":
                return self._include(start, match.end())
            case "strange":
                self._fault(start, "encoding", "asp_character", match[0])
        return match.end()

    def _block_end(self, start: int) -> int:
        """The end of a block comment; they nest, and line comments in them hide their ends."""
        depth, position = 1, start + 2
        while depth:
            match = _IN_BLOCK.search(self._text, position)
            if match is None:
                self._fault(start, "syntax", "asp_comment", self._text[start : start + 20])
                return len(self._text)
            depth += {"open": 1, "close": -1}.get(match.lastgroup or "", 0)
            position = match.end()
        return position

    def _script(self, start: int) -> int:
        self._fault(start, "unsupported", "asp_unsupported", "#script")
        end = self._text.find("#end", start)
        if end < 0:
            return len(self._text)
        dot = self._after_space(end + len("#end"))
        end = dot + 1 if self._text.startswith(".", dot) else dot
        self._cut.append((start, end))
        return end

    def _include(self, start: int, end: int) -> int:
        at = self._after_space(end)
        name = _TOKEN.match(self._text, at)
        if self._text.startswith("<", at):
            close = self._text.find(">", at)
            found = self._text[start : close + 1 or None]
            self._fault(start, "unsupported", "asp_unsupported", found)
            return len(self._text) if close < 0 else close + 1
        if name is None or name.lastgroup != "string":
            self._fault(start, "syntax", "asp_include_form", "#include")
            return end
        dot = self._after_space(name.end())
        if not self._text.startswith(".", dot):
            self._fault(start, "syntax", "asp_include_form", "#include")
            return name.end()
        path = re.sub(r"\\.", lambda escape: _ESCAPE[escape[0]], name[0][1:-1])
        self._includes.append(Include(path, *self._place(start)))
        self._cut.append((start, dot + 1))
        return dot + 1

    def _after_space(self, position: int) -> int:
        """The next place that is neither white space nor in a comment."""
        while True:
            if space := _SPACE.match(self._text, position):
                position = space.end()
            token = _TOKEN.match(self._text, position)
            if token is None or token.lastgroup not in ("block", "comment"):
                return position
            position = self._token(token)

    def _kept(self) -> Iterator[str]:
        """The text with spaces, byte for byte, in place of what was taken out."""
        done = 0
        for start, end in self._cut:
            yield self._text[done:start]
            yield re.sub(r"[^\n]+", lambda run: " " * len(run[0].encode()), self._text[start:end])
            done = end
        yield self._text[done:]

    def _fault(self, at: int, code: str, key: str, found: str) -> None:
        line, column = self._place(at)
        words = message(key, found=shown(found))
        self._faults.append(ProgramFault(code, words, self._file, line, column, found))  # type: ignore[arg-type]

    def _place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1, the column in bytes."""
        line_start = self._text.rfind("\n", 0, at) + 1
        line = self._text.count("\n", 0, line_start) + 1
        return line, len(self._text[line_start:at].encode()) + 1
