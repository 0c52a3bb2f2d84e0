"""A program's rules as data for the proof engine, in one form for every construct.

Arithmetic and intervals are taken out of atoms, so that atoms match by unification, and a rule's
body becomes a plan: an order of its items in which each is reached when what it needs is bound.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clingo import ast
from clingo.symbol import Symbol, SymbolType

from reasoner.proof.plan import Item, Unsupported, planned
from reasoner.proof.terms import Json, term_json

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
_BINARY = {
    ast.BinaryOperator.Plus: "+",
    ast.BinaryOperator.Minus: "-",
    ast.BinaryOperator.Multiplication: "*",
    ast.BinaryOperator.Division: "/",
    ast.BinaryOperator.Modulo: "\\",
    ast.BinaryOperator.And: "&",
    ast.BinaryOperator.Or: "?",
    ast.BinaryOperator.XOr: "^",
    ast.BinaryOperator.Power: "**",
}
_FUNCTIONS = {
    ast.AggregateFunction.Count: "count",
    ast.AggregateFunction.Sum: "sum",
    ast.AggregateFunction.SumPlus: "sum+",
    ast.AggregateFunction.Min: "min",
    ast.AggregateFunction.Max: "max",
}
_UNARY = {
    ast.UnaryOperator.Minus: "-",
    ast.UnaryOperator.Absolute: "abs",
    ast.UnaryOperator.Negation: "~",
}


# A predicate's name, with ``-`` before it where it is strongly negated, and number of arguments.
Signature = tuple[str, int]
# What is only shown is drawn as if it were an atom of this predicate.
SHOWN: Signature = ("#show", 1)
Slots = dict[Signature, int]


@dataclass(frozen=True, slots=True)
class RuleData:
    """One rule for the proof engine.

    ``variables`` are the names of its variables, in the order of the values that a proof gives;
    ``literals`` the body literals that a proof shows. ``heads`` are the slots it can draw,
    ``rests`` those it can rest on, and ``uses`` all it speaks of.
    """

    variables: tuple[str, ...]
    literals: tuple[ast.AST, ...]
    json: Item
    heads: frozenset[int]
    rests: frozenset[int]
    uses: frozenset[int]


def translate(
    statement: ast.AST, identifier: int, constants: Mapping[str, Symbol], slots: Slots
) -> RuleData:
    """A rule without pools as data, program constants replaced. Raises Unsupported.

    ``slots`` number the predicates from 1; new ones are added.
    """
    return _RuleReader(statement, constants, slots).read(identifier)


@dataclass
class _RuleReader:
    statement: ast.AST
    constants: Mapping[str, Symbol]
    slots: Slots
    _variables: dict[str, int] = field(default_factory=dict)
    _rests: set[int] = field(default_factory=set)
    _uses: set[int] = field(default_factory=set)

    def read(self, identifier: int) -> RuleData:
        shown: list[Item] = []
        items: list[Item] = []
        for place, literal in enumerate(self.statement.body):
            item, needed = self._literal(literal)
            shown.append({**item, "lit": place})
            items += [{**need, "lit": place} for need in needed]
        kind, guards, heads = self._head()
        items += self._forbidden()
        plan, bound = planned(items, frozenset(), self.statement)
        for head in heads:
            head["plan"], _ = planned(head["plan"], bound, self.statement)  # type: ignore[arg-type]
        data: Item = {
            "id": identifier,
            "vars": len(self._variables),
            "plan": plan,
            "shown": shown,
            "heads": heads,
            "bounds": {"kind": kind, "guards": guards},
            "demanded": kind != "offer",
        }
        drawn = frozenset(int(str(head["p"])) for head in heads)
        return RuleData(
            tuple(self._variables),
            tuple(self.statement.body),
            data,
            drawn,
            frozenset(self._rests),
            frozenset(self._uses) | drawn,
        )

    # --- heads

    def _head(self) -> tuple[str, list[list[object]], list[Item]]:
        """What kind of head it is, its bounds and its elements.

        Of ``all`` every element must hold, of ``one`` at least one, of a ``choice`` a number within
        the bounds; an ``offer`` demands nothing.
        """
        match self.statement.ast_type:
            case ast.ASTType.ShowTerm:
                items: list[Item] = []
                term = self._flat(self.statement.term, items)
                return "offer", [], [self._drawn(SHOWN, [term], items)]
            case ast.ASTType.External:
                atom, items = self._atom(self.statement.atom)
                return "offer", [], [{**atom, "plan": items}]
        head = self.statement.head
        match head.ast_type:
            case ast.ASTType.Literal if _draws(head):
                return "all", [], [self._element(head, ())]
            case ast.ASTType.Literal:
                return "one", [], []
            case ast.ASTType.Disjunction:
                elements = [self._element(e.literal, e.condition) for e in head.elements]
                if any(item["k"] == "in" for e in elements for item in e["plan"]):  # type: ignore[attr-defined]
                    raise Unsupported(str(head), head.location)
                return "one", [], elements
            case ast.ASTType.Aggregate:
                elements = [self._element(e.literal, e.condition) for e in head.elements]
                return "choice", list(self._guards(head)), elements
            case _:
                raise Unsupported(str(head), head.location)

    def _forbidden(self) -> list[Item]:
        """What a head that draws nothing forbids beside the body: that it does not hold."""
        head = getattr(self.statement, "head", None)
        if head is None or head.ast_type is not ast.ASTType.Literal or _draws(head):
            return []
        if head.atom.ast_type is ast.ASTType.SymbolicAtom:
            found, items = self._atom(head.atom)
            self._uses.add(int(str(found["p"])))
            negated = head.sign == ast.Sign.DoubleNegation
            return [*items, {"k": "neg" if negated else "notnot", **found}]
        negation = {ast.Sign.NoSign: ast.Sign.Negation}.get(head.sign, ast.Sign.NoSign)
        return self._literal(head.update(sign=negation))[1]

    def _element(self, literal: ast.AST, conditions: Iterable[ast.AST]) -> Item:
        if not _draws(literal):
            raise Unsupported(str(literal), literal.location)
        atom, items = self._atom(literal.atom)
        for condition in conditions:
            items += self._literal(condition)[1]
        return {**atom, "plan": items}

    def _drawn(self, signature: Signature, arguments: list[Json], items: list[Item]) -> Item:
        return {"p": self._slot(signature), "a": arguments, "plan": items}

    def _slot(self, signature: Signature) -> int:
        return self.slots.setdefault(signature, len(self.slots) + 1)

    def _guards(self, head: ast.AST) -> Iterator[list[object]]:
        """The bounds of a choice, each with the count on the left."""
        if head.left_guard is not None:
            operator = _MIRRORED[_COMPARISONS[head.left_guard.comparison]]
            yield [operator, self._expression(head.left_guard.term)]
        if head.right_guard is not None:
            operator = _COMPARISONS[head.right_guard.comparison]
            yield [operator, self._expression(head.right_guard.term)]

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
                return {"k": "computed"}, [self._aggregate(literal)]
            case _:
                raise Unsupported(str(literal), literal.location)

    def _comparison(self, literal: ast.AST) -> Iterator[Item]:
        if literal.sign == ast.Sign.Negation and len(literal.atom.guards) > 1:
            chain = literal.update(sign=ast.Sign.NoSign)
            yield {"k": "unless", "plan": list(self._comparison(chain))}
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
        if term.ast_type in (ast.ASTType.Interval, ast.ASTType.Function):
            return self._flat(term, items)
        return self._expression(term)

    def _conditional(self, literal: ast.AST) -> Item:
        """A literal that must hold wherever its condition does."""
        condition = [item for c in literal.condition for item in self._literal(c)[1]]
        return {"k": "forall", "plan": condition, "then": self._literal(literal.literal)[1]}

    def _aggregate(self, literal: ast.AST) -> Item:
        rests = set(self._rests)
        item = self._counting(literal)
        if literal.sign != ast.Sign.NoSign:
            self._rests = rests  # what is negated supports nothing
        return item

    def _counting(self, literal: ast.AST) -> Item:
        aggregate = literal.atom
        if aggregate.ast_type is ast.ASTType.BodyAggregate:
            function = _FUNCTIONS[ast.AggregateFunction(aggregate.function)]
            elements = [
                {
                    "terms": [self._expression(term) for term in element.terms],
                    "plan": [i for c in element.condition for i in self._literal(c)[1]],
                }
                for element in aggregate.elements
            ]
        else:
            function = "count"
            elements = [
                {
                    "terms": [int(element.literal.sign), self._counted(element.literal)],
                    "plan": [
                        item
                        for part in (element.literal, *element.condition)
                        for item in self._literal(part)[1]
                    ],
                }
                for element in aggregate.elements
            ]
        return {
            "k": "agg",
            "sign": int(literal.sign),
            "function": function,
            "elements": elements,
            "guards": list(self._guards(aggregate)),
        }

    def _counted(self, literal: ast.AST) -> Json:
        """What tells the literals of a body choice apart: their atoms."""
        if literal.atom.ast_type is not ast.ASTType.SymbolicAtom:
            raise Unsupported(str(literal), literal.location)
        atom = self._atom(literal.atom)[0]
        return ["", int(str(atom["p"])), *atom["a"]]  # type: ignore[misc]

    def _atom(self, atom: ast.AST) -> tuple[Item, list[Item]]:
        """An atom without arithmetic, by its slot and arguments, and the arithmetic."""
        symbol, sign = atom.symbol, ""
        if symbol.ast_type is ast.ASTType.UnaryOperation:
            symbol, sign = symbol.argument, "-"
        if symbol.ast_type is not ast.ASTType.Function:
            raise Unsupported(str(atom), atom.location)
        items: list[Item] = []
        arguments = [self._flat(argument, items) for argument in symbol.arguments]
        signature = (sign + symbol.name, len(arguments))
        return {"p": self._slot(signature), "a": arguments}, items

    def _flat(self, term: ast.AST, items: list[Item]) -> Json:
        """A term of an atom; what must be computed gets a variable and an item."""
        match term.ast_type:
            case ast.ASTType.Variable:
                return self._variable(term)
            case ast.ASTType.SymbolicTerm:
                return self._constant(term)
            case ast.ASTType.Function if not term.external:
                arguments = [self._flat(argument, items) for argument in term.arguments]
                return [term.name, *arguments]
            case ast.ASTType.Interval:
                fresh = self._fresh()
                low, high = self._expression(term.left), self._expression(term.right)
                items.append({"k": "in", "l": fresh, "low": low, "high": high})
                return fresh
            case ast.ASTType.UnaryOperation if (opposite := _opposite(term)) is not None:
                return self._flat(opposite, items)
            case ast.ASTType.BinaryOperation | ast.ASTType.UnaryOperation:
                fresh = self._fresh()
                items.append({"k": "is", "l": fresh, "r": self._expression(term)})
                return fresh
            case _:
                raise Unsupported(str(term), term.location)

    def _expression(self, term: ast.AST) -> Json:
        """A term that is computed where it stands."""
        match term.ast_type:
            case ast.ASTType.Variable:
                return self._variable(term)
            case ast.ASTType.SymbolicTerm:
                return self._constant(term)
            case ast.ASTType.Function if not term.external:
                return [term.name, *(self._expression(a) for a in term.arguments)]
            case ast.ASTType.BinaryOperation if term.operator_type in _BINARY:
                sides = [self._expression(term.left), self._expression(term.right)]
                return {"o": _BINARY[ast.BinaryOperator(term.operator_type)], "x": sides}
            case ast.ASTType.UnaryOperation if (opposite := _opposite(term)) is not None:
                return self._expression(opposite)
            case ast.ASTType.UnaryOperation:
                operator = _UNARY[ast.UnaryOperator(term.operator_type)]
                return {"o": operator, "x": [self._expression(term.argument)]}
            case _:
                raise Unsupported(str(term), term.location)

    def _constant(self, term: ast.AST) -> Json:
        symbol = term.symbol
        if symbol.type is SymbolType.Function and not symbol.arguments:
            symbol = self.constants.get(symbol.name, symbol)
        return term_json(symbol)

    def _variable(self, term: ast.AST) -> Json:
        if term.name == "_":
            return self._fresh()
        return {"v": self._variables.setdefault(term.name, len(self._variables))}

    def _fresh(self) -> Json:
        name = f"_{len(self._variables)}"
        return {"v": self._variables.setdefault(name, len(self._variables))}


def _draws(head: ast.AST) -> bool:
    """Whether a literal in the head is an atom that the rule makes true."""
    return head.atom.ast_type is ast.ASTType.SymbolicAtom and head.sign == ast.Sign.NoSign


def _opposite(term: ast.AST) -> ast.AST | None:
    """The function that a minus before another one makes; None where it may be a number."""
    inner = term.argument
    if term.operator_type != ast.UnaryOperator.Minus or inner.ast_type is not ast.ASTType.Function:
        return None
    if not inner.name or not inner.arguments or inner.external:
        return None
    name = inner.name[1:] if inner.name.startswith("-") else f"-{inner.name}"
    opposite: ast.AST = inner.update(name=name)
    return opposite
