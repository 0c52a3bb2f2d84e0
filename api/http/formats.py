"""The forms in which an answer can be had, and the one that a request wants."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable

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


def wanted(admitted: Sequence[Format], named: str | None) -> Format:
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
