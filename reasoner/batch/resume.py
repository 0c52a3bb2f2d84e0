"""Resumption of a batch: lines that an earlier run of the same batch wrote are kept."""

import errno
import fcntl
import io
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count

from ..errors import WenzeError
from .inputs import Entry
from .records import Ending, ending, head
from .request import BatchRequest


@dataclass
class Foreign(WenzeError):
    """A line of the file is not of this batch: the cases or the question were others. The file is
    as it was.
    """

    line: int


class InUse(WenzeError):
    """Another run is writing to the file."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The endings of the cases whose lines are kept, and the cases that are left."""

    endings: Counter[Ending]
    rest: Iterator[Entry]


def opened(path: str) -> io.FileIO:
    """Open the file of a batch, made if it is missing, and lock it against other runs. It has no
    buffer: written lines are there at once, and a failed write is not tried again.

    Raises OSError, InUse.
    """
    file = io.FileIO(path, "a+")
    try:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if isinstance(error, BlockingIOError):
            raise InUse from None
        raise
    return file


def resume(file: io.FileIO, entries: Iterable[Entry], request: BatchRequest) -> Resumed:
    """Go through the lines of an earlier run, up to one that was being written when it ended; that
    one is dropped. Raises OSError and, with nothing changed, Foreign.
    """
    left = iter(entries)
    endings: Counter[Ending] = Counter()
    end = 0
    file.seek(0)
    reader = io.BufferedReader(file)
    for number in count(1):
        if not reader.peek(1):
            break
        entry = next(left, None)
        if entry is None:
            raise Foreign(number)
        start = head(entry, request)
        begun = reader.read(len(start))
        if not start.startswith(begun):
            raise Foreign(number)
        tail = reader.readline()
        if not tail.endswith(b"\n"):
            left = chain([entry], left)
            break
        endings[_ending(tail, number)] += 1
        end += len(start) + len(tail)
    reader.detach()
    file.seek(end)
    file.truncate()
    return Resumed(endings, left)


def _ending(tail: bytes, number: int) -> Ending:
    try:
        return ending(tail.removesuffix(b"\n"))
    except ValueError:
        raise Foreign(number) from None
