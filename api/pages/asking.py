"""What a page asks of the HTTP interface: the same calls that anybody makes, within the process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from flask import current_app, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call answered: a status, and a body in the form that was asked for."""

    status: int
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the question was answered."""
        return self.status == HTTPStatus.OK

    @property
    def data(self) -> Json:
        """The body as plain data; that of a problem too."""
        found: Json = json.loads(self.body)
        return found

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def ask(
    path: str,
    lang: str,
    body: Mapping[str, Any] | None = None,
    *,
    form: Literal["json", "text", "svg"] = "json",
    **query: str,
) -> Reply:
    """Ask a call of the interface, with a body by POST and without one by GET."""
    builder = EnvironBuilder(
        path,
        method="GET" if body is None else "POST",
        query_string={"lang": lang, **({} if form == "json" else {"format": form}), **query},
        json=body,
        headers=[(name, value) for name, value in request.headers if name in _PASSED_ON],
        environ_base={"REMOTE_ADDR": request.remote_addr or ""},
    )
    chunks, status, _ = run_wsgi_app(current_app.wsgi_app, builder.get_environ(), buffered=True)
    return Reply(int(status.partition(" ")[0]), b"".join(chunks))


# Who asks, and by which name of this server.
_PASSED_ON = frozenset({"Authorization", "Host"})
