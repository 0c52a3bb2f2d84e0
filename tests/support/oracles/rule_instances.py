"""Whether the steps of a proof are instances of the rules they name.

An instance is judged by grounding it alone over the answer set, given as facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import clingo
from clingo import ast
from clingo.symbol import Symbol

from support.oracles.clingo_program import Fault, Json, Program, silent

LEAVES = ("absent", "computed")
# Names that no program of ours has: what an instance draws, may have as a child, and keeps.
DRAWS, CHILD, HOLDS, ANY = "__draws", "__child", "__holds", "__any"


@dataclass
class _Instance:
    """One use of a rule, and what clingo has to find true of it."""

    node: Json
    children: Sequence[Json]
    body: Sequence[ast.AST]


@dataclass
class _Found:
    """What clingo found true of one instance."""

    holds: bool = False
    drawn: set[Symbol] = field(default_factory=set)
    children: dict[int, set[Symbol]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Claims:
    """The rule instances of one answer set's proofs, judged in one grounding."""

    program: Program
    atoms: frozenset[Symbol]
    _alternatives: list[tuple[list[int], Json]] = field(default_factory=list)
    _instances: list[_Instance] = field(default_factory=list)
    _rules: list[ast.AST] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def add(self, node: Json, nodes: Json, is_root: bool) -> None:
        """Take a node in; whatever needs no grounding is judged at once. Raises Fault."""
        if node["kind"] in LEAVES:
            return
        children = [nodes[child] for child in node["children"]]
        key = repr((node["atom"], node["kind"], node["rule"], is_root))
        key += repr([(child["atom"], child["kind"]) for child in children])
        if key in self._seen:
            return
        self._seen.add(key)
        said = node["rule"]
        if said is None:
            raise Fault(f"{node['atom']} names no rule")
        statement = self.program.statement(said)
        _check_text(said["text"], statement)
        _check_kind(node, statement)
        if statement.ast_type is ast.ASTType.ShowTerm:
            if not is_root:
                raise Fault(f"{node['atom']} is shown, which draws nothing")
        elif clingo.parse_term(node["atom"]) not in self.atoms:
            raise Fault(f"{node['atom']} is not true")
        bindings = {name: clingo.parse_term(value) for name, value in said["bindings"].items()}
        alternatives = [
            self._instantiate(plain, node, children, bindings)
            for plain in statement.unpool()
            if len(plain.body) == len(children) and _binds(plain, set(bindings))
        ]
        if not alternatives:
            raise Fault(f"{node['atom']}: {set(bindings)} or its children do not fit {statement}")
        self._alternatives.append((alternatives, node))

    def _instantiate(
        self, rule: ast.AST, node: Json, children: Sequence[Json], bindings: Mapping[str, Symbol]
    ) -> int:
        """Rules that draw what the instance draws, may have for children, and whether it holds."""
        number = len(self._instances)
        wide = set(_variables(rule.body, local=False))
        outer = {name: value for name, value in bindings.items() if name in wide}
        body = [_bound(literal, outer) for literal in rule.body]
        self._instances.append(_Instance(node, children, body))
        self._rule(HOLDS, [_number(number)], body)
        for head, condition in _heads(_bound(rule, bindings)):
            self._rule(DRAWS, [_number(number), head], [*body, *condition])
        for position, literal in enumerate(body):
            term = _atom_term(literal)
            if term is not None:
                pattern = _Anonymous().visit(term)
                self._rule(CHILD, [_number(number), _number(position), pattern], [])
        return number

    def _rule(self, name: str, arguments: Sequence[ast.AST], body: Sequence[ast.AST]) -> None:
        place = arguments[0].location
        atom = ast.SymbolicAtom(ast.Function(place, name, arguments, 0))
        head = ast.Literal(place, ast.Sign.NoSign, atom)
        self._rules.append(ast.Rule(place, head, body))

    def check(self) -> None:
        """Judge the instances. Raises Fault."""
        found = self._ground()
        constants = _Constants(self.program)
        for numbers, node in self._alternatives:
            faults = [_fault(self._instances[n], found[n], self.atoms, constants) for n in numbers]
            if all(faults):
                raise Fault(f"{node['atom']} at {node['rule']['line']}: {faults[0]}")

    def _ground(self) -> dict[int, _Found]:
        control = clingo.Control(["--warn=none"], logger=silent)
        with ast.ProgramBuilder(control) as builder:
            for statement in (*self.program.constants, *self._rules):
                builder.add(statement)
        with control.backend() as backend:
            for atom in sorted(self.atoms):
                backend.add_rule([backend.add_atom(atom)])
        control.ground()
        true: list[Symbol] = []
        control.solve(on_model=lambda model: true.extend(model.symbols(atoms=True)))
        found: dict[int, _Found] = defaultdict(_Found)
        for symbol in true:
            if symbol.name not in (DRAWS, CHILD, HOLDS):
                continue
            number, *rest = symbol.arguments
            instance = found[number.number]
            if symbol.name == DRAWS:
                instance.drawn.add(rest[0])
            elif symbol.name == CHILD:
                instance.children[rest[0].number].add(rest[1])
            else:
                instance.holds = True
        return found


