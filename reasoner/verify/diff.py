"""Differences of two answers: the first of them, and a count of all."""

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
    """First texts of many, and the number of all."""

    def __init__(self) -> None:
        self.first: list[str] = []
        self.count = 0

    def add(self, text: str) -> None:
        """Count a text."""
        if len(self.first) < MOST:
            self.first.append(text if len(text) <= _LONGEST else shown(text))
        self.count += 1

    def extend(self, other: "Tally") -> None:
        """Count the texts of another tally."""
        self.first += other.first[: MOST - len(self.first)]
        self.count += other.count

    def as_json(self) -> TallyJson:
        """Number of texts, and the first of them."""
        return {"count": self.count, "first": list(self.first)}


def places(was: object, now: object, at: str) -> Iterator[str]:
    """Yield JSON pointers at which two values differ; `at` is the pointer of both."""
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
    """JSON pointer of the member `key` of a value at `at`."""
    return f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _in_lists(was: list[Any], now: list[Any], at: str) -> Iterator[str]:
    """Yield the differences of two lists between their common prefix and suffix."""
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
    """Length of the common prefix of two lists."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class ListingDiff:
    """Differences between the outcomes that an answer lists and those found now.

    The latter come one by one, so no long list of them is held. Outcomes are identified by
    readings, disputed facts and conclusions: ids change with the digest of the law.
    """

    def __init__(self, given: list[object]) -> None:
        self.gained = Tally()
        self.places = Tally()
        self._given = {_content(outcome): number for number, outcome in enumerate(given)}
        self._outcomes = given
        self._found: set[int] = set()

    def compare(self, outcome: Mapping[str, object], line: bytes) -> None:
        """Compare an outcome that is found now; `line` is its canonical JSON."""
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
        """Listed outcomes that are not found now, by id, or by pointer where they have none."""
        found = Tally()
        for number, outcome in enumerate(self._outcomes):
            if number not in self._found:
                known = outcome.get("id") if isinstance(outcome, dict) else None
                found.add(known if isinstance(known, str) else f"/outcomes/{number}")
        return found


def _content(outcome: Any) -> bytes:
    """Canonical JSON of the members that identify an outcome."""
    try:
        drawn = [conclusion["atom"] for conclusion in outcome["conclusions"]]
        return canonical([outcome["readings"], outcome["disputed"], drawn])
    except (KeyError, TypeError):
        return canonical(outcome)
