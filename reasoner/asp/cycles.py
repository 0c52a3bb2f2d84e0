"""Recursion through aggregates, conditional literals and disjunctions: refused.

Such programs have answer sets in which atoms have no proof that does not go round in a circle.
Predicates tell first whether there can be any; where there can, the atoms themselves decide, so
that a program which goes, say, from one time step to the next is not refused.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import clingo
from clingo import ast

from ..syntax import HeadAtom, Signature, head_atoms
from .dependency import (
    BodyAtom,
    body_atoms,
    circles,
    is_choice,
    plain_rules,
    positive_graph,
    signature,
)
from .instances import Suspect, circular
from .source import ProgramFault, SourceRule, unsupported

_CONDITIONAL = ast.ASTType.ConditionalLiteral


def refused_cycles(program: Sequence[SourceRule], control: clingo.Control) -> list[ProgramFault]:
    """The places at which a program grounded in ``control`` rests on itself in such a way."""
    rules = list(plain_rules(program))
    found_circles = circles(positive_graph(rule for _, rule in rules))
    suspects = [s for source, rule in rules for s in _suspects(source, rule, found_circles)]
    if not suspects:
        return []
    definitions = [
        source.statement
        for source in program
        if source.statement.ast_type is ast.ASTType.Definition
    ]
    concerned = {found_circles[signature(suspect.head.atom)] for suspect in suspects}
    inside = {each for each, number in found_circles.items() if number in concerned}
    found = circular([rule for _, rule in rules], suspects, inside, definitions, control)
    faults = [_fault(suspect) for suspect in found]
    return list({(fault.file, fault.line, fault.column): fault for fault in faults}.values())


def _suspects(
    source: SourceRule, rule: ast.AST, circles: dict[Signature, int]
) -> Iterator[Suspect]:
    heads = head_atoms(rule)
    for head in heads:
        for each in body_atoms(rule):
            if each.around is not None and each.positive and _joined(head, each, circles):
                yield Suspect(source, rule, head, each)
    if not is_choice(rule):
        pairs = [*combinations(heads, 2), *((head, head) for head in heads if head.conditions)]
        for head, other in pairs:
            if _joined(head, other, circles):
                yield Suspect(source, rule, head, other)


def _joined(head: HeadAtom, other: BodyAtom | HeadAtom, circles: dict[Signature, int]) -> bool:
    circle = circles.get(signature(head.atom))
    return circle is not None and circle == circles.get(signature(other.atom))


def _fault(suspect: Suspect) -> ProgramFault:
    other = suspect.other
    if isinstance(other, HeadAtom) or other.around is None:
        head = suspect.rule.head
        return unsupported(suspect.source, head, str(head), "asp_head_cycle")
    key = "asp_through_condition" if other.around.ast_type is _CONDITIONAL else "asp_recursion"
    return unsupported(suspect.source, other.around, str(other.around), key)
