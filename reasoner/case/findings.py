"""A case's rows checked against a pack's vocabulary and turned into terms."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

from clingo.symbol import Function, String, Symbol, SymbolType

from ..atoms import atom, day
from ..canonical import digest
from ..errors import Code, Problem
from ..escaping import shown
from ..i18n import joined, message
from ..pack.model import Fact, Pack, TypeOfValue
from .case import FINDING, Case, Pin, Row, unknown
from .schools import against_school, school_problem

MAX_NAME = 64
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Findings:
    """Facts that a case states, disputes and denies, as terms in the order of the case file.

    ``case`` is what they were read from, which receipts repeat. Several facts may be disputed as
    one: they are ``joined`` to a term among the disputed that stands for them.
    """

    stated: tuple[Symbol, ...]
    disputed: tuple[Symbol, ...]
    denied: tuple[Symbol, ...]
    pins: Mapping[str, str]
    places: Mapping[Symbol, tuple[Row, ...]]
    argument_types: Mapping[str, tuple[str, ...]] = field(repr=False)
    case: Case = field(repr=False)
    joined: Mapping[Symbol, tuple[Symbol, ...]] = field(default_factory=dict)

    def facts(self) -> Iterable[Symbol]:
        """The facts stated or disputed, each once, those that are joined in place of what stands
        for them.
        """
        disputed = (self.joined.get(fact, (fact,)) for fact in self.disputed)
        return dict.fromkeys(chain(self.stated, *disputed))

    def entities(self, fact: Symbol) -> Iterable[tuple[str, Symbol]]:
        """The entities that a fact names, each with its type: the strings among its arguments."""
        for argument, kind in zip(fact.arguments, self.argument_types[fact.name], strict=True):
            if argument.type is SymbolType.String:
                yield kind, argument

    def rows_about(self, thing: Symbol) -> tuple[Row, ...]:
        """The rows that state a fact, or that name an entity."""
        return self.places.get(thing) or self.names.get(thing, ())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the case says, however it is written."""
        sections = (self.stated, self.disputed, self.denied)
        content = [*([*map(str, sorted(section))] for section in sections), dict(self.pins)]
        return digest(content)

    @cached_property
    def names(self) -> Mapping[Symbol, tuple[Row, ...]]:
        """Places of each entity in the facts stated or disputed, in the case's order."""
        rows: dict[Symbol, list[Row]] = {}
        for fact in self.places:
            for _, entity in self.entities(fact):
                rows.setdefault(entity, []).extend(self.places[fact])
        return {entity: tuple(places) for entity, places in rows.items()}


@dataclass(frozen=True)
class Checked:
    """The findings that could be read, and the faults of those that could not.

    ``doubtful`` are the predicates that faulty rows may have been meant for: what a case seems to
    lack may be among them.
    """

    findings: Findings
    problems: tuple[Problem, ...]
    doubtful: frozenset[str]


def check(case: Case, pack: Pack) -> Checked:
    """Hold each row of a case against the vocabulary."""
    return _Checker(case, pack).checked()


