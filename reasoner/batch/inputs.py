"""The cases of a batch in their order, read one at a time from files, folders and JSON lines.

Whatever is named and cannot be read is an entry too, so that it is reported in its place.
"""

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from ..case.text_tree import MAX_BYTES

STDIN = "-"
CASES, LINES = (".yaml", ".yml", ".json"), (".jsonl", ".ndjson")
# A file as the system knows it, whatever it is called: its device and its number there.
Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One case and where it came from; ``line`` counts from 1 and is None for a file of its own.

    ``content`` is None where there is a reason why it cannot be read. Of what is longer than any
    case may be it has the beginning only: enough to refuse it.
    """

    number: int
    source: str
    line: int | None = None
    content: bytes | None = None
    reason: str = ""


def entries(
    paths: Sequence[str], stdin: BinaryIO | None = None, but: Collection[Identity] = ()
) -> Iterator[Entry]:
    """Read every case below the paths; - is JSON lines on standard input.

    Folders are walked in the order of the names of what is in them, and not through links to other
    folders, which may lead back. The files ``but``, where the answers go, are left out of folders.
    """
    numbers = count(1)
    for path in paths:
        if path == STDIN:
            if stdin is not None:
                yield from _lines(stdin, STDIN, numbers)
        else:
            yield from _below(path, numbers, but)


def _below(path: str, numbers: Iterator[int], but: Collection[Identity]) -> Iterator[Entry]:
    waiting = [path]
    while waiting:
        at = waiting.pop()
        try:
            inside = _wanted(at, but) if os.path.isdir(at) else None
        except OSError as error:
            yield _unreadable(next(numbers), at, error)
            continue
        if inside is None:
            yield from _file(at, numbers, plain_only=at is not path)
        else:
            waiting += reversed(inside)


def _wanted(folder: str, but: Collection[Identity]) -> list[str]:
    """List the entries of a folder to be walked through or read, by name. Raises OSError."""
    with os.scandir(folder) as found:
        inside = sorted(found, key=lambda item: os.fsencode(item.name))
    return [item.path for item in inside if _is_wanted(item, but)]


def _is_wanted(item: "os.DirEntry[str]", but: Collection[Identity]) -> bool:
    if os.path.isdir(item.path):
        return not item.is_symlink()
    if Path(item.name).suffix.lower() not in CASES + LINES:
        return False
    try:
        return identity(item.stat()) not in but
    except OSError:
        return True  # a link to nothing: that it cannot be read is reported in its place


def identity(status: os.stat_result) -> Identity:
    """The device of a file and its number there, which no other file has."""
    return status.st_dev, status.st_ino


def _file(path: str, numbers: Iterator[int], plain_only: bool = False) -> Iterator[Entry]:
    """Read the cases of a file; `plain_only` if nobody named it: a pipe would be waited for."""
    try:
        if plain_only and not stat.S_ISREG(os.stat(path).st_mode):
            yield Entry(next(numbers), path, reason="not a file")
            return
        with open(path, "rb") as file:
            if Path(path).suffix.lower() in LINES:
                yield from _lines(file, path, numbers)
            else:
                yield Entry(next(numbers), path, content=file.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:  # ValueError: a NUL in its name
        yield _unreadable(next(numbers), path, error)


def _lines(file: BinaryIO, source: str, numbers: Iterator[int]) -> Iterator[Entry]:
    """Read the lines that are not blank. No more of a line is held than a case may have."""
    for line in count(1):
        content = file.readline(MAX_BYTES + 2)
        if not content:
            return
        rest = content
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES)
        content = content.removesuffix(b"\n")[: MAX_BYTES + 1]
        if content.strip():
            yield Entry(next(numbers), source, line, content)


def _unreadable(number: int, path: str, error: Exception) -> Entry:
    reason = error.strerror if isinstance(error, OSError) else None
    return Entry(number, path, reason=reason or str(error) or type(error).__name__)
