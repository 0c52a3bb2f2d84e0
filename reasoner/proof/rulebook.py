"""Programs in the proof engine: each is loaded once."""

import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
from clingo import ast
from clingo.symbol import Symbol

from reasoner.proof.engine import ask, ask_later, new_number
from reasoner.proof.steps import PlainRule, Sourced
from reasoner.proof.terms import named_symbol, term_symbol
from reasoner.proof.translate import Signature, Slots, translate


@dataclass(frozen=True, slots=True)
class Component:
    """Predicates that rest on each other, the rules that draw them, and all these speak of."""

    slots: tuple[int, ...]
    recursive: bool
    rules: tuple[int, ...]
    uses: tuple[int, ...]


class Rulebook:
    """The rules of one program, in the proof engine."""

    def __init__(self, rules: Iterable[Sourced], constants: Mapping[str, Symbol]) -> None:
        """Translate the rules. Raises Unsupported for a rule that cannot be proved from."""
        self.slots: Slots = {}
        self.rules: list[PlainRule] = []
        self.facts: dict[Symbol, int] = {}
        self._signatures: dict[int, Signature] = {}
        for source in rules:
            if _never(source.statement):
                continue
            for plain in source.statement.unpool():
                data = translate(plain, len(self.rules), constants, self.slots)
                self.rules.append(PlainRule(source, plain, data))
        self._signatures = {slot: signature for signature, slot in self.slots.items()}
        for number, rule in enumerate(self.rules):
            if (fact := self._fact(rule)) is not None:
                self.facts.setdefault(fact, number)
        self._program = new_number()

    def _fact(self, rule: PlainRule) -> Symbol | None:
        """The atom of a rule that says no more than that it holds."""
        json: Any = rule.data.json
        if rule.data.literals or json["vars"] or json["bounds"]["kind"] != "all":
            return None
        [head] = json["heads"]
        if head["plan"]:
            return None
        name, _ = self._signatures[head["p"]]
        return named_symbol(name, [term_symbol(argument) for argument in head["a"]])

    @cached_property
    def components(self) -> list[Component]:
        """Predicates that rest on each other with the rules that draw them, and the constraints."""
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(self.slots.values())
        drawing: dict[int, list[int]] = {slot: [] for slot in self.slots.values()}
        found: list[Component] = []
        for number, rule in enumerate(self.rules):
            graph.add_edges_from((b, h) for b in rule.data.rests for h in rule.data.heads)
            for head in rule.data.heads:
                drawing[head].append(number)
            if not rule.data.heads:
                found.append(Component((), False, (number,), tuple(sorted(rule.data.uses))))
        for members in nx.strongly_connected_components(graph):
            slots = tuple(sorted(members))
            rules = sorted({number for slot in slots for number in drawing[slot]})
            uses = {use for number in rules for use in self.rules[number].data.uses}
            recursive = len(slots) > 1 or graph.has_edge(slots[0], slots[0])
            found.append(Component(slots, recursive, tuple(rules), tuple(sorted(uses | members))))
        return found

    @cached_property
    def program(self) -> int:
        """The program's number in the engine, where it is loaded when first asked for.

        Raises ProverMissing, ProverError.
        """
        facts = set(self.facts.values())
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

    def signature(self, slot: int) -> Signature:
        """The predicate that has a number."""
        return self._signatures[slot]


def _never(statement: ast.AST) -> bool:
    """Whether an external is false unless a rule draws it."""
    return statement.ast_type is ast.ASTType.External and str(statement.external_type) == "false"
