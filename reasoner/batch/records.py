"""Records: the lines that a batch writes. The source of a case, then its answer or its errors.

A line's head depends on the case and the question only, so a line written before can be told from
one that belongs to something else, and which it is of answer or errors is seen without reading on.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from ..canonical import digest
from ..errors import Problem
from ..i18n import Words
from .inputs import Entry
from .request import BatchRequest

Tail = bytes
_ANSWER, _ERRORS = b'"answer": ', b'"errors": '


class Ending(IntEnum):
    """The end of a case, in order of gravity: the exit codes of the command line."""

    ANSWERED = 0
    REFUSED = 1
    UNREADABLE = 2
    EXHAUSTED = 3


# Why an answer is missing, if nothing in the case is at fault.
Failure = Literal[
    "unreadable", "pack", "time_limit", "memory_limit", "worker_failed", "certificate_failed"
]
_ENDINGS: Mapping[Failure, Ending] = {
    "unreadable": Ending.UNREADABLE,
    "pack": Ending.UNREADABLE,
    "time_limit": Ending.EXHAUSTED,
    "memory_limit": Ending.EXHAUSTED,
    "worker_failed": Ending.EXHAUSTED,
    "certificate_failed": Ending.EXHAUSTED,
}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A line as it is written, its end included, and how its case ended."""

    content: bytes
    ending: Ending


def head(entry: Entry, request: BatchRequest) -> bytes:
    """The beginning of the line of a case: no other case, and no other question, has the same."""
    content = None if entry.content is None else hashlib.sha256(entry.content).hexdigest()
    question = [
        [request.lang, request.limit, request.pack is None, *request.law],
        dict(request.engines),
        content,
        entry.reason,
    ]
    told = {
        "number": entry.number,
        "source": entry.source,
        "line": entry.line,
        "digest": f"sha256:{digest(question)}",
    }
    return _encoded(told)[:-1] + b", "


def line(start: bytes, tail: Tail) -> BatchLine:
    """A whole line."""
    return BatchLine(start + tail + b"\n", ending(tail))


def answer_tail(answer: Mapping[str, object]) -> Tail:
    """The end of a line with an answer."""
    return _ANSWER + _encoded(answer) + b"}"


def errors_tail(problems: Sequence[Problem], lang: str) -> Tail:
    """The end of the line of a case that is refused."""
    return _ERRORS + _encoded([problem.as_json(lang) for problem in problems]) + b"}"


def failure_tail(code: Failure, words: Words, lang: str) -> Tail:
    """The end of the line of a case that could not be answered, in the form of a problem's."""
    problem = Problem("malformed", words).as_json(lang)
    return _ERRORS + _encoded([{**problem, "code": code}]) + b"}"


def ending(tail: Tail) -> Ending:
    """Read the ending of a case from the end of its line. Raises ValueError for any other bytes."""
    if tail.startswith(_ANSWER) and tail.endswith(b"}}"):
        return Ending.ANSWERED
    if not (tail.startswith(_ERRORS) and tail.endswith(b"]}")):
        raise ValueError(tail[:80])
    errors = json.loads(tail[len(_ERRORS) : -1])
    return max(_ENDINGS.get(error["code"], Ending.REFUSED) for error in errors)


def _encoded(value: object) -> bytes:
    """JSON in UTF-8; half characters, as in the name of a file, stay JSON's escapes."""
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")