def _fault(
    instance: _Instance, found: _Found, atoms: frozenset[Symbol], constants: "_Constants"
) -> str | None:
    """What is wrong with an instance, given what clingo drew from it."""
    if not found.holds:
        return "the body does not hold"
    if clingo.parse_term(instance.node["atom"]) not in found.drawn:
        return "the rule does not draw it"
    for position, (literal, child) in enumerate(zip(instance.body, instance.children, strict=True)):
        wanted, said = _child_kind(literal), child["kind"]
        if wanted != (said if said in LEAVES else "proved"):
            return f"child {position} is {said}, where {literal} stands"
        if wanted == "computed":
            if not _same_literal(child["atom"], literal, constants):
                return f"child {position} is {child['atom']}, not {literal}"
            continue
        if not _stands_there(_pattern(child["atom"]), wanted, found.children[position], atoms):
            return f"child {position} is {child['atom']}, {said}, where {literal} stands"
    return None


def _stands_there(
    atom: Symbol, wanted: str, patterns: set[Symbol], atoms: frozenset[Symbol]
) -> bool:
    """Whether an atom is one that a literal asks for, and true or false as it asks."""
    if wanted == "proved":
        return atom in atoms and any(_matches(atom, pattern) for pattern in patterns)
    return atom in patterns and not (
        any(_matches(true, atom) for true in atoms) if ANY in str(atom) else atom in atoms
    )


def _check_text(text: str, statement: ast.AST) -> None:
    said = [str(found) for found in _parsed(text)]
    if said != [str(statement)]:
        raise Fault(f"{text} is not {statement}")


def _check_kind(node: Json, statement: ast.AST) -> None:
    """Facts have no body; what is chosen is discretion; the rest is drawn by a rule."""
    body = bool(statement.body)
    match statement.ast_type:
        case ast.ASTType.ShowTerm:
            allowed = ("rule",) if body else ("rule", "fact")
        case ast.ASTType.External:
            allowed = ("assumed",) if node["kind"] == "assumed" else ("fact", "rule")
        case _ if statement.head.ast_type is ast.ASTType.Aggregate:
            allowed = ("discretion",)
        case _ if statement.head.ast_type is ast.ASTType.Disjunction:
            allowed = ("rule",)
        case _:
            allowed = ("rule",) if body else ("fact",)
    if node["kind"] not in allowed:
        raise Fault(f"{node['atom']} is {node['kind']}, not {allowed}")


def _heads(rule: ast.AST) -> Iterator[tuple[ast.AST, Sequence[ast.AST]]]:
    """What a rule can draw, as terms, each under its condition."""
    match rule.ast_type:
        case ast.ASTType.ShowTerm:
            yield rule.term, ()
        case ast.ASTType.External:
            yield rule.atom.symbol, ()
        case _ if rule.head.ast_type is ast.ASTType.Literal:
            term = _atom_term(rule.head)
            if term is not None and rule.head.sign == ast.Sign.NoSign:
                yield term, ()
        case _:
            for element in rule.head.elements:
                term = _atom_term(element.literal)
                if term is not None and element.literal.sign == ast.Sign.NoSign:
                    yield term, element.condition


def _atom_term(literal: ast.AST) -> ast.AST | None:
    """The atom of a literal as a term; None where it has none, or is negated twice."""
    if literal.ast_type is not ast.ASTType.Literal or literal.sign == ast.Sign.DoubleNegation:
        return None
    atom = literal.atom
    term: ast.AST | None = atom.symbol if atom.ast_type is ast.ASTType.SymbolicAtom else None
    return term


def _child_kind(literal: ast.AST) -> str:
    if _atom_term(literal) is None:
        return "computed"
    return "absent" if literal.sign == ast.Sign.Negation else "proved"


def _binds(rule: ast.AST, bound: set[str]) -> bool:
    """Whether values are given to all of a rule's variables, but for those inside aggregates and
    conditional literals; those of a choice's conditions may have them.
    """
    wide = set(_variables(rule.body, local=False))
    narrow = set(_variables([getattr(rule, "head", None)], local=True))
    return wide <= bound <= wide | narrow


