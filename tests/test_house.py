"""The house itself: its floors, the names of its classes, how its docstrings begin."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

from wenze.reasoner.graphs import components

ROOT = Path(__file__).parents[1]
LAYERS = ("reasoner", "api", "viz")
# There are twelve.
MOST_FLOORS = 13
# A docstring names the thing or the verb; of these only the names of questions are either.
ROUNDABOUT = {"What", "Whether", "How", "Where", "That", "Those", "Of"}


@cache
def trees(layer: str) -> dict[Path, ast.Module]:
    paths = sorted((ROOT / layer).rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def room(module: str) -> str:
    """A folder under `reasoner` is a room, and each file there; `api` and `viz` are one each."""
    _, layer, *rest = module.split(".")
    return rest[0] if layer == "reasoner" and rest else layer


@cache
def modules() -> dict[str, set[str]]:
    """The modules that each module imports."""
    graph = grimp.build_graph("wenze", cache_dir=None)
    return {
        module: graph.find_modules_directly_imported_by(module) - {"wenze"}
        for module in graph.modules - {"wenze"}
    }


@cache
def imports() -> dict[str, set[str]]:
    """The rooms that each room imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, below in modules().items():
        found[room(module)] |= {room(each) for each in below} - {room(module)}
    return found


def floor(name: str, above: tuple[str, ...] = ()) -> int:
    """The number of rooms on the longest way down from a room."""
    assert name not in above, f"a circle: {' → '.join((*above, name))}"
    return 1 + max((floor(each, (*above, name)) for each in imports()[name]), default=0)


def test_the_house_has_few_floors_and_no_circle() -> None:
    floors = {name: floor(name) for name in [*imports()]}
    assert max(floors.values()) <= MOST_FLOORS, sorted(floors.items(), key=lambda each: each[1])


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert [circle for circle in components(modules()) if len(circle) > 1] == []


def test_the_map_shows_each_room_on_its_floor() -> None:
    text = (ROOT / "reasoner" / "README.md").read_text(encoding="utf-8")
    floors = re.findall(r"^ ?(\d+) +(.+)$", text, re.MULTILINE)
    shown = {
        name.removesuffix(".py"): int(number)
        for number, line in floors
        for name in re.split(r" · |  +", line)
    }
    assert shown.items() >= {name: floor(name) for name in imports() if name != "kb"}.items()


def public_classes(layer: str) -> Iterator[tuple[str, Path]]:
    for path, tree in trees(layer).items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, path.relative_to(ROOT)


@pytest.mark.parametrize("layer", LAYERS)
def test_no_two_public_classes_of_a_layer_have_one_name(layer: str) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for name, path in public_classes(layer):
        places[name].append(str(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_docstrings_begin_with_the_thing_or_the_verb(layer: str) -> None:
    roundabout = [
        f"{path.relative_to(ROOT)}: {text.splitlines()[0]}"
        for path, tree in trees(layer).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and (text := ast.get_docstring(node))
        and text.split(maxsplit=1)[0].strip(",.:;") in ROUNDABOUT
    ]
    assert roundabout == []
