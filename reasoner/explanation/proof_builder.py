"""Proofs as graphs of nodes, from the steps that the engine found."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clingo import ast
from clingo.symbol import Symbol

from ..i18n import LANGS, Words, message
from ..pack.provision import Provision
from ..proof.steps import Attempt, Pattern, PlainRule, Step
from .proof_graph import Kind, Node, Proof, RuleUse


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
    """Says the nodes of a proof as a program has them; a law's words are a teller of their own.

    Leaves, steps and what is computed are said alike in all worlds of a case.
    """

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

    def add_steps(self, steps: "Told", root: Symbol) -> str:
        """Draw a proof from the steps of atoms, and say which node is the root's."""
        pending = [root]
        while pending:
            atom = pending.pop()
            identity = self.id_of(atom)
            if identity in self.nodes:
                continue
            node, children = steps.node(atom)
            named = tuple(
                self.id_of(child)
                if isinstance(child, Symbol)
                else self.add_leaf(child.telling.kind, child.atom, child.telling)
                for child in children
            )
            self.nodes[identity] = replace(node, id=identity, children=named)
            pending += [child for child in reversed(children) if isinstance(child, Symbol)]
        return self.id_of(root)

    def add_leaf(self, what: str, atom: str, telling: Telling) -> str:
        """Draw something that rests on nothing, and say which node it is."""
        identity = self.id_of((what, atom))
        self.nodes.setdefault(identity, _node(identity, atom, telling))
        return identity


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something absent or computed."""

    atom: str
    telling: Telling


Child = Symbol | Pattern | Leaf
# What is said of steps in any world: the node of each, and what it rests on.
Said = dict[Hashable, tuple[Node, tuple[Child, ...]]]


class Told:
    """The steps of one world's proofs, each said once however many proofs it stands in.

    ``said`` keeps what is said alike in all worlds of a case: all but why things are absent.
    """

    def __init__(self, teller: Teller, said: Said | None = None) -> None:
        self.teller = teller
        self._said: Said = {} if said is None else said
        self._steps: dict[Symbol, Step] = {}
        self._nodes: dict[Symbol, tuple[Node, tuple[Symbol | Leaf, ...]]] = {}

    def add(self, steps: Iterable[Step]) -> None:
        """Learn the steps of further atoms."""
        for step in steps:
            self._steps.setdefault(step.atom, step)

    def __contains__(self, atom: object) -> bool:
        return atom in self._steps

    def node(self, atom: Symbol) -> tuple[Node, tuple[Symbol | Leaf, ...]]:
        """What is said of an atom, and what it rests on: other atoms, or leaves."""
        if atom not in self._nodes:
            step = self._steps[atom]
            key = (atom, id(step.rule), step.values, step.shown)
            if key not in self._said:
                self._said[key] = self._told(step)
            node, children = self._said[key]
            self._nodes[atom] = node, tuple(map(self._here, children))
        return self._nodes[atom]

    def _told(self, step: Step) -> tuple[Node, tuple[Child, ...]]:
        telling = self.teller.leaf(step.atom)
        if telling is not None:
            return _node("", str(step.atom), telling), ()
        telling = self.teller.step(step)
        children = tuple(self._child(step, place) for place in range(len(step.shown)))
        return _node("", step.name, telling, rule_use(step.rule, step.values)), children

    def _child(self, step: Step, place: int) -> Child:
        shown = step.shown[place]
        if shown is not None:
            return shown
        if step.rule is None:
            raise ValueError("what is given has no conditions")
        literal = bound_literal(step.rule, place, step.values)
        return Leaf(str(literal), self.teller.computed(literal))

    def _here(self, child: Child) -> Symbol | Leaf:
        """What a step rests on, with why it is absent in this world."""
        if isinstance(child, Pattern):
            return Leaf(str(child), self.teller.absent(child))
        return child


def _node(identity: str, atom: str, telling: Telling, rule: RuleUse | None = None) -> Node:
    return Node(
        identity,
        atom,
        telling.text,
        telling.kind,
        rule,
        telling.provisions,
        (),
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


def bound_literal(rule: PlainRule, place: int, values: Sequence[Symbol | None]) -> ast.AST:
    """A body literal with its variables replaced by their values."""
    own = [None if n in rule.data.apart else value for n, value in enumerate(values)]
    found: ast.AST = _Binder(values_of(rule, own)).visit(rule.data.literals[place])
    return found


class _Binder(ast.Transformer):
    def __init__(self, values: Mapping[str, Symbol]) -> None:
        self._values = values

    def visit_Variable(self, node: ast.AST) -> ast.AST:  # noqa: N802 - clingo's name
        value = self._values.get(node.name)
        return node if value is None else ast.SymbolicTerm(node.location, value)
