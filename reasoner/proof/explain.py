"""Proofs as graphs of nodes, from the steps that the engine found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clingo import ast
from clingo.symbol import Symbol

from reasoner.bilingual import LANGS, Words, message
from reasoner.pack.provision import Provision
from reasoner.proof.graph import Kind, Node, Proof, RuleUse
from reasoner.proof.steps import Attempt, Pattern, PlainRule, Step


def as_it_is(text: str) -> Words:
    """A text that is the same in every language."""
    return Words(dict.fromkeys(LANGS, text))


@dataclass(frozen=True, slots=True)
class Telling:
    """What a node says, besides its place in the graph."""

    kind: Kind
    text: Words
    provisions: tuple[Provision, ...] = ()
    detail: tuple[Words, ...] = ()
    negated: Words | None = None


class Teller:
    """Says the nodes of a proof as a program has them; a law's words are a teller of their own."""

    def leaf(self, atom: Symbol) -> Telling | None:
        """What is said of an atom whose own proof nobody asks for."""
        del atom
        return None

    def step(self, step: Step) -> Telling:
        """What is said of an atom that a rule draws."""
        return Telling(kind_of(step), as_it_is(str(step.atom)))

    def absent(self, pattern: Pattern) -> Telling:
        """What is said of an atom that does not hold, in a proof that rests on its absence."""
        return self.lacking(pattern)

    def lacking(self, pattern: Pattern) -> Telling:
        """What is said of an atom that does not hold, where it is asked why."""
        return Telling("absent", as_it_is(f"not {pattern}"), negated=as_it_is(str(pattern)))

    def settled(self, pattern: Pattern) -> bool:
        """Whether nobody asks further why an atom does not hold."""
        del pattern
        return False

    def attempt(self, attempt: Attempt, pattern: Pattern) -> Telling:
        """What is said of a rule that could have drawn an atom."""
        del attempt
        return Telling("absent", as_it_is(str(pattern)))

    def not_taken(self, pattern: Pattern) -> tuple[Words, ...]:
        """Why an atom does not hold that could have been chosen."""
        del pattern
        return (message("told_not_taken"),)

    def computed(self, literal: ast.AST) -> Telling:
        """What is said of a condition that is computed, its variables replaced by their values."""
        return Telling("computed", as_it_is(str(literal)))


PLAIN = Teller()


def kind_of(step: Step) -> Kind:
    """What a rule makes of the atom that it draws."""
    if step.rule is None:
        return "fact"
    statement = step.rule.statement
    if statement.ast_type is ast.ASTType.External:
        return "assumed"
    if statement.ast_type is ast.ASTType.ShowTerm:
        return "rule"
    if statement.head.ast_type is ast.ASTType.Aggregate:
        return "discretion"
    plain = statement.head.ast_type is ast.ASTType.Literal
    return "fact" if plain and not statement.body else "rule"


class Drawing:
    """Nodes in the order in which they are met from the root, each thing once."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self._ids: dict[object, str] = {}

    def id_of(self, thing: object) -> str:
        """The id of what a node stands for."""
        return self._ids.setdefault(thing, f"n{len(self._ids) + 1}")

    def proof(self, root: str) -> Proof:
        """What is drawn below a node, numbered anew from there."""
        order: dict[str, None] = {}
        pending = [root]
        while pending:
            identity = pending.pop()
            if identity not in order:
                order[identity] = None
                pending += reversed(self.nodes[identity].children)
        names = {identity: f"n{number}" for number, identity in enumerate(order, start=1)}
        renamed = (
            replace(
                self.nodes[identity],
                id=name,
                children=tuple(names[child] for child in self.nodes[identity].children),
            )
            for identity, name in names.items()
        )
        return Proof(names[root], {node.id: node for node in renamed})

    def add_steps(self, steps: Mapping[Symbol, Step], root: Symbol, teller: Teller) -> str:
        """Draw a proof from the steps of atoms, and say which node is the root's."""
        pending = [root]
        while pending:
            atom = pending.pop()
            identity = self.id_of(atom)
            if identity in self.nodes:
                continue
            telling = teller.leaf(atom)
            if telling is not None:
                self.nodes[identity] = _node(identity, str(atom), telling)
                continue
            step = steps[atom]
            children = [self._child(step, place, teller) for place in range(len(step.shown))]
            self.nodes[identity] = _node(
                identity, str(atom), teller.step(step), rule_use(step.rule, step.values), children
            )
            pending += [shown for shown in reversed(step.shown) if isinstance(shown, Symbol)]
        return self.id_of(root)

    def _child(self, step: Step, place: int, teller: Teller) -> str:
        shown = step.shown[place]
        if isinstance(shown, Symbol):
            return self.id_of(shown)
        if isinstance(shown, Pattern):
            return self.add_leaf("not", str(shown), teller.absent(shown))
        if step.rule is None:
            raise ValueError("what is given has no conditions")
        literal = bound(step.rule.data.literals[place], values_of(step.rule, step.values))
        return self.add_leaf("computed", str(literal), teller.computed(literal))

    def add_leaf(self, what: str, atom: str, telling: Telling) -> str:
        """Draw something that rests on nothing, and say which node it is."""
        identity = self.id_of((what, atom))
        self.nodes.setdefault(identity, _node(identity, atom, telling))
        return identity


def _node(
    identity: str,
    atom: str,
    telling: Telling,
    rule: RuleUse | None = None,
    children: Sequence[str] = (),
) -> Node:
    return Node(
        identity,
        atom,
        telling.text,
        telling.kind,
        rule,
        telling.provisions,
        tuple(children),
        telling.detail,
        negated=telling.negated,
    )


def values_of(rule: PlainRule, values: Sequence[Symbol | None]) -> dict[str, Symbol]:
    """The values of a rule's own variables, as far as they are bound."""
    named = zip(rule.data.variables, values, strict=True)
    return {name: value for name, value in named if value is not None and not name[1:].isdecimal()}


def rule_use(rule: PlainRule | None, values: Sequence[Symbol | None]) -> RuleUse | None:
    """A rule as a proof shows it."""
    if rule is None:
        return None
    source = rule.source
    bindings = {name: str(value) for name, value in values_of(rule, values).items()}
    return RuleUse(source.file, source.line, source.column, source.text, bindings)


def bound(literal: ast.AST, values: Mapping[str, Symbol]) -> ast.AST:
    """A literal with its variables replaced by their values."""
    found: ast.AST = _Binder(values).visit(literal)
    return found


class _Binder(ast.Transformer):
    def __init__(self, values: Mapping[str, Symbol]) -> None:
        self._values = values

    def visit_Variable(self, node: ast.AST) -> ast.AST:  # noqa: N802 - clingo's name
        value = self._values.get(node.name)
        return node if value is None else ast.SymbolicTerm(node.location, value)
