"""What an atlas should say, worked out pattern by pattern from a table of all verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from typing import Any, TypeAlias

from support.oracles.brute_force import BruteForce
from support.oracles.reference.facts import Findings, facts_of, findings_of
from support.oracles.reference.facts import read_case as read_facts
from support.oracles.reference.law import View, view
from support.oracles.reference.oracle import World, dispositions_in
from support.oracles.reference.refusals import refusals
from support.oracles.reference.trees import Tree, explore, mapped, ordered, readings_in, value_at
from wenze import Case
from wenze.reasoner.case.findings import check
from wenze.reasoner.inquiry.atlas.plan import AtlasPlan, Base
from wenze.reasoner.inquiry.atlas.survey import ByPerson, Survey, When
from wenze.reasoner.pack import Pack
from wenze.reasoner.solver.case_model import CaseModel
from wenze.reasoner.solver.program import ground

Pattern: TypeAlias = frozenset[str]
Options: TypeAlias = tuple[str, ...]
Verdicts: TypeAlias = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One pattern: verdicts and clashes under every combination of the readings, in their order,
    the readings that change some conclusion, and what is equal where all conclusions are.
    """

    verdicts: Mapping[Options, Verdicts]
    clashes: Mapping[Options, frozenset[str]]
    live: frozenset[str]
    concluded: object


@dataclass(frozen=True)
class ByHand:
    """A base's patterns, None where one is refused; ``readings`` have the options of each."""

    items: tuple[str, ...]
    readings: Mapping[str, tuple[str, ...]]
    rows: Mapping[Pattern, Row | None]

    @property
    def admitted(self) -> dict[Pattern, Row]:
        return {pattern: row for pattern, row in self.rows.items() if row is not None}

    def splits(self, pattern: Pattern) -> bool:
        row = self.rows[pattern]
        return row is not None and len(set(row.verdicts.values())) > 1

    def in_order(self, pattern: Pattern) -> tuple[int, ...]:
        return tuple(n for n, item in enumerate(self.items) if item in pattern)

    def by_size(self, pattern: Pattern) -> tuple[int, tuple[int, ...]]:
        return len(pattern), self.in_order(pattern)

    def named(self, pattern: Pattern) -> tuple[str, ...]:
        return tuple(self.items[n] for n in self.in_order(pattern))

    def groups(self) -> list[object]:
        alike: dict[object, list[Pattern]] = {}
        for pattern, row in self.admitted.items():
            alike.setdefault(frozenset(row.verdicts.items()), []).append(pattern)
        found = []
        for patterns in alike.values():
            least = min(patterns, key=self.by_size)
            sets = Counter(self.admitted[least].verdicts.values())
            found.append((self.by_size(least), self.named(least), len(patterns), sets))
        return [told for _, *told in sorted(found, key=lambda each: each[0])]

    def clashes(self) -> list[object]:
        return [
            [reading, self.named(pattern), *self._clash(reading, pattern)]
            for reading in self.readings
            for pattern in sorted(self._least_with(reading), key=self.by_size)
        ]

    def _least_with(self, reading: str) -> list[Pattern]:
        clashing = [
            pattern
            for pattern, row in self.admitted.items()
            if any(reading in found for found in row.clashes.values())
        ]
        return [p for p in clashing if not any(other < p for other in clashing)]

    def _clash(self, reading: str, pattern: Pattern) -> tuple[object, object]:
        row = self.admitted[pattern]
        under = {options for options, found in row.clashes.items() if reading in found}
        place = list(self.readings).index(reading)
        ends: dict[str, Verdicts] = {
            option: frozenset().union(*(row.verdicts[o] for o in under if o[place] == option))
            for option in self.readings[reading]
        }
        return under, ends

    def item_uses(self) -> dict[str, tuple[int, int, int, int, int]]:
        return {item: self._item_use(item) for item in self.items}

    def _item_use(self, item: str) -> tuple[int, int, int, int, int]:
        both = [
            (pattern, pattern - {item})
            for pattern in self.admitted
            if item in pattern and self.rows[pattern - {item}] is not None
        ]
        changes = [
            (p, w) for p, w in both if self.admitted[p].verdicts != self.admitted[w].verdicts
        ]
        part = [pattern for pattern, _ in changes if self.splits(pattern)]
        makes = [p for p, without in both if self.splits(p) and not self.splits(without)]
        concluded = [self.admitted[p].concluded != self.admitted[w].concluded for p, w in both]
        return len(both), len(changes), len(part), len(makes), sum(concluded)

    def reading_uses(self) -> dict[str, tuple[int, int]]:
        return {
            reading: (
                sum(self._turns(place, row.verdicts) for row in self.admitted.values()),
                sum(reading in row.live for row in self.admitted.values()),
            )
            for place, reading in enumerate(self.readings)
        }

    @staticmethod
    def _turns(place: int, verdicts: Mapping[Options, Verdicts]) -> bool:
        by_rest: dict[Options, set[Verdicts]] = {}
        for options, found in verdicts.items():
            by_rest.setdefault(options[:place] + options[place + 1 :], set()).add(found)
        return any(len(found) > 1 for found in by_rest.values())

    def pairs(self) -> list[object]:
        found: list[object] = []
        for n, one in enumerate(self.items):
            for other in self.items[n:]:
                row = self.rows[frozenset([one, other])]
                under = 0 if row is None else sum(map(bool, row.clashes.values()))
                sets = None if row is None else len(set(row.verdicts.values()))
                found.append(((one, other), under, sets))
        return found

    def all(self) -> dict[str, Any]:
        """Everything that a survey says, in the form of ``told``."""
        return {
            "patterns": len(self.rows),
            "admitted": len(self.admitted),
            "splitting": sum(map(self.splits, self.rows)),
            "groups": self.groups(),
            "clashes": self.clashes(),
            "items": self.item_uses(),
            "readings": self.reading_uses(),
            "pairs": self.pairs(),
        }


