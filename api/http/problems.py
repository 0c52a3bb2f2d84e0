"""What is refused, as RFC 9457 has it: ``application/problem+json``, whatever was asked for."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from ...reasoner.errors import Problem
from ...reasoner.i18n import LANGS, Lang, Words, message

PROBLEM_TYPE: Final = "application/problem+json"
_WHY: Final = {
    400: "http_malformed",
    401: "http_token_wanted",
    404: "http_not_found",
    405: "http_method_unknown",
    406: "http_form_unknown",
    413: "http_body_too_large",
    415: "http_type_unknown",
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
    """The language in which to answer the request, also where it asks for one that there is not."""
    return next((lang for lang in LANGS if lang == request.args.get("lang")), LANGS[0])


def tell_problems(app: Flask) -> None:
    """Give everything that goes wrong, unknown paths and our own faults included, that form."""

    def told(error: HTTPException) -> Response | HTTPException:
        status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        if status < HTTPStatus.BAD_REQUEST:  # a redirection, for which the form is fixed
            return error
        response = problem(status, message(_WHY.get(status, "http_failed")))
        # Such as Allow, WWW-Authenticate; its own content type goes with its own page.
        for name, value in error.get_headers(request.environ):
            if name.lower() != "content-type":
                response.headers[name] = value
        return response

    app.register_error_handler(HTTPException, told)
