"""The school of interpretation that a case keeps to, held against its pack and its own pins."""

from ..errors import Problem
from ..escaping import shown
from ..i18n import message
from ..pack.model import Pack
from .case import Case, NamedSchool, Pin, nearest


def school_problem(named: NamedSchool, pack: Pack) -> Problem:
    """Problem of a school of interpretation that does not exist."""
    allowed = tuple(school.id for school in pack.schools)
    return Problem(
        "value",
        message("schools_unknown", found=shown(named.id)),
        named.pointer,
        line=named.line,
        found=shown(named.id),
        allowed=allowed,
        nearest=nearest(named.id, allowed),
    )


def against_school(pin: Pin, case: Case, pack: Pack) -> Problem | None:
    """Problem of a pin that contradicts the school that the case keeps to."""
    named = case.school
    school = named and pack.school(named.id)
    if named is None or not school or school.pins.get(pin.reading, pin.option) == pin.option:
        return None
    taken = school.pins[pin.reading]
    return Problem(
        "contradiction",
        message("schools_pinned_otherwise", school=named.id, reading=pin.reading, taken=taken),
        pin.pointer,
        also=(named.pointer,),
        line=pin.line,
        found=pin.option,
        allowed=(taken,),
    )
