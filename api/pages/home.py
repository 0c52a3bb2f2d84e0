"""The home page: the purpose of the site, the regulations, and the ways into each."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from .. import law_data
from .site import law_of, page, pages

Json = Mapping[str, Any]


@pages.get("/")
def home(lang: str) -> Response:
    """The home page: the purpose of the site, the regulations, and ways to begin."""
    found: Json = law_data.regulations(lang)
    worked = {each["id"]: _worked(each["id"]) for each in found["regulations"]}
    return page("home.html", lang, **found, worked=worked)


def _worked(regulation: str) -> Json:
    """The worked cases by their names, and apart the one that demonstrates best.

    Cases that are there to be refused are apart too: a form that begins with one has faults.
    """
    found: Json = law_data.cases(law_of(regulation))
    listed = found["cases"]
    demonstrated = [each for each in listed if each["id"] == found["demonstration"]]
    return {
        "demonstrated": demonstrated,
        "answered": [each for each in listed if each not in demonstrated and not each["refused"]],
        "refused": [each for each in listed if each["refused"]],
    }
