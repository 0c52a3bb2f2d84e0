"""What a review says, in the words of its law."""

from collections.abc import Iterable, Iterator

from clingo.symbol import Symbol

from ...answer.receipt import Json
from ...atoms import plain, read_atom
from ...i18n import message
from ...pack.model import Pack
from ...pack.provision import Provision
from ...solver.prime_implicants import Condition
from ..what_if.change_words import ChangeSpeaker
from ..what_if.changes import patch
from .apart import Apart
from .conflicts import Conflict, each_once
from .repairs import Admission


class ReviewSpeaker:
    """Says the parts of a review in one language."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self._changes = ChangeSpeaker(pack, lang)
        self._readings = {reading.id: reading for reading in pack.readings}
        self.lang = lang

    def say(self, key: str, **values: str) -> str:
        """A message in this language."""
        return message(key, **values).say(self.lang)

    def join(self, parts: Iterable[str], separator: str = "text_separator") -> str:
        """Parts in one line."""
        return self.say(separator).join(parts)

    def fact(self, symbol: Symbol) -> str:
        """An atom in words."""
        return self._changes.say(symbol)

    def label(self, verdict: Symbol) -> str:
        """A verdict in words, without its person."""
        return self._changes.label(verdict)

    def verdicts(self, verdicts: Iterable[Symbol]) -> str:
        """Verdicts with their persons."""
        said = (
            self.say("review_verdict", person=plain(v.arguments[0]), word=self.label(v))
            for v in verdicts
        )
        return self.join(said, "text_semicolon")

    def cite(self, provisions: Iterable[Provision]) -> str:
        """Provisions as lawyers cite them."""
        return self.join((p.cite(self.lang) for p in provisions), "text_cite_separator")

    def headline(self, finding: str, verdicts: Iterable[Symbol]) -> str:
        """What is found of the decision, in one sentence."""
        return message(f"review_{finding}", decision=self.verdicts(verdicts)).say(self.lang)

    def atom(self, symbol: Symbol) -> Json:
        """An atom with its words."""
        return {"atom": str(symbol), "text": self.fact(symbol)}

    # --- conditions

    def condition(self, condition: Condition) -> str:
        """A condition in one clause."""
        parts = [*self.condition_parts(condition)]
        return self.join(parts, "text_semicolon") if parts else self.say("review_always")

    def condition_parts(self, condition: Condition) -> Iterator[str]:
        """What a condition asks for, one by one: disputed facts, and then readings."""
        yield from self._found(condition)
        for name, option in condition.readings.items():
            yield self.say(
                "review_reading",
                question=self._readings[name].question.said.say(self.lang),
                option=self._option(name, option),
                provisions=self._cited(name),
            )

    def _found(self, condition: Condition) -> Iterator[str]:
        for name, held in condition.disputed.items():
            key = "text_found" if held else "text_not_found"
            yield self.say(key, fact=self.fact(read_atom(name)))

    def _option(self, name: str, option: str) -> str:
        [label] = (o.label.said for o in self._readings[name].options if o.id == option)
        return label.say(self.lang)

    def _cited(self, name: str) -> str:
        return self.cite(map(Provision.parse, self._readings[name].provisions))

    def question(self, name: str) -> str:
        """What a reading is about, with the provisions that leave it open."""
        cited = self.say("review_cited", provisions=self._cited(name))
        return self._readings[name].question.said.say(self.lang) + cited

    def condition_json(self, condition: Condition) -> Json:
        """A condition with its words."""
        readings = (self._readings[name] for name in condition.readings)
        provisions = dict.fromkeys(p for each in readings for p in each.provisions)
        return {
            "readings": dict(condition.readings),
            "disputed": dict(condition.disputed),
            "text": self.condition(condition),
            "provisions": list(provisions),
        }

    # --- conflicts

    def conflict(self, conflict: Conflict) -> str:
        """A conflict in a few sentences."""
        return self.join(self.conflict_parts(conflict), "review_stop")

    def conflict_parts(self, conflict: Conflict) -> list[str]:
        """What of a conflict excludes the decision, and what could have carried it."""
        if not conflict.provisions:
            return [self.say("review_never_drawn")]
        laws, facts = self._together(conflict.opposing), map(self.fact, conflict.facts)
        told = {
            "review_opposing": laws,
            "review_opposing_facts": self.join(facts, "text_semicolon"),
            "review_unmet": self._together(conflict.unmet),
        }
        return [self.say(key, found=found) for key, found in told.items() if found]

    def _together(self, provisions: Iterable[Iterable[Provision]]) -> str:
        cited = (
            self.join((p.cite(self.lang) for p in together), "review_together")
            for together in provisions
        )
        return self.join(cited, "text_cite_separator")

    def conflict_json(self, conflict: Conflict) -> Json:
        """A conflict with its words."""
        return {
            "facts": [*map(self._changes.fact, conflict.facts)],
            "provisions": [*map(str, conflict.cited)],
            "opposing": [*map(str, each_once(conflict.opposing))],
            "unmet": [*map(str, each_once(conflict.unmet))],
            "text": self.conflict(conflict),
        }

    # --- persons apart

    def apart(self, apart: Apart) -> str:
        """Persons whose decisions do not go together, and what they need differently, in a
        sentence.
        """
        said = self.say("review_apart", persons=self.join(apart.persons))
        questions = [self.question(name) for name in apart.readings]
        questions += [self.fact(read_atom(name)) for name in apart.disputed]
        if not questions:
            return said
        needed = self.join(questions, "text_semicolon")
        return said + self.say("review_apart_over", questions=needed)

    def apart_json(self, apart: Apart) -> Json:
        """The same with its words."""
        provisions = dict.fromkeys(p for r in apart.readings for p in self._readings[r].provisions)
        return {
            "persons": list(apart.persons),
            "readings": list(apart.readings),
            "disputed": list(apart.disputed),
            "text": self.apart(apart),
            "provisions": list(provisions),
        }

    # --- changes

    def admission(self, admission: Admission) -> str:
        """Changes, and what carries the decision then, in one sentence."""
        changes, then = self._changes.changes(admission.changes), self._then(admission)
        return self.say("review_change", changes=changes, then=then)

    def carried_change(self, admission: Admission) -> str:
        """The same in short."""
        changes, then = self._changes.changes(admission.changes), self._then(admission)
        return changes + self.say("review_carried_by", then=then)

    def _then(self, admission: Admission) -> str:
        """The provisions that carry the verdicts; with their persons, where there are several."""
        carried = admission.provisions
        if len(carried) == 1:
            return self.join(map(self.cite, carried.values()))
        said = (
            self.say("review_verdict", person=self._who(verdict), word=self.cite(provisions))
            for verdict, provisions in carried.items()
        )
        return self.join(said, "text_semicolon")

    def admission_json(self, admission: Admission) -> Json:
        """Changes with their words, and as rows of a case file."""
        return {
            "size": len(admission.changes),
            "changes": [*map(self._changes.change, admission.changes)],
            **patch(admission.changes),
            "provisions": {
                self._who(verdict): [*map(str, provisions)]
                for verdict, provisions in admission.provisions.items()
            },
            "text": self.admission(admission),
        }

    @staticmethod
    def _who(verdict: Symbol) -> str:
        return plain(verdict.arguments[0])
