"""Relevance: the facts that are not stated and still matter, as questions, most telling first."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from clingo.symbol import Symbol, SymbolType

from ...answer.json import AskedJson
from ...answer.receipt import receipted
from ...atoms import plain
from ...budget import anytime, processor_time
from ...case.case import Case
from ...grouping import grouped
from ...i18n import LANGS, Words, fill, message
from ...pack.model import Pack
from ...pack.words import Speaker
from ...solver.outcomes import Outcomes
from ..fact_space import fact_space
from ..hypothetical import Hypothetical
from ..law_writer import LawWriter
from .json import OpenQuestionJson, RelevanceAnswerJson, RelevanceMembersJson, TellingQuestionJson
from .relevant_facts import RelevantFacts, relevant_facts

# What a case may come to that states some facts; None where it is refused.
Admitted = Callable[[frozenset[Symbol]], frozenset[Symbol] | None]
# Predicate and entities: what a question is about; its answers are the other arguments.
Subject = tuple[str, tuple[Symbol, ...]]
# So many facts are looked into at most: what they take grows with their square.
MAX_CONSIDERED = 600
# Of the time that is given, these shares may be gone when facts are found, and what they change.
_FINDING, _TELLING = 0.6, 0.9


@dataclass(frozen=True, slots=True)
class PossibleAnswer:
    """One fact that may be stated in answer to a question, and its effects.

    ``gained`` and ``lost`` are the verdicts that become possible and impossible once the facts that
    it ``needs`` are stated too, in place of those it stands ``instead`` of; ``others`` is true if
    other conclusions do. ``narrows`` is None where the case that states it alone is refused. The
    answer is ``undecided`` if its effects were not found out.
    """

    fact: Symbol
    gained: tuple[Symbol, ...]
    lost: tuple[Symbol, ...]
    others: bool
    narrows: Fraction | None
    needs: tuple[Symbol, ...]
    instead: tuple[Symbol, ...]
    undecided: bool

    @property
    def at_once(self) -> bool:
        """True if the fact makes a difference by itself."""
        return not (self.needs or self.instead or self.undecided)


@dataclass(frozen=True, slots=True)
class RelevantQuestion:
    """A question whose answer could change a conclusion, with its answers and how far they narrow
    the result.

    ``narrows`` is the share of verdicts that one answer excludes. Each answer, one fact or none of
    them, leaves the pairs of person and verdict that the case then admits, and excludes the others
    of those that some answer leaves: its narrowing is their share. That of the question is the
    mean; answers that leave the same count once.

    The question is ``undecided`` if it was not found out of all its answers whether they matter, or
    what they change; answers of which neither was found out are left out.
    """

    subject: Subject
    text: Words
    answers: tuple[PossibleAnswer, ...]
    narrows: Fraction
    undecided: bool

    @property
    def at_once(self) -> bool:
        """True if some answer makes a difference by itself."""
        return any(answer.at_once for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Relevance:
    """The questions that could still change a conclusion of a case, most telling first.

    Facts that their answers do not name change no conclusion under any combination of readings and
    disputed facts, whatever else is stated of the facts that the answers name: all this is certain
    if ``exhausted``. ``accompanying`` are questions that change nothing, but without whose answers
    those to others are incomplete; ``irrelevant`` are all others of the vocabulary. ``left_out``
    counts facts that were too many to be examined; ``complete`` is true if there was time for all.
    At most ``limit`` questions are listed.
    """

    questions: tuple[RelevantQuestion, ...]
    accompanying: tuple[tuple[Subject, Words], ...]
    irrelevant: tuple[tuple[Subject, Words], ...]
    limit: int | None
    exhausted: bool
    left_out: int
    complete: bool
    pack: Pack = field(repr=False)
    case: Case = field(repr=False)

    @property
    def listed(self) -> tuple[RelevantQuestion, ...]:
        """The first ``limit`` questions."""
        return self.questions[: self.limit]

    def as_json(self, lang: str) -> RelevanceAnswerJson:
        """The answer as plain data, with its receipt."""
        words = LawWriter(self.pack, lang)
        members: RelevanceMembersJson = {
            "question_count": len(self.questions),
            "questions": [_question(each, words) for each in self.listed],
            "accompanying": [_subject(*each, lang) for each in self.accompanying],
            "irrelevant": [_subject(*each, lang) for each in self.irrelevant],
            "exhausted": self.exhausted,
            "left_out": self.left_out,
        }
        asked: AskedJson = {"call": "relevance", "limit": self.limit, "lang": lang}
        return receipted(RelevanceAnswerJson, members, asked, self.case, self.pack)


def _subject(subject: Subject, text: Words, lang: str) -> OpenQuestionJson:
    predicate, entities = subject
    return {
        "predicate": predicate,
        "arguments": [plain(entity) for entity in entities],
        "text": text.say(lang),
    }


def _question(question: RelevantQuestion, words: LawWriter) -> TellingQuestionJson:
    fact = words.pack.vocabulary.facts[question.subject[0]]
    return {
        **_subject(question.subject, question.text, words.lang),
        "provisions": list(fact.provisions),
        "group": fact.group,
        "narrows": str(question.narrows),
        "undecided": question.undecided,
        "answers": [
            {
                "fact": words.said(answer.fact),
                "gained": _by_person(answer.gained),
                "lost": _by_person(answer.lost),
                "narrows": None if answer.narrows is None else str(answer.narrows),
                "other_conclusions": answer.others,
                "needs": [*map(words.said, answer.needs)],
                "instead_of": [*map(words.said, answer.instead)],
                "undecided": answer.undecided,
            }
            for answer in question.answers
        ],
    }


def _by_person(verdicts: Iterable[Symbol]) -> dict[str, list[str]]:
    by_person = grouped(verdicts, lambda verdict: plain(verdict.arguments[0]))
    return {person: [str(v.arguments[1]) for v in found] for person, found in by_person.items()}


def relevance(
    outcomes: Outcomes,
    seconds: float | None = None,
    *,
    facts: Collection[Symbol] | None = None,
    limit: int | None = None,
) -> Relevance:
    """Find the facts not yet stated that could still change a conclusion, as questions. After
    `seconds` of processor time, facts that were not decided until then are undecided.

    Considered are all facts that may be stated of the entities that the case names and of things
    that it does not name yet, or only ``facts``; of too many, those of predicates that have few.
    """
    start = processor_time()
    pack, findings = outcomes.pack, outcomes.findings
    considered = fact_space(pack, findings, unnamed=True) if facts is None else facts
    known = {*findings.stated, *findings.disputed}
    further = tuple(dict.fromkeys(fact for fact in considered if fact not in known))
    looked_into = _at_most(MAX_CONSIDERED, further)
    left_out = len(further) - len(looked_into)
    case = Hypothetical(pack, findings, looked_into)

    def left(share: float) -> float | None:
        return None if seconds is None else share * seconds - (processor_time() - start)

    found = relevant_facts(case, looked_into, left(_FINDING))
    if left_out:  # what is left out may make a difference together with any other
        undecided = tuple(fact for fact in further if fact not in found.witnesses)
        found = replace(found, undecided=undecided, exhausted=False)
    found_questions = _Questions(outcomes, case, found, further)
    in_time = found_questions.work_out(left(_TELLING))
    questions = found_questions.ranked()
    accompanying, irrelevant = found_questions.others()
    return Relevance(
        questions,
        accompanying,
        irrelevant,
        limit,
        found.exhausted and not any(question.undecided for question in questions),
        left_out,
        found.complete and in_time,
        pack,
        findings.case,
    )


def _at_most(number: int, facts: Sequence[Symbol]) -> Sequence[Symbol]:
    """The first `number` of `facts`, predicates with the fewest facts first."""
    if len(facts) <= number:
        return facts
    alike = Counter(fact.name for fact in facts)
    return sorted(facts, key=lambda fact: alike[fact.name])[:number]


class _Questions:
    def __init__(
        self,
        outcomes: Outcomes,
        case: Hypothetical,
        found: RelevantFacts,
        further: Sequence[Symbol],
    ) -> None:
        self._found = found
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._speaker = Speaker(outcomes.pack)
        self._stated = frozenset(outcomes.findings.stated)
        self._admitted: Admitted = cache(
            lambda more: case.admitted_conclusions(self._stated | more)
        )
        self._case = case
        self._worked_out: dict[Symbol, tuple[frozenset[Symbol] | None, PossibleAnswer]] = {}
        self._place = {fact: place for place, fact in enumerate(further)}
        self._subjects = grouped(further, _about)

    def work_out(self, seconds: float | None) -> bool:
        """Work out the effects of answers, those first that are known to have some; True if there
        was time for all.
        """
        facts = [*self._found.witnesses, *self._found.undecided]
        with anytime(seconds) as run:
            self._way(frozenset())
            for fact in facts:
                if fact in self._case.stated_by:
                    way = self._way(frozenset([fact]))
                    self._worked_out[fact] = way, self._answer(fact)
        return run.complete

    def ranked(self) -> tuple[RelevantQuestion, ...]:
        """The questions that matter: by how much they narrow, then those with an effect by
        themselves, then decided ones, then those with answers, then in the order of the vocabulary.
        """
        matter = self._matter
        found = [
            self._question(subject, [fact for fact in facts if fact in matter])
            for subject, facts in self._subjects.items()
            if not matter.isdisjoint(facts)
        ]

        def rank(each: RelevantQuestion) -> tuple[Fraction, bool, bool, bool]:
            return -each.narrows, not each.at_once, each.undecided, not each.answers

        return tuple(sorted(found, key=rank))

    def others(self) -> tuple[tuple[tuple[Subject, Words], ...], tuple[tuple[Subject, Words], ...]]:
        """The questions without effect: those that accompany others, and the rest."""
        matter = self._matter
        needed = {fact for each in self._found.witnesses.values() for fact in each.common}
        left = {s: facts for s, facts in self._subjects.items() if matter.isdisjoint(facts)}
        texts = {
            s: (s, _question_text(self._pack, self._speaker, facts)) for s, facts in left.items()
        }
        return (
            tuple(texts[s] for s, facts in left.items() if not needed.isdisjoint(facts)),
            tuple(texts[s] for s, facts in left.items() if needed.isdisjoint(facts)),
        )

    def _question(self, subject: Subject, facts: Sequence[Symbol]) -> RelevantQuestion:
        worked_out = [self._worked_out[fact] for fact in facts if fact in self._worked_out]
        every = (self._way(frozenset()), *(way for way, _ in worked_out)) if worked_out else ()
        ways = {way for way in every if way is not None}
        possible = frozenset().union(*ways)

        def excluded(way: frozenset[Symbol]) -> Fraction:
            return 1 - Fraction(len(way), len(possible)) if possible else Fraction(0)

        narrows = {way: excluded(way) for way in ways}
        answers = tuple(
            replace(answer, narrows=None if way is None else narrows[way])
            for way, answer in worked_out
        )
        return RelevantQuestion(
            subject,
            _question_text(self._pack, self._speaker, self._subjects[subject]),
            answers,
            sum(narrows.values(), Fraction(0)) / max(len(ways), 1),
            len(answers) < len(facts) or any(answer.undecided for answer in answers),
        )

    @property
    def _matter(self) -> frozenset[Symbol]:
        return frozenset([*self._found.witnesses, *self._found.undecided])

    def _way(self, more: frozenset[Symbol]) -> frozenset[Symbol] | None:
        """The verdicts that the case admits with `more` facts; None if it is refused."""
        return self._verdicts(self._admitted(more))

    def _verdicts(self, conclusions: frozenset[Symbol] | None) -> frozenset[Symbol] | None:
        if conclusions is None:
            return None
        return frozenset(s for s in conclusions if s.name == self._pack.verdict)

    def _answer(self, fact: Symbol) -> PossibleAnswer:
        """The effects of a fact, but for how much it narrows."""
        witness = self._found.witnesses.get(fact)
        before, after = (
            (frozenset[Symbol](), frozenset([fact])) if witness is None else witness.with_it(fact)
        )
        had, has = (self._admitted(each) or frozenset() for each in (before, after))
        if witness is None and self._admitted(after) is None:
            had = has
        gained, lost = (self._verdicts(each) or frozenset() for each in (has - had, had - has))
        return PossibleAnswer(
            fact,
            tuple(self._outcomes.model.in_order(gained)),
            tuple(self._outcomes.model.in_order(lost)),
            bool((had ^ has) - gained - lost),
            None,
            self._in_order(after - {fact}),
            self._in_order(before - after),
            witness is None,
        )

    def _in_order(self, facts: Iterable[Symbol]) -> tuple[Symbol, ...]:
        return tuple(sorted(facts, key=self._place.__getitem__))


def _about(fact: Symbol) -> Subject:
    entities = (each for each in fact.arguments if each.type is SymbolType.String)
    return fact.name, tuple(entities)


def _question_text(pack: Pack, speaker: Speaker, facts: Sequence[Symbol]) -> Words:
    """The question of the vocabulary that `facts` answer, with a blank where they differ."""
    fact = pack.vocabulary.facts[facts[0].name]
    values: Mapping[str, Words] = {
        name: speaker.label(kind, alike[0]) if len(set(alike)) == 1 else message("relevance_blank")
        for (name, kind), alike in zip(
            fact.args.items(), zip(*(each.arguments for each in facts), strict=True), strict=True
        )
    }
    return Words(
        {
            lang: fill(
                fact.question.said.say(lang), {name: w.say(lang) for name, w in values.items()}
            )
            for lang in LANGS
        }
    )
