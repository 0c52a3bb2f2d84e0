"""A case as the fields of a form, and back: nothing is lost on the way, faults included.

Fields speak of things by their place among the names of their type, so that a name is changed in
one field: ``e.person.0`` is the name of the first person, ``f.role.0.handler`` how it stands with a
fact about that person. A row has a field for each cell (``r.date.0.1``) and one for
how it stands (``r.date.0.s``). ``x.0`` is an entry that the form has no question for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .vocabulary import Fact, Kind, Vocabulary

SECTIONS = ("facts", "disputed", "denied")
# How a fact stands: open, or the sections that say it, of which a faulty case may have several.
OPEN = ""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row, perhaps not yet whole; a cell has the place of a name."""

    cells: Cells
    standing: str

    @property
    def is_whole(self) -> bool:
        """True if every cell is filled in."""
        return all(self.cells)


@dataclass(frozen=True, slots=True)
class Stray:
    """An entry that the form has no question for, kept as the case has it."""

    section: str
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Stated:
    """A case as the interface takes it, and the field that says what stands at each pointer."""

    data: Mapping[str, Any]
    fields: Mapping[str, str]


@dataclass(slots=True)
class Draft:
    """The contents of a form, whole or not, faulty or not."""

    vocabulary: Vocabulary
    title: str = ""
    school: str = ""
    pins: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[tuple[str, Cells], str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = {kind: self.names.get(kind, []) for kind in self.vocabulary.names}

    @property
    def unfinished(self) -> Iterator[tuple[str, int]]:
        """The rows that are begun and not whole, by predicate and place."""
        for name, rows in self.rows.items():
            yield from ((name, place) for place, row in enumerate(rows) if not row.is_whole)

    def add_name(self, kind: str, name: str) -> None:
        """Name one more thing, unless it is named already."""
        if name not in self.names[kind]:
            self.names[kind].append(name)

    def remove_name(self, kind: str, place: int) -> None:
        """Forget a thing with all its facts."""
        names = self.names[kind]
        if place < len(names):
            kept = {str(old): str(old - (old > place)) for old in range(len(names)) if old != place}
            del names[place]
            self.renumber({kind: kept})

    def renumber(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Give things new places; facts of those that have none are dropped."""
        chosen: dict[tuple[str, Cells], str] = {}
        for (name, cells), standing in self.chosen.items():
            moved = self._moved(name, cells, kept)
            if moved is not None:
                chosen[name, moved] = joined([chosen.get((name, moved), OPEN), standing])
        self.chosen = chosen
        for name, rows in self.rows.items():
            placed = ((self._moved(name, row.cells, kept), row.standing) for row in rows)
            self.rows[name] = [Row(cells, stands) for cells, stands in placed if cells is not None]

    def _moved(
        self, name: str, cells: Cells, kept: Mapping[str, Mapping[str, str]]
    ) -> Cells | None:
        found = []
        for kind, cell in zip(self.vocabulary.facts[name].kinds, cells, strict=True):
            places = kept.get(kind.id) if cell else None
            if places is not None and cell not in places:
                return None
            found.append(cell if places is None else places[cell])
        return tuple(found)

    def fields(self) -> dict[str, str]:
        """The fields of the form with these contents."""
        fields = {"title": self.title, "school": self.school}
        fields |= {f"p.{reading}": option for reading, option in self.pins.items()}
        for kind, names in self.names.items():
            fields |= {name_field(kind, place): name for place, name in enumerate(names)}
        fields |= {choice_field(*fact): standing for fact, standing in self.chosen.items()}
        for name, rows in self.rows.items():
            for place, row in enumerate(rows):
                at = row_field(name, place)
                fields |= {f"{at}.{number}": cell for number, cell in enumerate(row.cells)}
                fields[f"{at}.s"] = row.standing
        for place, stray in enumerate(self.strays):
            fields[f"x.{place}"] = json.dumps([stray.section, stray.name, stray.value])
        return fields

    def stated(self) -> Stated:
        """The case, its keys in the order of the vocabulary; rows that are not whole are left out.

        A row of one value is written without brackets.
        """
        sections: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
        pins: dict[str, Any] = {}
        fields: dict[str, str] = {}

        def put(section: str, name: str, value: Any, place: str) -> None:
            known, at = sections[section], f"/{section}/{_escape(name)}"
            if value is True and name not in known:
                known[name] = True
                fields[at] = place
                return
            # True stands alone: beside rows, which one of our own has not, it is a row as well.
            if known.get(name) is True:
                known[name] = ["true"]
            rows = known.setdefault(name, [])
            fields[f"{at}/{len(rows)}"] = place
            fields.setdefault(at, place)
            rows.append("true" if value is True else value[0] if len(value) == 1 else value)

        for fact in self.vocabulary.facts.values():
            for cells, standing, place in self._rows_of(fact):
                for section in filter(None, standing.split("+")):
                    put(section, fact.name, self._values(fact, cells), place)
        for number, stray in enumerate(self.strays):
            if stray.section == "readings":
                pins[stray.name] = stray.value
                fields[f"/readings/{_escape(stray.name)}"] = f"x.{number}"
            else:
                put(stray.section, stray.name, stray.value, f"x.{number}")
        for reading, option in self.pins.items():
            pins[reading] = option
            fields[f"/readings/{_escape(reading)}"] = f"p.{reading}"
        fields |= {"/title": "title", "/school": "school"}
        about = {"regulation": self.vocabulary.regulation, "title": self.title}
        parts = {**about, "school": self.school, **sections, "readings": pins}
        return Stated({name: part for name, part in parts.items() if part}, fields)

    def _rows_of(self, fact: Fact) -> list[tuple[Cells, str, str]]:
        """The rows of one fact in order: cells, standing and field of each."""
        if fact.in_rows:
            rows = [
                (row.cells, row.standing, row_field(fact.name, place))
                for place, row in enumerate(self.rows.get(fact.name, ()))
                if row.is_whole
            ]
            return sorted(rows, key=lambda each: _place(fact.slots[0].kind, each[0][0]))
        chosen = [
            (cells, standing, choice_field(name, cells))
            for (name, cells), standing in self.chosen.items()
            if name == fact.name
        ]
        return sorted(chosen, key=lambda each: [*map(_place, fact.kinds, each[0])])

    def _values(self, fact: Fact, cells: Cells) -> Any:
        """A row as the case has it; of a fact without arguments, that it is so."""
        values = zip(fact.kinds, cells, strict=True)
        return [
            self.names[kind.id][int(cell)] if kind.is_named else cell for kind, cell in values
        ] or True


def _place(kind: Kind, cell: str) -> int | str:
    """The place of a value among those of its type."""
    if kind.is_named:
        return int(cell)
    if kind.words:
        return [word.id for word in kind.words].index(cell)
    return cell


def name_field(kind: str, place: int) -> str:
    """The field of the name of a thing."""
    return f"e.{kind}.{place}"


def choice_field(name: str, cells: Cells) -> str:
    """The field that says how it stands with a fact."""
    return ".".join(("f", name, *cells))


def row_field(name: str, place: int) -> str:
    """The beginning of the names of the fields of a row."""
    return f"r.{name}.{place}"


def joined(standings: Iterable[str]) -> str:
    """The standing that joins several: in every section that one of them names."""
    sections = {section for standing in standings for section in standing.split("+")}
    return "+".join(section for section in SECTIONS if section in sections)


def _escape(token: str) -> str:
    """One step of a JSON pointer."""
    return token.replace("~", "~0").replace("/", "~1")
