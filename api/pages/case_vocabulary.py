"""What a case may say, as the interface's schema of case files has it: the plan of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
_OURS = "x-wenze"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that may be chosen, with its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of values: names of things, dates or fixed words."""

    id: str
    kind: str
    label: str
    words: tuple[Choice, ...]

    @property
    def is_named(self) -> bool:
        """Whether its values are names that whoever states the case gives."""
        return self.kind == "entity"


@dataclass(frozen=True, slots=True)
class Slot:
    """An argument of a fact."""

    name: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Fact:
    """A predicate of the vocabulary with the words of its question."""

    name: str
    group: str
    slots: tuple[Slot, ...]
    provisions: tuple[str, ...]
    question: str
    statement: str

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The types of its arguments."""
        return tuple(slot.kind for slot in self.slots)

    @property
    def in_rows(self) -> bool:
        """Whether what it says is written in rows, and not chosen among all that could be said."""
        return len(self.slots) > 2 or any(kind.kind == "date" for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Reading:
    """A contested reading that a case may pin."""

    id: str
    question: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that a case under one regulation may say, in the order of the law."""

    regulation: str
    groups: tuple[Choice, ...]
    facts: Mapping[str, Fact]
    schools: tuple[Choice, ...]
    school_title: str
    readings: Mapping[str, Reading]

    @property
    def names(self) -> Mapping[str, Kind]:
        """The types of things that facts name, in the order in which facts first do."""
        kinds = [kind for fact in self.facts.values() for kind in fact.kinds]
        return {kind.id: kind for kind in kinds if kind.is_named}


def read_vocabulary(schema: Json) -> Vocabulary:
    """Take the plan of the form out of the schema that the interface tells.

    Groups order the facts; a fact that a case has no way to state (of a number) has no question.
    """
    kinds = {
        name.removeprefix("type."): _kind(name.removeprefix("type."), told)
        for name, told in schema["$defs"].items()
        if name.startswith("type.")
    }
    groups = tuple(Choice(each["id"], each["label"]) for each in schema[_OURS]["groups"])
    order = [group.id for group in groups]
    facts = [
        _fact(name, schema["$defs"][f"fact.{name}"][_OURS], kinds)
        for name in schema["$defs"]["section"]["properties"]
    ]
    askable = [fact for fact in facts if all(map(_can_be_said, fact.kinds))]
    askable.sort(key=lambda fact: order.index(fact.group))
    parts = schema["properties"]
    school = parts.get("school", {})
    return Vocabulary(
        parts["regulation"]["const"],
        groups,
        {fact.name: fact for fact in askable},
        _choices(school),
        school.get("title", ""),
        {
            name: Reading(name, told["title"], _choices(told))
            for name, told in parts["readings"]["properties"].items()
        },
    )


def _kind(name: str, told: Json) -> Kind:
    return Kind(name, told[_OURS]["kind"], told["title"], _choices(told))


def _choices(told: Json) -> tuple[Choice, ...]:
    return tuple(Choice(each["const"], each["title"]) for each in told.get("oneOf", ()))


def _fact(name: str, told: Json, kinds: Mapping[str, Kind]) -> Fact:
    return Fact(
        name,
        told["group"],
        tuple(Slot(each["name"], each["label"], kinds[each["type"]]) for each in told["arguments"]),
        tuple(told["provisions"]),
        told["question"],
        told["statement"],
    )


def _can_be_said(kind: Kind) -> bool:
    return kind.kind in {"entity", "date"} or bool(kind.words)
