"""Whether the proofs of a case are made of rules of its law, judged by clingo alone.

What stands beneath a law's proofs, facts of the case and readings, are leaves: they name no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx
from clingo import ast
from clingo.symbol import Symbol

from support.oracles.clingo_program import Fault, Json, Program
from support.oracles.rule_instances import LEAVES, Claims
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.explanation.proof_graph import Proof
from wenze.reasoner.pack import Pack


class LawProgram(Program):
    """The rules of a pack by the places where they stand, its files read by clingo anew."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(*sorted(pack.folder.rglob("*.lp")))
        self._by_name = {
            (path.name, line, column): statement
            for (path, line, column), statement in self._statements.items()
        }

    def statement(self, said: Json) -> ast.AST:
        """The rule at a place that a proof names."""
        found = self._by_name.get((said["file"], said["line"], said["column"]))
        if found is None:
            raise Fault(f"no rule at {said['file']}:{said['line']}:{said['column']}")
        return found

    @cached_property
    def constant_values(self) -> dict[str, Symbol]:
        """A law has no constants to replace."""
        return {}


@dataclass
class LawClaims:
    """The proofs of one world's conclusions."""

    program: LawProgram
    atoms: frozenset[Symbol]
    _claims: Claims = field(init=False)

    def __post_init__(self) -> None:
        self._claims = Claims(self.program, self.atoms)

    def add(self, proof: Proof) -> None:
        """Take a proof in; what needs no grounding is judged at once. Raises Fault."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(proof.nodes)
        graph.add_edges_from((node.id, child) for node in proof for child in node.children)
        if set(graph) != set(proof.nodes) or not nx.is_directed_acyclic_graph(graph):
            raise Fault("the proof goes in a circle, or has no node for what it rests on")
        if len(nx.descendants(graph, proof.root)) + 1 != len(proof.nodes):
            raise Fault("nothing rests on some of the nodes")
        true = [node.atom for node in proof if node.kind not in LEAVES]
        if len(true) != len(set(true)):
            raise Fault("something is proved twice")
        said: Mapping[str, Json] = {node.id: node.as_json("en") for node in proof}
        for node in proof:
            if node.kind in LEAVES:
                if node.children or node.rule is not None:
                    raise Fault(f"{node.atom} is a leaf, and rests on something")
            elif node.rule is None:
                if node.children or read_atom(node.atom) not in self.atoms:
                    raise Fault(f"{node.atom} is a leaf that does not hold")
            else:
                self._claims.add(_as_plain(said[node.id], self.program), said, is_root=False)

    def check(self) -> None:
        """Judge the rule instances. Raises Fault."""
        self._claims.check()


def _as_plain(node: Json, program: LawProgram) -> Json:
    """A node as a program that is no law would call it: a law's assumptions are drawn by rules, and
    what it states itself are facts.
    """
    if node["kind"] not in ("rule", "assumed"):
        return node
    return {**node, "kind": "rule" if program.statement(node["rule"]).body else "fact"}
