"""The fault of a case that names no regulation there is."""

from ..errors import Problem, UnknownRegulation
from .case import nearest


def unknown_regulation(unknown: UnknownRegulation) -> Problem:
    """Problem of the regulation that a case names, or fails to name."""
    return Problem(
        "value",
        unknown.words,
        "/regulation",
        found=unknown.found,
        allowed=unknown.allowed,
        nearest=nearest(unknown.found, unknown.allowed),
    )
