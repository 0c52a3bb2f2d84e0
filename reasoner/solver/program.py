"""A pack's rules and a case's findings as one ground program.

Rules are parsed once for each pack; a case enters as terms, never as program text, and as true
facts only: choices and externals added through the backend before grounding are mis-grounded
(clingo 5.8), so a disputed fact is a choice made by a rule over the fact that names it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

import clingo
from clingo import ast
from clingo.symbol import Function, Symbol
from clingox.program import Program, ProgramObserver

from ..atoms import atom
from ..budget import check
from ..case.findings import Findings
from ..errors import PackError
from ..pack.model import Pack
from ..syntax import parsed

# The part of the program that is the same for every law: what is stated holds, what is disputed
# may hold with all that is joined to it, and each reading takes one of its options.
COMMON = """
holds(Fact) :- stated(Fact).
{ asserted(Fact) } :- disputed(Fact).
holds(Fact) :- asserted(Fact).
holds(Fact) :- asserted(First), joined(First, Fact).
mentions(Fact, Type, Entity) :- holds(Fact), names(Fact, Type, Entity).
1 { reading(Reading, Option) : option(Reading, Option) } 1 :- open(Reading).
"""
_PARSED: dict[str, tuple[ast.AST, ...]] = {}
# Parsed rules are shared, and clingo works on them without Python's own lock: two threads that add
# the same statement at once corrupt it (clingo 5.8).
_SYNTAX = Lock()


@dataclass(frozen=True, slots=True)
class GroundCase:
    """A case's ground program.

    ``atoms`` has the atoms that are undecided, with their numbers, and ``facts`` those that hold in
    every answer set.
    """

    program: Program
    atoms: Mapping[Symbol, int]
    facts: frozenset[Symbol]


def ground(pack: Pack, findings: Findings, more: Iterable[ast.AST] = ()) -> GroundCase:
    """Ground a pack's rules over a case, and more rules that look at what they draw."""
    control = clingo.Control(["--warn=none"], logger=_ignore)
    program = Program()
    control.register_observer(ProgramObserver(program))
    add_rules(control, (*statements(pack), *more))
    try:
        with control.backend() as backend:
            for fact in given(pack, findings):
                backend.add_rule([backend.add_atom(fact)])
        check()  # grounding cannot be broken off
        control.ground([("base", [])])
        check()
    except RuntimeError as error:
        raise PackError(str(pack.folder), f"the rules cannot be grounded: {error}") from None
    return GroundCase(
        program,
        {symbol: number for number, symbol in program.output_atoms.items()},
        frozenset(fact.symbol for fact in program.facts),
    )


def statements(pack: Pack) -> tuple[ast.AST, ...]:
    """The whole non-ground program of a pack."""
    return (*own_statements(pack), *(rule.statement for rule in pack.rules))


def own_statements(pack: Pack) -> tuple[ast.AST, ...]:
    """The engine's own rules for a pack, parsed once."""
    with _SYNTAX:
        if pack.digest not in _PARSED:
            _PARSED[pack.digest] = tuple(parsed(COMMON + bridge(pack)))
        return _PARSED[pack.digest]


def add_rules(control: clingo.Control, rules: Iterable[ast.AST]) -> None:
    """Add parsed statements to a control; safe to call from several threads."""
    with _SYNTAX, ast.ProgramBuilder(control) as builder:
        for statement in rules:
            builder.add(statement)


def bridge(pack: Pack) -> str:
    """One rule for each fact of the vocabulary: what is held to be so, is so."""
    rules = []
    for name, fact in pack.vocabulary.facts.items():
        head = f"{name}({','.join(fact.args)})" if fact.args else name
        rules.append(f"{head} :- holds({head}).")
    return "\n".join(rules)


def given(pack: Pack, findings: Findings) -> Iterable[Symbol]:
    """Facts that a case gives to its program."""
    for fact in findings.stated:
        yield atom("stated", fact)
    for fact in findings.disputed:
        yield atom("disputed", fact)
    for fact in findings.denied:
        yield atom("denied", fact)
    for first, facts in findings.joined.items():
        for fact in facts:
            yield atom("joined", first, fact)
    for fact in findings.facts():
        for kind, entity in findings.entities(fact):
            yield atom("names", fact, Function(kind), entity)
    for reading in pack.readings:
        pinned = findings.pins.get(reading.id)
        if pinned is not None:
            yield atom("reading", Function(reading.id), Function(pinned))
            continue
        yield atom("open", Function(reading.id))
        for option in reading.option_ids:
            yield atom("option", Function(reading.id), Function(option))


def _ignore(code: clingo.MessageCode, text: str) -> None:
    """Drop a message: packs are checked when they are made; an exception here ends clingo."""
