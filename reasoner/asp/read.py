"""Programs read from files: parsed once, included files with them, every place kept.

clingo is given text only and never opens a file: it would read any file that an include names.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import clingo
from clingo import ast

from ..escaping import shown
from ..i18n import message
from .lexer import Include, scan
from .source import UNNAMED, ProgramFault, SourceRule, refuse

STDIN = "-"
_ERROR = re.compile(r"(?P<file>.*):(?P<line>\d+):(?P<column>\d+)-[\d:]+: error: (?P<what>.*)")
# The file and the text that are at a place which clingo names.
Construct = Callable[[str, int, int], tuple[str, str | None]]
_BOM = b"\xef\xbb\xbf"


def read_program(paths: Sequence[str], stdin: bytes = b"") -> tuple[SourceRule, ...]:
    """The statements of some files in order, an included file's where it is included.

    ``-`` stands for the bytes of standard input. Raises OSError for a file that cannot be read,
    ProgramRefused for what is wrong in one.
    """
    reader = _Reader(stdin)
    for path in paths:
        reader.read(path)
    refuse(reader.faults)
    return tuple(reader.statements)


def clingo_faults(messages: Sequence[str], construct: Construct) -> list[ProgramFault]:
    """Complaints of clingo as faults, with the file and the text that stand at their places."""
    faults = []
    for text in messages:
        match = _ERROR.match(text)
        if match is None:
            continue
        notes = "; ".join(re.findall(r": note: (.*)", text))
        reason = match["what"].removesuffix(" in:").rstrip(":")
        words = message("asp_clingo", reason=f"{reason} ({notes})" if notes else reason)
        code = "syntax" if "syntax error" in reason or "lexer error" in reason else "program"
        line, column = int(match["line"]), int(match["column"])
        file, found = construct(match["file"], line, column)
        faults.append(ProgramFault(code, words, file, line, column, found))  # type: ignore[arg-type]
    return faults


@dataclass
class _Reader:
    stdin: bytes
    statements: list[SourceRule] = field(default_factory=list)
    faults: list[ProgramFault] = field(default_factory=list)
    _seen: set[Path | str] = field(default_factory=set)

    def read(self, path: str) -> None:
        """Read a file that was named on the command line. Raises OSError."""
        if path == STDIN:
            if STDIN not in self._seen:
                self._seen.add(STDIN)
                self._take(self.stdin, STDIN, None, None)
            return
        given = Path(path)
        resolved = given.resolve()
        if resolved not in self._seen:
            self._seen.add(resolved)
            self._take(given.read_bytes(), path, given.parent, given.parent.resolve())

    def _take(self, content: bytes, file: str, folder: Path | None, root: Path | None) -> None:
        """Add the statements of a file. What it includes must lie below ``root``."""
        text = self._decoded(content, file)
        if text is None:
            return
        scanned = scan(text, file)
        self.faults += scanned.faults
        parsed = [] if scanned.faults else self._parsed(scanned.text, file)
        lines = text.encode().split(b"\n")
        base = True
        for entry in _in_order(parsed, scanned.includes):
            if isinstance(entry, Include):
                # As in clingo, what comes after an included file is in the base part again.
                base = self._include(entry, file, folder, root) or base
            else:
                if entry.ast_type is ast.ASTType.Program:
                    base = entry.name == "base" and not entry.parameters
                self.statements.append(_placed(entry, file, lines, base))

    def _decoded(self, content: bytes, file: str) -> str | None:
        if content.startswith(_BOM):
            self.faults.append(ProgramFault("encoding", message("asp_bom"), file, 1, 1))
            return None
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            before = content[: error.start]
            line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
            words = message("asp_not_utf8")
            self.faults.append(ProgramFault("encoding", words, file, line, column))
            return None

    def _parsed(self, text: str, file: str) -> list[ast.AST]:
        """The statements of a text, comments left out; an exception in a logger ends clingo."""
        statements: list[ast.AST] = []
        messages: list[str] = []
        try:
            ast.parse_string(text, statements.append, logger=lambda _, said: messages.append(said))
        except RuntimeError as error:
            lines = text.split("\n")
            found = clingo_faults(
                messages, lambda _, line, column: (file, _rest(lines, line, column))
            )
            words = message("asp_clingo", reason=str(error))
            self.faults += found or [ProgramFault("syntax", words, file)]
            return []
        return [each for each in statements if each.ast_type is not ast.ASTType.Comment]

    def _include(self, include: Include, file: str, folder: Path | None, root: Path | None) -> bool:
        """Read an included file, once; say whether it was read."""
        if folder is None or root is None:
            self._refuse(include, file, "asp_include_stdin")
            return False
        name = folder / include.name
        try:
            target = name.resolve()
            if not target.is_relative_to(root):
                self._refuse(include, file, "asp_include_outside")
                return False
            if target in self._seen:
                return False
            self._seen.add(target)
            content = target.read_bytes() if target.is_file() else None
        except (OSError, ValueError, RuntimeError):
            content = None
        if content is None:
            self._refuse(include, file, "asp_include_missing")
            return False
        label = os.path.normpath(os.path.join(os.path.dirname(file), include.name))
        self._take(content, label, name.parent, root)
        self.statements.append(_base_again(include, file))
        return True

    def _refuse(self, include: Include, file: str, key: str) -> None:
        words = message(key, found=shown(include.name))
        construct = f"#include {clingo.String(include.name)}."
        self.faults.append(
            ProgramFault("include", words, file, include.line, include.column, construct)
        )


def _rest(lines: Sequence[str], line: int, column: int) -> str | None:
    """The rest of a line from a column on, counted in bytes."""
    if line > len(lines):
        return None
    return lines[line - 1].encode()[column - 1 :].decode(errors="replace").strip() or None


def _in_order(
    statements: Sequence[ast.AST], includes: Sequence[Include]
) -> Iterator[ast.AST | Include]:
    pending = list(includes)
    for statement in statements:
        begin = statement.location.begin
        while pending and (pending[0].line, pending[0].column) < (begin.line, begin.column):
            yield pending.pop(0)
        yield statement
    yield from pending


def _placed(statement: ast.AST, file: str, lines: Sequence[bytes], base: bool) -> SourceRule:
    begin, end = statement.location.begin, statement.location.end
    if begin.line == end.line:
        text = lines[begin.line - 1][begin.column - 1 : end.column - 1].decode(errors="replace")
    else:
        text = str(statement)
    return SourceRule(statement, file, begin.line, begin.column, text, base)


def _base_again(include: Include, file: str) -> SourceRule:
    place = ast.Position(UNNAMED, include.line, include.column)
    statement = ast.Program(ast.Location(place, place), "base", [])
    return SourceRule(statement, file, include.line, include.column, str(statement))
