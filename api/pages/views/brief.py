"""The view of the brief: one document for the file, with all that can be defended and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from ....reasoner.answer.json import OutcomesAnswerJson, ReceiptJson
from ....reasoner.answer.outline import OutcomesOutline, OutcomesOutliner
from ....reasoner.answer.partial import is_whole
from ....reasoner.answer.why import Explanation, explain
from ....reasoner.answer.why_outline import position
from ....reasoner.atoms import plain
from ....reasoner.budget import anytime, limited
from ....reasoner.errors import CaseRefused
from ....reasoner.explanation.absence_outline import absence_outline
from ....reasoner.explanation.outline import Citation, Citer, Statement
from ....reasoner.explanation.proof_outline import ProofOutline, proof_outline
from ....reasoner.inquiry.contrast.decision_tree import decisions
from ....reasoner.inquiry.contrast.outline import DecisionsOutline, decisions_outline
from ....reasoner.pack.provision import Provision
from ....reasoner.pack.words import Speaker
from ....reasoner.proof.bridge import ProverMissing
from ....reasoner.solver.outcomes import Outcomes
from ....reasoner.solver.results import Outcome
from .task import PostedCase, case_task

# So many outcomes are listed one by one; more are grouped, as far as they are looked at.
ONE_BY_ONE = 50
LOOKED_AT = 1000
# At most so many proofs are looked for; further verdicts have none beside them.
MOST_PROOFS = 150
# The shares of the time that is left for what is found, for the trees and for the proofs.
_OUTCOMES, _TREES, _PROOFS = 0.5, 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Reason:
    """A proof by its number: of which disposition of whom, and the first outcome that has it."""

    number: int
    person: str
    label: str
    outcome: str
    proof: ProofOutline


@dataclass(frozen=True, slots=True)
class Excluded:
    """A disposition that a person gets in no outcome, and in short why not in the first: for each
    way to it, what it lacks and what stands in it.
    """

    label: str
    outcome: str = ""
    details: tuple[str, ...] = ()
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class BriefView:
    """The brief. `late` says that the time was up before everything was found.

    `facts` are statements by group of the vocabulary, each with the section of the case. Outcomes
    are listed one by one, or grouped as `alike` by what everybody gets, with their number and the
    position of the first; `numbers` are those of their proofs, by outcome and person, and
    `by_person` by person and disposition.
    """

    issuer: str
    translation: str
    outline: OutcomesOutline
    late: str | None
    school_reason: str | None
    facts: Sequence[tuple[str, Sequence[tuple[str, Statement]]]]
    decisions: DecisionsOutline | None
    is_listed: bool
    looked_at: int
    alike: Sequence[tuple[Mapping[str, str], int, str]]
    numbers: Mapping[str, Mapping[str, int | None]]
    by_person: Sequence[tuple[str, Sequence[tuple[str, int | None]]]]
    reasons: Sequence[Reason]
    excluded: Sequence[tuple[str, Sequence[Excluded]]]
    receipt: ReceiptJson
    annex: Sequence[Citation]


@case_task
def brief_view(posted: PostedCase) -> BriefView:
    """Make the brief of the case."""
    pack, lang = posted.pack, posted.lang
    with limited(posted.seconds) as budget:
        found = posted.reasoner.solve(posted.case)
        count = found.count
    is_listed = count is not None and count <= ONE_BY_ONE
    outliner = OutcomesOutliner(found, lang)
    with anytime(_OUTCOMES * budget.left) as outlined:
        outliner.write(last=ONE_BY_ONE if is_listed else 0)
    outline = outliner.outline
    answer = posted.reasoner.outcomes(posted.case, lang, LOOKED_AT, _OUTCOMES * budget.left)
    trees = decisions(found, _TREES * budget.left)
    reasons = _Reasons(found, outline, lang)
    with anytime(_PROOFS * budget.left) as proved:
        reasons.find(is_listed=is_listed)
    with anytime(budget.left) as refuted:
        reasons.find_excluded()
    whole = all(run.complete for run in (outlined, proved, refuted)) and is_whole(answer)
    view = BriefView(
        pack.about.issuer.say(lang),
        pack.about.translation.say(lang),
        outline,
        None if whole else posted.late,
        _school_reason(posted),
        _stated(found, lang),
        decisions_outline(trees, lang),
        is_listed,
        len(answer["outcomes"]),
        [] if is_listed else _alike(answer, outline),
        reasons.numbers,
        [*reasons.by_person.items()],
        [*reasons.found.values()],
        [*reasons.excluded.items()],
        answer["receipt"],
        (),
    )
    return replace(view, annex=annex(view))


def _school_reason(posted: PostedCase) -> str | None:
    school = posted.case.school and posted.pack.school(posted.case.school.id)
    return school.reason.say(posted.lang) if school else None


def _stated(found: Outcomes, lang: str) -> list[tuple[str, list[tuple[str, Statement]]]]:
    """The statements of the case, as the vocabulary groups them."""
    known, findings = found.pack.vocabulary, found.findings
    speaker, cite = Speaker(found.pack), Citer(found.pack, lang)
    order = list(known.facts)
    groups: dict[str, list[tuple[str, Statement]]] = {name: [] for name in known.groups}
    sections = {
        "facts": findings.stated,
        "disputed": findings.disputed,
        "denied": findings.denied,
    }
    rows = [(section, symbol) for section, symbols in sections.items() for symbol in symbols]
    for section, symbol in sorted(rows, key=lambda row: order.index(row[1].name)):
        fact = known.facts[symbol.name]
        statement = Statement(speaker.say(symbol).say(lang), cite(fact.provisions))
        groups[fact.group].append((section, statement))
    labels = known.groups
    return [(labels[name].say(lang), facts) for name, facts in groups.items() if facts]


def _alike(
    answer: OutcomesAnswerJson, outline: OutcomesOutline
) -> list[tuple[Mapping[str, str], int, str]]:
    """Outcomes by what becomes of everybody."""
    labels = {d.atom: d.label for person in outline.persons or () for d in person.dispositions}
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for outcome in answer["outcomes"]:
        verdicts = [each["atom"] for each in outcome["conclusions"] if each["atom"] in labels]
        named = zip(outcome["dispositions"], map(labels.__getitem__, verdicts), strict=True)
        found.setdefault(tuple(named), []).append(outcome["id"])
    return [(dict(named), len(ids), position(ids[0])) for named, ids in found.items()]


class _Reasons:
    """The proofs of a brief, each once, referred to by their numbers."""

    def __init__(self, outcomes: Outcomes, outline: OutcomesOutline, lang: str) -> None:
        self._outcomes = outcomes
        self._outline = outline
        self._lang = lang
        self._cite = Citer(outcomes.pack, lang)
        self._looked_for: dict[object, int | None] = {}
        self.found: dict[ProofOutline, Reason] = {}
        self.numbers: dict[str, dict[str, int | None]] = {}
        self.by_person: dict[str, list[tuple[str, int | None]]] = {}
        self.excluded: dict[str, list[Excluded]] = {}

    def find(self, *, is_listed: bool) -> None:
        """Find the proofs of the verdicts of each outcome, or of each disposition of a person."""
        for outcome in self._outline.outcomes if is_listed else ():
            numbers = self.numbers.setdefault(outcome.id, {})
            for verdict in outcome.verdicts:
                resting = _resting(verdict.person, self._outcomes.at(int(outcome.position)))
                key = (verdict.atom, resting)
                numbers[verdict.person] = self._number(
                    key, verdict.person, verdict.atom, verdict.label, outcome.id
                )
        for person in () if is_listed else self._outline.persons or ():
            listed = self.by_person.setdefault(person.name, [])
            for each in person.dispositions:
                if each.standing != "excluded":
                    number = self._number(each.atom, person.name, each.atom, each.label, None)
                    listed.append((each.label, number))

    def find_excluded(self) -> None:
        """Find why persons do not get the dispositions that no outcome gives them."""
        for person in self._outline.persons or ():
            excluded = self.excluded.setdefault(person.name, [])
            excluded += [
                self._excluded(each.atom, each.label)
                for each in person.dispositions
                if each.standing == "excluded"
            ]

    def _number(
        self, key: object, person: str, atom: str, label: str, outcome: str | None
    ) -> int | None:
        """The number of a proof; `key` is the same only for outcomes with the same proof."""
        if key not in self._looked_for:
            enough = len(self._looked_for) >= MOST_PROOFS
            found = None if enough else self._explained(atom, outcome, holds=True)
            self._looked_for[key] = None if found is None else self._numbered(found, person, label)
        return self._looked_for[key]

    def _numbered(self, found: Explanation, person: str, label: str) -> int:
        outline = proof_outline(found.proof, self._outcomes.pack, self._lang, self._cite)
        if outline not in self.found:
            number, at = len(self.found) + 1, position(found.outcome.id)
            self.found[outline] = Reason(number, person, label, at, outline)
        return self.found[outline].number

    def _explained(self, atom: str, outcome: str | None, *, holds: bool) -> Explanation | None:
        """The reasons of an atom; None where there are none to be had, as without an engine."""
        try:
            return explain(self._outcomes, atom, outcome, holds=holds)
        except (CaseRefused, ProverMissing):
            return None

    def _excluded(self, atom: str, label: str) -> Excluded:
        found = self._explained(atom, None, holds=False)
        if found is None:
            return Excluded(label)
        outline = absence_outline(found.proof, self._outcomes.pack, self._lang, self._cite)
        ways = (
            (
                tuple(lack.condition.text for lack in way.lacks),
                tuple(obstacle.condition.text for obstacle in way.obstacles),
            )
            for way in outline.ways.each
        )
        distinct = tuple(dict.fromkeys(ways))
        return Excluded(label, position(found.outcome.id), outline.details, distinct)


def _resting(person: str, outcome: Outcome) -> object:
    """All on which a verdict on `person` in an outcome can rest: not what is chosen for others."""
    others = {
        str(verdict.arguments[0])
        for verdict in outcome.conclusions
        if verdict.arguments and plain(verdict.arguments[0]) != person
    }
    chosen = frozenset(
        choice
        for part in outcome.parts
        for way in part.ways
        for choice in way
        if not any(str(argument) in others for argument in choice.arguments)
    )
    return tuple(outcome.readings.items()), tuple(outcome.disputed.items()), chosen


# --- what is cited


def annex(view: object) -> list[Citation]:
    """Everything that a view cites, in the order of the law; words that stand in a wider provision
    that is cited too are not repeated.
    """
    cited = {Provision.parse(each.number): each for each in _citations(view)}
    by_article: dict[int, list[str]] = {}
    found = []
    for provision in sorted(cited):
        before = by_article.setdefault(provision.article, [])
        passages = cited[provision].passages
        new = tuple(p for p in passages if not any(p.text in words for words in before))
        before += [passage.text for passage in new]
        if new:
            found.append(replace(cited[provision], passages=new))
    return found


def _citations(value: object) -> Iterator[Citation]:
    """Every citation in a value."""
    if isinstance(value, Citation):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _citations(getattr(value, each.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _citations(each)
