"""The house itself: its floors."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import grimp

MOST_FLOORS = 13


def room(module: str) -> str:
    """A folder under `reasoner` is a room, and each file there; `api` and `viz` are one each."""
    _, layer, *rest = module.split(".")
    return rest[0] if layer == "reasoner" and rest else layer


@cache
def imports() -> dict[str, set[str]]:
    """The rooms that each room imports."""
    graph = grimp.build_graph("wenze", cache_dir=None)
    found: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules - {"wenze"}:
        below = graph.find_modules_directly_imported_by(module) - {"wenze"}
        found[room(module)] |= {room(each) for each in below} - {room(module)}
    return found


def floor(name: str, above: tuple[str, ...] = ()) -> int:
    """The number of rooms on the longest way down from a room."""
    assert name not in above, f"a circle: {' → '.join((*above, name))}"
    return 1 + max((floor(each, (*above, name)) for each in imports()[name]), default=0)


def test_the_house_has_few_floors_and_no_circle() -> None:
    floors = {name: floor(name) for name in [*imports()]}
    assert max(floors.values()) <= MOST_FLOORS, sorted(floors.items(), key=lambda each: each[1])
