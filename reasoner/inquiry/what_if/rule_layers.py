"""Ground rules of a hypothetical case in layers, by the answers that settle them.

Findings on disputed facts settle the first layer, options of readings the second; above them stand
independent components in which discretion is exercised. Under definite answers to all of these the
rules are a program without choices: a verdict then depends on the stated facts alone. As for
outcomes, no component may lack an answer set where the case is not refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import clingo
from clingo.symbol import Symbol
from clingox.program import Rule

from ...graphs import reachable
from ...solver.control import Numbers, add_copy
from ...solver.splitting import (
    GroundRule,
    Part,
    atoms_of,
    dependents,
    negative_loops,
    split,
)
from ..hypothetical import Hypothetical

# The chosen atoms that are true: findings on disputed facts, options, discretion.
Answers = frozenset[int]
# That the case is refused or a constraint broken: in a ground program no atom has this number.
_BROKEN = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """Rules, and the atoms that are chosen in them."""

    rules: Sequence[GroundRule]
    chosen: frozenset[int]

    def answered(self, answers: Answers) -> Iterator[GroundRule]:
        """The rules under `answers`, without choices."""
        for rule in self.rules:
            if rule.choice:
                for head in answers.intersection(rule.head):
                    yield rule._replace(choice=False, head=[head])
            else:
                yield rule if rule.head else rule._replace(head=[_BROKEN])


class RuleLayers:
    """The rule layers of one hypothetical case."""

    def __init__(self, case: Hypothetical) -> None:
        self._facts = frozenset(case.stated_by.values())
        self._refusals = frozenset(case.refusals)
        #: The rules on which verdicts and refusals hang.
        self.rules = [rule for rule in case.rules(case.verdicts) if not self._states(rule)]
        named = case.ground.atoms.items()
        questions = {n for s, n in named if s.name in {"asserted", "reading"}}
        readings = {n for s, n in named if s.name == "reading"}
        needed = set(map(id, self.rules))
        divided = split(case.ground, questions, case.verdicts, _judged)
        settled = [rule for rule in divided.settled if id(rule) in needed]
        read = reachable(readings, dependents(settled))
        self._settled = (
            self._layer(rule for rule in settled if read.isdisjoint(atoms_of(rule))),
            self._layer(rule for rule in settled if not read.isdisjoint(atoms_of(rule))),
        )
        self._parts: dict[int, _Layer] = {}
        for part in divided.parts:
            layer = self._layer(rule for rule in part.rules if id(rule) in needed)
            self._parts.update(dict.fromkeys(part.outputs, layer))
        #: Whether answers leave one answer set at most.
        self.definite = all(self._definite(part) for part in divided.parts)
        #: Every atom that is chosen.
        self.chosen = frozenset[int]().union(
            *(layer.chosen for layer in (*self._settled, *self._parts.values()))
        )

    def _states(self, rule: GroundRule) -> bool:
        """True if a rule only leaves open whether facts are stated."""
        return rule.choice and self._facts.issuperset(rule.head)

    def _layer(self, rules: Iterable[GroundRule]) -> _Layer:
        own = list(rules)
        heads = {head for rule in own for head in rule.head}
        refusing = [Rule(False, [_BROKEN], [n]) for n in sorted(self._refusals & heads)]
        chosen = frozenset(head for rule in own if rule.choice for head in rule.head)
        return _Layer([*own, *refusing], chosen)

    def _definite(self, part: Part) -> bool:
        """True if only choices make answer sets of a part, which refuses no case."""
        disjunctive = any(len(rule.head) > 1 and not rule.choice for rule in part.rules)
        loops = negative_loops(part.rules, dependents(part.rules))
        return not disjunctive and not loops and part.atoms.isdisjoint(self._refusals)

    def below(self, verdict: int | None) -> tuple[_Layer, ...]:
        """The layers that a verdict depends on; without one, those that a refusal depends on."""
        return self._settled if verdict is None else (*self._settled, self._parts[verdict])


@dataclass(frozen=True, slots=True)
class _Copied:
    """A copy of a layer, and of all below it, under definite answers; `broken` is the atom that is
    true where a constraint is violated, 0 below the first layer.
    """

    numbers: Numbers
    broken: int


class LayerCopies:
    """Copies of layers in one solver, one for each set of definite answers.

    `inputs` maps the atom numbers by which the case states facts to the solver's atoms.
    """

    def __init__(self, layers: RuleLayers, inputs: Mapping[int, int]) -> None:
        self._layers = layers
        self._bottom = _Copied(dict(inputs), 0)
        self._known: dict[tuple[tuple[_Layer, Answers], ...], _Copied] = {}

    def add(self, backend: clingo.Backend, verdict: int | None, answers: Answers) -> list[int]:
        """The literals that are true where `answers` reach a verdict; without one, where they do
        not refuse the case.
        """
        key: tuple[tuple[_Layer, Answers], ...] = ()
        copied = self._bottom
        for layer in self._layers.below(verdict):
            key = (*key, (layer, answers & layer.chosen))
            if key not in self._known:
                self._known[key] = self._copied(backend, copied, layer, answers)
            copied = self._known[key]
        if verdict is None:
            return [-copied.broken]
        if verdict not in copied.numbers:
            copied.numbers[verdict] = backend.add_atom()
        return [-copied.broken, copied.numbers[verdict]]

    def _copied(
        self, backend: clingo.Backend, below: _Copied, layer: _Layer, answers: Answers
    ) -> _Copied:
        broken = backend.add_atom()
        numbers = {**below.numbers, _BROKEN: broken}
        if below.broken:
            backend.add_rule([broken], [below.broken])
        add_copy(backend, layer.answered(answers), numbers)
        return _Copied(numbers, broken)


def _judged(verdict: Symbol) -> Symbol:
    return verdict.arguments[0]
