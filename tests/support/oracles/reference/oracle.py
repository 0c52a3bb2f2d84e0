"""Every defensible outcome of a case, worked out from the law model alone.

For each valid combination of the disputed facts the law is evaluated separately for each person
and once for the organs, each as a decision tree over the readings it consults (see `trees`).

That is exact. The sets of possible conclusions of a case are the product of the sets of its parts:
discretion is each person's own, and no two parts share an atom. No part's set is ever empty, so the
product determines each part (keep only its atoms) and is determined by them. Hence the product
differs between two options exactly when some part differs, and a reading is live for the case
exactly when it is live for a part; `always` and `brave` are the unions of the parts' intersections
and unions.

Outcomes are named by the disputed facts that are not idle. Two valid combinations that agree on
those have equal conclusions: otherwise walk from one to the other through the valid combinations
between them; two neighbours on the way differ in conclusions and nothing lies between, so what they
differ in is not idle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations, compress, product
from math import prod
from typing import TypeAlias

from .facts import (
    PERSON,
    READINGS,
    Case,
    Facts,
    Finding,
    Findings,
    atom_text,
    facts_of,
    findings_of,
)
from .law import (
    EXEMPTION_CLASH,
    LENIENCY_CLASH,
    Conclusions,
    View,
    about_organs,
    joined,
    view,
)
from .refusals import CONTRADICTION, Problem, refusals
from .trees import (
    Leaf,
    Tree,
    explore,
    mapped,
    ordered,
    readings_in,
    restricted,
    value_at,
    values_in,
)

Combo: TypeAlias = frozenset[Finding]  # the disputed facts that hold
Options: TypeAlias = frozenset[Conclusions]  # the possible sets of conclusions
Dispositions: TypeAlias = frozenset[str]


class World:
    """One valid combination of disputed facts, under every option of the readings not pinned."""

    def __init__(self, facts: Facts, pins: Mapping[str, str]) -> None:
        self._findings = Findings(facts)
        self._pins = pins
        self.organs: Tree[Options] = ordered(explore(self._organs, pins))
        self.people: dict[str, Tree[Options]] = {}
        self.clashes: dict[str, frozenset[str]] = {}  # met by the person under some options
        for person in sorted(self._findings.names(PERSON)):
            views = explore(partial(self._person, person), pins)
            self.people[person] = ordered(mapped(views, conclusions_seen))
            self.clashes[person] = frozenset().union(*(v.clashes for v in values_in(views)))

    def _organs(self, readings: Mapping[str, str]) -> Options:
        return frozenset({about_organs(self._findings, readings)})

    def _person(self, person: str, readings: Mapping[str, str]) -> View:
        return view(self._findings, readings, person)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The persons with a role: those who have a disposition."""
        return self._findings.values("role")

    @cached_property
    def parts(self) -> tuple[Tree[Options], ...]:
        return (self.organs, *self.people.values())

    @cached_property
    def live(self) -> tuple[str, ...]:
        """The live readings, in the order of the page (rule 3)."""
        found = frozenset().union(*(readings_in(part) for part in self.parts))
        return tuple(reading for reading in READINGS if reading in found)

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """Equal for two worlds exactly when they have equal conclusions under every assignment."""
        nothing: Tree[Options] = Leaf(frozenset({frozenset()}))
        return (self.organs, {p: tree for p, tree in self.people.items() if tree != nothing})

    def dispositions_of(self, person: str) -> Tree[Dispositions]:
        """The person's dispositions under every option; none without a role."""
        return mapped(self.people.get(person, Leaf(frozenset())), dispositions_in)

    def reading_combos(self) -> Iterator[dict[str, str]]:
        """Every combination of options of the live readings."""
        for options in product(*(READINGS[reading] for reading in self.live)):
            yield dict(zip(self.live, options, strict=True))


def conclusions_seen(seen: View) -> Options:
    return seen.conclusions


def dispositions_in(options: Options) -> Dispositions:
    """The dispositions among one person's conclusions."""
    return frozenset(atom[2] for atoms in options for atom in atoms if atom[0] == "disposition")