def _variables(nodes: Iterable[ast.AST | None], local: bool) -> Iterator[str]:
    """Names of variables; those inside aggregates and conditional literals only if ``local``."""
    for node in nodes:
        if node is None:
            continue
        if node.ast_type is ast.ASTType.Variable and node.name != "_":
            yield node.name
        if node.ast_type is ast.ASTType.ConditionalLiteral and not local:
            continue
        for key in node.child_keys:
            below = getattr(node, key)
            if key == "elements" and not local:
                continue
            yield from _variables(below if isinstance(below, ast.ASTSequence) else [below], local)


class _Binding(ast.Transformer):
    """Puts values in the places of variables."""

    def __init__(self, bindings: Mapping[str, Symbol]) -> None:
        self._bindings = bindings

    def visit_Variable(self, node: ast.AST) -> ast.AST:  # noqa: N802 - named by clingo
        value = self._bindings.get(node.name)
        return node if value is None else _term(node.location, value)


def _term(place: ast.Location, value: Symbol) -> ast.AST:
    """A value as clingo parses it: given as one symbol, clingo 5.8 takes -f(1) for another term."""
    if value.type is not clingo.SymbolType.Function or (value.name and not value.arguments):
        return ast.SymbolicTerm(place, value)
    arguments = [_term(place, argument) for argument in value.arguments]
    term = ast.Function(place, value.name, arguments, 0)
    return term if value.positive else ast.UnaryOperation(place, ast.UnaryOperator.Minus, term)


class _Anonymous(ast.Transformer):
    """Puts a name in the places of anonymous variables, so that a pattern is a term."""

    def visit_Variable(self, node: ast.AST) -> ast.AST:  # noqa: N802 - named by clingo
        return ast.Function(node.location, ANY, [], 0)


class _Constants(ast.Transformer):
    """Puts its value in the place of each constant, and of each operation that has one."""

    def __init__(self, program: Program) -> None:
        self._values = program.constant_values

    def visit_SymbolicTerm(self, node: ast.AST) -> ast.AST:  # noqa: N802 - named by clingo
        value = self._values.get(str(node), node.symbol)
        return ast.SymbolicTerm(node.location, value)

    def visit_operation(self, node: ast.AST) -> ast.AST:
        node = node.update(**self.visit_children(node))
        try:
            return ast.SymbolicTerm(node.location, clingo.parse_term(str(node), silent))
        except RuntimeError:
            return node

    visit_BinaryOperation = visit_UnaryOperation = visit_operation  # noqa: N815 - named by clingo


def _bound(node: ast.AST, bindings: Mapping[str, Symbol]) -> ast.AST:
    bound: ast.AST = _Binding(bindings).visit(node)
    return bound


def _same_literal(text: str, literal: ast.AST, constants: _Constants) -> bool:
    """Whether a text is a literal, up to constants and arithmetic."""
    return str(constants.visit(_literal(text))) == str(constants.visit(literal))


def _literal(text: str) -> ast.AST:
    found = _parsed(f":- {text}.")
    if len(found) != 1 or len(found[0].body) != 1:
        raise Fault(f"not a literal: {text}")
    literal: ast.AST = found[0].body[0]
    return literal


def _parsed(text: str) -> list[ast.AST]:
    """The statements in a text. Raises Fault."""
    parsed: list[ast.AST] = []
    try:
        ast.parse_string(text, parsed.append, logger=silent)
    except RuntimeError:
        raise Fault(f"neither a statement nor a literal: {text}") from None
    return [s for s in parsed if s.ast_type not in (ast.ASTType.Program, ast.ASTType.Comment)]


def _pattern(text: str) -> Symbol:
    """An atom in which ``_`` may stand for anything."""
    return clingo.parse_term(str(_Anonymous().visit(_literal(text))))


def _matches(symbol: Symbol, pattern: Symbol) -> bool:
    if pattern == clingo.Function(ANY):
        return True
    if symbol.type is not clingo.SymbolType.Function or pattern.type is not symbol.type:
        return symbol == pattern
    return (
        (symbol.name, symbol.positive) == (pattern.name, pattern.positive)
        and len(symbol.arguments) == len(pattern.arguments)
        and all(map(_matches, symbol.arguments, pattern.arguments))
    )


def _number(value: int) -> ast.AST:
    place = ast.Position("<check>", 1, 1)
    return ast.SymbolicTerm(ast.Location(place, place), clingo.Number(value))
