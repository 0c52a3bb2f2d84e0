"""Absence reasons: why an atom does not hold, in a line or two, nearest to the facts.

What is missing far from the facts is missing because of them; and a reading is a reason only
where all the rest is there, for only there could it have made a difference.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clingo.symbol import Symbol

from ..escaping import within_quotes
from ..i18n import LANGS, Words, joined, message
from ..pack.provision import Provision
from ..proof.session import World
from ..proof.steps import FAILING, AtomPattern, Attempt, Mark, PlainRule, Step, goal_pattern
from .law_wording import LawWording, Untaken, provisions_of
from .proof_graph import Node
from .worded_steps import law_of

# How many missing steps are followed into one another.
_DEPTH = 2
# How many reasons of a missing step are given in brackets.
_MOST_INNER = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason why one rule, or several together, did not draw an atom.

    ``provisions`` are those of the rules, ``reached`` also those of the rules further down that
    would have had to draw what they lack; ``near`` if all held but an option.
    """

    near: bool
    parts: tuple[Words, ...]
    provisions: tuple[Provision, ...]
    reached: frozenset[Provision]


class AbsenceReasons:
    """The reasons of absences in one world."""

    def __init__(self, world: World, wording: LawWording) -> None:
        self._world = world
        self._wording = wording
        # Attempts found before: one absence is a reason of many.
        self._found: dict[AtomPattern, list[Attempt]] = {}
        self._steps: dict[Symbol, Step] = {}

    def absence(self, pattern: AtomPattern) -> Node:
        """Word an absent atom with its reasons and the provisions that these reach."""
        words = self._wording.absence(pattern)
        if self._wording.is_final(pattern):
            return words
        reasons = self.of(pattern)
        reached = frozenset().union(*(reason.reached for reason in reasons))
        return replace(words, provisions=tuple(sorted(reached)), detail=tuple(map(_cited, reasons)))

    def of(self, pattern: AtomPattern, depth: int = 0) -> list[Reason]:
        """The reasons why an atom does not hold, near misses by one reading first."""
        pattern, attempts, passed = self._behind(pattern)
        plausible = [each for each in attempts if not self._lacks_assumption(each)] or attempts
        near = [each for each in plausible if self._lacks_options_only(each)]
        far = [each for each in plausible if each not in near]
        return [
            self._reason(group, pattern, passed, depth)
            for group in (*self._together(near), *self._together(far))
        ]

    def _behind(
        self, pattern: AtomPattern
    ) -> tuple[AtomPattern, list[Attempt], frozenset[Provision]]:
        """Follow single missing conditions toward the facts: to the first one that is missing for
        several reasons or in a rule with words, with the attempts at it and the provisions passed
        on the way.
        """
        passed: frozenset[Provision] = frozenset()
        seen = {pattern}
        while True:
            attempts = self._attempts(pattern)
            marks = [mark for attempt in attempts for mark in _failing(attempt)]
            if len(attempts) != 1 or len(marks) != 1 or _has_words(attempts[0].rule):
                return pattern, attempts, passed
            missing = marks[0].atom
            if (
                not isinstance(missing, AtomPattern)
                or self._wording.is_final(missing)
                or missing in seen
            ):
                return pattern, attempts, passed
            passed |= frozenset(provisions_of(attempts[0].rule))
            pattern = missing
            seen.add(pattern)

    def _attempts(self, pattern: AtomPattern) -> list[Attempt]:
        if pattern not in self._found:
            self._found[pattern] = list(filter(_fits, self._world.attempts(pattern)))
        return self._found[pattern]

    def _together(self, attempts: Iterable[Attempt]) -> list[list[Attempt]]:
        """Group attempts that make one reason: those of rules under the same provisions, and those
        that lack nothing but what others lack.
        """
        groups: dict[tuple[Provision, ...], list[Attempt]] = {}
        for attempt in attempts:
            groups.setdefault(provisions_of(attempt.rule), []).append(attempt)
        kept: list[list[Attempt]] = []
        for group in sorted(groups.values(), key=lambda group: -len(self._lacked(group))):
            wider = (other for other in kept if self._lacked(group) <= self._lacked(other))
            place = next(wider, None)
            if place is None:
                kept.append(group)
            else:
                place += group
        order = list(groups.values())
        return sorted(kept, key=order.index)

    def _lacked(self, attempts: Iterable[Attempt]) -> frozenset[str]:
        """The texts of what attempts lack."""
        marks = (mark for attempt in attempts for mark in self._nearest(attempt))
        return frozenset(
            f"{mark.became} {mark.literal * (mark.atom is None)} {mark.atom}" for mark in marks
        )

    def _lacks_assumption(self, attempt: Attempt) -> bool:
        """True if an attempt lacks only what would be assumed of something not stated."""
        return any(self._wording.is_assumed(pattern) for pattern in _missing(_failing(attempt)))

    def _lacks_options_only(self, attempt: Attempt) -> bool:
        """True if every failing condition is a reading option that was not chosen."""
        failing = _failing(attempt)
        return bool(failing) and all(self._is_option(mark) for mark in failing)

    def _is_option(self, mark: Mark) -> bool:
        return isinstance(mark.atom, AtomPattern) and self._wording.untaken(mark.atom) is not None

    def _nearest(self, attempt: Attempt) -> list[Mark]:
        """The failing conditions nearest to the facts: facts, else steps, else options."""
        failing = _failing(attempt)
        options = [mark for mark in failing if self._is_option(mark)]
        steps = [
            mark
            for mark in failing
            if isinstance(mark.atom, AtomPattern) and not self._wording.is_final(mark.atom)
        ]
        found = [mark for mark in failing if mark not in options and mark not in steps]
        return found or steps or options

    # --- words

    def _reason(
        self,
        attempts: Sequence[Attempt],
        pattern: AtomPattern,
        passed: frozenset[Provision],
        depth: int,
    ) -> Reason:
        near = [(attempt, mark) for attempt in attempts for mark in self._nearest(attempt)]
        missing = _missing(mark for _, mark in near)
        own = frozenset(p for attempt in attempts for p in provisions_of(attempt.rule))
        parts: list[Words] = []
        is_near = all(map(self._lacks_options_only, attempts))
        if is_near and depth == 0:
            parts += self._there(attempts)
        parts += self._unfound(missing)
        for attempt, mark in near:
            if mark.became == "false":
                parts.append(self._wording.untrue(attempt, mark))
            elif isinstance(mark.atom, Symbol):
                blocking = self._own(mark.atom)
                own = own.union(provisions_of(blocking.rule))
                parts.append(message("told_blocked", said=self._with_readings(blocking)))
        for step in missing:
            if not self._wording.is_final(step):
                deeper = self.of(step, depth + 1) if depth < _DEPTH else []
                passed = passed.union(*(reason.reached for reason in deeper))
                inner = _short(deeper) if depth == 0 else []
                own = own.union(*(reason.provisions for reason in inner))
                parts.append(self._not_established(step, inner))
        parts += self._untaken(missing)
        if not near:
            parts += self._wording.not_taken(pattern)
        return Reason(is_near, _distinct(parts), tuple(sorted(own)), own | passed)

    def _unfound(self, missing: Iterable[AtomPattern]) -> Iterator[Words]:
        """Say which facts are not found, by the cause."""
        found: dict[str, list[Words]] = {}
        for each in missing:
            if self._wording.is_final(each) and self._wording.untaken(each) is None:
                found.setdefault(self._wording.unfound(each), []).append(self._wording.atom(each))
        for how, facts in found.items():
            yield message(how, said=_quoted(facts))

    def _untaken(self, missing: Iterable[AtomPattern]) -> Iterator[Words]:
        """Say which options are not taken, question by question, and which are."""
        by_question: dict[str, list[Untaken]] = {}
        for each in missing:
            untaken = self._wording.untaken(each)
            if untaken is not None:
                by_question.setdefault(str(each.arguments[0]), []).append(untaken)
        for options in by_question.values():
            question, taken = options[0].question, options[0].taken
            wanted = _quoted((each.option for each in options), last="told_or")
            if taken is None:
                yield message("told_wanted", question=question, options=wanted)
            else:
                yield message("told_not_this", question=question, options=wanted, taken=taken)

    def _not_established(self, step: AtomPattern, why: Sequence[Reason]) -> Words:
        """Say what is missing, as near to the facts as one thing can be, and in short why."""
        nearest, _, _ = self._behind(step)
        text = message("told_not_established", said=_quoted([self._wording.atom(nearest)]))
        return _with(text, _distinct(part for reason in why for part in reason.parts))

    def _with_readings(self, step: Step) -> Words:
        """Say what a step draws, with the readings on which it draws it."""
        leaves = (self._wording.leaf(atom) for atom in step.shown if isinstance(atom, Symbol))
        readings = [leaf.text for leaf in leaves if leaf is not None and leaf.kind == "reading"]
        return _with(self._said(step), readings)

    def _there(self, attempts: Iterable[Attempt]) -> Iterator[Words]:
        """Say what holds, where only an option is wanting: it could have decided."""
        met = dict.fromkeys(
            mark.atom
            for attempt in attempts
            for mark in attempt.marks
            if mark.became == "met" and isinstance(mark.atom, Symbol)
        )
        there = [self._true(atom) for atom in met if not self._is_provided(atom)]
        if there:
            yield message("told_there", said=listed(there, "text_semicolon"))

    def _is_provided(self, atom: Symbol) -> bool:
        """True for what the law itself states, whatever the case."""
        own = self._own(atom)
        return own.rule is not None and not own.shown

    def _true(self, atom: Symbol) -> Words:
        """Say what holds; where it only joins other steps, with what it joins."""
        own = self._own(atom)
        joined = _steps_of(own, self._steps)
        if len(joined) == 1 or _has_words(own.rule):
            return self._said(own)
        return _with(self._said(own), [self._said(self._worded(step)) for step in joined])

    def _worded(self, step: Step) -> Step:
        """The first step on the way to the facts that has words, that rests on more than one, or
        that is a fact itself.
        """
        while not _has_words(step.rule) and self._wording.leaf(step.atom) is None:
            below = _steps_of(step, self._steps)
            if len(below) != 1:
                break
            [step] = below
        return step

    def _said(self, step: Step) -> Words:
        leaf = self._wording.leaf(step.atom)
        if leaf is not None:
            return leaf.text
        if step.rule is None:
            return self._wording.atom(goal_pattern(step.atom))
        return self._wording.step(step).text

    def _own(self, atom: Symbol) -> Step:
        """The step by which an atom is drawn."""
        if atom not in self._steps:
            for step in self._world.steps(atom):
                self._steps.setdefault(step.atom, step)
        return self._steps[atom]


