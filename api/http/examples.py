"""Examples for the OpenAPI document, out of the packs: no law is known here."""

from collections.abc import Mapping
from contextlib import suppress

from clingo.symbol import Function, String

from reasoner.pack import Pack, shelved_pack
from reasoner.pack.shelf import regulations
from reasoner.pack.worked import WorkedCase, demonstration
from reasoner.problems import PackError

Examples = Mapping[str, Mapping[str, object]]


def examples() -> Examples:
    """Request bodies by the names of calls, from the case that shows what the first pack can do."""
    for name in regulations():
        with suppress(PackError):
            pack = shelved_pack(name)
            worked = demonstration(pack)
            if worked is not None and worked.expect:
                return _of(pack, worked)
    return {}


def _of(pack: Pack, worked: WorkedCase) -> Examples:
    case = worked.case.as_data(pack.id)
    persons = worked.expect[0].joint[0].persons
    person, (word, *_) = next(iter(persons.items()))
    drawn = str(Function(pack.verdict, [String(person), Function(word)]))
    found: dict[str, Mapping[str, object]] = {
        "outcomes": case,
        "why": {"case": case, "conclusion": drawn, "outcome": {"dispositions": {person: word}}},
    }
    if worked.never:
        found["why_not"] = {"case": case, "conclusion": worked.never[0]}
    return found


def places() -> Mapping[str, str]:
    """A regulation and one of its provisions, as paths name them."""
    for name in regulations():
        with suppress(PackError):
            return {"regulation": name, "number": str(shelved_pack(name).provisions()[0])}
    return {}
