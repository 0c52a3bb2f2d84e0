"""A proof graph as a reader follows it: relays folded away, steps in the order of the law."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePath

from ..atoms import AtomSyntaxError, read_atom
from ..i18n import LANGS, Words
from ..pack.model import Pack
from ..pack.words import Speaker
from .json import Standing
from .proof_graph import Node, Proof

OPEN_KINDS = frozenset({"disputed", "assumed", "reading", "discretion"})
_STATED = frozenset({"fact", "disputed", "assumed"})


class ProofView:
    """One proof, or one answer to why not, under the law of one pack."""

    def __init__(self, proof: Proof, pack: Pack) -> None:
        self._proof = proof
        self._pack = pack
        self._lacking: dict[str, frozenset[str]] = {}

    @property
    def root(self) -> Node:
        """The conclusion: what is proved, or does not hold."""
        return self._proof.nodes[self._proof.root]

    def conclusion(self) -> Words:
        """The root in the words of its predicate, whatever those of the rule that drew it."""
        if self.root.negated is not None:
            return self.root.negated
        try:
            return Speaker(self._pack).say(read_atom(self.root.atom))
        except AtomSyntaxError:
            return self.root.text

    def is_reading(self, node: Node) -> bool:
        """True for an option of a reading, taken or not."""
        return _predicate(node) == "reading"

    def is_discretion(self, node: Node) -> bool:
        """True for a choice, made or not."""
        return _predicate(node) in self._pack.predicates_of("discretion")

    def is_unfound(self, node: Node) -> bool:
        """True for a fact that the case does not have."""
        return node.kind == "absent" and _predicate(node) in self._pack.vocabulary.facts

    def needs_saying(self, node: Node) -> bool:
        """False for comparisons, for what the law itself states, and for absences without words."""
        return node.kind != "computed" and not is_given_by_law(node) and not is_wordless(node)

    # --- proofs

    def is_step(self, node: Node) -> bool:
        """True for a numbered step; any other node stands beneath the steps that rest on it."""
        return node.id == self._proof.root or (node.kind == "rule" and bool(node.children))

    def steps(self) -> list[Node]:
        """List the steps stage by stage; within a stage, each after those that it rests on."""
        return sorted(filter(self.is_step, self._premises_first()), key=self.stage)

    def stage(self, node: Node) -> int:
        """The number of a node's stage in the pack's order."""
        return self._pack.stage(_predicate(node))

    def premises(self, node: Node) -> list[Node]:
        """List what a node rests on, each once; what a relay passes on takes the relay's place."""
        found = (self._behind(self._proof.nodes[child]) for child in node.children)
        return [p for p in {p.id: p for p in found}.values() if not is_wordless(p)]

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
        """List in short what a step rests on: what it names itself, or, where it only joins steps
        of its own stage, what those name; facts that are not stated are left out.
        """
        found: dict[str, Node] = {}
        waiting = [node]
        while waiting:
            premises = self.premises(waiting.pop())
            if not any(p.kind in _STATED for p in premises):
                joined = [p for p in premises if self._is_beside(p, node)]
                premises = [p for p in premises if p not in joined]
                waiting += reversed(joined)
            found |= {p.id: p for p in premises if self.needs_saying(p) and not self.is_unfound(p)}
        return sorted(found.values(), key=lambda ground: ground.kind == "absent")

    def _is_beside(self, premise: Node, node: Node) -> bool:
        """True for a step of the same stage."""
        same = self.stage(premise) == self.stage(node)
        return bool(self._pack.stages) and self.is_step(premise) and same

    @cached_property
    def contested(self) -> frozenset[str]:
        """The nodes that rest on something that could be otherwise."""
        found: set[str] = set()
        for node in self._premises_first():
            if node.kind in OPEN_KINDS or any(p.id in found for p in self.premises(node)):
                found.add(node.id)
        return frozenset(found)

    # --- answers to "why not"

    def ways(self, absent: Node) -> list[Node]:
        """List the attempts of rules that could have drawn what is absent."""
        children = (self._proof.nodes[child] for child in absent.children)
        return [child for child in children if child.kind == "absent" and child.rule is not None]

    def conditions(self, way: Node, standing: Standing) -> list[Node]:
        """List the conditions of an attempt that have this standing to it, in the order of the
        rule, each once.
        """
        found: dict[str, tuple[Node, Standing]] = {}
        for child, stands in zip(way.children, way.standing, strict=True):
            node = self._behind(self._proof.nodes[child])
            found[node.id] = node, stands
        return [node for node, stands in found.values() if stands == standing]

    def lacks(self, absent: Node) -> frozenset[str]:
        """The ids of conditions that every way to what is absent lacks: facts not stated and
        options not taken.
        """
        known = self._lacking.get(absent.id)
        if known is None:
            self._lacking[absent.id] = frozenset()
            each = [self._way_lacks(way) for way in self.ways(absent)]
            known = frozenset.intersection(*each) if each else frozenset({absent.id})
            self._lacking[absent.id] = known
        return known

    def _way_lacks(self, way: Node) -> frozenset[str]:
        return frozenset().union(*map(self.lacks, self.conditions(way, "missing")))

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
        """True for a rule that says nothing to a reader: it has no words and draws a step from one
        condition. An author gives it words where it should be shown.
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


def is_given_by_law(node: Node) -> bool:
    """True for what the law itself states, whatever the case."""
    return node.kind in ("fact", "rule") and node.rule is not None and not node.children


def is_wordless(node: Node) -> bool:
    """True for an absence whose predicate has no words: it serves the rules alone."""
    return node.negated is not None and node.negated.say(LANGS[0]) == node.atom


def shared(groups: Sequence[Sequence[Node]]) -> list[Node]:
    """The nodes that all of several groups have."""
    first, *others = groups
    ids = [{node.id for node in group} for group in others]
    return [node for node in first if all(node.id in group for group in ids)]
