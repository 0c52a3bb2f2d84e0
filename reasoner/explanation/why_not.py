"""Why an atom does not hold, as a graph: what the rules that could have drawn it lacked."""

from collections.abc import Iterator
from dataclasses import replace

from clingo.symbol import Symbol

from ..i18n import message
from ..proof.session import World
from ..proof.steps import Attempt, Mark, Pattern
from .proof_builder import Drawing, Teller, Telling, Told, bound_literal, rule_use
from .proof_graph import Node, Proof, Standing

# Absences within absences are told this deep.
MAX_DEPTH = 100
_FAILING = ("missing", "blocking", "false")


def why_not(world: World, pattern: Pattern, teller: Teller) -> Proof:
    """Why an atom does not hold in a world, down to what nobody asks further."""
    drawing = Drawing()
    return drawing.proof(_Absences(world, teller, drawing).lacking(pattern))


class _Absences:
    """Draws absences, each once.

    ``path`` are those that are being drawn. Hopeless is what no rule could give, whatever the case,
    and a rule that needs it: these are no ways in which anything could have come about.
    """

    def __init__(self, world: World, teller: Teller, drawing: Drawing) -> None:
        self._world = world
        self._teller = teller
        self._told = Told(teller)
        self._drawing = drawing
        self._path: list[str] = []
        self._hopeless: set[str] = set()

    def lacking(self, pattern: Pattern) -> str:
        """Draw why an atom does not hold, and say which node it is."""
        name = str(pattern)
        identity = self._drawing.id_of(("lacking", name))
        telling = self._teller.lacking(pattern)
        if name in self._path:
            return self._leaf("circle", name, telling, "told_circle")
        if identity in self._drawing.nodes:
            return identity
        if self._teller.settled(pattern):
            return self._drawing.add_leaf("lacking", name, telling)
        if len(self._path) > MAX_DEPTH:
            return self._leaf("deep", name, telling, "told_deep")
        attempts = self._world.attempts(pattern)
        self._path.append(name)
        drawn = [self._attempt(attempt, pattern, number) for number, attempt in enumerate(attempts)]
        self._path.pop()
        children = [child for child in drawn if child not in self._hopeless]
        if not children:
            self._hopeless.add(identity)
            return self._leaf("lacking", name, telling, "told_no_rule")
        self._drawing.nodes[identity] = Node(
            identity,
            name,
            telling.text,
            "absent",
            provisions=telling.provisions,
            children=tuple(children),
            detail=telling.detail,
            negated=telling.negated,
        )
        return identity

    def _leaf(self, what: str, atom: str, telling: Telling, key: str) -> str:
        detail = (*telling.detail, message(key))
        return self._drawing.add_leaf(what, atom, replace(telling, detail=detail))

    def _attempt(self, attempt: Attempt, pattern: Pattern, number: int) -> str:
        """Draw how near a rule came, and say which node it is."""
        identity = self._drawing.id_of(("attempt", str(pattern), number))
        telling = self._teller.attempt(attempt, pattern)
        found = list(self._conditions(attempt))
        if any(child in self._hopeless for child, _ in found):
            self._hopeless.add(identity)
        detail = telling.detail
        if all(mark.became not in (*_FAILING, "open") for mark in attempt.marks):
            detail += self._teller.not_taken(pattern)
        if attempt.more:
            detail += (message("told_more"),)
        self._drawing.nodes[identity] = Node(
            identity,
            str(pattern),
            telling.text,
            "absent",
            rule_use(attempt.rule, attempt.values),
            telling.provisions,
            tuple(child for child, _ in found),
            detail,
            tuple(standing for _, standing in found),
        )
        return identity

    def _conditions(self, attempt: Attempt) -> Iterator[tuple[str, Standing]]:
        """The body in order, then what failed in the head, each with what it is to the rule."""
        places = range(len(attempt.rule.data.literals))
        for place in places:
            marks = [mark for mark in attempt.marks if mark.literal == place]
            yield self._condition(attempt, place, _telling_mark(marks))
        for mark in attempt.marks:
            if mark.literal not in places and mark.became in _FAILING:
                yield self._condition(attempt, mark.literal, mark)

    def _condition(self, attempt: Attempt, place: int, mark: Mark) -> tuple[str, Standing]:
        match mark.became, mark.atom:
            case "missing", Pattern() as pattern:
                return self.lacking(pattern), "missing"
            case "blocking", Symbol() as atom:
                return self._true(atom), "blocking"
            case "met", Symbol() as atom:
                return self._true(atom), "met"
            case "absent", Pattern() as pattern:
                telling = self._teller.lacking(pattern)
                return self._drawing.add_leaf("not", str(pattern), telling), "met"
        if place < 0:
            return self._drawing.add_leaf(
                "other", "", Telling("computed", message("told_other_disjunct"))
            ), "missing"
        literal = bound_literal(attempt.rule, place, attempt.values)
        telling = self._teller.computed(literal)
        if mark.became == "false":
            said = message("told_false", said=telling.text)
            return self._drawing.add_leaf("false", str(literal), replace(telling, text=said)), (
                "missing"
            )
        standing: Standing = "open" if mark.became == "open" else "met"
        return self._drawing.add_leaf("computed", str(literal), telling), standing

    def _true(self, atom: Symbol) -> str:
        self._world.learn(self._told, atom)
        return self._drawing.add_steps(self._told, atom)


def _telling_mark(marks: list[Mark]) -> Mark:
    """What became of a literal, from what became of the items it was made into."""
    for became in ("missing", "blocking", "false", "open"):
        for mark in marks:
            if mark.became == became:
                return mark
    atoms = [mark for mark in marks if mark.atom is not None]
    return atoms[0] if atoms else marks[0]
