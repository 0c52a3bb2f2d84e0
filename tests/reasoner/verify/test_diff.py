"""Where two answers differ: pointers that lead there, few of them, all of them counted."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from wenze.reasoner.canonical import canonical
from wenze.reasoner.verify.diff import MOST, ListingDiff, Tally, places


def leaves(value: Any, at: str = "") -> dict[str, Any]:
    """Every value by its pointer."""
    if isinstance(value, dict):
        steps = [(key.replace("~", "~0").replace("/", "~1"), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        steps = [(str(index), inner) for index, inner in enumerate(value)]
    else:
        return {at: value}
    return {
        place: leaf
        for step, inner in steps
        for place, leaf in leaves(inner, f"{at}/{step}").items()
    }


VALUE = {
    "a": [1, 2, {"b/c~d": "x", "e": [True, None]}],
    "f": {"王某": {"g": ["h", "i"]}},
    "j": [],
}


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        (1, 1, []),
        (1, True, ["/m"]),
        (1, 1.0, ["/m"]),
        ("1", 1, ["/m"]),
        ({}, [], ["/m"]),
        ({"a": 1}, {"b": 1}, ["/m/a", "/m/b"]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ([1, 2, 3], [1, 3], ["/m/1"]),
        ([1, 3], [1, 2, 3], ["/m/1"]),
        ([1, 2], [2, 1], ["/m/0", "/m/1"]),
        ([1], [1, 1], ["/m/1"]),
        ([], [1, 2], ["/m/0", "/m/1"]),
        ([{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 3}], ["/m/1/a"]),
        ({"a/b": 1, "c~d": 1}, {"a/b": 2, "c~d": 2}, ["/m/a~1b", "/m/c~0d"]),
    ],
)
def test_the_places_where_values_differ_are_named(was: Any, now: Any, found: list[str]) -> None:
    assert list(places(was, now, "/m")) == found


def test_every_leaf_that_is_changed_is_found_and_nothing_else() -> None:
    rng = random.Random(3)
    pointers = [*leaves(VALUE)]
    for _ in range(50):
        changed = copy.deepcopy(VALUE)
        chosen = set(rng.sample(pointers, rng.randint(1, 4)))
        for pointer in chosen:
            *way, last = [s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]]
            inner: Any = changed
            for step in way:
                inner = inner[int(step)] if isinstance(inner, list) else inner[step]
            inner[int(last) if isinstance(inner, list) else last] = "changed"
        assert set(places(VALUE, changed, "")) == chosen


def test_a_tally_keeps_the_first_and_counts_all() -> None:
    found, other = Tally(), Tally()
    for number in range(MOST - 1):
        found.add(str(number))
    other.add("x")
    other.add("y" * 100_000)
    found.extend(other)
    assert found.as_json() == {"count": MOST + 1, "first": [*map(str, range(MOST - 1)), "x"]}
    assert len(other.first[1]) < 100


def outcome(number: int, reading: str, conclusion: str = "c") -> dict[str, Any]:
    return {
        "id": f"{number}-{reading}",
        "readings": {"r": reading},
        "disputed": {},
        "conclusions": [{"atom": conclusion, "text": "words"}],
    }


def held(given: list[Any], now: list[dict[str, Any]]) -> ListingDiff:
    listing = ListingDiff(given)
    for each in now:
        listing.compare(each, canonical(each))
    return listing


def test_outcomes_are_told_apart_by_what_they_are_and_not_by_their_ids() -> None:
    was = [outcome(1, "x"), outcome(2, "y"), outcome(3, "z")]
    now = [outcome(1, "y"), outcome(2, "x"), outcome(3, "x", "d")]
    found = held(was, now)
    assert found.gained.first == ["3-x"]
    assert found.lost.first == ["3-z"]
    assert found.places.first == ["/outcomes/1/id", "/outcomes/0/id"]


def test_lists_that_are_the_same_differ_nowhere() -> None:
    found = held([outcome(1, "x"), outcome(2, "y")], [outcome(1, "x"), outcome(2, "y")])
    assert (found.gained.count, found.lost.count, found.places.count) == (0, 0, 0)


@pytest.mark.parametrize("garbage", [None, 1, "x", [], {}, {"conclusions": 1}, {"id": []}])
def test_what_is_no_outcome_is_lost_and_no_crash(garbage: object) -> None:
    found = held([outcome(1, "x"), garbage], [outcome(1, "x")])
    assert found.lost.first == ["/outcomes/1"]
    assert found.gained.count == 0
