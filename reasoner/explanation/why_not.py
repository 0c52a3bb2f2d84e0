"""Explanations of absences, as graphs: what each rule that could have drawn an atom lacked."""

from collections.abc import Iterator
from dataclasses import replace

from clingo.symbol import Symbol

from ..i18n import message
from ..proof.session import World
from ..proof.steps import FAILING, AtomPattern, Attempt, Mark
from .json import Standing
from .proof_graph import Node, Proof
from .worded_steps import GraphBuilder, WordedSteps, bound_literal, rule_use

# How deep absences within absences are explained.
MAX_DEPTH = 100


def why_not(world: World, pattern: AtomPattern, steps: WordedSteps) -> Proof:
    """Explain why an atom does not hold in a world: a graph of attempts down to the facts."""
    graph = GraphBuilder()
    return graph.proof(_Absences(world, steps, graph).absence(pattern))


class _Absences:
    """Nodes of absences, each made once.

    ``path`` holds the absences under construction. Hopeless is an absence that no rule could end
    whatever the case, and a rule that needs one: neither is a way to anything.
    """

    def __init__(self, world: World, steps: WordedSteps, graph: GraphBuilder) -> None:
        self._world = world
        self._steps = steps
        self._wording = steps.wording
        self._graph = graph
        self._path: list[str] = []
        self._hopeless: set[str] = set()

    def absence(self, pattern: AtomPattern) -> str:
        """Add why an atom does not hold, and return the id of its node."""
        name = str(pattern)
        identity = self._graph.id_of(("lacking", name))
        words = self._wording.absence(pattern)
        if name in self._path:
            return self._leaf("circle", name, words, "told_circle")
        if identity in self._graph.nodes:
            return identity
        if self._wording.is_final(pattern):
            return self._graph.add_leaf("lacking", name, words)
        if len(self._path) > MAX_DEPTH:
            return self._leaf("deep", name, words, "told_deep")
        attempts = self._world.attempts(pattern)
        self._path.append(name)
        tried = [self._attempt(attempt, pattern, number) for number, attempt in enumerate(attempts)]
        self._path.pop()
        children = tuple(child for child in tried if child not in self._hopeless)
        if not children:
            self._hopeless.add(identity)
            return self._leaf("lacking", name, words, "told_no_rule")
        return self._graph.add(replace(words, id=identity, atom=name, children=children))

    def _leaf(self, what: str, atom: str, words: Node, key: str) -> str:
        detail = (*words.detail, message(key))
        return self._graph.add_leaf(what, atom, replace(words, detail=detail))

    def _attempt(self, attempt: Attempt, pattern: AtomPattern, number: int) -> str:
        """Add how near a rule came, and return the id of its node."""
        identity = self._graph.id_of(("attempt", str(pattern), number))
        words = self._wording.attempt(attempt, pattern)
        found = list(self._conditions(attempt))
        if any(child in self._hopeless for child, _ in found):
            self._hopeless.add(identity)
        detail = words.detail
        if all(mark.became not in (*FAILING, "open") for mark in attempt.marks):
            detail += self._wording.not_taken(pattern)
        if attempt.more:
            detail += (message("told_more"),)
        children, standing = zip(*found, strict=True) if found else ((), ())
        node = replace(
            words,
            id=identity,
            atom=str(pattern),
            rule=rule_use(attempt.rule, attempt.values),
            detail=detail,
            children=children,
            standing=standing,
        )
        return self._graph.add(node)

    def _conditions(self, attempt: Attempt) -> Iterator[tuple[str, Standing]]:
        """The body in order, then what failed in the head, each with its standing to the rule."""
        places = range(len(attempt.rule.data.literals))
        for place in places:
            marks = [mark for mark in attempt.marks if mark.literal == place]
            yield self._condition(attempt, place, _decisive(marks))
        for mark in attempt.marks:
            if mark.literal not in places and mark.became in FAILING:
                yield self._condition(attempt, mark.literal, mark)

    def _condition(self, attempt: Attempt, place: int, mark: Mark) -> tuple[str, Standing]:
        match mark.became, mark.atom:
            case "missing", AtomPattern() as pattern:
                return self.absence(pattern), "missing"
            case "blocking", Symbol() as atom:
                return self._true(atom), "blocking"
            case "met", Symbol() as atom:
                return self._true(atom), "met"
            case "absent", AtomPattern() as pattern:
                words = self._wording.absence(pattern)
                return self._graph.add_leaf("not", str(pattern), words), "met"
        if place < 0:
            words = Node("computed", message("told_other_disjunct"))
            return self._graph.add_leaf("other", "", words), "missing"
        literal = bound_literal(attempt.rule, place, attempt.values)
        words = self._wording.computed(literal)
        if mark.became == "false":
            words = replace(words, text=message("told_false", said=words.text))
            return self._graph.add_leaf("false", str(literal), words), "missing"
        standing: Standing = "open" if mark.became == "open" else "met"
        return self._graph.add_leaf("computed", str(literal), words), standing

    def _true(self, atom: Symbol) -> str:
        self._steps.prove(self._world, atom)
        return self._graph.add_steps(self._steps, atom)


def _decisive(marks: list[Mark]) -> Mark:
    """The mark that decides what became of a literal, of those of the items it was made into."""
    for became in (*FAILING, "open"):
        for mark in marks:
            if mark.became == became:
                return mark
    atoms = [mark for mark in marks if mark.atom is not None]
    return atoms[0] if atoms else marks[0]
