"""Splitting a ground program into what the open questions settle, and independent parts above.

The atoms that depend on nothing but the readings and the disputed facts form a splitting set
(Lifschitz and Turner, Splitting a Logic Program, ICLP 1994): once those questions are answered,
their truth is settled. What is left, where discretion is exercised, falls into parts that share no
rule, and so are independent of each other. Cost then grows with the sum of the parts.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clingo.symbol import Symbol
from clingox.program import Rule, WeightRule

from ..graphs import UnionFind, numbered_components, reachable
from .program import GroundCase

GroundRule = Rule | WeightRule


@dataclass(frozen=True, slots=True)
class Part:
    """One independent part: its own atoms, which are not settled, the rules that speak of them, and
    what it may report, by atom number, settled atoms included.
    """

    atoms: frozenset[int]
    rules: tuple[GroundRule, ...]
    outputs: Mapping[int, Symbol]


@dataclass(frozen=True, slots=True)
class Split:
    """A ground program as settled rules below and parts above."""

    settled: tuple[GroundRule, ...]
    parts: tuple[Part, ...]


def split(
    case: GroundCase,
    questions: Collection[int],
    outputs: Mapping[int, Symbol],
    subject: Callable[[Symbol], Symbol],
) -> Split:
    """Split a ground program.

    ``questions`` are the atoms whose choice is not part of any part: readings and disputed facts.
    ``outputs`` are the atoms to be reported, by number. Those with the same ``subject`` are kept
    together: they speak of one person or organ.
    """
    facts: list[GroundRule] = []
    rules: list[GroundRule] = [*case.program.weight_rules]
    for plain in case.program.rules:
        (rules if plain.body or plain.choice or len(plain.head) != 1 else facts).append(plain)
    undecided = _undecided(rules, questions)
    groups = _groups(rules, undecided, {n: subject(s) for n, s in outputs.items()})
    own_rules: dict[int, list[GroundRule]] = {}
    settled: list[GroundRule] = []
    for rule in (*facts, *rules):  # what is chosen may be a fact as well
        owner = next((groups[a] for a in atoms_of(rule) if a in undecided), None)
        if owner is None:
            settled.append(rule)
        else:
            own_rules.setdefault(owner, []).append(rule)
    members: dict[int, list[int]] = {}
    for number, group in groups.items():
        members.setdefault(group, []).append(number)
    return Split(
        tuple(settled),
        tuple(
            Part(
                frozenset(number for number in own if number in undecided),
                tuple(own_rules.get(group, ())),
                {number: outputs[number] for number in own if number in outputs},
            )
            for group, own in sorted(members.items())
        ),
    )


def _undecided(rules: Iterable[GroundRule], questions: Collection[int]) -> set[int]:
    """The atoms that hang on a choice which is not one of the questions.

    Discretion, disjunction and loops through negation are such choices.
    """
    hanging = dependents(rules)
    undecided = negative_loops(rules, hanging)
    for rule in rules:
        if rule.choice or len(rule.head) > 1:
            undecided.update(set(rule.head) - set(questions))
    return reachable(undecided, hanging)


def dependents(rules: Iterable[GroundRule]) -> dict[int, list[int]]:
    """The heads of the rules that have an atom in their body, by atom."""
    found: dict[int, list[int]] = {}
    for rule in rules:
        for atom in body_of(rule):
            found.setdefault(atom, []).extend(rule.head)
    return found


def rests_on(rules: Iterable[GroundRule]) -> dict[int, set[int]]:
    """The atoms of the rules that have an atom in their head, by atom."""
    found: dict[int, set[int]] = {}
    for rule in rules:
        for head in rule.head:
            found.setdefault(head, set()).update(atoms_of(rule))
    return found


def negative_loops(rules: Iterable[GroundRule], hanging: Mapping[int, Sequence[int]]) -> set[int]:
    """The heads of rules that depend on themselves through negation; `hanging` are the dependents
    of the rules.
    """
    component = circles(hanging)
    return {
        head
        for rule in rules
        for literal in literals_of(rule)
        if literal < 0 and -literal in component
        for head in rule.head
        if component[-literal] == component.get(head)
    }


def circles(hanging: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The strongly connected component of each atom that may hang on itself.

    Most atoms do not: those that rest on nothing, and then those that rest on such only, are taken
    away first.
    """
    rests_on = Counter(head for heads in hanging.values() for head in heads)
    clear = [atom for atom in hanging if atom not in rests_on]
    for atom in clear:  # grows as it is gone through
        for head in hanging.get(atom, ()):
            rests_on[head] -= 1
            if not rests_on[head]:
                clear.append(head)
    left = {atom for atom, count in rests_on.items() if count}
    return numbered_components({atom: hanging.get(atom, ()) for atom in left})


def _groups(
    rules: Iterable[GroundRule], undecided: Collection[int], subjects: Mapping[int, Symbol]
) -> dict[int, int]:
    """Each undecided or reported atom with the number of its group, groups in order of atoms."""
    together = UnionFind[object](undecided)
    for rule in rules:
        own = [atom for atom in atoms_of(rule) if atom in undecided]
        if own:
            together.union(*own)
    for number, subject in subjects.items():
        together.union(number, ("subject", subject))
    groups = [sorted(atom for atom in g if isinstance(atom, int)) for g in together.sets()]
    return {number: index for index, members in enumerate(sorted(groups)) for number in members}


def literals_of(rule: GroundRule) -> Iterator[int]:
    """The literals in the body of a rule: atoms, negative where absent."""
    if isinstance(rule, WeightRule):
        return (literal for literal, _ in rule.body)
    return iter(rule.body)


def body_of(rule: GroundRule) -> Iterator[int]:
    """The atoms in the body of a rule."""
    return map(abs, literals_of(rule))


def atoms_of(rule: GroundRule) -> Iterator[int]:
    """The atoms of a rule, head first."""
    yield from rule.head
    yield from body_of(rule)
