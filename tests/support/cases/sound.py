"""A sound case of the law to vary, and short ways to ask about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import clingo

from wenze import Case, CaseRefused, Outcomes, Problem, Reasoner

# Names that mean something to YAML, clingo, Prolog, DOT, rich or a terminal, if they are let. The
# first have something of most that follow.
AWKWARD_NAMES = (
    'O\'Neil "so" back\\slash  {Person} %* [red]x[/red] :x: <b>&amp;',
    '#script "). :- x. a/b~c [/] 🦊📜 דוד 𠮷é',
    "O'Neil",
    "not",
    "X",
    "_",
    'say "so"',
    "back\\slash",
    "two  spaces",
    "🦊📜",
    "דוד",
    '"). :- x.',
    "#script",
    "#script (python) import os #end.",
    "handler",
    "true",
    "null",
    "1e3",
    "-1",
    "{Person}",
    "%*",
    "[red]x[/red]",
    ":smile:",
    "a/b~c",
    "<b>&amp;",
    "é" * 64,
    "𠮷" * 64,
)


def sound(
    *,
    disputed: Any = None,
    denied: Any = None,
    readings: Any = None,
    without: Any = (),
    **facts: Any,
) -> dict[str, Any]:
    """A sound case of the law: 王某 of 局 handled an act that was revoked. More facts replace."""
    base: dict[str, Any] = {
        "organ": [["局", "administrative_organ"]],
        "nominal_organ": ["局"],
        "proceeding": ["litigation"],
        "ruling": ["revoked"],
        "date": [["act", "2023-02-01"], ["judgment", "2023-05-04"], ["decision", "2023-07-03"]],
        "loss_cause": ["improper_act"],
        "serves": [["王某", "局"]],
        "role": [["王某", "handler"]],
    }
    stated = {name: rows for name, rows in {**base, **facts}.items() if name not in without}
    case: dict[str, Any] = {"facts": stated}
    for key, part in (("disputed", disputed), ("denied", denied), ("readings", readings)):
        if part:
            case[key] = dict(part)
    return case


COLLISION: dict[str, Any] = {
    "deceived_by_party": ["王某"],
    "obstructed_inquiry": [["王某", "falsification"]],
}


def solve(reasoner: Reasoner, case: Mapping[str, Any]) -> Outcomes:
    """The outcomes of a case given as plain data."""
    return reasoner.solve(Case.from_data(case))


def faults(reasoner: Reasoner, content: Mapping[str, Any] | str | bytes) -> list[Problem]:
    """What is wrong with a case given as plain data or as the text of its file."""
    try:
        if isinstance(content, Mapping):
            case = Case.from_data(content)
        else:
            case = Case.from_bytes(content.encode() if isinstance(content, str) else content)
        reasoner.solve(case)
    except CaseRefused as refusal:
        return list(refusal.problems)
    return []


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes of some problems in order of the alphabet."""
    return sorted(problem.code for problem in problems)


def text_of(symbol: clingo.Symbol) -> str:
    """What a term says, a string without quotes."""
    return symbol.string if symbol.type is clingo.SymbolType.String else str(symbol)


def dispositions(found: Outcomes) -> dict[str, set[str]]:
    """Each person's possible verdicts."""
    return {
        text_of(person): {str(verdict.arguments[1]) for verdict in summary.verdicts}
        for person, summary in found.summary.persons.items()
    }


def as_json(case: Mapping[str, Any]) -> bytes:
    """A case as the bytes of a JSON file."""
    return json.dumps(case, ensure_ascii=False).encode()
