"""How near a rule comes to drawing its head in a world, by brute force over all instantiations."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Term = int | str  # a number or the name of a variable


@dataclass(frozen=True)
class Literal:
    """An atom, negated or not, or the comparison ``<`` of two terms."""

    name: str
    arguments: tuple[Term, ...]
    negated: bool = False

    def __str__(self) -> str:
        if self.name == "<":
            return " < ".join(map(str, self.arguments))
        return f"{'not ' if self.negated else ''}{self.name}({','.join(map(str, self.arguments))})"

    @property
    def positive(self) -> bool:
        return self.name != "<" and not self.negated

    @property
    def variables(self) -> set[Term]:
        return {term for term in self.arguments if isinstance(term, str)}


Values = dict[Term, int]
Ground = tuple[str, tuple[int, ...]]


def taken_in_order(body: Sequence[Literal]) -> list[tuple[int, Literal]]:
    """What can be judged comes first, else the next positive literal."""
    waiting, known, order = list(enumerate(body)), set[Term](), list[tuple[int, Literal]]()
    while waiting:
        chosen = next(
            ((i, each) for i, each in waiting if each.variables and each.variables <= known),
            None,
        )
        if chosen is None:
            chosen = next((i, each) for i, each in waiting if each.positive)
        waiting.remove(chosen)
        order.append(chosen)
        known |= chosen[1].variables
    return order


def runs(
    order: Sequence[tuple[int, Literal]], world: set[Ground], values: Values
) -> Iterator[tuple[Values, list[tuple[int, str, Literal]]]]:
    """Every way to take the conditions in turn: met by a true atom, or passed over."""
    if not order:
        yield values, []
        return
    (place, literal), *rest = order
    for became, more in becoming(literal, world, values):
        for found, marks in runs(rest, world, {**values, **more}):
            yield found, [(place, became, literal), *marks]


def becoming(literal: Literal, world: set[Ground], values: Values) -> Iterator[tuple[str, Values]]:
    terms = [values.get(term, term) for term in literal.arguments]
    if literal.positive:
        for name, numbers in world:
            if name == literal.name and (more := unified(terms, numbers)) is not None:
                yield "met", more
        yield "missing", {}
    elif not all(isinstance(term, int) for term in terms):
        yield "open", {}
    elif literal.name == "<":
        left, right = map(int, terms)
        yield ("met" if left < right else "false"), {}
    else:
        numbers = tuple(map(int, terms))
        yield ("blocking" if (literal.name, numbers) in world else "absent"), {}


def unified(terms: Sequence[Term], numbers: Sequence[int]) -> Values | None:
    values: Values = {}
    for term, number in zip(terms, numbers, strict=True):
        if (number if isinstance(term, int) else values.setdefault(term, number)) != (
            term if isinstance(term, int) else number
        ):
            return None
    return values


def nearest(body: Sequence[Literal], world: set[Ground], bound: Values) -> tuple[int, set[object]]:
    """The fewest conditions that fail over all instantiations, and all the ways to fail so few."""
    best, found = len(body) + 1, set[object]()
    for values, marks in runs(taken_in_order(body), world, bound):
        price = sum(became in ("missing", "blocking", "false") for _, became, _ in marks)
        shown = [(place, became, shown_atom(each, became, values)) for place, became, each in marks]
        if any(
            became == "missing" and any(fits(each, values, true) for true in world)
            for _, became, each in marks
        ):
            continue
        if price < best:
            best, found = price, set()
        if price == best:
            found.add(tuple(sorted(shown)))
    return best, found


def fits(literal: Literal, values: Values, true: Ground) -> bool:
    """Whether a true atom is what was said to be missing."""
    terms = [values.get(term, term) for term in literal.arguments]
    return true[0] == literal.name and unified(terms, true[1]) is not None


def shown_atom(literal: Literal, became: str, values: Values) -> str:
    if literal.name == "<" or became == "open":
        return ""
    terms = (values.get(term, "_") if isinstance(term, str) else term for term in literal.arguments)
    return f"{literal.name}({','.join(map(str, terms))})"


def random_rule(rng: random.Random) -> tuple[list[Literal], set[Ground]]:
    """A body over a few predicates, safe and with no fixed order, and a world."""
    predicates = {"p": 1, "q": 2, "r": 2, "s": 1}
    variables = ["X", "Y", "Z"][: rng.randrange(1, 4)]

    def literal(negated: bool, terms: Sequence[Term]) -> Literal:
        name = rng.choice(list(predicates))
        return Literal(name, tuple(rng.choice(terms) for _ in range(predicates[name])), negated)

    body = [literal(False, [*variables, *variables, 1]) for _ in range(rng.randrange(1, 4))]
    safe = sorted({str(v) for each in body for v in each.variables})
    if safe:
        body += [
            each
            for each in (literal(True, safe) for _ in range(rng.randrange(3)))
            if each.variables
        ]
        body += [Literal("<", (rng.choice(safe), rng.choice([1, 2, 3]))) for _ in range(2)]
    rng.shuffle(body)
    # A positive literal without variables is judged wherever it stands: leave it out.
    body = [each for each in body if each.variables] or [Literal("p", ("X",))]
    world = {
        (name, tuple(rng.randrange(1, 4) for _ in range(arity)))
        for name, arity in predicates.items()
        for _ in range(rng.randrange(4))
    }
    return body, world
