"""The worked cases of a regulation: situations named by a sentence, to read and to start from."""

from ...reasoner.case.worked_cases import WorkedCase, demonstration, worked_case, worked_cases
from ...reasoner.pack.model import Pack
from .json import WorkedCaseEntryJson, WorkedCaseJson, WorkedCasesJson
from .plain import NoSuchEntry, both

_ENDING = ".yaml"


class NoSuchCase(NoSuchEntry):
    """The regulation has no such worked case."""

    key = "law_data_no_case"


def cases(pack: Pack) -> WorkedCasesJson:
    """Every worked case in the order of the file names, and the one that shows what the pack can
    do, where it names one. Raises PackError.
    """
    demonstrated = demonstration(pack)
    return {
        "demonstration": None if demonstrated is None else case_id(demonstrated),
        "cases": [_entry(worked) for worked in worked_cases(pack)],
    }


def case(pack: Pack, name: str) -> WorkedCaseJson:
    """One worked case with what it states, as a case file does. What must come out of it is not
    told: that is for whoever asks the engine. Raises NoSuchCase, PackError.
    """
    worked = worked_case(pack, name)
    if worked is None:
        raise NoSuchCase(pack.id, name)
    return {**_entry(worked), "case": worked.case.as_data(pack.id)}


def case_id(worked: WorkedCase) -> str:
    """The id of a worked case: the name of its file without its ending."""
    return worked.file.removesuffix(_ENDING)


def _entry(worked: WorkedCase) -> WorkedCaseEntryJson:
    return {
        "id": case_id(worked),
        "name": both(worked.name.said),
        "refused": bool(worked.refused),
    }
