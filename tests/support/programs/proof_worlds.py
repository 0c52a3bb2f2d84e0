"""Programs, their answer sets by clingo, and what the proof engine makes of them."""

from collections.abc import Iterable, Iterator

import clingo
import networkx as nx
from clingo import ast
from clingo.symbol import Symbol

from wenze.reasoner.explanation.proof_graph import Proof
from wenze.reasoner.explanation.worded_steps import proof_of as smallest
from wenze.reasoner.proof.prover import CertificateFailed, Prover
from wenze.reasoner.syntax import Sourced

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
    "conditional heads": """{p(X) : q(X)}. q(1..2). a(X) : p(X) | b :- q(1). c :- a(_).
        1 {d(X,Y) : q(Y)} 1 :- p(X). s(X) : q(X), not p(X) :- p(1).""",
    "externals": "#external e(1). #external f(X) : q(X). [true] q(1..2). g(X) :- f(X), not e(X).",
    "the order of terms": """o(X) :- X = (1;-1;2;"a";"b";b;ab;f(1);f(2);g(1);f(1,0);(1,2)).
        o(();(1,);#inf;#sup;"";"B"). less(X,Y) :- o(X), o(Y), X < Y.""",
}


PROVED = (ast.ASTType.Rule, ast.ASTType.External, ast.ASTType.ShowTerm)


def prover_of(text: str) -> Prover:
    """The proof engine with a program, its constants replaced."""
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
    return Prover([sourced(s) for s in statements if s.ast_type in PROVED], constants)


def sourced(statement: ast.AST) -> Sourced:
    """A statement of a program that stands in no file."""
    place = statement.location.begin
    return Sourced(statement, "program.lp", place.line, place.column, str(statement))


def answer_sets(text: str) -> Iterator[list[Symbol]]:
    control = clingo.Control(["--warn=none", "--models=0"])
    control.add("base", [], text)
    control.ground([("base", [])])
    with control.solve(yield_=True) as models:
        for model in models:
            yield list(model.symbols(atoms=True))


def only_answer_set(text: str) -> list[Symbol]:
    [world] = answer_sets(text)
    return world


def certified(
    prover: Prover, world: Iterable[Symbol], given: Iterable[Symbol] = ()
) -> CertificateFailed | None:
    """What keeps a world from being an answer set; nothing where it is one."""
    with prover.world(world, given) as found:
        try:
            found.certify()
        except CertificateFailed as failed:
            return failed
    return None


def proof_of(text: str, goal: str, world: Iterable[Symbol] | None = None) -> Proof:
    """The smallest proof of an atom in a world of a program, its only one if none is named."""
    with prover_of(text).world(only_answer_set(text) if world is None else world) as found:
        return smallest(found, clingo.parse_term(goal))


def assert_sound(proof: Proof) -> None:
    """Everything below has its node, and no atom stands on itself."""
    graph: nx.DiGraph[str] = nx.DiGraph(
        (node.id, child) for node in proof for child in node.children
    )
    assert set(graph) <= set(proof.nodes)
    assert nx.is_directed_acyclic_graph(graph)
    true = [node.atom for node in proof if node.kind not in ("absent", "computed")]
    assert len(true) == len(set(true))
