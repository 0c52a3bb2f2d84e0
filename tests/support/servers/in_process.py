"""An application whose tasks are done at once in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from wenze.api import create_app
from wenze.api.http.settings import Settings
from wenze.reasoner.workers import Abandoned


class Here:
    """Workers that do tasks where they are asked."""

    alive = 1
    closed = False

    def __init__(self) -> None:
        self.keys: list[str | None] = []

    def call(self, function: Callable[..., object], *args: object, **named: Any) -> object:
        self.keys.append(named.get("key"))
        if (gone := named.get("abandoned")) is not None and gone():
            raise Abandoned
        return function(*args)


def app_in_process(settings: Settings | None = None) -> Flask:
    """The application; its workers are Here."""
    app = create_app(settings or Settings())
    app.extensions["wenze.room"].workers = Here()
    return app
