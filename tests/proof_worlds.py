"""Programs, their answer sets by clingo, and what the proof engine makes of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import clingo
from clingo import ast
from clingo.symbol import Symbol

from reasoner.proof.engine import ask
from reasoner.proof.terms import term_json, term_symbol
from reasoner.proof.translate import RuleData, translate

PROGRAMS = {
    "arithmetic": "p(1..5). q(X+1) :- p(X), X<4. r(Y) :- q(Y), not p(Y-1).",
    "operators": "v(-7/2). v(7\\3). v(-7\\3). v(|-3|). v(2**3). v(5&3). v(5?2). v(5^1). v(~1).",
    "inverse arithmetic": "n(0). n(X+1) :- n(X), X < 5. prev(X) :- n(X+1). dbl(Y) :- n(2*Y).",
    "choice with bounds": "{a;b;c} 2. d :- a, not b. :- c, not a. e(X) :- X=#count{1:a;2:b;3:c}.",
    "colouring": "1 {c(X,(r;g;b))} 1 :- n(X). n(1..3). e(1,2). e(2,3). :- e(X,Y), c(X,C), c(Y,C).",
    "positive recursion": "e(1,2;2,3;3,1;3,4). p(X,Y) :- e(X,Y). p(X,Z) :- p(X,Y), e(Y,Z).",
    "a loop that a choice opens": "a :- b. b :- a. {c}. a :- c.",
    "disjunction": "a | b :- c. c. d :- a. e :- not a. b | f.",
    "double negation": "p :- not not p. q :- not p.",
    "strong negation": "-p(1). p(2). q(X) :- -p(X). r :- not -p(3).",
    "aggregates": """item(a,3;b,4;c,-2). {in(I) : item(I,_)}.
        s(X) :- X = #sum{W,I : item(I,W), in(I)}.
        m(X) :- X = #max{W : item(_,W)}. n(X) :- X = #min{W,I : in(I), item(I,W)}.
        t :- #sum+{W,I : item(I,W), in(I)} > 5. u :- not 2 #count{I : in(I)} 2.""",
    "conditional literals": """all :- p(X) : q(X). p(1). q(1). {q(2)}. z(X) :- q(X), not p(X).
        w :- 1 {p(X) : q(X)}.""",
    "comparisons": """x(X) :- X = 1..3. y(X,Y) :- x(X), x(Y), X != Y, 1 < X+Y < 5. z(a;b).
        c(X,Z) :- x(X), z(Z), X = 2.""",
    "constants": "#const n = 3. p(1..n). q(n). {r(X) : p(X)} = 1.",
    "strings and tuples": r"""f("x y","\"q\"\\"). g(X,Y) :- f(X,Y), X < Y. h((1,2),()).
        k(A) :- h((A,_),_).""",
    "the order of terms": """o(X) :- X = (1;-1;2;"a";"b";b;ab;f(1);f(2);g(1);f(1,0);(1,2)).
        o(();(1,);#inf;#sup;"";"B"). less(X,Y) :- o(X), o(Y), X < Y.""",
}


def rules_of(text: str) -> list[RuleData]:
    """The rules of a program as data, its constants replaced."""
    statements: list[ast.AST] = []
    ast.parse_string(text, statements.append)
    control = clingo.Control(["--warn=none"])
    control.add("base", [], text)
    constants = {
        s.name: value
        for s in statements
        if s.ast_type is ast.ASTType.Definition
        for value in [control.get_const(s.name)]
        if value is not None
    }
    rules: list[RuleData] = []
    for statement in statements:
        if statement.ast_type is ast.ASTType.Rule:
            for plain in statement.unpool():
                rules.append(translate(plain, len(rules), constants))
    return rules


def load(rules: Iterable[RuleData]) -> None:
    """Give the rules to the proof engine as its program ``test``."""
    ask({"do": "load", "program": "test", "rules": [rule.json for rule in rules]})


def answer_sets(text: str) -> Iterator[list[Symbol]]:
    control = clingo.Control(["--warn=none", "--models=0"])
    control.add("base", [], text)
    control.ground([("base", [])])
    with control.solve(yield_=True) as models:
        for model in models:
            yield list(model.symbols(atoms=True))


def request(
    do: str, world: Iterable[Symbol], given: Iterable[Symbol] = (), atoms: Sequence[Symbol] = ()
) -> dict[str, Any]:
    return ask(
        {
            "do": do,
            "program": "test",
            "world": [term_json(atom) for atom in world],
            "given": [term_json(atom) for atom in given],
            "atoms": [term_json(atom) for atom in atoms],
        }
    )


def faults(world: Iterable[Symbol], given: Iterable[Symbol] = ()) -> int:
    """How many atoms have no proof and how many rules are not kept."""
    found = request("certify", world, given)
    return len(found["unsupported"]) + len(found["violated"])


def proofs(
    world: Iterable[Symbol], atom: Symbol, given: Iterable[Symbol] = ()
) -> dict[Symbol, dict[str, Any]]:
    """The steps of the smallest proof of an atom, by the atoms they prove."""
    found = request("prove", world, given, [atom])["proofs"]
    return {term_symbol(step["atom"]): step for step in found}


def children(step: dict[str, Any]) -> list[Symbol]:
    """The atoms that a step rests on."""
    return [term_symbol(item["atom"]) for item in step["shown"] if item["k"] == "pos"]
