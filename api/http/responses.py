"""What engine processes say, as responses."""

from collections.abc import Iterable
from http import HTTPStatus

from flask import Response, g, request

from .access_log import log_told
from .formats import MEDIA_TYPES
from .problems import PROBLEM_TYPE, encoded, language, refusal_body
from .questions import Refused
from .worker.tasks import Told

# Seconds for which one who was told that there is no room had better wait.
RETRY_AFTER = 1
# Seconds for which what is told of the law need not be asked for again.
_FRESH = 300


def response(told: Told, body: Iterable[bytes] | None = None, *, retry: bool = False) -> Response:
    """The response that says it, or of which it is but the beginning."""
    if told.log:
        log_told(told.log, g.request_id)
    said = Response(told.body if body is None else body, told.status, content_type=told.media_type)
    said.content_language.add(language())
    said.vary.add("Accept")
    if told.receipt is not None:
        said.headers["Wenze-Receipt"] = told.receipt
    if told.media_type == MEDIA_TYPES["pdf"]:
        # Else pages that show answers take its bytes for text.
        said.headers.set("Content-Disposition", "attachment", filename="wenze.pdf")
    if retry:
        said.retry_after = RETRY_AFTER
    return said


def cached(value: object) -> Response:
    """The response that tells what stays as it is until a pack changes, to be told only once."""
    return kept(response(Told(200, MEDIA_TYPES["json"], encoded(value))))


def kept(said: Response) -> Response:
    """A response that whoever asks again may keep, and asks whether it is still so."""
    if said.status_code == HTTPStatus.OK:
        said.cache_control.max_age = _FRESH
        if "Authorization" in request.headers:
            said.cache_control.private = True
        else:
            said.cache_control.public = True
        said.add_etag()
        said.make_conditional(request)
    return said


def refusal(refused: Refused) -> Response:
    """The response that says all that is wrong with a question."""
    body = refusal_body(refused.status, language(), refused.problems)
    return response(Told(refused.status, PROBLEM_TYPE, body))