class _Checker:
    def __init__(self, case: Case, pack: Pack) -> None:
        self._case = case
        self._pack = pack
        self._problems: list[Problem] = list(case.problems)
        self._doubtful: set[str] = set()
        self._unknown: set[str] = set()

    def checked(self) -> Checked:
        terms: dict[str, dict[Symbol, None]] = {"facts": {}, "disputed": {}, "denied": {}}
        places: dict[Symbol, list[Row]] = {}
        denied_at: dict[Symbol, Row] = {}
        self._regulation()
        for row in self._case.rows:
            term = self._row(row)
            if term is None:
                continue
            terms[row.section][term] = None
            if row.section == "denied":
                denied_at.setdefault(term, row)
            else:
                places.setdefault(term, []).append(row)
        for term, row in denied_at.items():
            if term in places:
                self._denied_and_stated(term, row, places[term])
        facts = {
            name: tuple(fact.args.values()) for name, fact in self._pack.vocabulary.facts.items()
        }
        findings = Findings(
            stated=tuple(term for term in terms["facts"] if term not in terms["disputed"]),
            disputed=tuple(terms["disputed"]),
            denied=tuple(terms["denied"]),
            pins=self._pins(),
            places={term: tuple(rows) for term, rows in places.items()},
            argument_types=facts,
            case=self._case,
        )
        for problem in self._case.problems:
            self._doubtful.update(self._meant_by(problem))
        return Checked(findings, tuple(self._problems), frozenset(self._doubtful))

    def _regulation(self) -> None:
        named = self._case.regulation
        if named is not None and named != self._pack.id:
            words = message("other_regulation", found=shown(named), pack=self._pack.id)
            allowed = (self._pack.id,)
            self._problems.append(
                Problem("value", words, "/regulation", found=shown(named), allowed=allowed)
            )

    def _meant_by(self, problem: Problem) -> Iterable[str]:
        """The predicates that a fault of form may have kept from being stated."""
        match problem.pointer.split("/")[1:]:
            case ["facts" | "disputed", predicate, *_]:
                return [predicate]
            case [section] if section in FINDING or problem.nearest in FINDING:
                return self._pack.vocabulary.facts
            case _:
                return []

    def _row(self, row: Row) -> Symbol | None:
        facts = self._pack.vocabulary.facts
        fact = facts.get(row.predicate)
        if fact is None:
            self._unknown_predicate(row)
            return None
        if len(row.arguments) != len(fact.args) or row.is_true is bool(fact.args):
            self._arity(row, fact)
            return None
        several = len(row.arguments) > 1
        terms: list[Symbol] = []
        for position, (text, kind) in enumerate(
            zip(row.arguments, fact.args.values(), strict=True)
        ):
            pointer = f"{row.pointer}/{position}" if several else row.pointer
            value = _value(text, self._pack.types[kind], pointer, row.line)
            if isinstance(value, Problem):
                self._problems.append(value)
            else:
                terms.append(value)
        if len(terms) != len(row.arguments):
            self._doubt(row, row.predicate)
            return None
        return atom(row.predicate, *terms)

    def _doubt(self, row: Row, predicate: str) -> None:
        """A row that cannot be read may have been meant to state this."""
        if row.section in FINDING:
            self._doubtful.add(predicate)

    def _unknown_predicate(self, row: Row) -> None:
        facts = self._pack.vocabulary.facts
        pointer = "/".join(row.pointer.split("/")[:3])
        if pointer in self._unknown:
            return
        self._unknown.add(pointer)
        words = message("unknown_predicate", found=shown(row.predicate))
        problem = unknown("unknown_predicate", words, pointer, row.predicate, facts, line=row.line)
        self._problems.append(problem)
        if problem.nearest is not None:
            self._doubt(row, problem.nearest)

    def _arity(self, row: Row, fact: Fact) -> None:
        self._doubt(row, row.predicate)
        wanted = [self._pack.types[kind].said for kind in fact.args.values()]
        found = str(len(row.arguments))
        words = message(
            "arity" if wanted else "arity_none",
            predicate=row.predicate,
            wanted=str(len(wanted)),
            found=found,
            shape=joined(message("text_separator"), wanted),
        )
        allowed = tuple(fact.args.values()) or ("true",)
        self._problems.append(
            Problem("arity", words, row.pointer, line=row.line, found=found, allowed=allowed)
        )

    def _denied_and_stated(self, term: Symbol, row: Row, stated: list[Row]) -> None:
        words = message("denied_and_stated", found=str(term))
        also = tuple(place.pointer for place in stated)
        self._problems.append(
            Problem("contradiction", words, row.pointer, also, row.line, found=str(term))
        )

    def _pins(self) -> dict[str, str]:
        pins = dict(self._school())
        for pin in self._case.pins:
            problem = pin_problem(pin, self._pack) or against_school(pin, self._case, self._pack)
            if problem is None:
                pins[pin.reading] = pin.option
            else:
                self._problems.append(problem)
        order = [reading.id for reading in self._pack.readings]
        return {name: pins[name] for name in order if name in pins}

    def _school(self) -> Mapping[str, str]:
        """Pins of the school that the case keeps to."""
        named = self._case.school
        school = named and self._pack.school(named.id)
        if named is not None and school is None:
            self._problems.append(school_problem(named, self._pack))
        return school.pins if school else {}


def _value(text: str, kind: TypeOfValue, pointer: str, line: int | None) -> Symbol | Problem:
    """A value of a type as a term, or what is wrong with it."""
    match kind.kind:
        case "entity":
            return name_problem(text, pointer, line) or String(text)
        case "date":
            if _ISO_DAY.fullmatch(text):
                with suppress(ValueError):
                    return day(date.fromisoformat(text))
            words = message("date", found=shown(text))
            allowed = ("YYYY-MM-DD",)
            return Problem("date", words, pointer, line=line, found=shown(text), allowed=allowed)
        case _:
            return word_problem(text, kind, pointer, line) or Function(text)


def pin_problem(pin: Pin, pack: Pack) -> Problem | None:
    """Problem of a pin: there is no such reading, or it has no such option."""
    reading = pack.reading(pin.reading)
    if reading is None:
        return _bad_pin("reading", pin, pin.reading, [each.id for each in pack.readings])
    if pin.option not in reading.option_ids:
        return _bad_pin("option", pin, pin.option, reading.option_ids)
    return None


def _bad_pin(code: Code, pin: Pin, found: str, allowed: Sequence[str]) -> Problem:
    words = message(f"unknown_{code}", found=shown(found), reading=shown(pin.reading))
    return unknown(code, words, pin.pointer, found, allowed, line=pin.line)


def word_problem(
    text: str, kind: TypeOfValue, pointer: str, line: int | None = None
) -> Problem | None:
    """Problem of a fixed word: its type has no such word."""
    if text in kind.labels:
        return None
    words = message("value", found=shown(text), type=kind.said)
    problem = unknown("value", words, pointer, text, kind.labels, line=line)
    meant = kind.word_for(text)
    return replace(problem, nearest=meant) if meant else problem


def name_problem(text: str, pointer: str, line: int | None = None) -> Problem | None:
    """Problem of the name of an entity."""
    fault = name_fault(text)
    if fault is None:
        return None
    words = message(fault, limit=str(MAX_NAME), found=shown(text))
    normal = unicodedata.normalize("NFC", text) if fault == "name_not_nfc" else None
    return Problem("name", words, pointer, line=line, found=shown(text), nearest=normal)


def name_fault(text: str) -> str | None:
    """Why a text cannot name an entity, as the key of a message; None if it can."""
    if not text.strip():
        return "name_blank"
    if len(text) > MAX_NAME:
        return "name_too_long"
    categories = {unicodedata.category(character) for character in text}
    if "Cs" in categories:
        return "name_surrogate"
    if "Cc" in categories:
        return "name_control"
    if not unicodedata.is_normalized("NFC", text):
        return "name_not_nfc"
    return None
