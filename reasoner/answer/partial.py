"""An answer while it is put together, so that what there is of it can be given at any moment."""

from collections.abc import Iterable, Mapping
from typing import cast

from ..canonical import ListFingerprint, canonical
from ..case.case import Case
from ..pack.model import Pack
from ..proof.bridge import prolog_version
from .json import AskedOutcomesJson, OutcomeJson, OutcomesAnswerJson
from .receipt import LISTED, RECEIPT, digests, receipt

# The members of an answer in their order; the receipt follows.
MEMBERS = (
    "regulation",
    "outcome_count",
    "complete",
    "certified",
    "pinned",
    LISTED,
    "persons",
    "always",
    "sometimes",
    "collisions",
    "assumptions",
    "idle",
    "dropped",
)


class PartialAnswer:
    """The members of an answer to a case as far as they are worked out.

    Whenever the work is broken off, what was added is there as a whole or not at all.
    """

    def __init__(self, pack: Pack, case: Case, lang: str, limit: int) -> None:
        self._pack = pack
        self._case = case
        self._lang = lang
        self._limit = limit
        self._members: dict[str, object] = {}
        self._outcomes: list[OutcomeJson] = []
        self._listed = (0, ListFingerprint())  # how many of them, and their digest
        self._all_listed = False

    def add(self, **members: object) -> None:
        """Take in members that are worked out."""
        self._members.update(members)

    def add_outcomes(self, outcomes: Iterable[OutcomeJson]) -> None:
        """Take in the outcomes that are listed, one by one as they are found."""
        for outcome in outcomes:
            count, found = self._listed
            found = found.copy()
            found.add(canonical(outcome))
            self._outcomes.append(outcome)
            self._listed = (count + 1, found)
        self._all_listed = True

    def as_json(self) -> OutcomesAnswerJson:
        """The answer. One that is not whole says nothing of all outcomes but what was added, and
        its receipt names as the limit how many are listed: asked again, it lists as many.
        """
        count, listed = self._listed
        members = {
            "regulation": {"id": self._pack.id, "digest": self._pack.digest},
            "certified": True if prolog_version() else None,
            LISTED: self._outcomes[:count],
            **self._members,
        }
        if not is_whole(members):
            members |= {"outcome_count": None, "complete": False}
        answer = {name: members[name] for name in MEMBERS if name in members}
        asked: AskedOutcomesJson = {
            "call": "outcomes",
            "limit": self._limit if self._all_listed else count,
            "lang": self._lang,
        }
        made = receipt(
            asked,
            self._case,
            self._pack,
            digests(answer, {LISTED: str(listed)}),
            exhausted=bool(answer["complete"]),
        )
        return cast("OutcomesAnswerJson", {**answer, RECEIPT: made})


def is_whole(answer: Mapping[str, object]) -> bool:
    """True if an answer has all its members; one that was broken off lacks the last."""
    return all(name in answer for name in MEMBERS)
