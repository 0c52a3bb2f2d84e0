"""Partial evaluation: the reduct of a part under given answers, and its answer sets.

A part's rules speak of settled atoms and of its own. Each is guarded by when its settled literals
are true; under given answers only the rules whose guard holds are left, free of settled literals
(the partial evaluation of Lifschitz and Turner, Splitting a Logic Program, ICLP 1994). Persons in
like situations leave the same rules but for the names of atoms: so atoms are numbered as they come,
and programs that are then equal are solved once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import or_

from clingox.program import Rule, WeightRule

from .control import add_copy, all_models, new_control, true_among
from .diagram import Diagrams, Node
from .splitting import GroundRule, Part
from .strata import Strata

# How many distinct programs are kept with their answer sets.
MAX_KEPT = 20_000
ALWAYS = -1  # the guard of a rule that is in force whatever is answered

Worlds = tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class GuardedRule:
    """A rule with the part's own literals only, in force where its guard holds. ``weights`` are the
    settled literals of a weighted body: where one holds, its weight counts towards the bound.
    """

    guard: Node
    rule: GroundRule
    weights: tuple[tuple[Node, int], ...] = ()


@dataclass(frozen=True)
class Template:
    """Guarded rules with atoms and guards numbered as they come, and the atoms they report by kind:
    the same for all parts that differ in names and in when their guards hold.
    """

    rules: tuple[tuple[int, GroundRule, tuple[tuple[int, int], ...]], ...]
    reported: tuple[tuple[int, str], ...]

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:  # tuples do not keep theirs
        return hash((self.rules, self.reported))

    def in_force(self, state: int) -> Iterator[GroundRule]:
        """The rules that are left in a state: a number with a bit for each guard that holds."""
        for guard, rule, weights in self.rules:
            if guard == ALWAYS or state >> guard & 1:
                if isinstance(rule, WeightRule):
                    reached = sum(w for slot, w in weights if slot == ALWAYS or state >> slot & 1)
                    yield rule._replace(lower_bound=rule.lower_bound - reached)
                else:
                    yield rule


class Reduct:
    """Guarded rules by the answers under which they are in force.

    ``reported`` are the atoms that are asked for, by number, with their kinds.
    """

    def __init__(
        self, rules: Iterable[GuardedRule], reported: Mapping[int, str], diagrams: Diagrams
    ) -> None:
        self._diagrams = diagrams
        slots: dict[Node, int] = {diagrams.true: ALWAYS}
        numbers: dict[int, int] = {}

        def slot(node: Node) -> int:
            return slots.setdefault(node, len(slots) - 1)

        def number(atom: int) -> int:
            return numbers.setdefault(atom, len(numbers) + 1)

        plain = tuple(
            (
                slot(guarded.guard),
                _renamed(guarded.rule, number),
                tuple((slot(node), w) for node, w in guarded.weights if node != diagrams.false),
            )
            for guarded in rules
            if guarded.guard != diagrams.false
        )
        self._guards = list(slots)[1:]
        #: The part's atoms by their numbers in the template, from 1.
        self.atoms = tuple(numbers)
        kinds = tuple((numbers[n], kind) for n, kind in reported.items() if n in numbers)
        self.template = the_same(Template(plain, kinds))

    @cached_property
    def variables(self) -> tuple[int, ...]:
        """The variables on which the reduct depends."""
        found = {variable for node in self._guards for variable in self._diagrams.variables(node)}
        return tuple(sorted(found))

    @cached_property
    def states(self) -> Node:
        """The state of the reduct as a function of the answers."""
        diagrams = self._diagrams
        found = diagrams.leaf(0)
        # Those guards first that hang on least: what is put together stays small for longest.
        order = sorted(enumerate(self._guards), key=lambda each: diagrams.variables(each[1]))
        for slot, guard in order:
            found = diagrams.combined(or_, found, diagrams.relabelled(_bit(slot), guard))
        return found

    def state(self, answers: Mapping[int, int]) -> int:
        """The state of the reduct under definite answers."""
        value = self._diagrams.value
        return sum(1 << slot for slot, node in enumerate(self._guards) if value(node, answers))


def guarded_rules(part: Part, settled: Strata, diagrams: Diagrams) -> list[GuardedRule]:
    """The rules of a part with guards in place of settled literals; a settled atom that it reports
    holds where it is true.
    """
    weighted: list[GuardedRule] = []
    guards: dict[GroundRule, Node] = {}
    for rule in part.rules:
        if isinstance(rule, WeightRule):
            below = tuple((settled.literal(n), w) for n, w in rule.body if abs(n) not in part.atoms)
            body = tuple((n, weight) for n, weight in rule.body if abs(n) in part.atoms)
            left = WeightRule(rule.choice, tuple(rule.head), rule.lower_bound, body)
            weighted.append(GuardedRule(diagrams.true, left, below))
            continue
        guard = diagrams.all_of(settled.literal(n) for n in rule.body if abs(n) not in part.atoms)
        own = tuple(number for number in rule.body if abs(number) in part.atoms)
        kept = Rule(rule.choice, tuple(rule.head), own)
        guards[kept] = diagrams.either(guards.get(kept, diagrams.false), guard)
    for number in part.outputs:
        if number not in part.atoms:
            guards[Rule(False, (number,), ())] = settled.truth(number)
    return weighted + [GuardedRule(guard, rule) for rule, guard in guards.items()]


def _renamed(rule: GroundRule, name: Callable[[int], int]) -> GroundRule:
    """A rule with other numbers for its atoms; it can be a key, as clingox's own cannot."""
    head = tuple([name(atom) for atom in rule.head])
    if isinstance(rule, WeightRule):
        weighted = tuple([(name(n) if n > 0 else -name(-n), w) for n, w in rule.body])
        return WeightRule(rule.choice, head, rule.lower_bound, weighted)
    return Rule(rule.choice, head, tuple([name(n) if n > 0 else -name(-n) for n in rule.body]))


@lru_cache(maxsize=MAX_KEPT)
def the_same(template: Template) -> Template:
    """The one template that stands for all that are equal, so that they are quick to compare."""
    return template


@lru_cache(maxsize=MAX_KEPT)
def answer_sets(template: Template, state: int) -> Worlds:
    """The distinct sets of atoms that a template reports in a state, by number, in no order."""
    names: dict[int, int] = {}

    def name(number: int) -> int:
        return names.setdefault(number, len(names) + 1)

    rules = dict.fromkeys(_renamed(rule, name) for rule in template.in_force(state))
    reported = {names[n]: n for n, _ in template.reported if n in names}
    worlds = solved(tuple(rules), tuple(sorted(reported)))
    return tuple(frozenset(map(reported.__getitem__, world)) for world in worlds)


@lru_cache(maxsize=MAX_KEPT)
def solved(rules: tuple[GroundRule, ...], reported: tuple[int, ...]) -> Worlds:
    """The distinct sets of reported atoms in the answer sets of a ground program."""
    control = new_control(project=True)
    with control.backend() as backend:
        atoms = add_copy(backend, rules)
        watched = {number: atoms[number] for number in reported}
        backend.add_project(list(watched.values()))
    return tuple(all_models(control, lambda model: true_among(model, watched)))


def _bit(place: int) -> Callable[[bool], int]:
    return lambda held: int(held) << place
