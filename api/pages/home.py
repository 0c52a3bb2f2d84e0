"""The first page: what this is for, the regulations there are, and the ways into each."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from .. import law_data
from .site import law_of, page, pages

Json = Mapping[str, Any]


@pages.get("/")
def home(lang: str) -> Response:
    """What this is for, the regulations there are, and where to begin."""
    found: Json = law_data.regulations(lang)
    worked = {each["id"]: _worked(each["id"]) for each in found["regulations"]}
    return page("home.html", lang, **found, worked=worked)


def _worked(regulation: str) -> Json:
    """The worked cases by their names, and apart the one that shows best what can be asked.

    Those that are there to be refused are apart too: whoever starts from one is told of faults.
    """
    found: Json = law_data.cases(law_of(regulation))
    listed = found["cases"]
    shown = [each for each in listed if each["id"] == found["demonstration"]]
    return {
        "shown": shown,
        "answered": [each for each in listed if each not in shown and not each["refused"]],
        "refused": [each for each in listed if each["refused"]],
    }
