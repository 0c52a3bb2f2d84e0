"""Changes of what a case states, and their effects, in the words of its law."""

from collections.abc import Iterable, Sequence

from clingo.symbol import Symbol

from ...atoms import plain
from ...escaping import within_quotes
from ..law_writer import LawWriter
from .changes import Change
from .json import FactChangeJson
from .spans import Altered, Span

# Others for whom something changes are named when they are no more than these, and else counted.
_MOST_NAMED = 3


class ChangeSpeaker(LawWriter):
    """Says changes of facts, and their effects, in one language."""

    def change(self, change: Change, span: Span | None = None) -> FactChangeJson:
        """A change as plain data, with the facts that it is about."""
        return {
            "kind": change.kind,
            "withdrawn": None if change.withdrawn is None else self.fact(change.withdrawn),
            "added": None if change.added is None else self.fact(change.added),
            "text": self.changes([change], span),
        }

    def changes(self, changes: Iterable[Change], span: Span | None = None) -> str:
        """Changes in one clause; `span` has all days for which the day that they put in stands."""
        return self.join((self._change(each, span) for each in changes), "what_if_and")

    def _change(self, change: Change, span: Span | None) -> str:
        facts = {
            name: within_quotes(self._fact(fact, span))
            for name, fact in (("old", change.withdrawn), ("new", change.added))
            if fact is not None
        }
        return self.say(f"what_if_{change.kind}", **facts)

    def _fact(self, fact: Symbol, span: Span | None) -> str:
        if span is None or fact != span.fact:
            return self.atom(fact)
        return self.speaker.say(fact, {span.place: span.in_words()}).say(self.lang)

    def sentence(self, altered: Altered, person: Symbol) -> str:
        """Changes, and their effects on `person`."""
        changes = self.changes(altered.changes, altered.span)
        return self.say("what_if_then", changes=changes, then=self.then(altered, person))

    def then(self, altered: Altered, person: Symbol) -> str:
        """The effects of changes on `person`, with the provisions through which they come about;
        and who else is affected.
        """
        parts = []
        for gained, key, cited in (
            (True, "what_if_gained", "what_if_cited"),
            (False, "what_if_lost", "what_if_had_cited"),
        ):
            if verdicts := altered.by_person(gained=gained).get(person):
                lines = (self._cited(cited, *each) for each in verdicts.items())
                parts.append(self.say(key, verdicts=self.join(lines)))
        others = [*dict.fromkeys(each.person for each in altered.effects if each.person != person)]
        if len(others) > _MOST_NAMED:
            parts.append(self.say("what_if_also_many", count=str(len(others))))
        elif others:
            parts.append(self.say("what_if_also", persons=self.join(map(plain, others))))
        return self.join(parts, "text_semicolon")

    def _cited(self, key: str, verdict: Symbol, numbers: Sequence[str]) -> str:
        label = self.label(verdict)
        if not numbers:
            return label
        return self.say(key, verdict=label, provisions=self.cited(numbers))
