"""Whether an answer still comes out as its receipt says, and what differs where it does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ..answer.json import ReceiptJson
from ..answer.outcomes_answer import Answer
from ..answer.partial import is_whole
from ..answer.receipt import LISTED, RECEIPT, engines, law, relisted
from ..canonical import ListFingerprint, canonical
from ..errors import CaseRefused, Problem
from ..escaping import shown
from ..i18n import Words, message
from ..pack.model import Pack
from ..reasoner import Reasoner
from .diff import MOST, Listing, Tally, places, pointer
from .json import Code, RemarkJson, VerificationJson
from .receipt_reader import Presented, refused_at
from .receipt_request import OutcomesAsked, WhatIfAsked
from .replay import asked_again

# What an answer that was broken off could not tell.
_UNTOLD = frozenset({"outcome_count", "complete"})


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is not as the receipt has it, or what is to be known of it; not every one is
    a ``fault``.
    """

    code: Code
    words: Words
    fault: bool = True
    was: str | None = None
    now: str | None = None

    def as_json(self, lang: str) -> RemarkJson:
        """The form that interfaces promise, its message in one language."""
        return {
            "code": self.code,
            "fault": self.fault,
            "was": self.was,
            "now": self.now,
            "message": self.words.say(lang),
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of checking a receipt under a pack.

    ``parts`` are the members of the answer that do not come out the same. Where the answer itself
    was given, ``places`` are where it differs from the one that comes out, and ``gained`` and
    ``lost`` the ids of outcomes that only one of them lists. ``refused`` says why the question is
    not answered any more, with pointers into the receipt.
    """

    pack: Pack
    remarks: tuple[Remark, ...]
    parts: tuple[str, ...]
    places: Tally
    gained: Tally
    lost: Tally
    refused: tuple[Problem, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the answer is the receipt's and comes out the same under the same law."""
        return not self.refused and not any(remark.fault for remark in self.remarks)

    def as_json(self, lang: str) -> VerificationJson:
        """The form that interfaces promise, its words in one language."""
        return {
            "same": self.same,
            "remarks": [remark.as_json(lang) for remark in self.remarks],
            "parts": list(self.parts),
            "places": self.places.as_json(),
            "gained": self.gained.as_json(),
            "lost": self.lost.as_json(),
            "errors": [problem.as_json(lang) for problem in self.refused],
            "pack": law(self.pack),
            "engines": engines(),
        }


def verify_receipt(given: Presented, reasoner: Reasoner) -> Verification:
    """Ask again what a receipt says was asked, under the law of a reasoner, and compare.

    Engines of other versions are remarked on; they are a fault only if something else comes out.
    Raises CertificateFailed, ProverMissing.
    """
    listing = Listing(given.listed or [])
    remarks = [*_about_receipt(given), *_about_law(given, reasoner.pack), *_about_engines(given)]
    parts: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()
    found = Tally()
    try:
        now = _asked_again(given, reasoner, listing)
    except CaseRefused as refusal:
        refused = tuple(refusal.problems)
    else:
        parts = _differing(given, now)
        remarks += _about_extent(given, now)
        if parts:
            remarks.append(Remark("parts", message("verify_parts", parts=_told(parts))))
        found = _places(given, now, listing, {*parts, *given.altered})
    compared = given.listed is not None and not refused
    return Verification(
        reasoner.pack,
        tuple(remarks),
        parts,
        found,
        listing.gained if compared else Tally(),
        listing.lost if compared else Tally(),
        refused,
    )


# --- what can be told without asking again


def _about_receipt(given: Presented) -> Iterator[Remark]:
    if not given.genuine:
        yield Remark("receipt", message("verify_receipt"))
    if given.altered:
        yield Remark("altered", message("verify_altered", parts=_told(given.altered)))


def _told(names: Sequence[str]) -> str:
    """Names that may be anything, and any number of them."""
    return ", ".join([*map(shown, names[:MOST]), *(["…"] if len(names) > MOST else [])])


def _about_law(given: Presented, pack: Pack) -> Iterator[Remark]:
    named = given.receipt.pack
    pairs: Mapping[Code, tuple[str, str]] = {
        "pack": (f"{shown(named.id)} {named.digest}", f"{pack.id} {pack.digest}"),
        "version": (shown(named.version), pack.about.version),
        "text": (named.text_digest, pack.text_digest),
    }
    for code, (was, now) in pairs.items():
        if was != now:
            words = message(f"verify_{code}", was=was, now=now)
            yield Remark(code, words, was=was, now=now)


def _about_engines(given: Presented) -> Iterator[Remark]:
    then, now = given.receipt.engines, cast("Mapping[str, str | None]", engines())
    for name in {**now, **then}:
        was, is_now = then.get(name), now.get(name)
        if was != is_now:
            words = message(
                "verify_engine", name=shown(name), was=shown(was or "–"), now=is_now or "–"
            )
            yield Remark("engine", words, fault=False, was=was, now=is_now)


# --- asked again


def _asked_again(given: Presented, reasoner: Reasoner, listing: Listing) -> Mapping[str, object]:
    """The answer now. The outcomes that it lists are compared as they are found, and not kept."""
    asked = given.receipt.asked
    if not isinstance(asked, OutcomesAsked):
        return asked_again(asked, given.case, reasoner)
    with refused_at("/case"):
        found = reasoner.solve(given.case)
    answer, listed = Answer(found, asked.lang), ListFingerprint()
    for outcome in answer.listed(asked.limit):
        line = canonical(outcome)
        listed.add(line)
        listing.hold(outcome, line)
    whole = answer.as_json(0)
    return {**whole, RECEIPT: relisted(whole[RECEIPT], asked.limit, str(listed))}


def _broken_off(given: Presented) -> bool:
    """Whether the time was up before the answer was whole."""
    asks_for_all = isinstance(given.receipt.asked, OutcomesAsked)
    return asks_for_all and not given.receipt.exhausted and not is_whole(given.receipt.parts)


def _about_extent(given: Presented, now: Mapping[str, object]) -> Iterator[Remark]:
    then, is_now = given.receipt.exhausted, cast("ReceiptJson", now[RECEIPT])["exhausted"]
    if _broken_off(given) or (isinstance(given.receipt.asked, WhatIfAsked) and is_now and not then):
        yield Remark("broken_off", message("verify_broken_off"), fault=False)
    elif then != is_now:
        yield Remark("exhausted", message("verify_exhausted"))


def _differing(given: Presented, now: Mapping[str, object]) -> tuple[str, ...]:
    """The members that do not come out as the receipt has them. An answer that was broken off lacks
    some, and does not know how many outcomes there are.
    """
    then = given.receipt.parts
    is_now = cast("ReceiptJson", now[RECEIPT])["parts"]
    names: Iterable[str] = {**then, **is_now}
    if _broken_off(given):
        names = (name for name in then if name not in _UNTOLD)
    return tuple(name for name in names if then.get(name) != is_now.get(name))


def _places(
    given: Presented, now: Mapping[str, object], listing: Listing, members: Iterable[str]
) -> Tally:
    """Where the answer that is given differs from the one now, in some of its members."""
    found = Tally()
    if given.answer is None:
        return found
    for name in sorted(members):
        if name == LISTED and given.listed is not None:
            found.extend(listing.places)
        elif name in given.answer and name in now:
            for place in places(given.answer[name], now[name], pointer("", name)):
                found.add(place)
        else:
            found.add(pointer("", name))
    return found
