"""A case's rows checked against a pack's vocabulary and turned into terms."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from clingo.symbol import Function, String, Symbol, SymbolType

from ..atoms import atom, day
from ..canonical import digest
from ..errors import Code, Problem
from ..escaping import shown
from ..i18n import Words, message
from ..pack.model import Fact, Pack, TypeOfValue
from .case import FINDING, Case, Pin, Row, nearest
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
            self._report(
                Problem(
                    "value",
                    message("other_regulation", found=shown(named), pack=self._pack.id),
                    "/regulation",
                    found=shown(named),
                    allowed=(self._pack.id,),
                )
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
        values = [
            self._value(row, position, text, self._pack.types[kind])
            for position, (text, kind) in enumerate(
                zip(row.arguments, fact.args.values(), strict=True)
            )
        ]
        terms = [value for value in values if value is not None]
        if len(terms) != len(values):
            self._doubt(row, row.predicate)
            return None
        return atom(row.predicate, *terms)

    def _doubt(self, row: Row, predicate: str) -> None:
        """A row that cannot be read may have been meant to state this."""
        if row.section in FINDING:
            self._doubtful.add(predicate)

    def _report(self, problem: Problem) -> None:
        self._problems.append(problem)

    def _unknown_predicate(self, row: Row) -> None:
        facts = self._pack.vocabulary.facts
        pointer = "/".join(row.pointer.split("/")[:3])
        if pointer in self._unknown:
            return
        self._unknown.add(pointer)
        near = nearest(row.predicate, facts)
        if near is not None:
            self._doubt(row, near)
        self._report(
            Problem(
                "unknown_predicate",
                message("unknown_predicate", found=shown(row.predicate)),
                pointer,
                line=row.line,
                found=shown(row.predicate),
                allowed=tuple(facts),
                nearest=near,
            )
        )

    def _arity(self, row: Row, fact: Fact) -> None:
        self._doubt(row, row.predicate)
        wanted = [self._pack.types[kind].said for kind in fact.args.values()]
        key = "arity" if wanted else "arity_none"
        shape = Words(
            {lang: "、".join(w.say(lang) for w in wanted) for lang in ("zh",)}
            | {lang: ", ".join(w.say(lang) for w in wanted) for lang in ("en",)}
        )
        self._report(
            Problem(
                "arity",
                message(
                    key,
                    predicate=row.predicate,
                    wanted=str(len(wanted)),
                    found=str(len(row.arguments)),
                    shape=shape,
                ),
                row.pointer,
                line=row.line,
                found=str(len(row.arguments)),
                allowed=tuple(fact.args.values()) or ("true",),
            )
        )

    def _value(self, row: Row, position: int, text: str, kind: TypeOfValue) -> Symbol | None:
        pointer = row.pointer
        if len(row.arguments) > 1:
            pointer += f"/{position}"
        match kind.kind:
            case "entity":
                return self._name(row, pointer, text)
            case "date":
                return self._day(row, pointer, text)
            case _:
                return self._word(row, pointer, text, kind)

    def _name(self, row: Row, pointer: str, text: str) -> Symbol | None:
        problem = name_problem(text, pointer, row.line)
        if problem is None:
            return String(text)
        self._report(problem)
        return None

    def _day(self, row: Row, pointer: str, text: str) -> Symbol | None:
        if _ISO_DAY.fullmatch(text):
            try:
                return day(date.fromisoformat(text))
            except ValueError:
                pass
        self._report(
            Problem(
                "date",
                message("date", found=shown(text)),
                pointer,
                line=row.line,
                found=shown(text),
                allowed=("YYYY-MM-DD",),
            )
        )
        return None

    def _word(self, row: Row, pointer: str, text: str, kind: TypeOfValue) -> Symbol | None:
        problem = word_problem(text, kind, pointer, row.line)
        if problem is None:
            return Function(text)
        self._report(problem)
        return None

    def _denied_and_stated(self, term: Symbol, row: Row, stated: list[Row]) -> None:
        self._report(
            Problem(
                "contradiction",
                message("denied_and_stated", found=str(term)),
                row.pointer,
                also=tuple(place.pointer for place in stated),
                line=row.line,
                found=str(term),
            )
        )

    def _pins(self) -> dict[str, str]:
        pins = dict(self._school())
        for pin in self._case.pins:
            problem = pin_problem(pin, self._pack) or against_school(pin, self._case, self._pack)
            if problem is None:
                pins[pin.reading] = pin.option
            else:
                self._report(problem)
        order = [reading.id for reading in self._pack.readings]
        return {name: pins[name] for name in order if name in pins}

    def _school(self) -> Mapping[str, str]:
        """Pins of the school that the case keeps to."""
        named = self._case.school
        school = named and self._pack.school(named.id)
        if named is not None and school is None:
            self._report(school_problem(named, self._pack))
        return school.pins if school else {}


def pin_problem(pin: Pin, pack: Pack) -> Problem | None:
    """Problem of a pin: there is no such reading, or it has no such option."""
    reading = pack.reading(pin.reading)
    if reading is None:
        return _bad_pin("reading", pin, pin.reading, [each.id for each in pack.readings])
    if pin.option not in reading.option_ids:
        return _bad_pin("option", pin, pin.option, reading.option_ids)
    return None


def _bad_pin(code: Code, pin: Pin, found: str, allowed: Sequence[str]) -> Problem:
    return Problem(
        code,
        message(f"unknown_{code}", found=shown(found), reading=shown(pin.reading)),
        pin.pointer,
        line=pin.line,
        found=shown(found),
        allowed=tuple(allowed),
        nearest=nearest(found, allowed),
    )


def word_problem(
    text: str, kind: TypeOfValue, pointer: str, line: int | None = None
) -> Problem | None:
    """Problem of a fixed word: its type has no such word."""
    if text in kind.labels:
        return None
    return Problem(
        "value",
        message("value", found=shown(text), type=kind.said),
        pointer,
        line=line,
        found=shown(text),
        allowed=tuple(kind.labels),
        nearest=kind.word_for(text) or nearest(text, kind.labels),
    )


def name_problem(text: str, pointer: str, line: int | None = None) -> Problem | None:
    """Problem of the name of an entity."""
    fault = name_fault(text)
    if fault is None:
        return None
    return Problem(
        "name",
        message(fault, limit=str(MAX_NAME), found=shown(text)),
        pointer,
        line=line,
        found=shown(text),
        nearest=unicodedata.normalize("NFC", text) if fault == "name_not_nfc" else None,
    )


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
