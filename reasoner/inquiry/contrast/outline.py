"""Outlines of a contrast of two outcomes, and of the decision trees of a case."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...answer.outline import ConclusionOutline, VerdictOutline, conclusion_outlines
from ...explanation.absence_outline import AbsenceOutline, absence_outline
from ...explanation.outline import Citation, Citer
from ...explanation.proof_outline import ProofOutline, proof_outline
from ...i18n import message
from ...pack.words import Speaker
from .choice_words import ChoiceSpeaker
from .choices import Kind
from .contrast import Contrast, DecidedChoice, DrawnConclusion, Side, VerdictProofs
from .decision_tree import DecisionNode, Decisions, DecisionTree, PossibleVerdict, TreeEnd


@dataclass(frozen=True, slots=True)
class ContrastedChoice:
    """A choice with its answer in either outcome; None where it does not arise.

    ``needed`` marks one of the fewest choices that make the difference, ``always_needed`` one that
    is in every such set.
    """

    kind: Kind
    text: str
    citations: tuple[Citation, ...]
    a: str | None
    b: str | None
    needed: bool
    always_needed: bool


@dataclass(frozen=True, slots=True)
class ContrastedPerson:
    """The dispositions of a person in both outcomes; None where the person has no role."""

    name: str
    a: VerdictOutline | None
    b: VerdictOutline | None
    differs: bool


@dataclass(frozen=True, slots=True)
class ContrastedOutcome:
    """One of the two outcomes, with the conclusions but verdicts that it alone draws."""

    id: str
    conclusions: tuple[ConclusionOutline, ...]


@dataclass(frozen=True, slots=True)
class VerdictReasons:
    """A verdict of the outcome ``holds_in``, with the reasons, and why not in the other."""

    person: str
    text: str
    holds_in: Side
    why: ProofOutline
    why_not: AbsenceOutline

    @property
    def elsewhere(self) -> Side:
        """The outcome in which the verdict does not hold."""
        return "b" if self.holds_in == "a" else "a"


@dataclass(frozen=True, slots=True)
class ContrastOutline:
    """Two outcomes side by side, in one language; ``common`` are conclusions but verdicts of both.

    ``reasons`` are None where SWI-Prolog is missing; ``unproved`` counts further persons whose
    verdicts differ. ``unique`` says that no other choices, as few, make the difference.
    """

    law: str
    title: str | None
    a: ContrastedOutcome
    b: ContrastedOutcome
    common: tuple[ConclusionOutline, ...]
    choices: tuple[ContrastedChoice, ...]
    followers: tuple[ContrastedChoice, ...]
    unique: bool
    persons: tuple[ContrastedPerson, ...]
    reasons: tuple[VerdictReasons, ...] | None
    unproved: int

    @property
    def needed(self) -> int:
        """The number of choices that make the difference."""
        return sum(choice.needed for choice in self.choices)


def contrast_outline(found: Contrast, lang: str) -> ContrastOutline:
    """Outline a contrast in ``lang``."""
    outliner = _Outliner(found, lang)
    reasons = found.reasons
    return ContrastOutline(
        found.pack.about.heading(lang),
        found.case.title,
        ContrastedOutcome(found.a.id, outliner.conclusions("a")),
        ContrastedOutcome(found.b.id, outliner.conclusions("b")),
        outliner.conclusions("both"),
        tuple(map(outliner.choice, found.choices)),
        tuple(map(outliner.choice, found.followers)),
        found.unique,
        tuple(
            ContrastedPerson(name, outliner.verdict(a, "a"), outliner.verdict(b, "b"), a != b)
            for name, (a, b) in found.persons.items()
        ),
        None if reasons is None else tuple(map(outliner.reasons, reasons)),
        len(found.unproved),
    )


class _Outliner:
    def __init__(self, found: Contrast, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._speaker = Speaker(found.pack)
        self._choices = ChoiceSpeaker(found.pack, lang)
        self._cite = Citer(found.pack, lang)

    def choice(self, decided: DecidedChoice) -> ContrastedChoice:
        found = self._choices.choice(decided.choice)
        a, b = found["a"], found["b"]
        return ContrastedChoice(
            found["kind"],
            found["text"],
            self._cite(found["provisions"]),
            a and a["text"],
            b and b["text"],
            decided.needed,
            decided.always_needed,
        )

    def verdict(self, drawn: DrawnConclusion | None, side: Side) -> VerdictOutline | None:
        if drawn is None:
            return None
        provisions = (drawn.a if side == "a" else drawn.b) or ()
        return VerdictOutline(
            drawn.person,
            str(drawn.conclusion),
            self._choices.end(drawn.conclusion),
            self._cite(provisions),
        )

    def conclusions(self, side: Side) -> tuple[ConclusionOutline, ...]:
        verdict = self._found.pack.verdict
        others = [d for d in self._found.drawn_by(side) if d.conclusion.name != verdict]
        return conclusion_outlines(
            (drawn.conclusion for drawn in others),
            {drawn.conclusion: drawn.provisions for drawn in others},
            self._speaker,
            self._cite,
        )

    def reasons(self, reasons: VerdictProofs) -> VerdictReasons:
        pack, lang = self._found.pack, self._lang
        return VerdictReasons(
            reasons.verdict.person,
            self._speaker.say(reasons.verdict.conclusion).say(lang),
            reasons.holds_in,
            proof_outline(reasons.why, pack, lang, self._cite),
            absence_outline(reasons.why_not, pack, lang, self._cite),
        )


# --- decision trees


@dataclass(frozen=True, slots=True)
class PossibleOutline:
    """A disposition that is open to a person; ``discretion`` is the discretion that gives it."""

    label: str
    discretion: str | None


@dataclass(frozen=True, slots=True)
class EndOutline:
    """The end of a way through a tree: each person with the dispositions that are possible."""

    persons: tuple[tuple[str, tuple[PossibleOutline, ...]], ...]


@dataclass(frozen=True, slots=True)
class QuestionOutline:
    """A question of a tree, and where its answers lead."""

    kind: Kind
    text: str
    citations: tuple[Citation, ...]
    branches: tuple[tuple[tuple[str, ...], "TreeNodeOutline"], ...]


TreeNodeOutline = QuestionOutline | EndOutline


@dataclass(frozen=True, slots=True)
class TreeOutline:
    """A decision tree for some persons; ``exact`` says that none is shorter."""

    persons: tuple[str, ...]
    inner: int
    depth: int
    exact: bool
    root: TreeNodeOutline


@dataclass(frozen=True, slots=True)
class DecisionsOutline:
    """The decision trees of a case, in one language; see ``Decisions``."""

    law: str
    title: str | None
    trees: tuple[TreeOutline, ...]
    undecided: tuple[str, ...]
    apart: bool


def decisions_outline(found: Decisions, lang: str) -> DecisionsOutline:
    """Outline decision trees in ``lang``."""
    cite, speaker = Citer(found.pack, lang), ChoiceSpeaker(found.pack, lang)

    def tree(each: DecisionTree) -> TreeOutline:
        return TreeOutline(each.persons, each.inner, each.depth, each.exact, node(each.root))

    def node(each: DecisionNode) -> TreeNodeOutline:
        if isinstance(each, TreeEnd):
            return EndOutline(
                tuple((name, possible(found)) for name, found in each.persons.items())
            )
        question = speaker.question(each.kind, each.name)
        return QuestionOutline(
            each.kind,
            speaker.put(question),
            cite(question["provisions"]),
            tuple(
                (tuple(speaker.taken(each.name, value)["text"] for value in taken), node(then))
                for taken, then in each.branches
            ),
        )

    def possible(found: Iterable[PossibleVerdict]) -> tuple[PossibleOutline, ...]:
        return tuple(PossibleOutline(speaker.end(each.verdict), discretion(each)) for each in found)

    def discretion(possible: PossibleVerdict) -> str | None:
        if not possible.ways:
            return None
        either, both = message("text_or").say(lang), message("text_semicolon").say(lang)
        ways = either.join(both.join(map(speaker.exercise, way)) for way in possible.ways)
        key = "contrast_depends" if possible.depends else "contrast_ways"
        return message(key, ways=ways).say(lang)

    return DecisionsOutline(
        found.pack.about.heading(lang),
        found.case.title,
        tuple(map(tree, found.trees)),
        found.undecided,
        found.apart,
    )
