"""Proof graphs from the prover's steps: each step worded once, then linked to what it rests on."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from clingo import ast
from clingo.symbol import Symbol

from ..i18n import Words, as_it_is, message
from ..pack.literate import Rule
from ..proof.session import World
from ..proof.steps import AtomPattern, Attempt, PlainRule, Step
from .json import Kind
from .proof_graph import Node, Proof, RuleUse


class Wording:
    """Words for the nodes of a proof, as the program has them; a law's wording overrides it.

    Leaves, steps and computed conditions are worded alike in all worlds of a case.
    """

    def leaf(self, atom: Symbol) -> Node | None:
        """Word an atom that needs no proof; None for any other atom."""
        del atom
        return None

    def step(self, step: Step) -> Node:
        """Word an atom that a rule draws."""
        return Node(kind_of(step), as_it_is(str(step.atom)))

    def absence(self, pattern: AtomPattern) -> Node:
        """Word an atom that does not hold."""
        return Node("absent", as_it_is(f"not {pattern}"), negated=as_it_is(str(pattern)))

    def is_final(self, pattern: AtomPattern) -> bool:
        """True if the absence of an atom is not explained any further."""
        del pattern
        return False

    def attempt(self, attempt: Attempt, pattern: AtomPattern) -> Node:
        """Word a rule that could have drawn an atom."""
        del attempt
        return Node("absent", as_it_is(str(pattern)))

    def not_taken(self, pattern: AtomPattern) -> tuple[Words, ...]:
        """Say why an atom that could have been chosen does not hold."""
        del pattern
        return (message("told_not_taken"),)

    def computed(self, literal: ast.AST) -> Node:
        """Word a computed condition, whose variables are replaced by their values."""
        return Node("computed", as_it_is(str(literal)))


PLAIN = Wording()


def kind_of(step: Step) -> Kind:
    """The kind of node that a rule makes of the atom it draws."""
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


class GraphBuilder:
    """Nodes of a proof under construction: one for each thing, however often it is used."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self._ids: dict[object, str] = {}

    def id_of(self, thing: object) -> str:
        """The id of the node that stands for ``thing``."""
        return self._ids.setdefault(thing, f"n{len(self._ids) + 1}")

    def proof(self, root: str) -> Proof:
        """The graph below ``root``, its nodes numbered anew in the order in which they are met."""
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

    def add_steps(self, steps: "WordedSteps", root: Symbol) -> str:
        """Add the proof of an atom and return the id of its node."""
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
                else self.add_leaf(child.kind, child.atom, child)
                for child in children
            )
            self.nodes[identity] = replace(node, id=identity, children=named)
            pending += [child for child in reversed(children) if isinstance(child, Symbol)]
        return self.id_of(root)

    def add_leaf(self, what: str, atom: str, words: Node) -> str:
        """Add a node that rests on nothing and return its id."""
        identity = self.id_of((what, atom))
        return (
            identity if identity in self.nodes else self.add(replace(words, id=identity, atom=atom))
        )

    def add(self, node: Node) -> str:
        """Add a node and return its id."""
        self.nodes[node.id] = node
        return node.id


# An atom, or a leaf: an absent atom without or with its words, or a computed condition.
Child = Symbol | AtomPattern | Node
# Worded steps that are alike in all worlds: the node of each, and what it rests on.
Cache = dict[Hashable, tuple[Node, tuple[Child, ...]]]


class WordedSteps:
    """The steps of one world's proofs, each worded once however many proofs it stands in.

    ``absence`` words what is absent in this world; ``cache`` keeps all other words for all worlds
    of a case.
    """

    def __init__(
        self,
        wording: Wording,
        absence: Callable[[AtomPattern], Node] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.wording = wording
        self._absence = absence or wording.absence
        self._cache: Cache = {} if cache is None else cache
        self._steps: dict[Symbol, Step] = {}
        self._nodes: dict[Symbol, tuple[Node, tuple[Symbol | Node, ...]]] = {}

    def add(self, steps: Iterable[Step]) -> None:
        """Add the steps of further atoms."""
        for step in steps:
            self._steps.setdefault(step.atom, step)

    def prove(self, world: World, *goals: Symbol) -> None:
        """Add the smallest proofs of atoms of ``world``. Raises NotTrue."""
        self.add(world.steps(*goals, known=self))

    def proof(self, root: Symbol) -> Proof:
        """The proof of an atom whose steps have been added, as a graph."""
        graph = GraphBuilder()
        return graph.proof(graph.add_steps(self, root))

    def __contains__(self, atom: object) -> bool:
        return atom in self._steps

    def node(self, atom: Symbol) -> tuple[Node, tuple[Symbol | Node, ...]]:
        """The node of an atom, and what it rests on: other atoms, or leaves."""
        if atom not in self._nodes:
            step = self._steps[atom]
            key = (atom, id(step.rule), step.values, step.shown)
            if key not in self._cache:
                self._cache[key] = self._worded(step)
            node, children = self._cache[key]
            self._nodes[atom] = node, tuple(map(self._here, children))
        return self._nodes[atom]

    def _worded(self, step: Step) -> tuple[Node, tuple[Child, ...]]:
        leaf = self.wording.leaf(step.atom)
        if leaf is not None:
            return replace(leaf, atom=str(step.atom)), ()
        node = self.wording.step(step)
        children = tuple(self._child(step, place) for place in range(len(step.shown)))
        return replace(node, atom=step.name, rule=rule_use(step.rule, step.values)), children

    def _child(self, step: Step, place: int) -> Child:
        shown = step.shown[place]
        if shown is not None:
            return shown
        if step.rule is None:
            raise ValueError("what is given has no conditions")
        literal = bound_literal(step.rule, place, step.values)
        return replace(self.wording.computed(literal), atom=str(literal))

    def _here(self, child: Child) -> Symbol | Node:
        """A child in this world: an absent atom with the words of its absence."""
        if isinstance(child, AtomPattern):
            return replace(self._absence(child), atom=str(child))
        return child


def proof_of(
    world: World, goal: Symbol, steps: WordedSteps | None = None, *, shown: bool = False
) -> Proof:
    """The smallest proof of an atom, or of a term that is shown, as a graph.

    ``steps`` keeps the words of this world for the next proof. Raises NotTrue.
    """
    steps = WordedSteps(PLAIN) if steps is None else steps
    if shown:
        own, *rest = world.steps_of_term(goal)
        steps.add((own, *rest))
        return steps.proof(own.atom)
    steps.prove(world, goal)
    return steps.proof(goal)


def law_of(rule: PlainRule | None) -> Rule | None:
    """The rule of a pack that a rule of the prover is; None for any other program's."""
    source = rule.source if rule is not None else None
    return source if isinstance(source, Rule) else None


def values_of(rule: PlainRule, values: Sequence[Symbol | None]) -> dict[str, Symbol]:
    """The values of a rule's own variables, as far as they are bound."""
    named = zip(rule.data.variables, values, strict=True)
    return {name: value for name, value in named if value is not None and not name[1:].isdecimal()}


def rule_use(rule: PlainRule | None, values: Sequence[Symbol | None]) -> RuleUse | None:
    """A rule with its bindings, as a proof shows it."""
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
