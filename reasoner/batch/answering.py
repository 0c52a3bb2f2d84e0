"""One case of a batch answered, wherever that is done: bytes in, the end of a line out."""

from dataclasses import dataclass
from functools import lru_cache

from ..answer.outcomes_answer import DEFAULT_LIMIT
from ..answer.receipt import engines
from ..case.case import Case
from ..case.regulation import unknown_regulation
from ..errors import CaseRefused, PackError, UnknownRegulation
from ..i18n import Lang, message
from ..pack import Pack, find_pack, shelved_pack
from ..pack.catalog import regulations, shelf, use_shelf
from ..pack.load import load_pack
from ..proof.steps import CertificateFailed
from ..reasoner import Reasoner
from .records import Failed, Tail, answer_tail, errors_tail, failure_tail


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every case of a batch.

    ``law`` is the state of all packs that may be used and ``engines`` the versions of what
    answers: cases are answered under one and the same law however long the batch takes.
    """

    pack: str | None = None
    shelf: str = ""
    lang: Lang = "zh"
    limit: int = DEFAULT_LIMIT
    law: tuple[str, ...] = ()
    engines: tuple[tuple[str, str | None], ...] = ()

    @classmethod
    def of(cls, pack: str | None = None, lang: Lang = "zh", limit: int = DEFAULT_LIMIT) -> "Asked":
        """The question as it stands: with the packs on the shelf, or only the one that is named.

        Raises UnknownRegulation, PackError.
        """
        versions = tuple(engines().items())
        if pack is None:
            return cls(None, shelf(), lang, limit, tuple(sorted(_shelved())), versions)
        chosen = find_pack(pack)
        return cls(str(chosen.folder), shelf(), lang, limit, (chosen.digest,), versions)


def _shelved() -> set[str]:
    """The digests of the packs on the shelf; one that cannot be used answers no case."""
    found = set()
    for folders in regulations().values():
        for folder in folders:
            try:
                found.add(load_pack(folder).digest)
            except PackError as error:
                found.add(str(error))
    return found


def answered(content: bytes, asked: Asked) -> Tail:
    """The answer to a case, or why there is none. Raises MemoryError."""
    try:
        case = Case.from_bytes(content)
        found = _reasoner(asked, None if asked.pack else case.regulation)
        return answer_tail(found.outcomes(case, asked.lang, asked.limit))
    except CaseRefused as refusal:
        return errors_tail(refusal.problems, asked.lang)
    except UnknownRegulation as unknown:
        return errors_tail([*case.problems, unknown_regulation(unknown)], asked.lang)
    except PackError as error:
        return failure_tail(Failed("pack", message("batch_pack", reason=str(error))), asked.lang)
    except CertificateFailed as failed:
        words = message("certificate_failed", reason=str(failed))
        return failure_tail(Failed("certificate_failed", words), asked.lang)


@lru_cache(maxsize=16)
def _reasoner(asked: Asked, regulation: str | None) -> Reasoner:
    """The reasoner for a regulation, made once. Raises UnknownRegulation, PackError."""
    pack = _pack(asked, regulation)
    if pack.digest not in asked.law:
        raise PackError(str(pack.folder), "not as it was when the batch began")
    return Reasoner(pack)


def _pack(asked: Asked, regulation: str | None) -> Pack:
    if asked.pack is not None:
        return find_pack(asked.pack)
    use_shelf(asked.shelf)  # of the process that asks, which may be on another machine
    return shelved_pack(regulation)