def _failing(attempt: Attempt) -> list[Mark]:
    return [mark for mark in attempt.marks if mark.became in FAILING]


def _fits(attempt: Attempt) -> bool:
    """True if a rule could have drawn the atom at all: its head has no other values."""
    return all(mark.became != "false" or mark.literal >= 0 for mark in attempt.marks)


def _missing(marks: Iterable[Mark]) -> list[AtomPattern]:
    return list(dict.fromkeys(mark.atom for mark in marks if isinstance(mark.atom, AtomPattern)))


def _short(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons given in brackets: those where an option decided, else all if they are few."""
    near = [reason for reason in reasons if reason.near]
    few = sum(len(reason.parts) for reason in reasons) <= _MOST_INNER
    return near or (list(reasons) if few else [])


def _has_words(rule: PlainRule | None) -> bool:
    law = law_of(rule)
    return law is not None and law.words is not None


def _steps_of(step: Step, steps: Mapping[Symbol, Step]) -> list[Step]:
    """The steps on which a step rests: what it needs absent or computed are none."""
    return [steps[atom] for atom in step.shown if isinstance(atom, Symbol)]


def _with(text: Words, inner: Sequence[Words]) -> Words:
    """A text with others in brackets, if there are any."""
    if not inner:
        return text
    return _both(text, message("text_brackets", text=listed(inner, "told_next")))


def _both(one: Words, other: Words) -> Words:
    return Words({lang: one.say(lang) + other.say(lang) for lang in LANGS})


def _cited(reason: Reason) -> Words:
    """A reason with the provisions of the rules that it speaks of."""
    cited = message("proof_cited", provisions=cited_words(reason.provisions))
    return _both(listed(reason.parts, "told_next"), cited)


def cited_words(provisions: Iterable[Provision]) -> Words:
    """Provisions as lawyers cite them, one after another."""
    cites = (Words({lang: each.cite(lang) for lang in LANGS}) for each in provisions)
    return listed(cites, "text_cite_separator")


def _distinct(parts: Iterable[Words]) -> tuple[Words, ...]:
    by_text: dict[tuple[str, ...], Words] = {}
    for part in parts:
        by_text.setdefault(tuple(part.say(lang) for lang in LANGS), part)
    return tuple(by_text.values())


def _quoted(texts: Iterable[Words], last: str = "text_separator") -> Words:
    """Texts within quotation marks, one after another; ``last`` stands before the last."""
    inner = [Words({lang: within_quotes(t.say(lang)) for lang in LANGS}) for t in texts]
    *rest, end = [message("told_quoted", text=text) for text in _distinct(inner)]
    return listed([listed(rest, "text_separator"), end], last) if rest else end


def listed(texts: Iterable[Words], separator: str) -> Words:
    """Texts one after another."""
    return joined(message(separator), texts)
