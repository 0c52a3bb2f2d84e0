"""The fault of a case that names no regulation there is."""

from reasoner.case import nearest
from reasoner.problems import Problem, UnknownRegulation


def unknown_regulation(unknown: UnknownRegulation) -> Problem:
    """What is wrong with the regulation that a case names, or fails to name."""
    return Problem(
        "value",
        unknown.words,
        "/regulation",
        found=unknown.found,
        allowed=unknown.allowed,
        nearest=nearest(unknown.found, unknown.allowed),
    )
