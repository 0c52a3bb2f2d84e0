"""The shortest decision tree over the open questions of a case, down to what discretion may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from clingo.symbol import Symbol

from ...answer.json import AskedContrastJson
from ...answer.receipt import RECEIPT, digests, receipt
from ...atoms import atom, plain
from ...budget import anytime
from ...case.case import Case
from ...graphs import UnionFind
from ...pack.model import Pack
from ...solver.diagram import Node
from ...solver.outcomes import Outcomes
from .choice_words import ChoiceSpeaker
from .choices import Kind, Value, Way
from .json import (
    DecisionLeafJson,
    DecisionQuestionJson,
    DecisionTreesJson,
    DecisionTreesMembersJson,
    PossibleDispositionJson,
)
from .tree_search import End, TooMuchWork, Tree, TreeSearch

# How many rests of the question are worked out for the shortest tree, and for one that need not be,
# and how many questions a tree has at most that is shared, and one that is not.
MOST_WORK = 10_000
MOST_WORK_IN_HASTE = 20_000
MOST_SHARED = 200
MOST_ALONE = 2_000
# How many questions may follow each other: many JSON readers follow no deeper answer.
MOST_DEEP = 150


@dataclass(frozen=True, slots=True)
class PossibleVerdict:
    """A disposition that is open to a person, and the discretion that gives it: the shortest way
    that does whatever else is answered. Where there is none such, it ``depends`` on further
    questions which of several ways does. Without a way it hangs on no discretion.
    """

    verdict: Symbol
    ways: tuple[tuple[Symbol, ...], ...]
    depends: bool


@dataclass(frozen=True, slots=True)
class TreeEnd:
    """The end of a way through a tree: the verdicts possible for each person."""

    persons: Mapping[str, tuple[PossibleVerdict, ...]]


@dataclass(frozen=True, slots=True)
class TreeQuestion:
    """A question on a reading or a disputed fact, and where each answer leads; answers that are
    refused whatever else is answered lead nowhere.
    """

    kind: Kind
    name: str
    branches: tuple[tuple[tuple[Value, ...], "DecisionNode"], ...]


DecisionNode = TreeQuestion | TreeEnd


@dataclass(frozen=True, slots=True)
class DecisionTree:
    """A tree for some persons. ``exact`` says that there is none that is shorter."""

    persons: tuple[str, ...]
    root: DecisionNode
    inner: int
    depth: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decision trees of a case, one for each group of persons who share a question.

    Together they lead to each set of dispositions. Persons share a question also through others: so
    trees stand ``apart``, and any end of one goes with any end of the others. That is not so where
    a common tree is too large, and those whom it is about have a tree each; who is ``undecided``
    has none. ``complete`` says that nothing is too large, and that no tree is longer than it must
    be.
    """

    trees: tuple[DecisionTree, ...]
    undecided: tuple[str, ...]
    apart: bool
    complete: bool
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)

    def as_json(self, lang: str) -> DecisionTreesJson:
        """The whole answer with its receipt."""
        speaker = ChoiceSpeaker(self.pack, lang)
        members: DecisionTreesMembersJson = {
            "trees": [
                {
                    "persons": list(tree.persons),
                    "inner_nodes": tree.inner,
                    "depth": tree.depth,
                    "exact": tree.exact,
                    "tree": _node(tree.root, speaker),
                }
                for tree in self.trees
            ],
            "undecided": list(self.undecided),
            "apart": self.apart,
            "exhausted": self.complete,
        }
        request: AskedContrastJson = {"call": "contrast", "outcomes": [], "lang": lang}
        made = receipt(request, self.case, self.pack, digests(members), exhausted=self.complete)
        return {**members, RECEIPT: made}


def decisions(outcomes: Outcomes, seconds: float | None = None) -> Decisions:
    """The shortest decision trees of a case: fewest questions, then least depth, then the order of
    the law. After `seconds` of processor time, those found until then.
    """
    return _Deciding(outcomes).made(seconds)


