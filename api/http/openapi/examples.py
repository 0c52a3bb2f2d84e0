"""Examples for the OpenAPI document, out of the packs: no law is known here."""

from collections.abc import Mapping
from contextlib import suppress

from clingo.symbol import Function, String

from ....reasoner.case.worked_cases import WorkedCase, demonstration
from ....reasoner.errors import PackError
from ....reasoner.pack import Pack, shelved_pack
from ....reasoner.pack.catalog import regulations
from ...law_data.cases import case_id


def examples() -> Mapping[str, object]:
    """Request bodies by the names of calls, and what stands in paths by its name, from the first
    pack that can show what it can do.
    """
    for name in regulations():
        with suppress(PackError):
            pack = shelved_pack(name)
            worked = demonstration(pack)
            if worked is not None and worked.expect:
                places = {"regulation": name, "number": _number(pack), "name": case_id(worked)}
                return {**places, **_bodies(pack, worked)}
    return {}


def _number(pack: Pack) -> str:
    first, *_ = pack.provisions()
    return str(first)


def _bodies(pack: Pack, worked: WorkedCase) -> Mapping[str, object]:
    case = worked.case.as_data(pack.id)
    persons = worked.expect[0].joint[0].persons
    person, (word, *others) = next(iter(persons.items()))
    drawn = str(Function(pack.verdict, [String(person), Function(word)]))
    decided = {"case": case, "decision": {person: word}}
    found: dict[str, object] = {
        "outcomes": case,
        "why": {"case": case, "conclusion": drawn, "outcome": {"dispositions": {person: word}}},
        "what_if": {"case": case},
        "relevance": {"case": case},
        "review": decided,
        "schools": {"case": case},
        "consistency": {"decided": [decided], "case": case},
        "compare": {"before": pack.id, "after": pack.id, "cases": [case]},
    }
    if others:
        ends = [{"dispositions": {person: each}} for each in (word, others[0])]
        found["contrast"] = {"case": case, "outcomes": ends}
    if worked.never:
        found["why_not"] = {"case": case, "conclusion": worked.never[0]}
    return found
