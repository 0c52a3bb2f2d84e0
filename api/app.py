"""The Flask application: every answer over HTTP, and the pages that are made from them."""

from typing import cast

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from .http.access_log import log_requests
from .http.body import Refused
from .http.dispatch import ROOM, EngineRoom, Unanswered, workers_for
from .http.docs import register_docs
from .http.openapi.document import openapi
from .http.responses import refusal, response, tell_problems
from .http.routes import routes
from .http.security import guard
from .http.settings import Settings
from .pages.registration import register_pages


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application, with settings from the environment unless they are given.

    Its worker processes, `app.extensions["wenze.workers"]`, start with the first question and end
    with this process.

    Raises:
        ValidationError: pydantic's, for variables of the environment that cannot be used.
        OriginRefused: what is configured as an origin is none.
    """
    settings = Settings.from_environment() if settings is None else settings
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    # Also for the test client: persons are in the order in which a case names them.
    cast("DefaultJSONProvider", app.json).sort_keys = False
    app.url_map.merge_slashes = False  # another path is another path
    log_requests(app)
    tell_problems(app)
    guard(app, settings)
    room = EngineRoom(settings, workers_for(settings))
    app.extensions["wenze.workers"] = room.workers
    app.extensions[ROOM] = room
    app.register_blueprint(routes)
    app.register_blueprint(openapi)
    register_docs(app)
    register_pages(app)
    app.register_error_handler(Refused, refusal)
    app.register_error_handler(Unanswered, _unanswered)
    app.after_request(_kept_by_nobody)
    return app


def _unanswered(unanswered: Unanswered) -> Response:
    return response(unanswered.reply, retry=unanswered.retry)


def _kept_by_nobody(said: Response) -> Response:
    """Forbid to keep a response that does not say otherwise: it holds a case, or changes."""
    if "Cache-Control" not in said.headers:
        said.cache_control.no_store = True
    return said
