"""Rule coverage: the rules of a pack that some case uses."""

from collections.abc import Iterable

import clingo
from clingo import ast
from clingo.symbol import Symbol

from ..case.case import Case
from ..case.findings import check
from ..pack.literate import Rule
from ..pack.model import Pack
from ..solver.control import solve
from ..solver.program import add_rules, given, statements
from ..syntax import atom_literal, parsed

_MARK = "_rule_used"


def unexercised(pack: Pack, cases: Iterable[Case]) -> list[Rule]:
    """List the rules whose body holds in no outcome of any case."""
    rules = [rule for rule in pack.rules if getattr(rule.statement, "body", None)]
    marks = [_mark(rule.statement, number) for number, rule in enumerate(rules)]
    unused = set(range(len(rules)))
    for case in cases:
        if unused:
            unused -= _used(pack, case, [marks[number] for number in sorted(unused)])
    return [rules[number] for number in sorted(unused)]


def _mark(statement: ast.AST, number: int) -> ast.AST:
    """Make a rule with the same body whose head marks that the body holds."""
    place = statement.location
    head = atom_literal(place, _MARK, ast.SymbolicTerm(place, clingo.Number(number)))
    return ast.Rule(place, head, statement.body)


def _used(pack: Pack, case: Case, marks: Iterable[ast.AST]) -> set[int]:
    control = clingo.Control(["--warn=none", "--enum-mode=brave", "--models=0"])
    add_rules(control, (*statements(pack), *marks, *parsed(f"#show {_MARK}/1.")))
    with control.backend() as backend:
        for fact in given(pack, check(case, pack).findings):
            backend.add_rule([backend.add_atom(fact)])
    control.ground([("base", [])])
    found: set[Symbol] = set()
    solve(control, on_last=lambda model: found.update(model.symbols(shown=True)))
    return {symbol.arguments[0].number for symbol in found if symbol.name == _MARK}