def told(found: Survey, readings: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What a survey says, as plain data over combinations of the readings that act."""
    return {
        "patterns": found.patterns,
        "admitted": found.admitted,
        "splitting": found.splitting,
        "groups": [
            [g.items, g.patterns, Counter({flat(v): number for v, number in g.sets})]
            for g in found.groups
        ],
        "clashes": [
            [
                clash.reading,
                clash.items,
                set(meeting(clash.when, readings)),
                {option: flat(ends) for option, ends in clash.options.items()},
            ]
            for clash in found.clashes
        ],
        "items": {
            name: (use.patterns, use.changes, use.part, use.makes, use.conclusions)
            for name, use in found.items.items()
        },
        "readings": {
            name: (found.readings[name].verdicts, found.readings[name].conclusions)
            for name in readings
        },
        "pairs": [(pair.items, pair.clashes, pair.sets) for pair in found.pairs],
    }


def flat(verdicts: ByPerson) -> Verdicts:
    """Verdicts as pairs of a person and a word."""
    return frozenset((person, word) for person, words in verdicts.items() for word in words)


def meeting(when: Iterable[When], readings: Mapping[str, tuple[str, ...]]) -> list[Options]:
    """The combinations of options that meet some of these conditions, once for each that is met."""
    return [
        options
        for options in product(*readings.values())
        for each in when
        if all(o in each.get(r, (o,)) for r, o in zip(readings, options, strict=True))
    ]


def every_pattern(plan: AtlasPlan) -> Iterator[Pattern]:
    names = [item.id for item in plan.items]
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def by_oracle(
    plan: AtlasPlan, base: Base, pattern: Pattern
) -> tuple[Tree[Verdicts], Tree[frozenset[str]], World] | None:
    """What the independent oracle says of a pattern of the law: verdicts and clashes by readings;
    None where it is refused.
    """
    case = read_facts({"facts": dict(plan.facts(base, pattern))})
    facts = facts_of(findings_of(case.facts))
    if refusals(facts):
        return None
    findings = Findings(facts)
    [person] = findings.values("role")
    views: Tree[View] = explore(partial(_view, findings, person), {})

    def verdicts(seen: View) -> Verdicts:
        return frozenset((person, word) for word in dispositions_in(seen.conclusions))

    clashes = ordered(mapped(views, lambda seen: seen.clashes))
    return ordered(mapped(views, verdicts)), clashes, World(facts, {})


def _view(findings: Findings, person: str, readings: Mapping[str, str]) -> View:
    return view(findings, readings, person)


def table_by_oracle(pack: Pack, plan: AtlasPlan, base: Base) -> ByHand:
    """All patterns of the law by the oracle, over the readings on which it finds that they hang."""
    answers = {pattern: by_oracle(plan, base, pattern) for pattern in every_pattern(plan)}
    asked: set[str] = set()
    for answer in answers.values():
        if answer is not None:
            asked |= readings_in(answer[0]) | readings_in(answer[1])
    readings = {r.id: r.option_ids for r in pack.readings if r.id in asked}
    rows: dict[Pattern, Row | None] = {}
    for pattern, answer in answers.items():
        if answer is None:
            rows[pattern] = None
            continue
        verdicts, clashes, world = answer
        every = [(o, dict(zip(readings, o, strict=True))) for o in product(*readings.values())]
        rows[pattern] = Row(
            {options: value_at(verdicts, named) for options, named in every},
            {options: value_at(clashes, named) for options, named in every},
            frozenset(world.live),
            world.signature,
        )
    return ByHand(tuple(item.id for item in plan.items), readings, rows)


def table_by_clingo(pack: Pack, plan: AtlasPlan, base: Base) -> ByHand:
    """All patterns of any pack in which nothing clashes, each by one clingo program."""
    readings = {reading.id: reading.option_ids for reading in pack.readings}
    rows: dict[Pattern, Row | None] = {}
    for pattern in every_pattern(plan):
        findings = check(Case.from_data({"facts": dict(plan.facts(base, pattern))}), pack).findings
        if CaseModel(pack, findings, ground(pack, findings)).refused:
            rows[pattern] = None
            continue
        brute = BruteForce(pack, findings)
        verdicts = {
            options: frozenset(
                (person.strip('"'), atom.removesuffix(")").rpartition(",")[2])
                for person, atoms in found.items()
                for atom in atoms
            )
            for (_, options), found in brute.verdicts().items()
        }
        unclashed = dict.fromkeys(verdicts, frozenset[str]())
        rows[pattern] = Row(verdicts, unclashed, frozenset(brute.live(())), brute.table)
    return ByHand(tuple(item.id for item in plan.items), readings, rows)
