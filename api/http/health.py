"""The call that tells whether the server lives, and what answers in it."""

from flask import Blueprint, Response

from .calls import engine_room
from .formats import MEDIA_TYPES, wanted
from .problems import encoded
from .queries import LawQuery, read_query
from .responses import response
from .worker.tasks import Told

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """The versions of the engines, from a process that has them, and how many such there are."""
    read_query(LawQuery)
    wanted(("json",), None)
    room = engine_room()
    told = {"status": "ok", "engines": room.versions(), "workers": room.engines.alive}
    return response(Told(200, MEDIA_TYPES["json"], encoded(told)))
