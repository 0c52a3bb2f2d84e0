"""Whether what ``wenze asp --format json`` says of a program is so, judged by clingo alone.

Nothing of the reasoner is imported: the program is read, solved and its rules instantiated anew.
"""

from collections import Counter
from collections.abc import Sequence

import networkx as nx

from support.oracles.clingo_program import AnswerSet, Fault, Json, Program, is_constraint
from support.oracles.rule_instances import LEAVES, Claims


def check_output(program: Program, lines: Sequence[Json]) -> None:
    """All that was said of a program. Raises Fault."""
    expected = program.answer_sets
    if not expected:
        if len(lines) != 1 or lines[0].get("satisfiable") is not False:
            raise Fault("the program has no answer set")
        check_conflict(program, lines[0])
        return
    if any(line.get("satisfiable") is False for line in lines):
        raise Fault("the program has answer sets")
    said = Counter(tuple(sorted(line["atoms"])) for line in lines)
    if said != Counter(answer_set.shown for answer_set in expected):
        raise Fault(f"other answer sets than clingo's: {len(lines)} for {len(expected)}")
    for line in lines:
        check_line(program, line)


def check_line(program: Program, line: Json) -> None:
    """One answer set with its proofs. Where clingo finds several that show the same, one of them
    has to bear out every proof. Raises Fault.
    """
    if line.get("certified") is not True:
        raise Fault("not certified")
    shown = tuple(sorted(line["atoms"]))
    fault = Fault(f"no such answer set: {shown}")
    for answer_set in program.answer_sets:
        if answer_set.shown == shown:
            try:
                _check_proofs(program, answer_set, line["proofs"])
            except Fault as found:
                fault = found
            else:
                return
    raise fault


def check_conflict(program: Program, line: Json) -> None:
    """A conflict names rules of the program, and stays one with every other constraint dropped."""
    named = [program.statement(entry) for entry in line["conflict"]]
    if not named:
        raise Fault("a conflict of nothing")
    places = {str(statement.location.begin) for statement in named}
    if program.satisfiable_without(
        lambda s: is_constraint(s) and str(s.location.begin) not in places
    ):
        raise Fault("the conflict named is none")


def _check_proofs(program: Program, answer_set: AnswerSet, proofs: Json) -> None:
    if sorted(proofs) != list(answer_set.shown):
        raise Fault("not exactly the shown atoms are proved")
    claims = Claims(program, answer_set.atoms)
    for atom, proof in proofs.items():
        _check_graph(atom, proof)
        for id_, node in proof["nodes"].items():
            claims.add(node, proof["nodes"], is_root=id_ == proof["root"])
    claims.check()


def _check_graph(atom: str, proof: Json) -> None:
    """One node for each thing proved, all reached from the root, none standing on itself."""
    nodes: Json = proof["nodes"]
    if proof["root"] not in nodes or nodes[proof["root"]]["atom"] != atom:
        raise Fault(f"the root is not {atom}")
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    for id_, node in nodes.items():
        for child in node["children"]:
            if child not in nodes:
                raise Fault(f"no node {child}")
            graph.add_edge(id_, child)
        if node["kind"] in LEAVES and node["children"]:
            raise Fault(f"{node['atom']} is a leaf and has children")
    if not nx.is_directed_acyclic_graph(graph):
        raise Fault(f"the proof of {atom} goes in a circle")
    if len(nx.descendants(graph, proof["root"])) + 1 != len(nodes):
        raise Fault(f"the proof of {atom} has nodes that nothing rests on")
    proved = Counter(node["atom"] for node in nodes.values() if node["kind"] not in LEAVES)
    twice = [name for name, count in proved.items() if count > 1]
    if twice:
        raise Fault(f"proved at two nodes: {twice}")