class _Deciding:
    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self._variables = outcomes.model.variables
        self._diagrams = outcomes.model.variables.diagrams
        self._parts = {person: part for part in outcomes.model.parts for person in part.verdicts}
        self._words: dict[Symbol, Node] = {}

    def made(self, seconds: float | None) -> Decisions:
        found: list[list[DecisionTree]] = []
        persons: tuple[str, ...] = ()
        with anytime(seconds) as run:
            persons = tuple(map(plain, self._outcomes.summary.persons))
            self._words = {
                person: self._words_of(person) for person in self._outcomes.summary.persons
            }
            for group in self._groups():
                found.append(self._together(group))
        trees = tuple(tree for together in found for tree in together)
        decided = {person for tree in trees for person in tree.persons}
        undecided = tuple(person for person in persons if person not in decided)
        apart = all(len(together) <= 1 for together in found)
        return Decisions(
            trees,
            undecided,
            apart,
            run.complete and apart and not undecided and all(tree.exact for tree in trees),
            self._outcomes.pack,
            self._outcomes.findings.case,
        )

    def _words_of(self, person: Symbol) -> Node:
        """The words for what may become of a person, under each combination of answers; what is
        certain may stand beside a part that seemed to leave it open.
        """
        certain = frozenset(
            symbol.arguments[1]
            for symbol in self._outcomes.model.certain.conclusions
            if symbol.name == self._outcomes.pack.verdict and symbol.arguments[0] == person
        )
        if certain or person not in self._parts:
            return self._diagrams.leaf(certain)
        return self._parts[person].words_of(person)

    def _groups(self) -> list[list[Symbol]]:
        """The persons who share questions, and as one group those for whom none is open; in the
        case's order.
        """
        order = list(self._outcomes.summary.persons)
        bonds = UnionFind[Symbol | int](order)
        settled = [p for p in order if len({*self._diagrams.values(self._words[p])} - {None}) == 1]
        bonds.union(*settled)
        for person in order:
            if person not in settled:
                variables = self._diagrams.variables(self._words[person])
                bonds.union(person, *variables)
        return [[p for p in order if p in group] for group in bonds.sets()]

    def _together(self, persons: Sequence[Symbol]) -> list[DecisionTree]:
        """The tree of some persons; one for each of them, where their common tree is too large; of
        one person alone, none.
        """
        functions = [self._words[person] for person in persons]
        for exact, work in ((True, MOST_WORK), (False, MOST_WORK_IN_HASTE)):
            search = TreeSearch(self._diagrams, work, exact=exact)
            try:
                size = search.size(functions)
            except TooMuchWork:
                continue
            most = MOST_SHARED if len(persons) > 1 else MOST_ALONE
            if size.inner <= most and size.depth <= MOST_DEEP:
                root = self._node(search.tree(functions), persons)
                return [DecisionTree(_names(persons), root, size.inner, size.depth, exact)]
        if len(persons) == 1:
            return []
        return [tree for person in persons for tree in self._together([person])]

    # --- nodes

    def _node(self, tree: Tree, persons: Sequence[Symbol]) -> DecisionNode:
        if isinstance(tree, End):
            return self._leaf(tree, persons)
        kind: Kind = "disputed" if tree.variable < self._variables.first_reading else "reading"
        name = self._variables.names[tree.variable]
        values: Sequence[Value] = (
            self._variables.options[name] if kind == "reading" else (True, False)
        )
        return TreeQuestion(
            kind,
            name,
            tuple(
                (tuple(values[answer] for answer in answers), self._node(rest, persons))
                for answers, rest in tree.branches
            ),
        )

    def _leaf(self, end: End, persons: Sequence[Symbol]) -> TreeEnd:
        diagrams = self._diagrams
        allowed = diagrams.all_of(
            reduce(diagrams.either, (diagrams.answered(variable, answer) for answer in answers))
            for variable, answers in end.answers.items()
        )
        verdict = self._outcomes.pack.verdict
        found = {}
        for person, words in zip(persons, end.values, strict=True):
            verdicts = self._outcomes.model.in_order(atom(verdict, person, word) for word in words)
            found[plain(person)] = tuple(
                self._possible(each, allowed, choosing=len(words) > 1) for each in verdicts
            )
        return TreeEnd(found)

    def _possible(self, verdict: Symbol, allowed: Node, *, choosing: bool) -> PossibleVerdict:
        """A disposition with the discretion that gives it where these answers are taken."""
        ways = self._ways(verdict, allowed) if choosing else []
        common = frozenset.intersection(*ways) if ways else frozenset()
        shortest = [_shortest(common)] if common else [*dict.fromkeys(map(_shortest, ways))]
        return PossibleVerdict(
            verdict,
            tuple(tuple(self._outcomes.model.in_order(way)) for way in shortest if way),
            len(shortest) > 1,
        )

    def _ways(self, verdict: Symbol, allowed: Node) -> list[frozenset[Way]]:
        """The exercises of discretion that give a verdict, under each combination of the other
        answers.
        """
        part = self._parts[verdict.arguments[0]]
        exercises = self._diagrams.where(part.exercises, allowed)
        return [
            frozenset(way for conclusions, way in found if verdict in conclusions)
            for found in self._diagrams.values(exercises)
            if found is not None
        ]


def _node(node: DecisionNode, speaker: ChoiceSpeaker) -> DecisionQuestionJson | DecisionLeafJson:
    """A question, and for each set of answers what follows; or each person's dispositions."""
    if isinstance(node, TreeEnd):
        return {
            "dispositions": {
                person: [_possible(each, speaker) for each in possible]
                for person, possible in node.persons.items()
            }
        }
    return {
        **speaker.question(node.kind, node.name),
        "branches": [
            {
                "answers": [speaker.taken(node.name, value) for value in taken],
                "then": _node(then, speaker),
            }
            for taken, then in node.branches
        ],
    }


def _possible(each: PossibleVerdict, speaker: ChoiceSpeaker) -> PossibleDispositionJson:
    """A disposition with the ways to it."""
    return {
        "disposition": str(each.verdict.arguments[1]),
        "text": speaker.end(each.verdict),
        "discretion": [[speaker.statement(choice) for choice in way] for way in each.ways],
        "depends": each.depends,
    }


def _names(persons: Iterable[Symbol]) -> tuple[str, ...]:
    return tuple(map(plain, persons))


def _shortest(ways: Iterable[Way]) -> Way:
    """The shortest exercise of discretion, the first of several."""
    return min(ways, key=lambda way: (len(way), sorted(way)))
