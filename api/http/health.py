"""The call that tells whether the server lives, and what answers in it."""

from flask import Blueprint, Response

from api.http.calls import engine_room
from api.http.formats import MEDIA_TYPES, wanted
from api.http.problems import encoded
from api.http.queries import LawQuery, read_query
from api.http.responses import response
from api.http.tasks import Told

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """The versions of the engines, from a process that has them, and how many such there are."""
    read_query(LawQuery)
    wanted(("json",), None)
    room = engine_room()
    told = {"status": "ok", "engines": room.versions(), "workers": room.engines.alive}
    return response(Told(200, MEDIA_TYPES["json"], encoded(told)))
