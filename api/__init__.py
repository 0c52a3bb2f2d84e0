"""The doors to the reasoner: the command line, and HTTP."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from .http.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The Flask application, with settings from the environment unless they are given.

    It is made of what only a server needs, imported when it is made.

    Raises:
        ValidationError: pydantic's, for variables of the environment that cannot be used.
        OriginRefused: what is configured as an origin is none.
    """
    from .app import create_app as create  # noqa: PLC0415

    return create(settings)
