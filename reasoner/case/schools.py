"""The school of interpretation that a case keeps to, held against its pack and its own pins."""

from ..errors import Problem
from ..escaping import shown
from ..i18n import message
from ..pack.model import Pack
from .case import Case, NamedSchool, Pin, unknown


def school_problem(named: NamedSchool, pack: Pack) -> Problem:
    """Problem of a school of interpretation that does not exist."""
    words = message("schools_unknown", found=shown(named.id))
    known = [school.id for school in pack.schools]
    return unknown("value", words, named.pointer, named.id, known, line=named.line)


def against_school(pin: Pin, case: Case, pack: Pack) -> Problem | None:
    """Problem of a pin that contradicts the school that the case keeps to."""
    named = case.school
    school = named and pack.school(named.id)
    if named is None or not school or school.pins.get(pin.reading, pin.option) == pin.option:
        return None
    taken = school.pins[pin.reading]
    words = message("schools_pinned_otherwise", school=named.id, reading=pin.reading, taken=taken)
    also, allowed = (named.pointer,), (taken,)
    return Problem("contradiction", words, pin.pointer, also, pin.line, pin.option, allowed)
