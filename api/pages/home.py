"""The first page: what this is for, the regulations there are, and the ways into each."""

from typing import Any

from flask import Response

from .asking import ask
from .site import answered, page, pages


@pages.get("/")
def home(lang: str) -> Response:
    """What this is for, the regulations there are, and where to begin."""
    found = answered(ask("/v1/regulations", lang))
    worked = {each["id"]: _worked(each["id"], lang) for each in found["regulations"]}
    return page("home.html", lang, **found, worked=worked)


def _worked(regulation: str, lang: str) -> dict[str, Any]:
    """The worked cases by their names, and apart the one that shows best what can be asked.

    Those that are there to be refused are apart too: whoever starts from one is told of faults.
    """
    found = answered(ask(f"/v1/regulations/{regulation}/cases", lang))
    listed = found["cases"]
    shown = [each for each in listed if each["id"] == found["demonstration"]]
    return {
        "shown": shown,
        "answered": [each for each in listed if each not in shown and not each["refused"]],
        "refused": [each for each in listed if each["refused"]],
    }
