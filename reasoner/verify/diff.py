"""Where two answers differ, told by a few places and a count of all of them."""

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from ..canonical import canonical
from ..escaping import shown
from .json import TallyJson

MOST = 20
# Longer than any pointer or id of an answer that was not tampered with.
_LONGEST = 4_000


class Tally:
    """The first of many texts, and how many there are."""

    def __init__(self) -> None:
        self.first: list[str] = []
        self.count = 0

    def add(self, text: str) -> None:
        """Take in one more."""
        if len(self.first) < MOST:
            self.first.append(text if len(text) <= _LONGEST else shown(text))
        self.count += 1

    def extend(self, other: "Tally") -> None:
        """Take in all of another."""
        self.first += other.first[: MOST - len(self.first)]
        self.count += other.count

    def as_json(self) -> TallyJson:
        """How many there are, and the first of them."""
        return {"count": self.count, "first": list(self.first)}


def places(was: object, now: object, at: str) -> Iterator[str]:
    """Where two values differ, as JSON pointers; ``at`` is where they stand themselves."""
    match was, now:
        case dict(), dict():
            for key in {**was, **now}:
                place = pointer(at, key)
                if key in was and key in now:
                    yield from places(was[key], now[key], place)
                else:
                    yield place
        case list(), list():
            yield from _in_lists(was, now, at)
        case _:
            if canonical(was) != canonical(now):
                yield at


def pointer(at: str, key: object) -> str:
    """The JSON pointer of a member of what stands at a place."""
    return f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _in_lists(was: list[Any], now: list[Any], at: str) -> Iterator[str]:
    """Where two lists differ between what they have in common at both ends."""
    pairs = [[canonical(each) for each in values] for values in (was, now)]
    start = _alike(*pairs)
    end = _alike(*(each[start:][::-1] for each in pairs))
    old, new = (values[start : len(values) - end] for values in (was, now))
    for index in range(max(len(old), len(new))):
        place = f"{at}/{start + index}"
        if index < len(old) and index < len(new):
            yield from places(old[index], new[index], place)
        else:
            yield place


def _alike(one: list[bytes], other: list[bytes]) -> int:
    """How many elements two lists have in common at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class Listing:
    """The outcomes that an answer lists, against those found now: these come one by one, so that
    no long list of them is ever held.

    Outcomes are told apart by what tells them apart in a case: readings, disputed facts and
    conclusions. Their ids change with the law's digest as well.
    """

    def __init__(self, given: list[object]) -> None:
        self.gained = Tally()
        self.places = Tally()
        self._given = {_content(outcome): number for number, outcome in enumerate(given)}
        self._outcomes = given
        self._found: set[int] = set()

    def hold(self, outcome: Mapping[str, object], line: bytes) -> None:
        """Take in an outcome that is found now, with its canonical JSON."""
        number = self._given.get(_content(outcome))
        if number is None:
            self.gained.add(str(outcome["id"]))
            return
        self._found.add(number)
        given = self._outcomes[number]
        if canonical(given) != line:
            for place in places(given, outcome, f"/outcomes/{number}"):
                self.places.add(place)

    @property
    def lost(self) -> Tally:
        """The outcomes of the answer that are not found now, by id; by place those without one."""
        found = Tally()
        for number, outcome in enumerate(self._outcomes):
            if number not in self._found:
                known = outcome.get("id") if isinstance(outcome, dict) else None
                found.add(known if isinstance(known, str) else f"/outcomes/{number}")
        return found


def _content(outcome: Any) -> bytes:
    """What makes an outcome the one it is."""
    try:
        drawn = [conclusion["atom"] for conclusion in outcome["conclusions"]]
        return canonical([outcome["readings"], outcome["disputed"], drawn])
    except (KeyError, TypeError):
        return canonical(outcome)
