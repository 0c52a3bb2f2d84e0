"""One case of a batch answered: bytes in, the end of a line out."""

from functools import lru_cache

from ..case.case import Case
from ..case.regulation import unknown_regulation
from ..errors import CaseRefused, PackError, UnknownRegulation
from ..i18n import message
from ..pack import Pack, find_pack, shelved_pack
from ..pack.catalog import use_shelf
from ..proof.steps import CertificateFailed
from ..reasoner import Reasoner
from .records import Tail, answer_tail, errors_tail, failure_tail
from .request import BatchRequest


def answer(content: bytes, request: BatchRequest) -> Tail:
    """Answer a case, or say why there is no answer. Raises MemoryError."""
    try:
        case = Case.from_bytes(content)
        found = _reasoner(request, None if request.pack else case.regulation)
        return answer_tail(found.outcomes(case, request.lang, request.limit))
    except CaseRefused as refusal:
        return errors_tail(refusal.problems, request.lang)
    except UnknownRegulation as unknown:
        return errors_tail([*case.problems, unknown_regulation(unknown)], request.lang)
    except PackError as error:
        return failure_tail("pack", message("batch_pack", reason=str(error)), request.lang)
    except CertificateFailed as failed:
        words = message("certificate_failed", reason=str(failed))
        return failure_tail("certificate_failed", words, request.lang)


@lru_cache(maxsize=16)
def _reasoner(request: BatchRequest, regulation: str | None) -> Reasoner:
    """The reasoner for a regulation, made once. Raises UnknownRegulation, PackError."""
    pack = _pack(request, regulation)
    if pack.digest not in request.law:
        raise PackError(str(pack.folder), "not as it was when the batch began")
    return Reasoner(pack)


def _pack(request: BatchRequest, regulation: str | None) -> Pack:
    if request.pack is not None:
        return find_pack(request.pack)
    use_shelf(request.shelf)  # of the process that asks, which may be on another machine
    return shelved_pack(regulation)
