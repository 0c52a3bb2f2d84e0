"""Receipts: what an answer was made from and what it was, so that it can be checked later."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar, cast

import clingo

from ..canonical import ListFingerprint, canonical, fingerprint
from ..case.case import Case
from ..pack.model import Pack
from ..proof.bridge import prolog_version
from ..version import __version__
from .json import (
    AskedCompareJson,
    AskedConsistencyJson,
    AskedJson,
    AskedOutcomesJson,
    EngineVersionsJson,
    JointReceiptJson,
    PackStateJson,
    ReceiptJson,
)

Json = dict[str, object]
A = TypeVar("A")
# The member of an answer that holds its receipt, and the one whose elements may be streamed.
RECEIPT: Final = "receipt"
LISTED: Final = "outcomes"


def receipted(
    kind: Callable[..., A], members: Mapping[str, object], asked: AskedJson, case: Case, pack: Pack
) -> A:
    """The members of an answer with its receipt: the answer of this kind."""
    exhausted = bool(members["exhausted"])
    return kind(
        **members, receipt=receipt(asked, case, pack, digests(members), exhausted=exhausted)
    )


def receipt(
    asked: AskedJson,
    case: Case,
    pack: Pack,
    parts: Mapping[str, str],
    *,
    exhausted: bool,
) -> ReceiptJson:
    """The receipt of an answer: what was asked of which case, under which law, of which engines,
    and the digest of each member of the answer.

    It holds no time, so the same question gives the same bytes. The order of the case's keys is
    that of its persons: whoever writes it anew has to keep it.
    """
    stated = case.as_data(pack.id)
    return {
        "asked": asked,
        "case": stated,
        "case_digest": fingerprint(stated),
        "pack": law(pack),
        "engines": engines(),
        "exhausted": exhausted,
        "parts": dict(parts),
        "answer": fingerprint(dict(parts)),
    }


def joint_receipt(
    asked: AskedConsistencyJson | AskedCompareJson,
    cases: Iterable[Case],
    pack: Pack,
    parts: Mapping[str, str],
    *,
    exhausted: bool,
) -> JointReceiptJson:
    """The receipt of an answer about several cases or none: as of one, but for the cases, of which
    it has the digest of the list.
    """
    return {
        "asked": asked,
        "cases_digest": fingerprint([case.as_data(pack.id) for case in cases]),
        "pack": law(pack),
        "engines": engines(),
        "exhausted": exhausted,
        "parts": dict(parts),
        "answer": fingerprint(dict(parts)),
    }


def law(pack: Pack) -> PackStateJson:
    """The law that was applied: its pack, and the official text."""
    return {
        "id": pack.id,
        "version": pack.about.version,
        "digest": pack.digest,
        "text_digest": pack.text_digest,
    }


def digests(
    members: Mapping[str, object], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The digest of each member of an answer but the receipt; some may be known already.

    Raises as ``canonical`` does.
    """
    known = known or {}
    return {
        name: known[name] if name in known else _digest(name, value)
        for name, value in members.items()
        if name != RECEIPT
    }


def _digest(name: str, value: object) -> str:
    if name == LISTED and isinstance(value, list):
        return str(ListFingerprint(map(canonical, value)))
    return fingerprint(value)


def relisted(made: ReceiptJson, limit: int, listed: str) -> ReceiptJson:
    """The receipt of the same answer that lists other outcomes: at most so many, of this digest."""
    asked = cast("AskedOutcomesJson", {**made["asked"], "limit": limit})
    parts = {**made["parts"], LISTED: listed}
    return {**made, "asked": asked, "parts": parts, "answer": fingerprint(parts)}


def engines() -> EngineVersionsJson:
    """The versions of what answers."""
    return {"wenze": __version__, "clingo": clingo.__version__, "swi_prolog": prolog_version()}
