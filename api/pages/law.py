"""The law: the official text beside its translation, and what the encoding makes of it."""

from flask import Response

from api.pages.asking import ask
from api.pages.site import answered, page, pages


@pages.get("/law/<regulation>")
def law(lang: str, regulation: str) -> Response:
    """A regulation with all its provisions."""
    found = answered(ask(f"/v1/regulations/{regulation}", lang))
    return page("law.html", lang, law=found)
