"""Access: the token, names of this server, pages of other origins, headers for browsers."""

import hmac
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from flask_cors import CORS
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import SecurityError, Unauthorized

if TYPE_CHECKING:
    from .settings import Settings

SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# What a page of another origin may send and read, beyond what every page may.
_SENT = ("Authorization", "Content-Type", "If-None-Match", "X-Request-Id")
_READ = ("Content-Disposition", "ETag", "Retry-After", "Wenze-Receipt", "X-Request-Id")
_ORIGIN = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"(?P<name>\[[^\]]*\]|[^:\[\]]*)(?::\d*)?")
_ANY = "*"


class OriginRefused(ValueError):
    """A configured origin is none, or is every origin though a token is required.

    Attributes:
        origin: as configured.
    """

    def __init__(self, origin: str) -> None:
        super().__init__(origin)
        self.origin = origin


def guard(app: Flask, settings: "Settings") -> None:
    """Require the token that is set, and tell browsers to keep every answer to its own origin.

    Raises:
        OriginRefused: an origin of another form than ``https://host:port``, or ``*`` with a token.
    """
    if settings.token is not None:
        _require(app, settings.token, frozenset(map(str.lower, settings.cors_origins)))
    app.after_request(_secured)
    if settings.cors_origins:
        _open_to(app, settings.cors_origins, with_token=settings.token is not None)


def answer_to_loopback_names(app: Flask, name: str) -> None:
    """Answer only where the server is asked by a loopback address, ``localhost`` or this name.

    A foreign page whose host name has come to mean this machine (DNS rebinding) still asks by
    that name.
    """
    known = {"localhost", name.lower()}

    def check() -> None:
        host = _HOST.fullmatch(request.host.lower())
        if host is None or not (host["name"] in known or is_loopback(host["name"].strip("[]"))):
            raise SecurityError

    app.before_request(check)


def is_loopback(address: str) -> bool:
    """True if only this machine reaches an address."""
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _require(app: Flask, token: str, origins: frozenset[str]) -> None:
    wanted = token.encode()

    def check() -> None:
        asked_first = request.method == "OPTIONS" and request.access_control_request_method
        if asked_first and request.headers.get("Origin", "").lower() in origins:
            return  # a browser asks whether a page may ask; it does so without the token
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        # WSGI hands the bytes of a header over as Latin-1.
        known = hmac.compare_digest(given.strip().encode("latin-1", "backslashreplace"), wanted)
        if not (scheme.lower() == "bearer" and known):
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))

    app.before_request(check)


def _secured(response: Response) -> Response:
    response.headers.update(SECURITY_HEADERS)
    return response


def _open_to(app: Flask, origins: tuple[str, ...], *, with_token: bool) -> None:
    for origin in origins:
        if with_token if origin == _ANY else not _ORIGIN.fullmatch(origin):
            raise OriginRefused(origin)
    exact = [
        origin if origin == _ANY else re.compile(rf"{re.escape(origin)}\Z", re.IGNORECASE)
        for origin in origins
    ]
    CORS(
        app,
        origins=exact,
        methods=["GET", "HEAD", "POST"],
        allow_headers=list(_SENT),
        expose_headers=list(_READ),
        always_send=False,
        max_age=600,
    )

    def varied(response: Response) -> Response:
        # Answers to pages of other origins differ, also from those to pages of none.
        response.vary.add("Origin")
        return response

    app.after_request(varied)
