"""Rulebooks: programs as Prolog holds them, each loaded once."""

import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from clingo import ast
from clingo.symbol import Symbol

from ..atoms import functor
from ..graphs import components
from ..syntax import Sourced
from .bridge import ask, ask_later, new_number
from .facts import ground_fact
from .steps import PlainRule
from .translate import RuleData, Slots, translate


@dataclass(frozen=True, slots=True)
class Component:
    """Predicates that rest on each other, the rules that draw them, and all these speak of."""

    slots: tuple[int, ...]
    recursive: bool
    rules: tuple[int, ...]
    uses: tuple[int, ...]


class Rulebook:
    """The rules of one program, translated for Prolog."""

    def __init__(self, rules: Iterable[Sourced], constants: Mapping[str, Symbol]) -> None:
        """Translate the rules. Raises Unsupported for a rule that cannot be proved from."""
        self.slots: Slots = {}
        self.rules: list[PlainRule] = []
        self.facts: dict[Symbol, int] = {}
        for source in rules:
            statement = source.statement
            if _never(statement):
                continue
            whole = ground_fact(statement, constants)
            for plain in statement.unpool() if whole is None else [statement]:
                fact = ground_fact(plain, constants) if whole is None else whole
                if fact is None:
                    data = translate(plain, len(self.rules), constants, self.slots)
                else:  # Prolog learns of it with its atom
                    self.facts.setdefault(fact, len(self.rules))
                    signature = (functor(fact), len(fact.arguments))
                    heads = frozenset((self.slots.setdefault(signature, len(self.slots) + 1),))
                    data = RuleData((), (), {}, heads, frozenset(), heads)
                self.rules.append(PlainRule(source, plain, data))
        #: The predicate that has a number.
        self.signatures = {slot: signature for signature, slot in self.slots.items()}
        self._program = new_number()

    @cached_property
    def components(self) -> list[Component]:
        """Predicates that rest on each other with the rules that draw them, and the constraints."""
        graph: dict[int, set[int]] = {slot: set() for slot in self.slots.values()}
        drawing: dict[int, list[int]] = {slot: [] for slot in self.slots.values()}
        found: list[Component] = []
        for number, rule in enumerate(self.rules):
            for head in rule.data.heads:
                graph[head] |= rule.data.rests
                drawing[head].append(number)
            if not rule.data.heads:
                found.append(Component((), False, (number,), tuple(sorted(rule.data.uses))))
        for members in components(graph):
            slots = tuple(sorted(members))
            rules = sorted({number for slot in slots for number in drawing[slot]})
            uses = set(slots).union(*(self.rules[number].data.uses for number in rules))
            recursive = len(slots) > 1 or slots[0] in graph[slots[0]]
            found.append(Component(slots, recursive, tuple(rules), tuple(sorted(uses))))
        return found

    @cached_property
    def users(self) -> Mapping[int, tuple[int, ...]]:
        """The components that speak of each predicate."""
        found: dict[int, list[int]] = {slot: [] for slot in self.slots.values()}
        for index, component in enumerate(self.components):
            for slot in component.uses:
                found[slot].append(index)
        return {slot: tuple(indexes) for slot, indexes in found.items()}

    @cached_property
    def spoken_of(self) -> Mapping[int, tuple[int, ...]]:
        """The predicates of which the rules that draw each predicate speak, itself included."""
        found: dict[int, set[int]] = {slot: {slot} for slot in self.slots.values()}
        for rule in self.rules:
            for head in rule.data.heads:
                found[head] |= rule.data.uses
        return {slot: tuple(sorted(uses)) for slot, uses in found.items()}

    @cached_property
    def program(self) -> int:
        """The program's number in Prolog, where it is loaded when first needed.

        Raises ProverMissing, ProverError.
        """
        facts = {number for number, rule in enumerate(self.rules) if not rule.data.json}
        ask(
            {
                "do": "load",
                "program": self._program,
                "rules": [r.data.json for n, r in enumerate(self.rules) if n not in facts],
                "components": [
                    {
                        "slots": component.slots,
                        "recursive": component.recursive,
                        "rules": [number for number in component.rules if number not in facts],
                    }
                    for component in self.components
                ],
            }
        )
        weakref.finalize(self, ask_later, {"do": "unload", "program": self._program})
        return self._program

    @cached_property
    def opposed(self) -> tuple[int, ...]:
        """The predicates that are strongly negated."""
        return tuple(slot for (name, _), slot in self.slots.items() if name.startswith("-"))


def _never(statement: ast.AST) -> bool:
    """True if an external is false unless a rule draws it."""
    return statement.ast_type is ast.ASTType.External and str(statement.external_type) == "false"
