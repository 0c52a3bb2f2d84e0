"""Situation of the atlas: a base with each item open, all patterns under all readings at once.

Items are disputed facts, each of several facts as one. So the verdicts of all patterns under all
readings are one decision diagram, found in as many steps as there are different residual programs
(partial evaluation), not one for each pattern.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from clingo import ast
from clingo.symbol import String, Symbol

from ...case.case import Case
from ...case.findings import Findings, check
from ...errors import CaseRefused, PackError
from ...pack.model import Pack
from ...pack.source import checked_text
from ...pack.words import Speaker
from ...solver.case_model import CaseModel
from ...solver.diagram import Node
from ...solver.disputed_facts import Dropped
from ...solver.program import ground
from ...syntax import atom_literal
from .patterns import Pattern
from .plan import FILE, AtlasPlan, Base, Facts, Gap

Verdicts = frozenset[Symbol]
_WATCHED = ("clash", "gap")


class Situation:
    """Verdicts on the persons of a base as a function of items and readings.

    Raises PackError for a base or an item that is no case, and for a base that is refused.
    """

    def __init__(self, pack: Pack, plan: AtlasPlan, base: Base) -> None:
        self.pack = pack
        self.base = base
        self.items = tuple(item.id for item in plan.items)
        findings = _findings(pack, plan, base)
        rules = [*clash_rules(pack), *(gap_rule(gap) for gap in plan.gaps)]
        self._case = CaseModel(pack, findings, ground(pack, findings, rules), _WATCHED)
        if self._case.refused:
            refused = sorted(self._case.reasons_to_refuse)
            reasons = "; ".join(Speaker(pack).refusal(each).say("en") for each in refused)
            raise PackError(f"{pack.folder / FILE}: {base.id}", reasons)
        self.variables = self._case.variables
        self.diagrams = self.variables.diagrams

    @property
    def first_reading(self) -> int:
        """Variable of the first reading; the variables before it are the items."""
        return self.variables.first_reading

    @cached_property
    def admitted(self) -> Node:
        """Patterns that do not contradict themselves."""
        return self.diagrams.all_of(self._case.admitted)

    @property
    def dropped(self) -> Sequence[Dropped]:
        """Minimal combinations of items that are refused, with the atoms that refuse them."""
        return self._case.dropped

    def refusal(self, dropped: Dropped) -> tuple[Pattern, tuple[str, ...]]:
        """Items present in a refused combination, and the atoms that refuse it."""
        facts = self.variables.facts
        items = tuple(facts[name] for name, found in dropped.combination if found)
        return items, tuple(map(str, dropped.refusals))

    @cached_property
    def verdicts(self) -> Node:
        """Verdicts of some outcome, on anyone; None where a pattern is refused."""
        return self._joined(_possible, self.pack.verdict)

    @cached_property
    def conclusions(self) -> Node:
        """Possible sets of conclusions of each component, as one set: no two components draw the
        same conclusion, so it tells which is whose. None where a pattern is refused.
        """
        return self._joined(_alone, *self.pack.conclusions)

    def _joined(self, summed: Callable[[Any], Any], *predicates: str) -> Node:
        """Join what components and the certain part draw of some predicates."""
        certain = (s for s in self._case.certain.conclusions if s.name in predicates)
        found = self.diagrams.leaf(summed(frozenset([frozenset(certain)])))
        for part in self._case.parts:
            drawn = part.projected([s for s in part.conclusions if s.name in predicates])
            node = self.diagrams.relabelled(lambda s: None if s is None else summed(s), drawn)
            found = self.diagrams.combined(_both, found, node)
        return self.diagrams.where(found, self.admitted)

    @cached_property
    def clashes(self) -> Mapping[str, Node]:
        """For each reading that settles a clash: where both effects stand in some outcome."""
        return self._where_drawn("clash", 1)

    @cached_property
    def gaps(self) -> Mapping[str, Node]:
        """For each gap: where some outcome has it."""
        return self._where_drawn("gap", 0)

    def _where_drawn(self, predicate: str, place: int) -> Mapping[str, Node]:
        """Conditions under which an outcome draws a predicate, by the argument at `place`."""
        found: dict[str, Node] = {}
        parts: Iterable[tuple[Symbol, Node]] = (
            (symbol, part.where([symbol], ()))
            for part in self._case.parts
            for symbol in sorted(part.conclusions)
            if symbol.name == predicate
        )
        certain = ((s, self.diagrams.true) for s in sorted(self._case.certain.conclusions))
        for symbol, node in (*parts, *certain):
            if symbol.name == predicate:
                name = symbol.arguments[place].name
                known = found.get(name, self.diagrams.false)
                found[name] = self.diagrams.either(known, self.diagrams.both(node, self.admitted))
        return found

    def in_order(self, verdicts: Iterable[Symbol]) -> list[Symbol]:
        """Sort verdicts by person in the base's order, then by word."""
        return self._case.in_order(verdicts)


def clash_rules(pack: Pack) -> Iterator[ast.AST]:
    """Rules by which effects clash for a person, whichever provisions take part: a clash that
    named these would have as many values as there are patterns.
    """
    for rule in pack.rules:
        for plain in rule.statement.unpool() if rule.head == "collides" else ():
            reading, person, _ = plain.head.atom.symbol.arguments
            head = atom_literal(plain.location, "clash", person, reading)
            yield ast.Rule(plain.location, head, plain.body)


def gap_rule(gap: Gap) -> ast.AST:
    """Rule whose head says where a gap is. Raises PackError."""
    place = f"{FILE}: {gap.id}"
    found: list[ast.AST] = []
    messages: list[str] = []
    text = checked_text(f"gap({gap.id}) :- {gap.when}.", place)
    try:
        ast.parse_string(text, found.append, logger=lambda _, text: messages.append(text))
    except RuntimeError as error:
        raise PackError(place, " ".join(messages) or str(error)) from None
    kinds = [s.ast_type for s in found]
    if kinds != [ast.ASTType.Program, ast.ASTType.Rule]:
        raise PackError(place, "not the body of one rule")
    return found[1]


def _findings(pack: Pack, plan: AtlasPlan, base: Base) -> Findings:
    findings = read_facts(pack, base.facts, base.id)
    joined = {
        String(item.id): read_facts(pack, plan.realised(item, base), item.id).stated
        for item in plan.items
    }
    return replace(findings, disputed=tuple(joined), joined=joined)


def read_facts(pack: Pack, facts: Facts, place: str) -> Findings:
    """Read facts in the form of a case file. Raises PackError for another form or no fact."""
    try:
        checked = check(Case.from_data({"facts": dict(facts)}), pack)
        problems: Collection[Any] = checked.problems
    except CaseRefused as refusal:
        problems = refusal.problems
    if problems:
        reasons = "; ".join(f"{p.message.say('en')} [{p.pointer}]" for p in problems)
        raise PackError(f"{pack.folder / FILE}: {place}", reasons)
    return checked.findings


def _possible(sets: frozenset[Verdicts]) -> Verdicts:
    return frozenset[Symbol]().union(*sets)


def _alone(sets: frozenset[Verdicts]) -> frozenset[frozenset[Verdicts]]:
    return frozenset([sets])


def _both(one: Any, other: Any) -> Any:
    """Join the values of two components; None where either is refused."""
    return None if one is None or other is None else one | other