@dataclass(frozen=True)
class PersonSummary:
    """One person over all outcomes."""

    dispositions: Dispositions
    contested: bool
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What is defensible in a case. `refused` answers hold nothing but their problems."""

    case: Case
    problems: frozenset[Problem]
    worlds: dict[Combo, World]
    dropped: dict[Combo, frozenset[Problem]]

    @property
    def refused(self) -> bool:
        return bool(self.problems)

    @cached_property
    def disputed(self) -> frozenset[Finding]:
        return findings_of(self.case.disputed)

    @cached_property
    def idle(self) -> frozenset[Finding]:
        """The disputed facts that change no conclusion.

        A fact is telling when it is part of the least difference between two valid combinations
        with different conclusions: none lies strictly between them.
        """
        telling: set[Finding] = set()
        for (one, here), (other, there) in combinations(self.worlds.items(), 2):
            difference = one ^ other
            if difference <= telling or here.signature == there.signature:
                continue
            if not any((one ^ between) < difference for between in self.worlds if between != one):
                telling |= difference
        return self.disputed - telling

    @cached_property
    def classes(self) -> dict[Combo, World]:
        """One world for each way the disputed facts that are not idle can stand."""
        return {combo - self.idle: world for combo, world in self.worlds.items()}

    def world(self, combo: Combo) -> World:
        """The world of a combination, idle facts in it or not."""
        return self.classes[combo - self.idle]

    def combo(self, stands: Mapping[str, bool]) -> Combo:
        """A combination from the form of the interfaces: `{atom: whether it holds}`."""
        by_text = {atom_text(finding): finding for finding in self.disputed}
        return frozenset(by_text[text] for text, holds in stands.items() if holds)

    def live(self, combo: Combo) -> tuple[str, ...]:
        """The live readings of one combination of disputed facts."""
        return self.world(combo).live

    def joint(self, combo: Combo, options: Mapping[str, str]) -> Options:
        """The sets of conclusions of the outcomes under these options of the live readings."""
        return joined(value_at(part, options) for part in self.world(combo).parts)

    def dispositions(
        self, combo: Combo, options: Mapping[str, str]
    ) -> set[frozenset[tuple[str, str]]]:
        """The joint dispositions alone: one pair for every person with a role."""
        world = self.world(combo)
        by_person = [
            [(person, word) for word in value_at(world.dispositions_of(person), options)]
            for person in sorted(world.roles)
        ]
        return {frozenset(choice) for choice in product(*by_person)}

    def outcomes(self) -> Iterator[tuple[Combo, dict[str, str], Conclusions]]:
        """Every outcome: disputed facts that hold (no idle ones), live readings, conclusions."""
        for combo, world in self.classes.items():
            for options in world.reading_combos():
                for conclusions in self.joint(combo, options):
                    yield combo, options, conclusions

    def count(self) -> int:
        """How many outcomes there are, without listing them."""
        return sum(
            prod(len(value_at(part, options)) for part in world.parts)
            for world in self.classes.values()
            for options in world.reading_combos()
        )

    @cached_property
    def persons(self) -> dict[str, PersonSummary]:
        """Every person with a role in some valid combination."""
        everyone = frozenset().union(*(world.roles for world in self.worlds.values()))
        return {person: self._summary(person) for person in sorted(everyone)}

    def _summary(self, person: str) -> PersonSummary:
        trees = [world.dispositions_of(person) for world in self.worlds.values()]
        sets = {dispositions for tree in trees for dispositions in values_in(tree)}
        bearing = frozenset().union(*(readings_in(tree) for tree in trees))
        return PersonSummary(
            dispositions=frozenset().union(*sets),
            contested=len(sets) > 1,
            readings=tuple(reading for reading in READINGS if reading in bearing),
        )

    @cached_property
    def always(self) -> Conclusions:
        """What is concluded in every outcome."""
        in_each = [
            frozenset().union(*(self._in_all(part) for part in world.parts))
            for world in self.worlds.values()
        ]
        return in_each[0].intersection(*in_each) if in_each else frozenset()

    @staticmethod
    def _in_all(part: Tree[Options]) -> Conclusions:
        first, *others = (atoms for options in values_in(part) for atoms in options)
        return first.intersection(*others)

    @cached_property
    def brave(self) -> Conclusions:
        """What is concluded in some outcome."""
        return frozenset(
            atom
            for world in self.worlds.values()
            for part in world.parts
            for options in values_in(part)
            for atoms in options
            for atom in atoms
        )

    @cached_property
    def collisions(self) -> dict[str, frozenset[str]]:
        """For each clash reading, the persons for whom both effects stand in some outcome.

        Doubt: a reading that is not live is named by no outcome, yet a clash may arise under one
        of its options only. Every option of every reading not pinned is looked at here.
        """
        return {
            reading: persons
            for reading in (EXEMPTION_CLASH, LENIENCY_CLASH)
            if (persons := self._persons_meeting(reading))
        }

    def _persons_meeting(self, reading: str) -> frozenset[str]:
        return frozenset(
            person
            for world in self.worlds.values()
            for person, clashes in world.clashes.items()
            if reading in clashes
        )

    def dispositions_under(self, reading: str, option: str) -> dict[str, Dispositions]:
        """Each person's dispositions under one option, united over everything else."""
        if self.case.pins.get(reading, option) != option:
            return {}
        return {
            person: frozenset().union(
                *(
                    dispositions
                    for world in self.worlds.values()
                    for dispositions in values_in(
                        restricted(world.dispositions_of(person), reading, option)
                    )
                )
            )
            for person in self.persons
        }


def outcomes(case: Case) -> Answer:
    """Everything that is defensible in a case, or why the case is refused."""
    disputed = sorted(findings_of(case.disputed))
    stated = findings_of(case.facts) - frozenset(disputed)
    denied_too = findings_of(case.denied) & (findings_of(case.facts) | frozenset(disputed))
    problems = {
        Problem(CONTRADICTION, "denied_and_not", (atom_text(finding),)) for finding in denied_too
    }
    valid: dict[Combo, Facts] = {}
    dropped: dict[Combo, frozenset[Problem]] = {}
    for holds in product((False, True), repeat=len(disputed)):
        combo = frozenset(compress(disputed, holds))
        facts = facts_of(stated | combo)
        if found := refusals(facts):
            dropped[combo] = frozenset(found)
        else:
            valid[combo] = facts
    if not valid:
        problems |= frozenset().union(*dropped.values())
    if problems:
        return Answer(case, frozenset(problems), {}, dropped)
    worlds = {combo: World(facts, case.pins) for combo, facts in valid.items()}
    return Answer(case, frozenset(), worlds, dropped)
