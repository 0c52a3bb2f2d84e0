"""Streams of outcomes, one a line, for lists that are too long for one answer.

A list is computed in pages by position, each a task of its own: so a long one occupies no worker
and is never held in memory. The next page is requested when the one before is on its way.
"""

from collections.abc import Iterator
from contextlib import ExitStack

from flask import Response, stream_with_context

from ...reasoner.answer.receipt import relisted
from ...reasoner.canonical import ListFingerprint
from .body import Question
from .dispatch import EngineRoom, Unanswered
from .responses import MEDIA_TYPES, Reply, encoded, response
from .worker import answers
from .worker.answers import Head

# Outcomes found at once.
PAGE = 200


def streamed(room: EngineRoom, question: Question, limit: int) -> Response:
    """Stream the answer without its list; then each outcome; then the receipt, without which the
    list is not whole. A problem stands in its place if the stream breaks off.

    Raises Unanswered.
    """
    with ExitStack() as place:
        place.enter_context(room.streaming())
        head = room.ask(answers.head, question)
        if isinstance(head, Reply):
            return response(head)
        lines = stream_with_context(_lines(room, question, head, limit))
        made = response(Reply(200, MEDIA_TYPES["ndjson"], b""), lines)
        made.call_on_close(place.pop_all().close)
        return made


def _lines(room: EngineRoom, question: Question, head: Head, limit: int) -> Iterator[bytes]:
    yield _line("answer", encoded(head.answer))
    found = ListFingerprint()
    for first in range(1, limit + 1, PAGE):
        last = min(first + PAGE - 1, limit)
        page = _page(room, question, head.law, first, last)
        if isinstance(page, Reply):
            yield _line("problem", page.body)
            return
        for outcome in page:
            found.add(outcome)
        yield b"".join(_line("outcome", outcome) for outcome in page)
        if len(page) <= last - first:
            break
    yield _line("receipt", encoded(relisted(head.receipt, limit, str(found))))


def _page(
    room: EngineRoom, question: Question, law: str, first: int, last: int
) -> list[bytes] | Reply:
    try:
        return room.ask(answers.page, question, law, first, last)
    except Unanswered as unanswered:
        return unanswered.reply


def _line(name: str, value: bytes) -> bytes:
    return b'{"%s": %s}\n' % (name.encode(), value)
