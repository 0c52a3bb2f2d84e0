"""The command ``wenze serve``: every answer over HTTP.

What serves is imported when the command runs; no other command, nor the list of commands, needs it.
"""

import json
import socket
import sys
from typing import TYPE_CHECKING

import click

from ...reasoner.i18n import message
from .options import EXHAUSTED, UNREADABLE, spoken
from .terminal import fail

if TYPE_CHECKING:
    from flask import Flask

    from ..http.settings import Settings

# Threads past those that wait for an engine: they tell what the law says, how the server is, and
# that there is no engine to be had.
SPARE_THREADS = 8


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen. What other machines can reach is served only with a WENZE_TOKEN.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 for one that is free.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    show_default="requests in flight and a few",
    metavar="N",
    help="How many requests at once, refusals included.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    show_default="WENZE_WORKERS, else cores",
    metavar="N",
    help="How many processes with engines.",
)
@click.option(
    "--grace",
    type=click.FloatRange(min=0),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long requests in flight may take once the server is to stop.",
)
@spoken
def serve(  # noqa: PLR0917 - one for each option
    host: str,
    port: int,
    threads: int | None,
    workers: int | None,
    grace: float,
    lang: str,
    as_json: bool,
) -> None:
    """Answer over HTTP until SIGTERM or SIGINT; a second one does not wait for anything.

    The token and the limits of a request are read from variables of the environment: WENZE_TOKEN,
    WENZE_CORS_ORIGINS, WENZE_MAX_BODY and the others that the README names. Once it listens it says
    where on standard error, and then a line of JSON for each request. The exit code is 3 if
    requests in flight had to be cut short.
    """
    from ..http.access_log import log_to_standard_error  # noqa: PLC0415
    from ..http.server import serve as run  # noqa: PLC0415
    from ..http.server import url_of  # noqa: PLC0415

    settings = _settings(workers, lang)
    listening = _listening(host, port, settings, lang)
    log_to_standard_error()  # before Flask looks whether anybody does
    app = _app(settings, host, lang)

    def say_where() -> None:
        url = url_of(listening)
        if as_json:
            click.echo(json.dumps({"listening": url}))
        else:
            click.echo(message("serve_listening", url=url).say(lang), err=True)

    workers_of_app = app.extensions["wenze.workers"]
    try:
        workers_of_app.start()
        cut = run(
            app,
            listening,
            threads=threads or settings.max_in_flight + SPARE_THREADS,
            max_body=settings.max_body,
            grace=grace,
            ready=say_where,
        )
    finally:
        workers_of_app.close()
    if cut:
        fail(message("serve_stopped_short", count=str(cut)).say(lang), EXHAUSTED)


def _settings(workers: int | None, lang: str) -> "Settings":
    from pydantic import ValidationError  # noqa: PLC0415

    from ..http.settings import Settings  # noqa: PLC0415

    try:
        settings = Settings.from_environment()
        return settings if workers is None else settings.model_copy(update={"workers": workers})
    except ValidationError as error:
        for found in error.errors(include_input=False, include_url=False):
            name = "WENZE_" + "_".join(map(str, found["loc"][:1])).upper()
            click.echo(message("serve_setting", name=name, reason=found["msg"]).say(lang), err=True)
        sys.exit(UNREADABLE)


def _listening(host: str, port: int, settings: "Settings", lang: str) -> socket.socket:
    """A socket that listens there; one that other machines can reach needs a token."""
    from ..http.security import is_loopback  # noqa: PLC0415
    from ..http.server import HostUnknown, addresses, listen  # noqa: PLC0415

    try:
        found = addresses(host, port)
    except HostUnknown as error:
        fail(message("serve_host_unknown", host=host, reason=str(error)).say(lang), UNREADABLE)
    if settings.token is None and not all(is_loopback(str(each[4][0])) for each in found):
        fail(message("serve_needs_token", host=host or "*").say(lang), UNREADABLE)
    try:
        return listen(found[0])
    except OSError as error:
        reason = error.strerror or str(error)
        words = message("serve_not_bound", host=host, port=str(port), reason=reason)
        fail(words.say(lang), UNREADABLE)


def _app(settings: "Settings", host: str, lang: str) -> "Flask":
    from ..app import create_app  # noqa: PLC0415
    from ..http.security import OriginRefused, answer_to_loopback_names  # noqa: PLC0415

    try:
        app = create_app(settings)
    except OriginRefused as refused:
        fail(message("serve_origin", origin=refused.origin).say(lang), UNREADABLE)
    if settings.token is None:
        answer_to_loopback_names(app, host)
    return app
