"""Responses: the forms of an answer, and problems as RFC 9457 has them, whatever was asked for."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

from flask import Flask, Response, g, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException, NotAcceptable

from ...reasoner.errors import Problem
from ...reasoner.i18n import LANGS, Lang, Words, message
from .access_log import log_reported
from .body import Refused

# --- Forms

Format = Literal["json", "ndjson", "text", "csv", "dot", "svg", "png", "pdf"]
MEDIA_TYPES: Final[dict[Format, str]] = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "text": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "pdf": "application/pdf",
}


def negotiated(admitted: Sequence[Format], named: str | None) -> Format:
    """Choose the form that `?format=` names, else the one of `admitted` that the Accept header
    likes best; of those that it likes equally, the first.

    Raises:
        NotAcceptable: none of those admitted is wanted.
    """
    if named is not None:
        chosen = [form for form in admitted if form == named]
    elif not request.headers.get("Accept", "").strip():
        chosen = [*admitted[:1]]
    else:
        # The parameters of a media type, such as its charset, choose none of ours.
        liked = [(name.partition(";")[0].strip(), weight) for name, weight in _accepted()]
        plain = {MEDIA_TYPES[form].partition(";")[0]: form for form in admitted}
        best = MIMEAccept(liked).best_match(plain)
        chosen = [] if best is None else [plain[best]]
    if not chosen:
        raise NotAcceptable
    return chosen[0]


def _accepted() -> Iterable[tuple[str, float]]:
    return request.accept_mimetypes


# --- Problems

PROBLEM_TYPE: Final = "application/problem+json"
WHY: Final = {
    400: "http_malformed",
    401: "http_token_wanted",
    404: "http_not_found",
    405: "http_method_unknown",
    406: "http_form_unknown",
    413: "http_body_too_large",
    415: "http_type_unknown",
    431: "http_headers_too_large",
    500: "http_failed",
    501: "http_coding_unknown",
}


def encoded(value: object) -> bytes:
    """Encode a value as JSON in UTF-8. Half characters, which a title may hold, stay escapes."""
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")


def problem_body(status: int, lang: str, words: Words, **members: object) -> bytes:
    """Make a problem document: words in one language, and further members."""
    reply = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words.say(lang),
        **members,
    }
    return encoded(reply)


def problem(status: int, words: Words) -> Response:
    """Make the response of a problem, in the language of the request."""
    made = Response(problem_body(status, language(), words), status, content_type=PROBLEM_TYPE)
    made.content_language.add(language())
    return made


def language() -> Lang:
    """The language in which to answer the request, also where it asks for one that there is not.

    Pages have it in their address, calls in their query.
    """
    named = (request.view_args or {}).get("lang", request.args.get("lang"))
    return next((lang for lang in LANGS if lang == named), LANGS[0])


def tell_problems(app: Flask) -> None:
    """Answer whatever goes wrong, unknown paths and our own faults included, as a problem."""

    def reply(error: HTTPException) -> Response | HTTPException:
        status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        if status < HTTPStatus.BAD_REQUEST:  # a redirection, for which the form is fixed
            return error
        response = problem(status, message(WHY.get(status, "http_failed")))
        # Such as Allow, WWW-Authenticate; its own content type goes with its own page.
        for name, value in error.get_headers(request.environ):
            if name.lower() != "content-type":
                response.headers[name] = value
        return response

    app.register_error_handler(HTTPException, reply)


# --- Answers

# Seconds for which a client that was refused for want of room had better wait.
RETRY_AFTER = 1
# Seconds for which an answer about the law need not be asked for again.
_FRESH = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply of a worker: a status, a media type, a body.

    `receipt` goes with a body that has no room for it; `log` says what went wrong here. A reply is
    not `lasting` if asking again may tell more.
    """

    status: int
    media_type: str
    body: bytes
    receipt: str | None = None
    log: tuple[object, ...] = ()
    lasting: bool = True


def problem_reply(status: int, lang: str, words: Words, **members: object) -> Reply:
    """Make the reply of a problem."""
    return Reply(status, PROBLEM_TYPE, problem_body(status, lang, words, **members))


def refusal_reply(status: int, lang: str, problems: Sequence[Problem]) -> Reply:
    """Make the reply that says all that is wrong with a case or a question."""
    errors = [problem.as_json(lang) for problem in problems]
    return problem_reply(status, lang, message("http_refused"), errors=errors)


def response(reply: Reply, body: Iterable[bytes] | None = None, *, retry: bool = False) -> Response:
    """Make the response of a reply, with another body if need be."""
    if reply.log:
        log_reported(reply.log, g.request_id)
    made = Response(
        reply.body if body is None else body, reply.status, content_type=reply.media_type
    )
    made.content_language.add(language())
    made.vary.add("Accept")
    if reply.receipt is not None:
        made.headers["Wenze-Receipt"] = reply.receipt
    if reply.media_type == MEDIA_TYPES["pdf"]:
        # Else pages that show answers take its bytes for text.
        made.headers.set("Content-Disposition", "attachment", filename="wenze.pdf")
    if retry:
        made.retry_after = RETRY_AFTER
    return made


def cached(value: object) -> Response:
    """Make a response of JSON that stays as it is until a pack changes, for clients to keep."""
    return kept(response(Reply(200, MEDIA_TYPES["json"], encoded(value))))


def kept(made: Response) -> Response:
    """Let clients keep a response, and ask with its ETag if it has changed."""
    if made.status_code == HTTPStatus.OK:
        made.cache_control.max_age = _FRESH
        if "Authorization" in request.headers:
            made.cache_control.private = True
        else:
            made.cache_control.public = True
        made.add_etag()
        made.make_conditional(request)
    return made


def refusal(refused: Refused) -> Response:
    """Make the response that says all that is wrong with a question."""
    return response(refusal_reply(refused.status, language(), refused.problems))
