"""All outcomes of a case by the plain definition: one clingo program, every answer set listed.

Nothing of the engine is used but the texts of a pack: its rules are loaded as files, the case is
written as program text, and liveness and the like are looked up in the full table of combinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TypeAlias

import clingo

from wenze.reasoner.case.findings import Findings
from wenze.reasoner.pack import Pack

Combination: TypeAlias = tuple[bool, ...]  # in the order of the disputed facts
Options: TypeAlias = tuple[str, ...]  # in the order of the open readings
Worlds: TypeAlias = frozenset[frozenset[str]]
Told: TypeAlias = tuple[frozenset[tuple[str, bool]], frozenset[tuple[str, str]], frozenset[str]]


class BruteForce:
    """A case's table: the possible sets of conclusions under every combination of answers."""

    def __init__(self, pack: Pack, findings: Findings) -> None:
        self.pack = pack
        self.disputed = [str(fact) for fact in findings.disputed]
        self.readings = {r.id: r.option_ids for r in pack.readings if r.id not in findings.pins}
        self.table: dict[tuple[Combination, Options], Worlds] = {}
        self.refused: set[Combination] = set()
        self._fill(findings)

    def _program(self, findings: Findings) -> str:
        lines = [f"{fact}." for fact in findings.stated]
        lines += [f"{{ {fact} }}." for fact in findings.disputed]
        lines += [f"denied({fact})." for fact in findings.denied]
        lines += [f"reading({reading},{option})." for reading, option in findings.pins.items()]
        for fact in (*findings.stated, *findings.disputed):
            for kind, entity in findings.entities(fact):
                lines.append(f"mentions({fact},{kind},{entity}) :- {fact}.")
        for reading, options in self.readings.items():
            chosen = ";".join(f"reading({reading},{option})" for option in options)
            lines.append(f"1 {{ {chosen} }} 1.")
        told = ["reading", "refused", *self.pack.conclusions]
        arities = {name: len(p.args) for name, p in self.pack.word_list.predicates.items()}
        lines += [f"#show {name}/{arities.get(name, 2)}." for name in told]
        lines += [f"#show holds({fact}) : {fact}." for fact in findings.disputed]
        return "\n".join(lines)

    def _fill(self, findings: Findings) -> None:
        control = clingo.Control(["--warn=none", "--models=0"])
        for path in sorted(self.pack.folder.rglob("*.lp")):
            control.load(str(path))
        control.add("base", [], self._program(findings))
        control.ground([("base", [])])
        found: dict[tuple[Combination, Options], set[frozenset[str]]] = {}
        with control.solve(yield_=True) as models:
            for model in models:
                shown = model.symbols(shown=True)
                held = {str(s.arguments[0]) for s in shown if s.name == "holds"}
                taken = dict(_names(s) for s in shown if s.name == "reading")
                key = (
                    tuple(fact in held for fact in self.disputed),
                    tuple(taken[reading] for reading in self.readings),
                )
                if any(symbol.name == "refused" for symbol in shown):
                    self.refused.add(key[0])
                told = frozenset(str(s) for s in shown if s.name in self.pack.conclusions)
                found.setdefault(key, set()).add(told)
        self.table = {
            key: frozenset(worlds) for key, worlds in found.items() if key[0] not in self.refused
        }

    @property
    def admitted(self) -> list[Combination]:
        """The combinations of disputed facts that are not refused."""
        return sorted({combination for combination, _ in self.table}, reverse=True)

    def _profile(self, combination: Combination) -> Mapping[Options, Worlds]:
        return {options: w for (c, options), w in self.table.items() if c == combination}

    def live(self, combination: Combination) -> list[str]:
        """Rule 3 word for word."""
        profile = self._profile(combination)
        return [
            reading for place, reading in enumerate(self.readings) if _depends_on(profile, place)
        ]

    def idle(self) -> list[str]:
        """The disputed facts that are in no smallest difference with different conclusions."""
        telling: set[int] = set()
        for one, other in combinations(self.admitted, 2):
            apart = _apart(one, other)
            between = [c for c in self.admitted if c != one and _apart(one, c) < apart]
            if not between and self._profile(one) != self._profile(other):
                telling |= apart
        return [fact for index, fact in enumerate(self.disputed) if index not in telling]

    def outcomes(self) -> set[Told]:
        """Every outcome: telling facts, live readings, conclusions."""
        idle = set(self.idle())
        found = set()
        for (combination, options), worlds in self.table.items():
            facts = zip(self.disputed, combination, strict=True)
            live = self.live(combination)
            chosen = zip(self.readings, options, strict=True)
            named = frozenset((fact, value) for fact, value in facts if fact not in idle)
            taken = frozenset((reading, option) for reading, option in chosen if reading in live)
            found |= {(named, taken, world) for world in worlds}
        return found

    def always(self) -> frozenset[str]:
        """What is concluded in every outcome."""
        return frozenset.intersection(*self._worlds())

    def sometimes(self) -> frozenset[str]:
        """What is concluded in some outcome."""
        return frozenset().union(*self._worlds())

    def _worlds(self) -> list[frozenset[str]]:
        return [world for worlds in self.table.values() for world in worlds]

    def verdicts(self) -> Mapping[tuple[Combination, Options], Mapping[str, frozenset[str]]]:
        """Each person's verdicts, by combination of answers."""
        start = f"{self.pack.verdict}("
        return {
            key: _by_person(atom for world in worlds for atom in world if atom.startswith(start))
            for key, worlds in self.table.items()
        }

    def contested(self) -> set[str]:
        """The persons whose set of verdicts differs between combinations of answers."""
        told = list(self.verdicts().values())
        everyone = {person for each in told for person in each}
        return {p for p in everyone if len({each.get(p, frozenset()) for each in told}) > 1}

    def readings_of(self, person: str) -> list[str]:
        """The readings whose options change a person's set of verdicts."""
        told = self.verdicts()
        profiles = [
            {o: told[c, o].get(person, frozenset()) for (c, o) in told if c == combination}
            for combination in self.admitted
        ]
        return [
            reading
            for place, reading in enumerate(self.readings)
            if any(_depends_on(profile, place) for profile in profiles)
        ]


def _names(symbol: clingo.Symbol) -> tuple[str, str]:
    first, second = symbol.arguments
    return first.name, second.name


def _depends_on(profile: Mapping[Options, object], place: int) -> bool:
    by_rest: dict[Options, list[object]] = {}
    for options, value in profile.items():
        by_rest.setdefault(options[:place] + options[place + 1 :], []).append(value)
    return any(value != values[0] for values in by_rest.values() for value in values)


def _apart(one: Combination, other: Combination) -> frozenset[int]:
    return frozenset(i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)


def _by_person(verdicts: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for text in verdicts:
        person, _, _ = text.partition("(")[2].rpartition(",")
        found.setdefault(person, set()).add(text)
    return {person: frozenset(each) for person, each in found.items()}
