"""What is left of a part once the open questions are answered, and its answer sets by clingo.

A part's rules speak of settled atoms and of its own. Each is guarded by when its settled literals are
true; under given answers only the rules whose guard holds are left, free of settled literals (the
partial evaluation of Lifschitz and Turner, Splitting a Logic Program, ICLP 1994). Persons in the same
situation leave the same rules but for the names of atoms, so atoms are numbered as they come and
equal programs are solved once.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from clingo.symbol import Symbol
from clingox.program import Rule, WeightRule

from reasoner.diagram import Diagrams, Node
from reasoner.settled import Settled
from reasoner.solve import new_control
from reasoner.split import GroundRule, Part

# How many distinct programs are kept with their answer sets.
MAX_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class GuardedRule:
    """A rule with the part's own literals only, in force where its guard holds. ``weights`` are the
    settled literals of a weighted body: where one holds, its weight counts towards the bound.
    """

    guard: Node
    rule: GroundRule
    weights: tuple[tuple[Node, int], ...] = ()


class Residual:
    """The rules of one part by the answers under which they are in force.

    ``left_out`` are atoms that nothing in the part rests on and that are not asked for.
    """

    def __init__(
        self, part: Part, settled: Settled, diagrams: Diagrams, left_out: Collection[int] = ()
    ) -> None:
        self._diagrams = diagrams
        self._outputs = part.outputs
        self._rules: list[GuardedRule] = []
        guards: dict[GroundRule, Node] = {}
        for rule in part.rules:
            if rule.head and all(head in left_out for head in rule.head):
                continue
            guarded = _guarded(rule, part.atoms, settled, diagrams)
            if guarded.weights:
                self._rules.append(guarded)
            else:
                known = guards.get(guarded.rule, diagrams.false)
                guards[guarded.rule] = diagrams.either(known, guarded.guard)
        for number in part.outputs:
            if number not in part.atoms and number not in left_out:
                guards[Rule(False, (number,), ())] = settled.truth(number)
        self._rules += [GuardedRule(guard, rule) for rule, guard in guards.items()]

    @cached_property
    def _guards(self) -> tuple[Node, ...]:
        """Everything that decides what is left, those first that hang on least."""
        nodes = {guarded.guard for guarded in self._rules}
        nodes |= {node for guarded in self._rules for node, _ in guarded.weights}
        nodes -= {self._diagrams.true, self._diagrams.false}
        return tuple(sorted(nodes, key=lambda node: (self._diagrams.variables(node), node)))

    @cached_property
    def variables(self) -> tuple[int, ...]:
        """The variables on which it hangs what is left."""
        found = {variable for node in self._guards for variable in self._diagrams.variables(node)}
        return tuple(sorted(found))

    @cached_property
    def states(self) -> Node:
        """What is left as a function of the answers: a number with a bit for each guard."""
        diagrams = self._diagrams
        found = diagrams.leaf(0)
        for place, guard in enumerate(self._guards):
            found = diagrams.combined(_bits, found, diagrams.relabelled(_bit(place), guard))
        return found

    def state(self, answers: Mapping[int, int]) -> int:
        """What is left under definite answers."""
        value = self._diagrams.value
        return sum(1 << place for place, node in enumerate(self._guards) if value(node, answers))

    def answer_sets(self, state: int) -> list[frozenset[Symbol]]:
        """What the part reports in each answer set, without repetition and in no order."""
        places = {node: place for place, node in enumerate(self._guards)}

        def holds(node: Node) -> bool:
            place = places.get(node)
            return node == self._diagrams.true if place is None else bool(state >> place & 1)

        numbers: dict[int, int] = {}

        def literal(number: int) -> int:
            renamed = numbers.setdefault(abs(number), len(numbers) + 1)
            return renamed if number > 0 else -renamed

        rules: dict[PlainRule, None] = {}
        for guarded in self._rules:
            if not holds(guarded.guard):
                continue
            rule = guarded.rule
            head = tuple(map(literal, rule.head))
            if isinstance(rule, Rule):
                rules[head, rule.choice, tuple(map(literal, rule.body)), None] = None
            else:
                bound = rule.lower_bound - sum(w for node, w in guarded.weights if holds(node))
                body = tuple((literal(number), weight) for number, weight in rule.body)
                rules[head, rule.choice, body, bound] = None
        reported = {numbers[n]: symbol for n, symbol in self._outputs.items() if n in numbers}
        found = solved(tuple(rules), tuple(sorted(reported)))
        return [frozenset(map(reported.__getitem__, true)) for true in found]


PlainRule = tuple[tuple[int, ...], bool, tuple[object, ...], int | None]


@lru_cache(maxsize=MAX_KEPT)
def solved(rules: tuple[PlainRule, ...], reported: tuple[int, ...]) -> tuple[frozenset[int], ...]:
    """The distinct sets of reported atoms in the answer sets of a ground program."""
    control = new_control(project=True)
    atoms: dict[int, int] = {}
    with control.backend() as backend:

        def literal(number: int) -> int:
            atom: int = atoms.setdefault(abs(number), 0) or backend.add_atom()
            atoms[abs(number)] = atom
            return atom if number > 0 else -atom

        for head, choice, body, bound in rules:
            heads = [literal(number) for number in head]
            if bound is None:
                backend.add_rule(heads, [literal(number) for number in body], choice)
            else:
                weighted = [(literal(number), weight) for number, weight in body]
                backend.add_weight_rule(heads, bound, weighted, choice)
        watched = [literal(number) for number in reported]
        backend.add_project(watched)
    with control.solve(yield_=True) as models:
        return tuple(
            frozenset(
                number
                for number, atom in zip(reported, watched, strict=True)
                if model.is_true(atom)
            )
            for model in models
        )


def _guarded(
    rule: GroundRule, own: Collection[int], settled: Settled, diagrams: Diagrams
) -> GuardedRule:
    """A rule with its settled literals turned into a guard."""
    if isinstance(rule, WeightRule):
        weighted = [(settled.literal(n), w) for n, w in rule.body if abs(n) not in own]
        body = [(number, weight) for number, weight in rule.body if abs(number) in own]
        kept = WeightRule(rule.choice, tuple(rule.head), rule.lower_bound, tuple(body))
        return GuardedRule(diagrams.true, kept, tuple(weighted))
    guard = diagrams.all_of(settled.literal(n) for n in rule.body if abs(n) not in own)
    body = tuple(number for number in rule.body if abs(number) in own)
    return GuardedRule(guard, Rule(rule.choice, tuple(rule.head), body))


def _bits(first: int, second: int) -> int:
    return first | second


def _bit(place: int) -> Callable[[bool], int]:
    return lambda held: int(held) << place
