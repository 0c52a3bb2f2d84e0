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
    """The form that ``?format=`` names, else the one that the Accept header likes best; of those
    that it likes equally, the first.

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
    """A value as JSON in UTF-8; half characters, which a title may hold, stay JSON's escapes."""
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")


def problem_body(status: int, lang: str, words: Words, **members: object) -> bytes:
    """A problem document: what is wrong in one language, with what more there is to say of it."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words.say(lang),
        **members,
    }
    return encoded(told)


def refusal_body(status: int, lang: str, problems: Sequence[Problem]) -> bytes:
    """A problem document for a case or a question with all that is wrong with it."""
    errors = [problem.as_json(lang) for problem in problems]
    return problem_body(status, lang, message("http_refused"), errors=errors)


def problem(status: int, words: Words) -> Response:
    """The response that says what is wrong, in the language of the request."""
    said = Response(problem_body(status, language(), words), status, content_type=PROBLEM_TYPE)
    said.content_language.add(language())
    return said


def language() -> Lang:
    """The language in which to answer the request, also where it asks for one that there is not.

    Pages have it in their address, calls in their query.
    """
    named = (request.view_args or {}).get("lang", request.args.get("lang"))
    return next((lang for lang in LANGS if lang == named), LANGS[0])


def tell_problems(app: Flask) -> None:
    """Give everything that goes wrong, unknown paths and our own faults included, that form."""

    def told(error: HTTPException) -> Response | HTTPException:
        status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        if status < HTTPStatus.BAD_REQUEST:  # a redirection, for which the form is fixed
            return error
        response = problem(status, message(WHY.get(status, "http_failed")))
        # Such as Allow, WWW-Authenticate; its own content type goes with its own page.
        for name, value in error.get_headers(request.environ):
            if name.lower() != "content-type":
                response.headers[name] = value
        return response

    app.register_error_handler(HTTPException, told)


# --- Answers

# Seconds for which one who was told that there is no room had better wait.
RETRY_AFTER = 1
# Seconds for which what is told of the law need not be asked for again.
_FRESH = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a status, a media type, a body.

    ``receipt`` is for a body that has no room for it; ``log`` says what went wrong here. It is not
    ``lasting`` where asking again may tell more.
    """

    status: int
    media_type: str
    body: bytes
    receipt: str | None = None
    log: tuple[object, ...] = ()
    lasting: bool = True


def response(told: Reply, body: Iterable[bytes] | None = None, *, retry: bool = False) -> Response:
    """The response that says it, or of which it is but the beginning."""
    if told.log:
        log_reported(told.log, g.request_id)
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
    return kept(response(Reply(200, MEDIA_TYPES["json"], encoded(value))))


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
    return response(Reply(refused.status, PROBLEM_TYPE, body))
