"""Literal ordering: an order in which the items of a rule's body can be run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clingo import ast

from ..errors import WenzeError

Item = dict[str, object]
# The place of what belongs to no literal of the body: a condition in the head.
NO_LITERAL = -1


@dataclass
class Unsupported(WenzeError):
    """A construct that cannot be proved from; it is refused, never explained wrongly."""

    construct: str
    location: ast.Location

    def __str__(self) -> str:
        begin = self.location.begin
        return f"{begin.filename}:{begin.line}:{begin.column}: not supported: {self.construct}"


def _variables(data: object) -> Iterator[int]:
    """The variables below a piece of data."""
    if isinstance(data, dict):
        if "v" in data:
            yield data["v"]
        else:
            for value in data.values():
                yield from _variables(value)
    elif isinstance(data, list):
        for value in data:
            yield from _variables(value)


def planned(
    items: list[Item], bound: frozenset[int], statement: ast.AST
) -> tuple[list[Item], frozenset[int]]:
    """Order items so that each has what it needs; also return the variables bound at the end.

    Tests come as early as they can, computations of a value before look-ups.
    """
    pending, plan, known = list(items), [], set(bound)
    while pending:
        outer = _outer(pending)
        ready = next((item for item in pending if _ready(item, known, outer)), None)
        if ready is None and (solved := _solvable(pending, known)) is not None:
            plan.append(_needing(solved, known))
            known.update(_variables(solved["l"]))
            continue
        if ready is None:
            ready = next((item for item in pending if item["k"] == "pos"), None)
        if ready is None and all(item["k"] in ("neg", "notnot") for item in pending):
            ready = pending[0]  # what is left open there is anonymous
        if ready is None:
            raise Unsupported(str(statement), statement.location)
        pending.remove(ready)
        plan.append(_needing(_prepared(ready, known, outer, statement), known))
        if ready["k"] not in ("neg", "notnot", "forall", "unless"):
            known.update(_outward(ready))
    return plan, frozenset(known)


def _needing(item: Item, known: set[int]) -> Item:
    """Add to an item the variables to be bound before it, and the place of its body literal."""
    needs = [] if item["k"] == "pos" else sorted(known.intersection(_variables(item)))
    return {"lit": NO_LITERAL, **item, "needs": needs}


def _solvable(pending: Iterable[Item], known: set[int]) -> Item | None:
    """Find a computation whose result is known, and solve it for the only variable in it that is
    not; the computation itself stays, as a test.
    """
    for item in pending:
        if item["k"] == "is":
            sides = [(item["l"], item["r"])]
        elif item["k"] == "cmp" and item["op"] == "=":
            sides = [(item["l"], item["r"]), (item["r"], item["l"])]
        else:
            continue
        for result, expression in sides:
            unknown = [v for v in _variables(expression) if v not in known]
            if len(unknown) == 1 and known.issuperset(_variables(result)):
                inverse = _inverse(expression, result, known)
                if inverse is not None:
                    value = {"v": unknown[0]}
                    return {"k": "is", "l": value, "r": inverse, "lit": item.get("lit", NO_LITERAL)}
    return None


def _inverse(expression: object, result: object, known: set[int]) -> object | None:
    """Solve a linear expression with a known result for its one unknown variable. Factors must be
    numbers: nothing can be divided by what may be 0.
    """
    match expression:
        case {"v": _}:
            return result
        case {"o": "-", "x": [inner]}:
            return _inverse(inner, {"o": "-", "x": [result]}, known)
        case {"o": "*", "x": [inner, int(factor)]} | {"o": "*", "x": [int(factor), inner]}:
            return _inverse(inner, {"o": "/", "x": [result, factor]}, known) if factor else None
        case {"o": ("+" | "-") as operator, "x": [left, right]}:
            if known.issuperset(_variables(right)):
                undo = "-" if operator == "+" else "+"
                return _inverse(left, {"o": undo, "x": [result, right]}, known)
            if operator == "-":
                return _inverse(right, {"o": "-", "x": [left, result]}, known)
            return _inverse(right, {"o": "-", "x": [result, left]}, known)
        case _:
            return None


def _outward(item: Item) -> Iterator[int]:
    """The variables by which an item hangs together with others: inside an aggregate or a
    conditional literal a variable may be its own.
    """
    match item["k"]:
        case "agg":
            return _variables(item["guards"])
        case "forall" | "unless":
            return iter(())
        case _:
            return _variables(item)


def _outer(pending: Iterable[Item]) -> set[int]:
    """The variables that occur outside aggregates and conditional literals."""
    return {variable for item in pending for variable in _outward(item)}


def _ready(item: Item, known: set[int], outer: set[int]) -> bool:
    """True if all that an item needs is bound; a positive atom needs nothing, and waits."""
    match item["k"]:
        case "pos":
            variables = list(_variables(item))
            return bool(variables) and known.issuperset(variables)
        case "is":
            return known.issuperset(_variables(item["r"]))
        case "in":
            return known.issuperset(_variables([item["low"], item["high"]]))
        case "cmp" if item["op"] == "=":
            return any(
                known.issuperset(_variables(item[side])) and _plain(item[other], known)
                for side, other in (("l", "r"), ("r", "l"))
            )
        case "agg":
            inner = set(_variables(item["elements"]))
            guards = item["guards"]
            return known.issuperset(inner & outer) and (
                known.issuperset(_variables(guards)) or _assigns(item, known)
            )
        case "forall":
            return known.issuperset(set(_variables([item["plan"], item["then"]])) & outer)
        case "unless":
            return known.issuperset(set(_variables(item["plan"])) & outer)
        case _:
            return known.issuperset(_variables(item))


def _assigns(item: Item, known: set[int]) -> bool:
    """True if an aggregate's one guard gives its value to a variable."""
    match item:
        case {"sign": 0, "guards": [["=", {"v": variable}]]}:
            return variable not in known
        case _:
            return False


def _plain(data: object, known: set[int]) -> bool:
    """True if a side of an equation is bound, or a pattern that the other side may bind."""
    if known.issuperset(_variables(data)) or (isinstance(data, dict) and "v" in data):
        return True
    return isinstance(data, list) and all(_plain(part, known) for part in data)


def _prepared(item: Item, known: set[int], outer: set[int], statement: ast.AST) -> Item:
    """An item as it is run: an equation that binds a variable is an assignment, and what stands
    inside an aggregate or a conditional literal is planned in its turn.
    """
    match item["k"]:
        case "cmp" if item["op"] == "=":
            for side, other in (("l", "r"), ("r", "l")):
                data = item[side]
                if _plain(data, known) and not known.issuperset(_variables(data)):
                    return {
                        "k": "is",
                        "l": data,
                        "r": item[other],
                        "lit": item.get("lit", NO_LITERAL),
                    }
            return item
        case "agg":
            elements = [
                {**element, "plan": planned(element["plan"], frozenset(known), statement)[0]}
                for element in item["elements"]  # type: ignore[attr-defined]
            ]
            return {**item, "elements": elements}
        case "unless":
            plan, _ = planned(item["plan"], frozenset(known), statement)  # type: ignore[arg-type]
            return {**item, "plan": plan}
        case "forall":
            plan, inner = planned(item["plan"], frozenset(known), statement)  # type: ignore[arg-type]
            then, _ = planned(item["then"], inner, statement)  # type: ignore[arg-type]
            return {**item, "plan": plan, "then": then}
        case _:
            return item
