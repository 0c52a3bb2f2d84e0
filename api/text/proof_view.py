"""A proof as a reader follows it: relays folded away, steps in the order of the law."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ...reasoner.atoms import AtomSyntaxError, read_atom
from ...reasoner.explanation.proof_graph import Node, Proof, Standing
from ...reasoner.i18n import Words
from ...reasoner.pack.model import Pack
from ...reasoner.pack.words import Speaker
from .proof_lines import is_given_by_law


@dataclass(frozen=True, slots=True)
class Condition:
    """What an attempt asked for, and what it is to the attempt."""

    node: Node
    standing: Standing


class ProofView:
    """One proof, or one answer to "why not", under the law of one pack."""

    def __init__(self, proof: Proof, pack: Pack) -> None:
        self._proof = proof
        self._pack = pack
        self._lacking: dict[str, frozenset[str]] = {}

    @property
    def root(self) -> Node:
        """What is proved, or is not so."""
        return self._proof.nodes[self._proof.root]

    def conclusion(self) -> Words:
        """The root in the words of its predicate, whatever those of the rule that drew it."""
        if self.root.negated is not None:
            return self.root.negated
        try:
            return Speaker(self._pack).say(read_atom(self.root.atom))
        except AtomSyntaxError:
            return self.root.text

    def statement(self, node: Node) -> Words:
        """What would hold if what is absent held; for any other node, what it says."""
        return node.negated or node.text

    def is_reading(self, node: Node) -> bool:
        """Whether a node is an option of a reading, taken or not."""
        return _predicate(node) == "reading"

    def is_discretion(self, node: Node) -> bool:
        """Whether a node is a choice, made or not."""
        return _predicate(node) in self._pack.predicates_of("discretion")

    def is_unfound(self, node: Node) -> bool:
        """Whether a node is a fact that the case does not have."""
        return node.kind == "absent" and _predicate(node) in self._pack.vocabulary.facts

    # --- proofs

    def is_step(self, node: Node) -> bool:
        """Whether a node is told as a step of its own; all others stand beneath the steps that
        rest on them.
        """
        return node.id == self._proof.root or (node.kind == "rule" and bool(node.children))

    def steps(self) -> list[Node]:
        """The steps stage by stage; within a stage, each after the steps that it rests on."""
        return sorted(filter(self.is_step, self._premises_first()), key=self.stage)

    def stage(self, node: Node) -> int:
        """The place of a node's stage in the pack's order."""
        return self._pack.stage(_predicate(node))

    def premises(self, node: Node) -> list[Node]:
        """What a node rests on, each once; a relay's place is taken by what it passes on."""
        found = (self._behind(self._proof.nodes[child]) for child in node.children)
        return list({premise.id: premise for premise in found}.values())

    def _premises_first(self) -> Iterator[Node]:
        """Every node below the root, each once, after all that it rests on."""
        entered: set[str] = set()
        waiting = [(self.root, iter(self.premises(self.root)))]
        while waiting:
            node, rest = waiting[-1]
            premise = next(rest, None)
            if premise is None:
                yield node
                waiting.pop()
            elif premise.id not in entered:
                entered.add(premise.id)
                waiting.append((premise, iter(self.premises(premise))))

    def grounds(self, node: Node) -> list[Node]:
        """What a step rests on in short: what it names itself, or, where it only joins steps of
        its own stage, what those name. Comparisons, what the law itself states and facts that are
        not stated go without saying.
        """
        found: dict[str, Node] = {}
        waiting = [node]
        while waiting:
            premises = self.premises(waiting.pop())
            if not any(p.kind in ("fact", "disputed", "assumed") for p in premises):
                joined = [p for p in premises if self._is_beside(p, node)]
                premises = [p for p in premises if p not in joined]
                waiting += reversed(joined)
            found |= {p.id: p for p in premises if self._needs_saying(p)}
        return sorted(found.values(), key=lambda ground: ground.kind == "absent")

    def _is_beside(self, premise: Node, node: Node) -> bool:
        """Whether a premise is a step of the same stage."""
        same = self.stage(premise) == self.stage(node)
        return bool(self._pack.stages) and self.is_step(premise) and same

    def _needs_saying(self, node: Node) -> bool:
        if node.kind == "absent":
            return _predicate(node) not in self._pack.vocabulary.facts
        return node.kind != "computed" and not is_given_by_law(node)

    # --- answers to "why not"

    def ways(self, absent: Node) -> list[Node]:
        """The attempts of rules that could have given what is absent."""
        children = (self._proof.nodes[child] for child in absent.children)
        return [child for child in children if child.kind == "absent" and child.rule is not None]

    def conditions(self, way: Node) -> list[Condition]:
        """What an attempt asked for, in the order of the rule, each thing once."""
        found = (
            Condition(self._behind(self._proof.nodes[child]), standing)
            for child, standing in zip(way.children, way.standing, strict=True)
        )
        return list({condition.node.id: condition for condition in found}.values())

    def lacks(self, absent: Node) -> frozenset[str]:
        """The conditions without which no way at all could have given what is absent: facts not
        stated and options not taken, by their nodes.
        """
        known = self._lacking.get(absent.id)
        if known is None:
            self._lacking[absent.id] = frozenset()
            each = [self._way_lacks(way) for way in self.ways(absent)]
            known = frozenset.intersection(*each) if each else frozenset({absent.id})
            self._lacking[absent.id] = known
        return known

    def _way_lacks(self, way: Node) -> frozenset[str]:
        missing = (c.node for c in self.conditions(way) if c.standing == "missing")
        return frozenset().union(*(self.lacks(node) for node in missing))

    # --- relays

    def _behind(self, node: Node) -> Node:
        """The node itself, or what it only passes on."""
        while True:
            ways = self.ways(node)
            if node.kind == "rule" and self._relays(node):
                [passed] = node.children
            elif len(ways) == 1 and self._relays(ways[0]) and ways[0].standing == ("missing",):
                [passed] = ways[0].children
            else:
                return node
            node = self._proof.nodes[passed]

    def _relays(self, node: Node) -> bool:
        """Whether a rule says nothing to a reader: it has no words and draws a step from one
        condition. An author gives it words where it should be told.
        """
        use = node.rule
        if use is None or len(node.children) != 1 or _predicate(node) in self._pack.conclusions:
            return False
        rule = self._pack.rule_at(PurePath(use.file).name, use.line, use.column)
        if rule is None or rule.words is not None:
            return False
        condition = self._proof.nodes[node.children[0]]
        return condition.kind != "computed" and (condition.kind == "absent") == bool(node.standing)


def _predicate(node: Node) -> str:
    return node.atom.partition("(")[0].lstrip("-")


def shared(groups: Sequence[Sequence[Node]]) -> list[Node]:
    """The nodes that all of several groups have."""
    first, *others = groups
    ids = [{node.id for node in group} for group in others]
    return [node for node in first if all(node.id in group for group in ids)]
