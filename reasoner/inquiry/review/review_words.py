"""The parts of a review in the words of its law."""

from collections.abc import Iterable, Iterator, Mapping

from clingo.symbol import Symbol

from ...atoms import plain, read_atom
from ...pack.provision import Provision
from ...solver.prime_implicants import Condition
from ..what_if.change_words import ChangeSpeaker
from .conflicts import DecisionConflict
from .incompatible import Incompatible
from .repairs import Repair


class ReviewSpeaker(ChangeSpeaker):
    """Says verdicts, conditions, conflicts and repairs in one language."""

    # --- verdicts

    def judged(self, verdicts: Iterable[Symbol]) -> str:
        """Verdicts with their persons."""
        return self._by_person((v.arguments[0], self.label(v)) for v in verdicts)

    def headline(self, finding: str | None, verdicts: Iterable[Symbol]) -> str:
        """The finding on a decision, in one sentence; None if it is not known."""
        return self.say(f"review_{finding or 'undecided'}", decision=self.judged(verdicts))

    def _by_person(self, words: Iterable[tuple[Symbol, str]]) -> str:
        lines = (self.say("review_verdict", person=plain(p), word=word) for p, word in words)
        return self.join(lines, "text_semicolon")

    # --- conditions

    def condition(self, condition: Condition) -> str:
        """A condition in one clause."""
        parts = self.condition_parts(condition)
        return self.join(parts, "text_semicolon") or self.say("review_always")

    def condition_parts(self, condition: Condition) -> Iterator[str]:
        """The demands of a condition one by one: disputed facts, then readings."""
        for name, held in condition.disputed.items():
            key = "text_found" if held else "text_not_found"
            yield self.say(key, fact=self.atom(read_atom(name)))
        for name, option in condition.readings.items():
            yield self.say(
                "review_reading",
                question=self.question(name),
                option=self.option(name, option),
                provisions=self.cited(self.leaving_open([name])),
            )

    # --- conflicts

    def conflict(self, conflict: DecisionConflict) -> str:
        """A conflict in a few sentences."""
        return self.join(self.conflict_parts(conflict), "review_stop")

    def conflict_parts(self, conflict: DecisionConflict) -> list[str]:
        """The provisions and facts that exclude the decision, and those that could have carried
        it.
        """
        if not conflict.provisions:
            return [self.say("review_never_drawn")]
        parts = {
            "review_opposing": self._together(conflict.opposing),
            "review_opposing_facts": self.join(map(self.atom, conflict.facts), "text_semicolon"),
            "review_unmet": self._together(conflict.unmet),
        }
        return [self.say(key, found=found) for key, found in parts.items() if found]

    def _together(self, provisions: Iterable[Iterable[Provision]]) -> str:
        cited = (
            self.join((each.label for each in self.citations(together)), "review_together")
            for together in provisions
        )
        return self.join(cited, "text_cite_separator")

    # --- incompatible decisions

    def incompatible(self, found: Incompatible) -> str:
        """Persons whose decisions are incompatible, and what they need answered differently."""
        sentence = self.say("review_apart", persons=self.join(found.persons))
        questions = [
            self.question(name)
            + self.say("review_cited", provisions=self.cited(self.leaving_open([name])))
            for name in found.readings
        ]
        questions += [self.atom(read_atom(name)) for name in found.disputed]
        if not questions:
            return sentence
        return sentence + self.say(
            "review_apart_over", questions=self.join(questions, "text_semicolon")
        )

    # --- repairs

    def repair(self, repair: Repair) -> str:
        """Changes, and the provisions that carry the decision then, in one sentence."""
        changes, then = self.changes(repair.changes), self._then(repair.provisions)
        return self.say("review_change", changes=changes, then=then)

    def carried_by(self, provisions: Mapping[Symbol, Iterable[Provision]]) -> str:
        """The provisions that carry verdicts, in brackets."""
        return self.say("review_carried_by", then=self._then(provisions))

    def _then(self, provisions: Mapping[Symbol, Iterable[Provision]]) -> str:
        """The provisions that carry verdicts; with their persons, where there are several."""
        cited = [(verdict.arguments[0], self.cited(by)) for verdict, by in provisions.items()]
        return cited[0][1] if len(cited) == 1 else self._by_person(cited)
