"""Holding the reasoner against the independent oracle, case by case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from clingo.symbol import Symbol

from support.cases.sound import text_of
from support.oracles.reference import Answer, atom_text, outcomes, read_case
from wenze import Case, CaseRefused, Outcomes, Reasoner

# Listing every outcome of both is worth its time up to here.
MAX_LISTED = 2000
_DAY = re.compile(r"date\((\d+),(\d+),(\d+)\)")


def disagreements(reasoner: Reasoner, document: Mapping[str, Any]) -> list[str]:
    """Where the reasoner and the oracle differ on a case; an empty list when they agree."""
    wanted = outcomes(read_case(document))
    try:
        found = reasoner.solve(Case.from_data(document))
    except CaseRefused as refusal:
        codes = Counter(str(problem.code) for problem in refusal.problems)
        expected = Counter(problem.code for problem in wanted.problems)
        return [] if codes == expected else [f"refused for {codes}, not for {expected}"]
    if wanted.refused:
        return [f"not refused for {wanted.problems}"]
    differences = list(_over_all_outcomes(found, wanted))
    if not differences and wanted.count() < MAX_LISTED:
        differences = list(_outcome_by_outcome(found, wanted))
    return differences


def _over_all_outcomes(found: Outcomes, wanted: Answer) -> Iterator[str]:
    persons = {
        text_of(person): (
            {str(verdict.arguments[1]) for verdict in summary.verdicts},
            summary.contested,
            summary.readings,
        )
        for person, summary in found.summary.persons.items()
    }
    expected_persons = {
        person: (set(summary.dispositions), summary.contested, summary.readings)
        for person, summary in wanted.persons.items()
    }
    collisions = {
        c.reading: {text_of(person) for person in c.persons} for c in found.summary.collisions
    }
    clashing = {
        collision.reading: {
            option: {text_of(p): set(map(_word, verdicts)) for p, verdicts in by_person.items()}
            for option, by_person in collision.options.items()
        }
        for collision in found.summary.collisions
    }
    pairs = {
        "count": (found.count, wanted.count()),
        "persons": (persons, expected_persons),
        "idle": (set(map(_with_days, found.model.idle)), set(map(atom_text, wanted.idle))),
        "always": (set(map(_as_tuple, found.summary.always)), set(wanted.always)),
        "sometimes": (set(map(_as_tuple, found.summary.sometimes)), set(wanted.brave)),
        "collisions": (collisions, {name: set(each) for name, each in wanted.collisions.items()}),
        "options": (clashing, _options_of_clashes(found, wanted)),
        "dropped": (bool(found.model.dropped), bool(wanted.dropped)),
    }
    for name, (mine, theirs) in pairs.items():
        if mine != theirs:
            yield f"{name}: {mine}, not {theirs}"


def _options_of_clashes(
    found: Outcomes, wanted: Answer
) -> dict[str, dict[str, dict[str, set[str]]]]:
    return {
        reading: {
            option: {
                person: set(words)
                for person, words in wanted.dispositions_under(reading, option).items()
                if person in persons
            }
            for option in _option_ids(found, reading)
            if found.findings.pins.get(reading, option) == option
        }
        for reading, persons in wanted.collisions.items()
    }


def _option_ids(found: Outcomes, name: str) -> tuple[str, ...]:
    reading = found.pack.reading(name)
    assert reading is not None
    return reading.option_ids


def _outcome_by_outcome(found: Outcomes, wanted: Answer) -> Iterator[str]:
    """The live readings and the joint conclusions of every combination, each exactly once."""
    listed: dict[object, list[frozenset[tuple[str, ...]]]] = {}
    stands: dict[object, dict[str, bool]] = {}
    chosen: dict[object, dict[str, str]] = {}
    for outcome in found:
        disputed = {_with_days(name): value for name, value in outcome.disputed.items()}
        key: object = (frozenset(disputed.items()), frozenset(outcome.readings.items()))
        listed.setdefault(key, []).append(frozenset(map(_as_tuple, outcome.conclusions)))
        stands[key], chosen[key] = disputed, dict(outcome.readings)
    combinations = {frozenset(disputed.items()) for disputed in stands.values()}
    if len(combinations) != len(wanted.classes):
        yield f"{len(combinations)} combinations of disputed facts, not {len(wanted.classes)}"
    for key, conclusions in listed.items():
        combo = wanted.combo(stands[key])
        if tuple(chosen[key]) != wanted.live(combo):
            yield f"{stands[key]}: live are {tuple(chosen[key])}, not {wanted.live(combo)}"
            continue
        expected = set(map(frozenset, wanted.joint(combo, chosen[key])))
        if set(conclusions) != expected:
            yield f"{stands[key]} {chosen[key]}: other conclusions"
        if len(conclusions) != len(expected):
            yield f"{stands[key]} {chosen[key]}: an outcome comes twice"


def _word(verdict: Symbol) -> str:
    return str(verdict.arguments[1])


def _as_tuple(symbol: Symbol) -> tuple[str, ...]:
    return (symbol.name, *map(text_of, symbol.arguments))


def _with_days(atom: str) -> str:
    """An atom as the oracle writes it: with its days quoted."""
    return _DAY.sub(lambda m: '"{:0>4}-{:0>2}-{:0>2}"'.format(*m.groups()), atom)
