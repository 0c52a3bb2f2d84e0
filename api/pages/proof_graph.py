"""A proof of the interface as a reader follows it: relays folded away, steps in the law's order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...reasoner.i18n import message
from .case_state import Json
from .views.lawbook import LawBook

_OPEN = ("disputed", "assumed", "reading", "discretion")
_STATED = ("fact", "disputed", "assumed")


@dataclass(frozen=True, slots=True)
class Condition:
    """What an attempt asked for, and what it is to the attempt."""

    node: str
    standing: str


@dataclass
class ProofGraph:
    """One proof, or one answer to why not, with what the law says of its nodes."""

    proof: Json
    book: LawBook
    _lacking: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """What is proved, or is not so."""
        root: str = self.proof["root"]
        return root

    def __getitem__(self, node: str) -> Json:
        found: Json = self.proof["nodes"][node]
        return found

    def said(self, node: str) -> str:
        """What a node says; of what is absent, what would hold if it did."""
        text: str = self[node]["text"]
        if self[node]["kind"] == "absent":
            return text.removeprefix(message("told_absent", said="").say(self.book.lang))
        return text

    def kind(self, node: str) -> str:
        """The kind of a node; ``law`` where the law itself states something, whatever the case."""
        return "law" if self.is_given_by_law(node) else str(self[node]["kind"])

    def is_given_by_law(self, node: str) -> bool:
        """Whether a node is something that the law itself states."""
        told = self[node]
        return told["kind"] in {"fact", "rule"} and bool(told["rule"]) and not told["children"]

    def is_reading(self, node: str) -> bool:
        """Whether a node is an option of a reading, taken or not."""
        return self._predicate(node) == "reading"

    def is_discretion(self, node: str) -> bool:
        """Whether a node is a choice, made or not."""
        return self._predicate(node) in self._discretion

    def has_no_words(self, node: str) -> bool:
        """Whether a node is something absent that speaks to the engine alone."""
        told = self[node]
        return bool(told["kind"] == "absent" and self.said(node) == told["atom"])

    def is_unfound(self, node: str) -> bool:
        """Whether a node is a fact that the case does not have."""
        return self[node]["kind"] == "absent" and self._predicate(node) in self.book.facts

    def _predicate(self, node: str) -> str:
        return predicate(self[node]["atom"])

    # --- proofs

    def is_step(self, node: str) -> bool:
        """Whether a node is told as a step of its own."""
        told = self[node]
        return node == self.root or (told["kind"] == "rule" and bool(told["children"]))

    def steps(self) -> list[str]:
        """The steps stage by stage; within a stage, each after the steps that it rests on."""
        return sorted(filter(self.is_step, self._premises_first()), key=self.stage)

    def stage(self, node: str) -> int:
        """The place of a node's stage in the law's order; last where nothing is told of it."""
        return self._stages.get(self._predicate(node), len(self.book.law["stages"]))

    def stage_label(self, stage: int) -> str | None:
        """What a stage is called."""
        stages = self.book.law["stages"]
        return stages[stage]["label"] if stage < len(stages) else None

    def premises(self, node: str) -> list[str]:
        """What a node rests on, each once; a relay's place is taken by what it passes on."""
        found = dict.fromkeys(self._behind(child) for child in self[node]["children"])
        return [premise for premise in found if not self.has_no_words(premise)]

    def grounds(self, node: str) -> list[str]:
        """What a step rests on in short: what it names itself, or, where it only joins steps of its
        own stage, what those name.
        """
        found: dict[str, None] = {}
        waiting = [node]
        while waiting:
            premises = self.premises(waiting.pop())
            if not any(self[p]["kind"] in _STATED for p in premises):
                joined = [p for p in premises if self._is_beside(p, node)]
                premises = [p for p in premises if p not in joined]
                waiting += reversed(joined)
            found |= dict.fromkeys(filter(self._needs_saying, premises))
        return sorted(found, key=lambda ground: self[ground]["kind"] == "absent")

    def _is_beside(self, premise: str, node: str) -> bool:
        return self.is_step(premise) and self.stage(premise) == self.stage(node)

    def _needs_saying(self, node: str) -> bool:
        if self[node]["kind"] == "absent":
            return not self.is_unfound(node)
        return self[node]["kind"] != "computed" and not self.is_given_by_law(node)

    def _premises_first(self) -> Iterator[str]:
        """Every node below the root, each once, after all that it rests on."""
        entered: set[str] = set()
        waiting = [(self.root, iter(self.premises(self.root)))]
        while waiting:
            node, rest = waiting[-1]
            premise = next(rest, None)
            if premise is None:
                yield node
                waiting.pop()
            elif premise not in entered:
                entered.add(premise)
                waiting.append((premise, iter(self.premises(premise))))

    @cached_property
    def contested(self) -> frozenset[str]:
        """The nodes that rest on something that could be otherwise."""
        found: set[str] = set()
        for node in self._premises_first():
            if self[node]["kind"] in _OPEN or found.intersection(self.premises(node)):
                found.add(node)
        return frozenset(found)

    # --- answers to why not

    def ways(self, absent: str) -> list[str]:
        """The attempts of rules that could have given what is absent."""
        children = self[absent]["children"]
        return [c for c in children if self[c]["kind"] == "absent" and self[c]["rule"]]

    def conditions(self, way: str) -> list[Condition]:
        """What an attempt asked for, in the order of the rule, each thing once."""
        pairs = zip(self[way]["children"], self.standings(way), strict=True)
        found = (Condition(self._behind(child), standing) for child, standing in pairs)
        return list({condition.node: condition for condition in found}.values())

    def standings(self, way: str) -> Sequence[str]:
        """What each condition of an attempt is to it."""
        found: Sequence[str] = self[way].get("standing", ())
        return found

    def lacks(self, absent: str) -> frozenset[str]:
        """The conditions without which no way at all could have given what is absent."""
        known = self._lacking.get(absent)
        if known is None:
            self._lacking[absent] = frozenset()
            each = [self._way_lacks(way) for way in self.ways(absent)]
            known = frozenset.intersection(*each) if each else frozenset({absent})
            self._lacking[absent] = known
        return known

    def _way_lacks(self, way: str) -> frozenset[str]:
        missing = (c.node for c in self.conditions(way) if c.standing == "missing")
        return frozenset().union(*(self.lacks(node) for node in missing))

    # --- relays

    def _behind(self, node: str) -> str:
        """The node itself, or what it only passes on."""
        while True:
            ways = self.ways(node)
            if self[node]["kind"] == "rule" and self._relays(node):
                [node] = self[node]["children"]
            elif len(ways) == 1 and self._relays(ways[0]) and self._misses_only(ways[0]):
                [node] = self[ways[0]]["children"]
            else:
                return node

    def _misses_only(self, way: str) -> bool:
        """Whether the one condition of an attempt is missing."""
        return [*self.standings(way)] == ["missing"]

    def _relays(self, node: str) -> bool:
        """Whether a rule says nothing to a reader: it has no words and draws a step from one
        condition.
        """
        told = self[node]
        if not told["rule"] or len(told["children"]) != 1:
            return False
        if self._predicate(node) in self._conclusions or self._has_words(node):
            return False
        condition = self[told["children"][0]]
        kind = str(condition["kind"])
        return kind != "computed" and (kind == "absent") == bool(self.standings(node))

    def _has_words(self, node: str) -> bool:
        """Whether the rule of a node has words; one that is not found is taken to have."""
        use = self[node]["rule"]
        place = (use["file"], use["line"], use["column"])
        for number in self[node]["provisions"]:
            for rule in self.book.rules(number):
                if (rule["file"], rule["line"], rule["column"]) == place:
                    return rule["words"] is not None
        return True

    # --- the law

    @cached_property
    def _conclusions(self) -> frozenset[str]:
        verdict, rest = self.book.verdict, self.book.law["conclusions"]
        return frozenset({verdict["predicate"], *(each["predicate"] for each in rest)})

    @cached_property
    def _discretion(self) -> frozenset[str]:
        return frozenset(each["predicate"] for each in self.book.law["discretion"])

    @cached_property
    def _stages(self) -> Mapping[str, int]:
        """The place of the stage of each predicate; none where the law does not tell those of its
        steps, which would leave a few stages without their middle.
        """
        law = self.book.law
        if "steps" not in law:
            return {}
        order = {stage["id"]: place for place, stage in enumerate(law["stages"])}
        told = [law["verdict"]]
        for part in ("steps", "conclusions", "discretion", "assumptions"):
            told += law[part]
        return {each["predicate"]: order[each["stage"]] for each in told if each["stage"] in order}


def predicate(atom: str) -> str:
    """What an atom says of its arguments."""
    return atom.partition("(")[0].lstrip("-")
