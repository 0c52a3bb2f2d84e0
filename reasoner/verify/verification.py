"""Verification of a receipt: replay its request and compare the answers."""

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
from .diff import MOST, ListingDiff, Tally, places, pointer
from .json import Code, RemarkJson, VerificationJson
from .receipt_reader import ReceiptFile, refused_at
from .receipt_request import OutcomesRequest, WhyRequest
from .replay import replay

# Members that an answer cut off by its time limit cannot have right.
_UNTOLD = frozenset({"outcome_count", "complete"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A difference from the receipt; not every one is a `fault`."""

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
    """Result of verifying a receipt under a pack.

    `parts` are the members of the answer that differ. If the answer itself was given, `places`
    are the pointers at which it differs, `gained` and `lost` the ids of outcomes that only one
    of the two lists. `refused` are problems of the request, with pointers into the receipt.
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
        """True if the answer belongs to the receipt and comes out the same under the same law."""
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


def verify_receipt(given: ReceiptFile, reasoner: Reasoner) -> Verification:
    """Replay the request of a receipt under the law of a reasoner, and compare the answers.

    Engines of other versions are remarked on; they are a fault only if something else comes out.
    Raises CertificateFailed, ProverMissing.
    """
    listing = ListingDiff(given.listed or [])
    remarks = [*_about_receipt(given), *_about_law(given, reasoner.pack), *_about_engines(given)]
    parts: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()
    found = Tally()
    try:
        now = _replay(given, reasoner, listing)
    except CaseRefused as refusal:
        refused = tuple(refusal.problems)
    else:
        parts = _differing(given, now)
        remarks += _about_extent(given, now)
        if parts:
            remarks.append(Remark("parts", message("verify_parts", parts=_names(parts))))
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


# --- the receipt itself


def _about_receipt(given: ReceiptFile) -> Iterator[Remark]:
    if not given.genuine:
        yield Remark("receipt", message("verify_receipt"))
    if given.altered:
        yield Remark("altered", message("verify_altered", parts=_names(given.altered)))


def _names(names: Sequence[str]) -> str:
    """Join names, which may be anything and any number."""
    return ", ".join([*map(shown, names[:MOST]), *(["…"] if len(names) > MOST else [])])


def _about_law(given: ReceiptFile, pack: Pack) -> Iterator[Remark]:
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


def _about_engines(given: ReceiptFile) -> Iterator[Remark]:
    then, now = given.receipt.engines, cast("Mapping[str, str | None]", engines())
    for name in {**now, **then}:
        was, is_now = then.get(name), now.get(name)
        if was != is_now:
            words = message(
                "verify_engine", name=shown(name), was=shown(was or "–"), now=is_now or "–"
            )
            yield Remark("engine", words, fault=False, was=was, now=is_now)


# --- the answers


def _replay(given: ReceiptFile, reasoner: Reasoner, listing: ListingDiff) -> Mapping[str, object]:
    """Answer now; compare listed outcomes as they are found, without keeping them."""
    request = given.receipt.asked
    if not isinstance(request, OutcomesRequest):
        return replay(request, given.case, reasoner)
    with refused_at("/case"):
        found = reasoner.solve(given.case)
    answer, listed = Answer(found, request.lang), ListFingerprint()
    for outcome in answer.listed(request.limit):
        line = canonical(outcome)
        listed.add(line)
        listing.compare(outcome, line)
    whole = answer.as_json(0)
    return {**whole, RECEIPT: relisted(whole[RECEIPT], request.limit, str(listed))}


def _broken_off(given: ReceiptFile) -> bool:
    """True if the time limit cut the answer off."""
    asks_for_all = isinstance(given.receipt.asked, OutcomesRequest)
    return asks_for_all and not given.receipt.exhausted and not is_whole(given.receipt.parts)


def _about_extent(given: ReceiptFile, now: Mapping[str, object]) -> Iterator[Remark]:
    then, is_now = given.receipt.exhausted, cast("ReceiptJson", now[RECEIPT])["exhausted"]
    anytime = not isinstance(given.receipt.asked, OutcomesRequest | WhyRequest)
    if _broken_off(given) or (anytime and is_now and not then):
        yield Remark("broken_off", message("verify_broken_off"), fault=False)
    elif then != is_now:
        yield Remark("exhausted", message("verify_exhausted"))


def _differing(given: ReceiptFile, now: Mapping[str, object]) -> tuple[str, ...]:
    """Members that differ from the receipt. A cut-off answer lacks some, and does not know the
    number of outcomes.
    """
    then = given.receipt.parts
    is_now = cast("ReceiptJson", now[RECEIPT])["parts"]
    names: Iterable[str] = {**then, **is_now}
    if _broken_off(given):
        names = (name for name in then if name not in _UNTOLD)
    return tuple(name for name in names if then.get(name) != is_now.get(name))


def _places(
    given: ReceiptFile, now: Mapping[str, object], listing: ListingDiff, members: Iterable[str]
) -> Tally:
    """Pointers at which the given answer differs from the one now, in some members."""
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
