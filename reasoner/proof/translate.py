"""Translation of rules for the prover, in one form for every construct.

Arithmetic and intervals are taken out of atoms, so that atoms match by unification, and a rule's
body becomes a plan: an order of its items in which each is reached when what it needs is bound.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clingo import ast
from clingo.symbol import Symbol

from ..syntax import draws, shared_variables, unsigned
from .expressions import Expressions, opposite
from .literal_ordering import Item, Unsupported, planned
from .terms import Json

_COMPARISONS = {
    ast.ComparisonOperator.Equal: "=",
    ast.ComparisonOperator.NotEqual: "!=",
    ast.ComparisonOperator.LessThan: "<",
    ast.ComparisonOperator.LessEqual: "<=",
    ast.ComparisonOperator.GreaterThan: ">",
    ast.ComparisonOperator.GreaterEqual: ">=",
}
_NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_FUNCTIONS = {
    ast.AggregateFunction.Count: "count",
    ast.AggregateFunction.Sum: "sum",
    ast.AggregateFunction.SumPlus: "sum+",
    ast.AggregateFunction.Min: "min",
    ast.AggregateFunction.Max: "max",
}
# A predicate's name, with ``-`` before it where it is strongly negated, and number of arguments.
Signature = tuple[str, int]
# What is only shown is drawn as if it were an atom of this predicate.
SHOWN: Signature = ("#show", 1)
Slots = dict[Signature, int]


@dataclass(frozen=True, slots=True)
class RuleData:
    """A rule as data for the prover.

    ``variables`` are the names of its variables, in the order of the values that a proof gives;
    those at the places ``apart`` belong to an element of the head, and the body does not know them.
    ``literals`` are the body literals that a proof shows. ``heads`` are the slots it can draw,
    ``rests`` those it can rest on, and ``uses`` all it speaks of.
    """

    variables: tuple[str, ...]
    literals: tuple[ast.AST, ...]
    json: Item
    heads: frozenset[int]
    rests: frozenset[int]
    uses: frozenset[int]
    apart: frozenset[int] = frozenset()


def translate(
    statement: ast.AST, identifier: int, constants: Mapping[str, Symbol], slots: Slots
) -> RuleData:
    """Translate a rule without pools, its constants replaced. Raises Unsupported.

    ``slots`` number the predicates from 1; new ones are added.
    """
    return _RuleReader(statement, Expressions(constants), slots).read(identifier)


@dataclass
class _RuleReader:
    statement: ast.AST
    _terms: Expressions
    slots: Slots
    _rests: set[int] = field(default_factory=set)
    _uses: set[int] = field(default_factory=set)

    def read(self, identifier: int) -> RuleData:
        shown: list[Item] = []
        items: list[Item] = []
        for place, literal in enumerate(self.statement.body):
            item, needed = self._literal(literal)
            shown.append({**item, "lit": place})
            items += [{**need, "lit": place} for need in needed]
        kind, guards, heads = self._head(items)
        items += self._forbidden()
        plan, bound = planned(items, frozenset(), self.statement)
        for head in heads:
            head["plan"], _ = planned(head["plan"], bound, self.statement)  # type: ignore[arg-type]
        data: Item = {
            "id": identifier,
            "vars": len(self._terms.variables),
            "plan": plan,
            "shown": shown,
            "heads": heads,
            "bounds": {"kind": kind, "guards": guards},
            "demanded": kind != "offer",
        }
        drawn = frozenset(int(str(head["p"])) for head in heads)
        return RuleData(
            tuple(name for name, _ in self._terms.variables),
            tuple(self.statement.body),
            data,
            drawn,
            frozenset(self._rests),
            frozenset(self._uses) | drawn,
            frozenset(place for (_, element), place in self._terms.variables.items() if element),
        )

    # --- heads

    def _head(self, body: list[Item]) -> tuple[str, list[list[object]], list[Item]]:
        """The kind of a head, its bounds and its elements.

        Of ``all`` every element must hold, of ``one`` at least one, of a ``choice`` a number within
        the bounds; an ``offer`` demands nothing. Items that must be defined for the rule to say
        anything are added to the body.
        """
        match self.statement.ast_type:
            case ast.ASTType.ShowTerm:
                items: list[Item] = []
                term = self._terms.flat(self.statement.term, items)
                return "offer", [], [{"p": self._slot(SHOWN), "a": [term], "plan": items}]
            case ast.ASTType.External:
                return "offer", [], [self._drawn(self.statement.atom)]
        head = self.statement.head
        match head.ast_type:
            case ast.ASTType.Literal if draws(head):
                return "all", [], [self._element(head)]
            case ast.ASTType.Literal:
                return "one", [], []
            case ast.ASTType.Disjunction:
                return "one", [], list(self._disjuncts(head, body))
            case ast.ASTType.Aggregate:
                elements = [_under(*each) for each in self._elements(head)]
                return "choice", list(self._guards(head, body)), elements
            case _:
                raise Unsupported(str(head), head.location)

    def _forbidden(self) -> list[Item]:
        """The condition that a head without atoms adds to what its body forbids: that it does not
        hold.
        """
        head = getattr(self.statement, "head", None)
        if head is None or head.ast_type is not ast.ASTType.Literal or draws(head):
            return []
        if head.atom.ast_type is ast.ASTType.SymbolicAtom:
            found, items = self._atom(head.atom)
            self._uses.add(int(str(found["p"])))
            negated = head.sign == ast.Sign.DoubleNegation
            return [*items, {"k": "neg" if negated else "notnot", **found}]
        negated = head.sign == ast.Sign.Negation
        opposite = ast.Sign.NoSign if negated else ast.Sign.Negation
        return self._literal(head.update(sign=opposite))[1]

    def _element(self, literal: ast.AST) -> Item:
        if not draws(literal):
            raise Unsupported(str(literal), literal.location)
        return self._drawn(literal.atom)

    def _drawn(self, drawn: ast.AST) -> Item:
        atom, items = self._atom(drawn)
        return {**atom, "plan": items}

    def _elements(self, head: ast.AST, apart: int = 1) -> Iterator[tuple[Item, list[Item]]]:
        """The atoms of a head of several, each with its conditions, its own variables apart."""
        shared = shared_variables(self.statement)
        for number, element in enumerate(head.elements, start=1):
            self._terms.inside = (shared, apart * number)
            conditions = self._conditions(element)
            yield self._element(element.literal), conditions
        self._terms.inside = (frozenset(), 0)

    def _disjuncts(self, head: ast.AST, body: list[Item]) -> Iterator[Item]:
        """The elements of a disjunction; where one comes to nothing, the rule says nothing."""
        for atom, conditions in self._elements(head, -1):
            computed: list[Item] = atom["plan"]  # type: ignore[assignment]
            if any(item["k"] == "in" for item in computed):
                raise Unsupported(str(head), head.location)
            if computed:
                nothing: Item = {"k": "unless", "plan": computed}
                body.append({"k": "unless", "plan": [*conditions, nothing]})
        for atom, conditions in self._elements(head):
            yield _under(atom, conditions)

    def _slot(self, signature: Signature) -> int:
        return self.slots.setdefault(signature, len(self.slots) + 1)

    def _guards(self, head: ast.AST, items: list[Item]) -> Iterator[list[object]]:
        """The bounds of a choice or an aggregate, each with the count on the left; what must be
        computed for them is added to the items: where it is undefined, the rule says nothing.
        """
        if head.left_guard is not None:
            operator = _MIRRORED[_COMPARISONS[head.left_guard.comparison]]
            yield [operator, self._terms.flat(head.left_guard.term, items)]
        if head.right_guard is not None:
            operator = _COMPARISONS[head.right_guard.comparison]
            yield [operator, self._terms.flat(head.right_guard.term, items)]

    # --- bodies

    def _literal(self, literal: ast.AST) -> tuple[Item, list[Item]]:
        """A body literal as a proof shows it, and what must be run to see that it holds."""
        if literal.ast_type is ast.ASTType.ConditionalLiteral:
            return {"k": "computed"}, [self._conditional(literal)]
        if literal.ast_type is not ast.ASTType.Literal:
            raise Unsupported(str(literal), literal.location)
        atom = literal.atom
        match atom.ast_type:
            case ast.ASTType.SymbolicAtom:
                found, items = self._atom(atom)
                kind = {0: "pos", 1: "neg", 2: "notnot"}[int(literal.sign)]
                item: Item = {"k": kind, **found}
                slot = int(str(found["p"]))
                self._uses.add(slot)
                if kind == "pos":
                    self._rests.add(slot)
                shown: Item = item if kind != "notnot" else {"k": "computed"}
                return shown, [*items, item]
            case ast.ASTType.Comparison:
                return {"k": "computed"}, list(self._comparison(literal))
            case ast.ASTType.BooleanConstant:
                holds = bool(atom.value) != (literal.sign == ast.Sign.Negation)
                return {"k": "computed"}, [{"k": "true" if holds else "false"}]
            case ast.ASTType.BodyAggregate | ast.ASTType.Aggregate:
                return {"k": "computed"}, self._aggregate(literal)
            case _:
                raise Unsupported(str(literal), literal.location)

    def _comparison(self, literal: ast.AST) -> Iterator[Item]:
        if literal.sign == ast.Sign.Negation and len(literal.atom.guards) > 1:
            # One of the links fails; what comes to nothing neither holds nor fails.
            links = [
                {"k": "unless", "plan": list(self._comparison(link))} for link in _links(literal)
            ]
            yield {"k": "unless", "plan": links}
            return
        items: list[Item] = []
        left = self._side(literal.atom.term, items)
        for guard in literal.atom.guards:
            operator = _COMPARISONS[guard.comparison]
            right = self._side(guard.term, items)
            yield from items
            items.clear()
            yield {
                "k": "cmp",
                "op": _NEGATED[operator] if literal.sign == ast.Sign.Negation else operator,
                "l": left,
                "r": right,
            }
            left = right

    def _side(self, term: ast.AST, items: list[Item]) -> Json:
        """A side of a comparison; an interval there is any one of its numbers, and what is built of
        other terms is a pattern that an equation may match.
        """
        if term.ast_type in (ast.ASTType.Interval, ast.ASTType.Function) or opposite(term):
            return self._terms.flat(term, items)
        return self._terms.expression(term, items)

    def _conditional(self, literal: ast.AST) -> Item:
        """A literal that must hold wherever its condition does."""
        condition, then = self._conditions(literal), self._literal(literal.literal)[1]
        return {"k": "forall", "plan": condition, "then": then}

    def _conditions(self, element: ast.AST) -> list[Item]:
        """The conditions of an element or a conditional literal, as they are run."""
        return [item for each in element.condition for item in self._literal(each)[1]]

    def _aggregate(self, literal: ast.AST) -> list[Item]:
        rests = set(self._rests)
        items = self._counting(literal)
        if literal.sign != ast.Sign.NoSign:
            self._rests = rests  # what is negated supports nothing
        return items

    def _counting(self, literal: ast.AST) -> list[Item]:
        """An aggregate, after what its bounds need."""
        aggregate = literal.atom
        if aggregate.ast_type is ast.ASTType.BodyAggregate:
            function = _FUNCTIONS[ast.AggregateFunction(aggregate.function)]
            elements = [self._weighed(element) for element in aggregate.elements]
        else:
            function = "count"
            elements = [self._counted(element) for element in aggregate.elements]
        items: list[Item] = []
        guards = list(self._guards(aggregate, items))
        counting: Item = {
            "k": "agg",
            "sign": int(literal.sign),
            "function": function,
            "elements": elements,
            "guards": guards,
        }
        return [*items, counting]

    def _weighed(self, element: ast.AST) -> Item:
        """An element of an aggregate: a tuple of terms under a condition."""
        plan = self._conditions(element)
        return {
            "terms": [self._terms.expression(term, plan) for term in element.terms],
            "plan": plan,
        }

    def _counted(self, element: ast.AST) -> Item:
        """An element of a body choice: what tells its literals apart is their atoms."""
        literal = element.literal
        if literal.atom.ast_type is not ast.ASTType.SymbolicAtom:
            raise Unsupported(str(literal), literal.location)
        _, items = self._literal(literal)
        atom = items[-1]
        what = ["", int(str(atom["p"])), *atom["a"]]  # type: ignore[misc]
        conditions = self._conditions(element)
        return {"terms": [int(literal.sign), what], "plan": [*items, *conditions]}

    def _atom(self, atom: ast.AST) -> tuple[Item, list[Item]]:
        """An atom without arithmetic, by its slot and arguments, and the arithmetic."""
        symbol, sign = unsigned(atom.symbol)
        if symbol.ast_type is not ast.ASTType.Function:
            raise Unsupported(str(atom), atom.location)
        items: list[Item] = []
        arguments = [self._terms.flat(argument, items) for argument in symbol.arguments]
        signature = (sign + symbol.name, len(arguments))
        return {"p": self._slot(signature), "a": arguments}, items


def _links(chain: ast.AST) -> Iterator[ast.AST]:
    """The comparisons of which a chain is made, with the chain's sign."""
    left = chain.atom.term
    for guard in chain.atom.guards:
        yield chain.update(atom=chain.atom.update(term=left, guards=[guard]))
        left = guard.term


def _under(atom: Item, conditions: list[Item]) -> Item:
    """An atom of a head under its conditions."""
    return {**atom, "plan": [*atom["plan"], *conditions]}  # type: ignore[misc]
